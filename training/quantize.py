"""Let the network feel, while it still learns, what int8 will do to it (Jacob et al. 2018, section 3).

onnxruntime's dynamic quantization rounds what goes into each linear layer to 256 steps between the least and the
greatest value of a sentence, and each output channel's weights to 7 bits (`export.py`). Here the same rounding is
applied going forward; gradients pass as if there were none (straight-through).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

ACTIVATION_STEPS = 255
WEIGHT_STEPS = 63  # of each sign: reduced range


def round_activations(x: Tensor) -> Tensor:
    """Round x (sentence, …) as DynamicQuantizeLinear does, each sentence by itself."""
    with torch.no_grad():
        low, high = torch.aminmax(x.flatten(1), dim=1)
        low, high = low.clamp(max=0), high.clamp(min=0)
        step = ((high - low) / ACTIVATION_STEPS).clamp(min=1e-9).view(-1, *[1] * (x.dim() - 1))
        lost = torch.round(x / step) * step - x
    return x + lost


class _RoundWeights(nn.Module):
    def forward(self, weight: Tensor) -> Tensor:
        with torch.no_grad():
            step = (weight.abs().amax(1, keepdim=True) / WEIGHT_STEPS).clamp(min=1e-9)
            lost = torch.round(weight / step) * step - weight
        return weight + lost


def simulate(network: nn.Module) -> None:
    """Round the weights and inputs of every linear layer from now on; `plain_state` gives the weights unrounded."""
    for module in [m for m in network.modules() if isinstance(m, nn.Linear)]:
        module.register_forward_pre_hook(lambda _, given: (round_activations(given[0]), *given[1:]))
        parametrize.register_parametrization(module, "weight", _RoundWeights())


def plain_state(network: nn.Module) -> dict[str, Tensor]:
    """The state under the names that the network had before `simulate`."""
    return {name.replace("parametrizations.weight.original", "weight"): x for name, x in network.state_dict().items()}
