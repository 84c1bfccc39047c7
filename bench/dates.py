"""Recognition and normalization of time expressions on TimeML documents, by TempEval-3's definitions.

    python bench/dates.py ARCHIVE_OR_FOLDER [--errors dev]

Documents are split into two halves by a hash of their names; rules were developed on `dev` only.
Relaxed: spans that overlap; value F1 = relaxed F1 x share of matched expressions with the right value.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from towhom.dates.resolve import resolve
from towhom.reading import Document, Sentence

_TIMEX = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", re.S)


@dataclass(frozen=True)
class Timex:
    """A time expression, of the gold or found."""

    start: int
    end: int
    text: str
    kind: str
    value: str | None


@dataclass(frozen=True)
class Case:
    """A document with its gold expressions."""

    name: str
    document: Document
    gold: list[Timex]


def load(path: Path) -> Iterator[Case]:
    """Yield the TimeML documents of a tar archive or folder, by name."""
    if path.is_dir():
        files = {file.name: file.read_text(encoding="utf-8") for file in path.rglob("*.tml")}
    else:
        with tarfile.open(path) as archive:
            members = [member for member in archive.getmembers() if member.name.endswith(".tml")]
            files = {Path(m.name).name: archive.extractfile(m).read().decode("utf-8") for m in members}  # type: ignore[union-attr]
    for name, text in sorted(files.items()):
        yield case(name, text)


def case(name: str, xml: str) -> Case:
    """Return a TimeML document as plain text with gold offsets."""
    created = re.search(r'<DCT>.*?value="(\d{4}-\d{2}-\d{2})', xml, re.S)
    body = re.search(r"<TEXT>(.*?)</TEXT>", xml, re.S)
    assert body, name
    text, gold = "", []
    pieces = re.split(r"(<[^>]+>)", body[1])
    open_at: list[tuple[int, dict[str, str]]] = []
    for piece in pieces:
        if piece.startswith("<TIMEX3"):
            open_at.append((len(text), dict(re.findall(r'(\w+)="([^"]*)"', piece))))
        elif piece == "</TIMEX3>":
            start, attributes = open_at.pop()
            gold.append(Timex(start, len(text), text[start:], attributes["type"], attributes.get("value")))
        elif not piece.startswith("<"):
            text += html.unescape(piece)
    document = Document(
        id=name, raw=text, text=text, date=created[1] if created else None, sentences=tuple(sentences(text))
    )
    return Case(name, document, gold)


def sentences(text: str) -> Iterator[Sentence]:
    """Split plainly: at blank lines and after final marks before a capital."""
    index = 0
    for block in re.finditer(r"\S(?:.(?!\n\s*\n))*\S?", text, re.S):
        start = block.start()
        marks = re.finditer(
            r"(?<![A-Z.][a-z])(?<!\b[A-Z])(?<!Sept)(?<!Mr)(?<!Gov)[.!?]['\"”)]*\s+(?=[A-Z`\"“])", block.group()
        )
        for cut in [*(match.end() for match in marks), len(block.group())]:
            end = block.start() + cut
            if text[start:end].strip():
                yield Sentence(index=index, start=start, end=end, text=text[start:end])
                index += 1
            start = end


def half(name: str) -> str:
    return "dev" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0 else "check"


def same_value(gold: str | None, ours: str | None) -> bool:
    """Equal, but for trailing unknown parts ("1989-XX" is 1989) and the zero in "W06"."""
    plain = [re.sub(r"(-XX)+$", "", re.sub(r"-W(\d)(?!\d)", r"-W0\1", value or "")) for value in (gold, ours)]
    return plain[0] == plain[1]


def found(case: Case) -> list[Timex]:
    return [Timex(one.start, one.end, one.text, one.kind, one.value) for one in resolve(case.document)]


def f1(right: int, ours: int, gold: int) -> tuple[float, float, float]:
    precision, recall = right / max(ours, 1), right / max(gold, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def pairs(gold: list[Timex], ours: list[Timex]) -> list[tuple[Timex, Timex]]:
    """Match each gold expression with the first of ours that overlaps it and is still free."""
    free, matched = list(ours), []
    for one in gold:
        match = next((other for other in free if other.start < one.end and one.start < other.end), None)
        if match is not None:
            free.remove(match)
            matched.append((one, match))
    return matched


def score(cases: list[Case], kind: str | None) -> dict[str, float]:
    counts = dict.fromkeys(("gold", "ours", "relaxed", "strict", "type", "value", "exact"), 0)
    for one in cases:
        gold, ours = one.gold, found(one)
        if kind:
            gold, ours = [t for t in gold if t.kind == kind], [t for t in ours if t.kind == kind]
        matched = pairs(gold, ours)
        counts["gold"] += len(gold)
        counts["ours"] += len(ours)
        counts["relaxed"] += len(matched)
        counts["strict"] += sum(a.start == b.start and a.end == b.end for a, b in matched)
        counts["type"] += sum(a.kind == b.kind for a, b in matched)
        counts["value"] += sum(same_value(a.value, b.value) for a, b in matched)
        counts["exact"] += sum(a.value == b.value for a, b in matched)
    relaxed = f1(counts["relaxed"], counts["ours"], counts["gold"])
    share = max(counts["relaxed"], 1)
    return {
        "gold": counts["gold"], "P": relaxed[0], "R": relaxed[1], "relaxed": relaxed[2],
        "strict": f1(counts["strict"], counts["ours"], counts["gold"])[2],
        "type acc": counts["type"] / share, "value acc": counts["value"] / share,
        "value F1": relaxed[2] * counts["value"] / share, "value F1 verbatim": relaxed[2] * counts["exact"] / share,
    }  # fmt: skip


def show_errors(cases: list[Case]) -> None:
    for one in cases:
        ours = found(one)
        matched = pairs(one.gold, ours)
        text = one.document.text
        rows = [("MISS", g, None) for g in one.gold if g not in [m[0] for m in matched]]
        rows += [("EXTRA", None, o) for o in ours if o not in [m[1] for m in matched]]
        rows += [("VALUE", g, o) for g, o in matched if not same_value(g.value, o.value) or g.kind != o.kind]
        for label, gold, mine in sorted(rows, key=lambda row: (row[1] or row[2]).start):  # type: ignore[union-attr]
            at = gold or mine
            assert at
            around = text[max(at.start - 60, 0) : at.end + 40].replace("\n", " ")
            print(
                label,
                one.document.date,
                gold and (gold.text, gold.kind, gold.value),
                mine and (mine.text, mine.kind, mine.value),
                "|",
                around,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", choices=["dev", "check"])
    options = parser.parse_args()
    cases = list(load(options.path))
    if options.errors:
        show_errors([one for one in cases if half(one.name) == options.errors])
        return
    header = ("gold", "P", "R", "relaxed", "strict", "type acc", "value acc", "value F1", "value F1 verbatim")
    print("| half | type | " + " | ".join(header) + " |")
    print("|" + "---|" * (len(header) + 2))
    for name in ("dev", "check", "both"):
        part = [one for one in cases if name in ("both", half(one.name))]
        for kind in ("DATE", None):
            row = score(part, kind)
            cells = [f"{row[key]:.3f}" if key != "gold" else str(int(row[key])) for key in header]
            print(f"| {name} | {kind or 'all'} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
