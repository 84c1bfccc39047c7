"""A document's times and officials laid out by sentence, once, so that each event is dated in the same short time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from towhom.dates import OfficeTerm, Time, TimeExpression
from towhom.dates.context import paragraph_starts
from towhom.dates.document import guess, said
from towhom.dates.doubts import doubts
from towhom.dates.meant import meant
from towhom.reading import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What event.time_of reads. Keys are indexes of sentences, but for `paragraphs`: there places in the document."""

    document: Document
    positions: Mapping[int, int]  # index of a sentence -> its place in document.sentences
    paragraphs: Sequence[range]  # for each place, those of its paragraph
    expressions: Mapping[int, Sequence[TimeExpression]]
    officials: Mapping[int, Sequence[OfficeTerm]]  # the terms that each mention means (meant.py)
    doubts: Mapping[tuple[int, str], str]  # sentence and name -> why the person's terms do not date it (doubts.py)
    said: Time | None  # the date that the document, its user or its dateline gives
    written: Time  # document.guess


def index(document: Document, expressions: Sequence[TimeExpression], officials: Sequence[OfficeTerm] = ()) -> Indexed:
    """Return the index of a document's time expressions (resolve.resolve) and of the officials that it names.

    Linear in the length of the document. Raises DateError where a term or the document's date is no EDTF.
    """
    given = said(document, expressions)
    terms = meant(document, officials, given)
    written = guess(document, expressions, [term for row in terms.values() for term in row])
    if given is None and written.earliest is not None and written.latest is not None:
        terms = meant(document, officials, written)  # of several terms, that in which the others hold office too
    paragraphs = _paragraphs(document)
    by_sentence: dict[int, list[TimeExpression]] = defaultdict(list)
    for one in expressions:
        by_sentence[one.sentence].append(one)
    return Indexed(
        document=document,
        positions={sentence.index: place for place, sentence in enumerate(document.sentences)},
        paragraphs=paragraphs,
        expressions=dict(by_sentence),
        officials=terms,
        doubts=doubts(document, by_sentence, terms, paragraphs, given),
        said=given,
        written=written,
    )


def _paragraphs(document: Document) -> list[range]:
    """Return for each sentence the places of the sentences of its paragraph."""
    starts = [place for place, begins in enumerate(paragraph_starts(document)) if begins]
    ends = [*starts[1:], len(document.sentences)]
    found: list[range] = []
    for start, end in zip(starts, ends, strict=False):  # without sentences there is an end, but no start
        found.extend([range(start, end)] * (end - start))
    return found
