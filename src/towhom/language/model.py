"""The model at run time: onnxruntime, tokenizers and numpy; no torch, no network."""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from towhom.errors import TowhomError
from towhom.language import Analysis, Encoded, Relations, Span, Word
from towhom.language.tags import decode, sigmoid, softmax
from towhom.language.trees import heads
from towhom.language.words import shape, split_words

# Pieces of a sentence that the encoder reads; what stands behind them is not coded (EWT's longest has 170 words).
LIMIT = 256
# Mentions of a sentence that the pair decoder reads: it works on all pairs, so on the square of this.
MENTIONS = 24


class ModelError(TowhomError):
    """The folder holds no model, or one whose files do not belong together."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence as words, before the encoder."""

    text: str
    spans: list[tuple[int, int]]
    pieces: list[int]
    firsts: list[int]
    shapes: list[int]


class Model:
    """The encoder with its heads and the pair decoder. Thread-safe: calls share nothing that changes."""

    def __init__(self, folder: Path | None = None, *, threads: int = 0):
        """Load the model of a folder, by default the one that comes with the package.

        `threads` is how many sentences are read at a time; 0: as many as there are cores.
        """
        self.folder = folder or Path(str(resources.files("towhom") / "models"))
        card = self.folder / "model.json"
        if not card.exists():
            raise ModelError(f"{self.folder} holds no model: model.json is missing")
        self.settings: dict[str, Any] = json.loads(card.read_text(encoding="utf-8"))
        self.labels: dict[str, list[str]] = self.settings["labels"]
        self.hash: str = _digest(self.folder)
        self._tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        # One sentence a run: the int8 graphs scale activations over all that goes in together, so a sentence would
        # come out differently in other company. Threads work on sentences, not inside the graph.
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._encode = onnxruntime.InferenceSession(str(self.folder / "encode.onnx"), options, providers=providers)
        self._relate = onnxruntime.InferenceSession(str(self.folder / "relate.onnx"), options, providers=providers)
        self._encoded_names = [output.name for output in self._encode.get_outputs()]
        self._related_names = [output.name for output in self._relate.get_outputs()]
        self._pool = ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="towhom-model")

    def encode(
        self, sentences: Sequence[str], *, words: Sequence[Sequence[tuple[int, int]]] | None = None
    ) -> list[Encoded]:
        """Analyse sentences; the order of the answer is that of the question, and company changes nothing.

        `words` gives the (start, end) of each sentence's words where they are known (a treebank's, say).
        """
        split = words if words is not None else [split_words(text) for text in sentences]
        return list(self._pool.map(self._encode_one, sentences, split))

    def _encode_one(self, text: str, spans: Sequence[tuple[int, int]]) -> Encoded:
        read = self._read(text, list(spans))
        given = {"pieces": read.pieces, "shapes": read.shapes, "firsts": read.firsts or [0]}
        feed = {name: np.array([row], np.int64) for name, row in given.items()}
        out = dict(zip(self._encoded_names, self._encode.run(None, feed), strict=True))
        return self._unpack({name: array[0] for name, array in out.items()}, read)

    def _read(self, text: str, spans: list[tuple[int, int]]) -> _Read:
        words = [text[a:b] for a, b in spans]
        encoding = self._tokenizer.encode(words, is_pretokenized=True)
        pieces = list(encoding.ids[:LIMIT])
        firsts: list[int] = []
        shapes = [0] * len(pieces)
        for at, word in enumerate(encoding.word_ids[:LIMIT]):
            if word is not None:
                shapes[at] = shape(words[word]) + 1
                while len(firsts) <= word:  # a word without a piece of its own (a control character) reads the next
                    firsts.append(at)
        return _Read(text, spans[: len(firsts)], pieces, firsts, shapes)

    def _unpack(self, out: dict[str, NDArray[np.float32]], read: _Read) -> Encoded:
        n = len(read.spans)
        arc = out["arc"][:n, : n + 1]
        governor = heads(arc) if n else np.zeros(0, np.int64)
        upos = out["upos"][:n].argmax(1)
        deprel = out["deprel"][:n].argmax(1)
        words = tuple(
            Word(
                start=a,
                end=b,
                upos=self.labels["upos"][upos[i]],
                head=int(governor[i]) - 1,
                deprel="root" if governor[i] == 0 else self.labels["deprel"][deprel[i]],
            )
            for i, (a, b) in enumerate(read.spans)
        )
        spans = tuple(
            Span(start=read.spans[first][0], end=read.spans[last][1], kind=kind, score=score)
            for layer in ("actor", "time", "subject", "name")
            for first, last, kind, score in decode(out[layer][:n], self.labels[layer])
        )
        return Encoded(
            analysis=Analysis(text=read.text, words=words, spans=spans),
            words=out["words"][:n],
            arcs=softmax(arc)[:, 1:] if n else np.zeros((0, 0), np.float32),
        )

    def relate(self, encoded: Sequence[Encoded], mentions: Sequence[Sequence[tuple[int, int]]]) -> list[Relations]:
        """Relate the mentions of each sentence, given as (start, end) characters of the sentence.

        Raises ValueError for a mention that covers no word. A sentence's mentions past `MENTIONS` are not
        related: their rows say NONE.
        """
        extents = [[_extent(e.analysis.words, span) for span in row] for e, row in zip(encoded, mentions, strict=True)]
        return list(self._pool.map(self._relate_one, encoded, extents))

    def _relate_one(self, encoded: Encoded, extents: Sequence[tuple[int, int]]) -> Relations:
        count = len(encoded.words)
        read = list(extents[:MENTIONS]) if count else []
        places = np.array(read or [(-1, -1)], np.int64).T
        feed = {
            "words": encoded.words[None] if count else np.zeros((1, 1, self.settings["hidden"]), np.float32),
            "arcs": encoded.arcs[None] if count else np.zeros((1, 1, 1), np.float32),
            "firsts": places[:1],
            "lasts": places[1:],
        }
        out = dict(zip(self._related_names, self._relate.run(None, feed), strict=True))
        found = self._probabilities({name: array[0] for name, array in out.items()}, len(read), count)
        return _widen(found, len(extents))

    def _probabilities(self, out: dict[str, NDArray[np.float32]], m: int, n: int) -> Relations:
        heat = self.settings["temperatures"]
        return Relations(
            types=softmax(out["types"][:m, :m] / heat["types"]),
            reciprocal=sigmoid(out["reciprocal"][:m, :m, 0]),
            modality=softmax(out["modality"][:m, :m] / heat["modality"]),
            modes=sigmoid(out["modes"][:m, :m]),
            contexts=sigmoid(out["contexts"][:m, :m]),
            same=sigmoid(out["same"][:m, :m]),
            sectors=sigmoid(out["sectors"][:m]),
            codes=softmax(out["codes"][:m]),
            points=sigmoid(out["points"][:, :m, :m, :n]),
        )


def _digest(folder: Path) -> str:
    """Return the first twelve hex digits of the SHA-256 over the model's files."""
    digest = hashlib.sha256()
    for name in ("encode.onnx", "relate.onnx", "tokenizer.json", "model.json"):
        path = folder / name
        if not path.exists():
            raise ModelError(f"{folder} holds no whole model: {name} is missing")
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _extent(words: Sequence[Word], span: tuple[int, int]) -> tuple[int, int]:
    """Return the first and last word that a span of characters touches; past the encoder's limit, the last word."""
    inside = [i for i, word in enumerate(words) if word.start < span[1] and span[0] < word.end]
    if inside and span[0] < span[1]:
        return inside[0], inside[-1]
    if words and span[1] > span[0] >= words[-1].end:
        return len(words) - 1, len(words) - 1
    raise ValueError(f"no word at characters {span[0]} to {span[1]}")


def _widen(relations: Relations, m: int) -> Relations:
    """Add rows that say NONE for mentions that were not related."""
    have = len(relations.types)
    if m <= have:
        return relations
    wide: dict[str, NDArray[np.float32]] = {}
    for name in ("types", "reciprocal", "modality", "modes", "contexts", "same"):
        array = getattr(relations, name)
        wide[name] = np.pad(array, [(0, m - have), (0, m - have), *[(0, 0)] * (array.ndim - 2)])
    wide["types"][have:, :, -1] = wide["types"][:, have:, -1] = 1.0
    wide["sectors"] = np.pad(relations.sectors, [(0, m - have), (0, 0)])
    wide["codes"] = np.pad(relations.codes, [(0, m - have), (0, 0)])
    wide["points"] = np.pad(relations.points, [(0, 0), (0, m - have), (0, m - have), (0, 0)])
    return Relations(**wide)


@functools.lru_cache(maxsize=1)
def default_model() -> Model:
    """Return the packaged model, loaded once in a process."""
    return Model()
