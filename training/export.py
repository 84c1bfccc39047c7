"""Checkpoint -> the folder that `towhom.language.Model` loads: two int8 ONNX graphs, tokenizer, labels, settings.

Two graphs, since the pair decoder needs the mentions, and the mentions need the encoder.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.labels import Labels
from training.model import Network

HEADS = ("types", "reciprocal", "modality", "modes", "contexts", "same", "sectors", "codes", "points")
LAYERS = ("words", "arc", "upos", "deprel", "actor", "time", "subject", "name")


class EncodeGraph(nn.Module):
    """The encoder with its tree read greedily, so that relations are scored for one head a word."""

    def __init__(self, network: Network):
        super().__init__()
        self.encoder = network.encoder

    def forward(self, pieces: Tensor, shapes: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        out = self.encoder(pieces, shapes, firsts)
        out["deprel"] = self.encoder.deprels(out, out["arc"].argmax(-1))
        return tuple(out[name] for name in LAYERS)


class RelateGraph(nn.Module):
    def __init__(self, network: Network):
        super().__init__()
        self.relations = network.relations

    def forward(self, words: Tensor, arcs: Tensor, firsts: Tensor, lasts: Tensor) -> tuple[Tensor, ...]:
        out = self.relations(words, arcs, firsts, lasts)
        return tuple(out[name] for name in HEADS)


def export(checkpoint: Path, folder: Path, pretrained: Path, *, settings: dict[str, Any] | None = None) -> None:
    """Write the model's folder; fp32 graphs stay beside it in `fp32/` for comparison."""
    state = torch.load(checkpoint, weights_only=True)
    labels = Labels(**{name: tuple(values) for name, values in state["labels"].items()})
    network = Network(labels, pretrained, attention="eager")
    network.load_state_dict(state["network"])
    network.eval()
    full = folder / "fp32"
    full.mkdir(parents=True, exist_ok=True)
    hidden = network.encoder.shape.weight.shape[1]
    pieces = torch.randint(1000, 2000, (2, 12))
    firsts = torch.tensor([[1, 2, 3, 5, 7, 9], [1, 3, 4, 6, 0, 0]])
    _onnx(
        EncodeGraph(network),
        (pieces, torch.ones_like(pieces), firsts),
        full / "encode.onnx",
        {"pieces": {0: "s", 1: "p"}, "shapes": {0: "s", 1: "p"}, "firsts": {0: "s", 1: "n"}},
        LAYERS,
    )
    extents = torch.tensor([[0, 2, 4], [0, 1, -1]])
    _onnx(
        RelateGraph(network),
        (torch.randn(2, 6, hidden), torch.rand(2, 6, 6), extents, extents),
        full / "relate.onnx",
        {
            "words": {0: "s", 1: "n"},
            "arcs": {0: "s", 1: "n", 2: "n"},
            "firsts": {0: "s", 1: "m"},
            "lasts": {0: "s", 1: "m"},
        },
        HEADS,
    )
    for name in ("encode.onnx", "relate.onnx"):
        # Reduced range: AVX2 without VNNI saturates on full 8-bit weights.
        quantize_dynamic(
            full / name,
            folder / name,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
    described = {"labels": asdict(labels), "hidden": hidden, "temperatures": {"types": 1.0, "modality": 1.0}} | (
        settings or {}
    )
    for target in (folder, full):
        shutil.copyfile(pretrained / "tokenizer.json", target / "tokenizer.json")
        (target / "model.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def _onnx(module: nn.Module, sample: tuple[Tensor, ...], path: Path, axes: dict[str, dict[int, str]], outputs) -> None:
    torch.onnx.export(
        module,
        sample,
        str(path),
        input_names=list(axes),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
