"""Text -> document: cleaning, damage, sentences. What every format and `Coder.code` go through."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from towhom.reading import Document, Repair, Sentence, sentences
from towhom.reading.damage import MARKERS, MENDERS, SIGNS
from towhom.reading.draft import Draft, Edit
from towhom.reading.paragraphs import paragraphs

# Mending one damage can bare another; rounds go on until nothing changes, and no further.
ROUNDS = 6
# A line longer than this is not prose: it is not searched for damage.
LONGEST_LINE = 200_000
# Damage beside which the weaker signs count.
WORDS_LOST = ("glued_words", "lost_span", "cut_sentence", "info_box")
BLANKS = str.maketrans(
    {"\t": " ", "\xa0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ", "\x0b": "\n"}
)


def document(
    raw: str,
    *,
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    url: str | None = None,
    path: str | None = None,
) -> Document:
    """Return the document that `raw` and its metadata make: clean text, repairs, sentences.

    The id is "doc:" and 24 hexadecimal digits of the SHA-256 of raw text and metadata; `path` is not part
    of it. The raw text's offsets are those of the `raw` given here.
    """
    draft = Draft(raw)
    draft.apply((), silent=_plain_blanks(raw))
    if max((len(line) for line in raw.split("\n")), default=0) <= LONGEST_LINE:
        _mend(draft)
        draft.apply(finding for detect in MARKERS for finding in detect(draft.text))
        if any(repair.kind in WORDS_LOST for repair in draft.repairs()):
            draft.apply(finding for detect in SIGNS for finding in detect(draft.text))
    repairs = draft.repairs()
    return Document(
        id=_identify(raw, title, date, source, url),
        raw=raw, text=draft.text, title=title, date=date, source=source, url=url, path=path,
        sentences=_sentences(draft.text, draft.boundaries(), repairs), repairs=repairs,
    )  # fmt: skip


def _mend(draft: Draft) -> None:
    for _ in range(ROUNDS):
        changed = [draft.apply(detect(draft.text)) for detect in MENDERS]
        if not any(changed):
            return


def _plain_blanks(raw: str) -> Iterable[Edit]:
    plain = raw.translate(BLANKS)
    if plain == raw:
        return
    for at, (old, new) in enumerate(zip(raw, plain, strict=True)):
        if old != new:
            yield Edit(at, at + 1, new)


def _identify(raw: str, *metadata: str | None) -> str:
    content = json.dumps([raw, *metadata], ensure_ascii=True)
    return f"doc:{hashlib.sha256(content.encode()).hexdigest()[:24]}"


def _sentences(text: str, boundaries: list[int], repairs: tuple[Repair, ...]) -> tuple[Sentence, ...]:
    whole = set(paragraphs(text))
    boxes = [(repair.start, repair.end) for repair in repairs if repair.kind == "info_box"]
    found = []
    for index, (start, end) in enumerate(sentences.split(text, boundaries)):
        words = text[start:end]
        in_box = any(box_start <= start and end <= box_end for box_start, box_end in boxes)
        kind = "fragment" if in_box else sentences.kind(words, alone=(start, end) in whole)
        found.append(Sentence(index=index, start=start, end=end, text=words, kind=kind))
    return tuple(found)
