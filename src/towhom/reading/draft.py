"""A text under repair: edits are applied in rounds, and every position can be traced back to the raw text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from towhom.reading import Repair


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the characters `start` to `end` of a text by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a detector saw in a text: a damaged span, and the edits and sentence boundaries that mend it.

    Without edits the finding is a mark: the text stays as it is. Offsets are characters of the text
    that the detector was given.
    """

    kind: str
    start: int
    end: int
    confidence: float
    note: str
    edits: tuple[Edit, ...] = ()
    boundaries: tuple[int, ...] = ()  # a sentence starts here


class Script:
    """Edits of one text, sorted and apart, with the map between the text before and after them."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        """Take edits in any order; of two that overlap, the earlier one in the text stays."""
        self.edits: list[Edit] = []
        for edit in sorted(edits):
            if not self.edits or edit.start >= self.edits[-1].end:
                self.edits.append(edit)
        self._starts = [edit.start for edit in self.edits]
        self._ends = [edit.end for edit in self.edits]
        growth = [len(edit.text) - (edit.end - edit.start) for edit in self.edits]
        self._shift = [0, *accumulate(growth)]  # of what follows the first n edits
        self._new_starts = [edit.start + shift for edit, shift in zip(self.edits, self._shift, strict=False)]
        self._new_ends = [edit.end + shift for edit, shift in zip(self.edits, self._shift[1:], strict=True)]

    def apply(self, text: str) -> str:
        """Return the text after the edits."""
        parts, at = [], 0
        for edit in self.edits:
            parts += [text[at : edit.start], edit.text]
            at = edit.end
        return "".join([*parts, text[at:]])

    def forward(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Return (start, end) widened so that no edit is cut, and the same span after the edits.

        An insertion at either rim of the span does not belong to it.
        """
        before, within = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if before < len(self.edits) and self._starts[before] < start:
            start = self._starts[before]
        if within and self._ends[within - 1] > end:
            end = self._ends[within - 1]
        new_start = start + self._shift[before]
        return start, end, new_start, max(new_start, end + self._shift[within])

    def back(self, position: int, *, end: bool = False) -> int:
        """Return the position before the edits of the start (or the end) of a span.

        Inside of replaced text that is its rim; removed text at the rim of the span stays outside.
        """
        if end:
            index = bisect_left(self._new_starts, position)
            if index and self._new_ends[index - 1] > position:
                return self._ends[index - 1]
        else:
            index = bisect_right(self._new_ends, position)
            if index < len(self.edits) and self._new_starts[index] < position:
                return self._starts[index]
        return position - self._shift[index]


def compose(first: Script, middle: str, second: Script) -> Script:
    """Return one script that does `first` (which makes `middle`) and then `second`."""
    # (start, end, index, which script, does it stay apart from what it only touches?)
    spans = [
        (start, end, index, 0, edit.start < edit.end)
        for index, (start, end, edit) in enumerate(zip(first._new_starts, first._new_ends, first.edits, strict=True))
    ]
    spans += [(edit.start, edit.end, index, 1, edit.start < edit.end) for index, edit in enumerate(second.edits)]
    spans.sort()
    merged: list[Edit] = []
    at = 0
    while at < len(spans):
        start, end, _, _, apart = spans[at]
        stop = at + 1
        while stop < len(spans) and (
            spans[stop][0] < end or (spans[stop][0] == end and not (apart and spans[stop][4]))
        ):
            end, apart = max(end, spans[stop][1]), apart and spans[stop][4]
            stop += 1
        merged.append(_merge(first, middle, second, [span[2:4] for span in spans[at:stop]], start, end))
        at = stop
    return Script(merged)


def _merge(first: Script, middle: str, second: Script, parts: Sequence[tuple[int, int]], start: int, end: int) -> Edit:
    ours = [index for index, which in parts if which == 0]
    theirs = [second.edits[index] for index, which in parts if which == 1]
    shift_before = first._shift[ours[0]] if ours else first._shift[bisect_right(first._new_ends, start)]
    shift_after = first._shift[ours[-1] + 1] if ours else shift_before
    local = Script(Edit(edit.start - start, edit.end - start, edit.text) for edit in theirs)
    return Edit(start - shift_before, end - shift_after, local.apply(middle[start:end]))


@dataclass(frozen=True, slots=True)
class Note:
    """A finding in raw coordinates."""

    start: int
    end: int
    finding: Finding


class Draft:
    """A raw text, what has been made of it so far, and why."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = raw
        self._script = Script(())
        self._notes: list[Note] = []
        self._boundaries: list[int] = []  # raw

    def apply(self, findings: Iterable[Finding], *, silent: Iterable[Edit] = ()) -> bool:
        """Carry out a round of findings, all on the current text; tell whether the text changed.

        Of two findings whose edits touch, the earlier in the text stays. `silent` edits are not recorded:
        only for those that replace one character of white space by another.
        """
        kept: list[Finding] = []
        reach = -1
        for finding in sorted(findings, key=lambda f: (f.start, f.end)):
            if finding.edits and finding.start < reach:
                continue
            if finding.edits:
                reach = finding.end
            kept.append(finding)
        self._notes += [Note(self._script.back(f.start), self._script.back(f.end, end=True), f) for f in kept if f.note]
        self._boundaries += [self._script.back(at) for finding in kept for at in finding.boundaries]
        edits = [edit for finding in kept for edit in finding.edits]
        round_ = Script([*edits, *silent])
        if not round_.edits:
            return False
        self._script = compose(self._script, self.text, round_)
        self.text = round_.apply(self.text)
        return True

    def boundaries(self) -> list[int]:
        """Return where sentences have to start, in characters of the text."""
        return sorted({self._script.forward(at, at)[2] for at in self._boundaries})

    def repairs(self) -> tuple[Repair, ...]:
        """Return what was found, in the order of the text; changes that overlap are one."""
        changes: list[Repair] = []
        marks: list[Repair] = []
        for repair in sorted({self._repair(note) for note in self._notes}, key=_place):
            if repair.before == repair.after:
                if not any(mark.kind == repair.kind and mark.raw_end >= repair.raw_end for mark in marks[-4:]):
                    marks.append(repair)
            elif changes and repair.raw_start < changes[-1].raw_end:
                changes[-1] = self._union(changes[-1], repair)
            else:
                changes.append(repair)
        return tuple(sorted([*changes, *marks], key=_place))

    def _repair(self, note: Note) -> Repair:
        raw_start, raw_end, start, end = self._script.forward(note.start, note.end)
        return Repair(
            kind=note.finding.kind, start=start, end=end, raw_start=raw_start, raw_end=raw_end,
            before=self.raw[raw_start:raw_end], after=self.text[start:end],
            confidence=note.finding.confidence, note=note.finding.note,
        )  # fmt: skip

    def _union(self, left: Repair, right: Repair) -> Repair:
        """Return one repair for two changes that overlap; it keeps the kind of the wider one."""
        if right.raw_end <= left.raw_end:
            return left
        raw_start, raw_end, start, end = self._script.forward(left.raw_start, right.raw_end)
        return replace(
            left, start=start, end=end, raw_start=raw_start, raw_end=raw_end,
            before=self.raw[raw_start:raw_end], after=self.text[start:end], note=f"{left.note}; {right.note}",
        )  # fmt: skip


def _place(repair: Repair) -> tuple[int, int, str, str]:
    return repair.raw_start, -repair.raw_end, repair.kind, repair.note
