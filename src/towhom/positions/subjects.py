"""Which subjects a document names.

1. sure forms of the registry
2. unsure forms, where the same subject is surely named elsewhere in the document or one of its parties acts in it
3. spans that the model marks and the registry does not know: kept under their own words
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from towhom.actors.fold import fold
from towhom.language import Analysis
from towhom.positions import Subject
from towhom.positions.registry import Form, Match, SubjectRegistry
from towhom.reading import Document, Sentence

KINDS = ("agreement", "measure", "mechanism", "policy", "weapon", "programme", "facility", "territory", "incident")
# A span of the model below this is as often wrong as right on the development sentences.
SURE_SPAN = 0.5


def subjects(
    document: Document,
    analyses: Sequence[Analysis | None],
    registry: SubjectRegistry,
    *,
    countries: Collection[str],
) -> list[Subject]:
    """Return the subjects of a document in text order; `countries` are the codes of the actors in it."""
    matches = [registry.matches(sentence.text) for sentence in document.sentences]
    surely = {form.subject.id for row in matches for match in row for form in match.forms if form.sure}
    found: list[Subject] = []
    for at, sentence in enumerate(document.sentences):
        named = list(_named(document, sentence, matches[at], surely, countries))
        analysis = analyses[at] if at < len(analyses) else None
        found += sorted([*named, *_marked(document, sentence, analysis, named, registry)], key=lambda s: s.start)
    return found


def _named(
    document: Document, sentence: Sentence, matches: Sequence[Match], surely: set[str], countries: Collection[str]
) -> Iterator[Subject]:
    for match in matches:
        form = _choose(match.forms, surely, countries)
        if form is not None:
            yield _subject(document, sentence, match.start, match.end, form, 0.95 if form.sure else 0.7)


def _choose(forms: Sequence[Form], surely: set[str], countries: Collection[str]) -> Form | None:
    """The form meant: a sure one, else the one whose subject is named elsewhere, else the only one whose parties act."""
    sure = [form for form in forms if form.sure]
    if sure:
        return sure[0]
    again = [form for form in forms if form.subject.id in surely]
    if len(again) == 1:
        return again[0]
    fitting = [form for form in forms if form.subject.parties and set(form.subject.parties) & set(countries)]
    best = max((len(set(form.subject.parties) & set(countries)) for form in fitting), default=0)
    fitting = [form for form in fitting if len(set(form.subject.parties) & set(countries)) == best]
    return fitting[0] if len(fitting) == 1 else None


def _subject(document: Document, sentence: Sentence, start: int, end: int, form: Form, confidence: float) -> Subject:
    return Subject(
        id=form.subject.id,
        name=form.subject.name,
        kind=form.subject.kind,
        document=document.id,
        sentence=sentence.index,
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        confidence=confidence,
    )


def _marked(
    document: Document,
    sentence: Sentence,
    analysis: Analysis | None,
    named: Sequence[Subject],
    registry: SubjectRegistry,
) -> Iterator[Subject]:
    """The model's spans that no registry form overlaps."""
    for span in analysis.spans if analysis else ():
        start, end = sentence.start + span.start, sentence.start + span.end
        if span.kind not in KINDS or span.score < SURE_SPAN:
            continue
        if any(start < subject.end and subject.start < end for subject in named):
            continue
        words = sentence.text[span.start : span.end]
        known = registry.named(words)
        if len(known) == 1:
            yield _subject(document, sentence, span.start, span.end, known[0], span.score)
            continue
        yield Subject(
            id=f"text:{span.kind}:{fold(words)}",
            name=words,
            kind=span.kind,
            document=document.id,
            sentence=sentence.index,
            start=start,
            end=end,
            text=words,
            confidence=round(span.score, 4),
        )
