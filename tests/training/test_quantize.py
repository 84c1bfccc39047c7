"""The rounding that training simulates (needs torch, so only where the extra `train` is installed)."""

import pytest

torch = pytest.importorskip("torch")

from training.quantize import plain_state, round_activations, simulate  # noqa: E402


def test_activations_fall_on_256_steps_of_their_own_sentence():
    x = torch.randn(3, 7, 5) * torch.tensor([1.0, 10.0, 100.0]).view(3, 1, 1)
    rounded = round_activations(x)
    assert all(len(rounded[i].unique()) <= 256 for i in range(3))
    spread = x.flatten(1).amax(1) - x.flatten(1).amin(1)
    assert ((rounded - x).abs().flatten(1).amax(1) <= spread / 255).all()
    assert torch.equal(round_activations(x[1:2]), rounded[1:2])  # company changes nothing


def test_gradients_pass_as_if_nothing_were_rounded():
    x = torch.randn(2, 4, requires_grad=True)
    round_activations(x).sum().backward()
    assert torch.equal(x.grad, torch.ones_like(x))


def test_simulation_keeps_names_parameters_and_unrounded_weights():
    network = torch.nn.Sequential(torch.nn.Linear(6, 4), torch.nn.LayerNorm(4))
    before = {name: x.clone() for name, x in network.state_dict().items()}
    held = {id(p) for p in network.parameters()}
    simulate(network)
    assert {id(p) for p in network.parameters()} == held  # an optimizer made before goes on
    after = plain_state(network)
    assert after.keys() == before.keys()
    assert all(torch.equal(after[name], before[name]) for name in before)
    steps = network[0].weight / (before["0.weight"].abs().amax(1, keepdim=True) / 63)
    assert torch.allclose(steps, steps.round(), atol=1e-3)
