"""Which subjects a document names.

1. sure forms of the registry
2. unsure forms, where the same subject is surely named elsewhere in the document or one of its parties acts in it
3. what the model marks and what is written like a subject (discover.py), under the name that the text gives
4. definite nouns that take up one named before (repeats.py)

A name of the registry within a longer phrase for the same thing takes the phrase: "the Fukushima plant".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from towhom.actors.fold import fold
from towhom.language import Analysis
from towhom.positions import Subject
from towhom.positions.discover import KINDS, Discovery, discovered
from towhom.positions.registry import Form, Match, SubjectRegistry
from towhom.positions.repeats import SURE, Memory, taken_up
from towhom.positions.tree import Tree
from towhom.reading import Document, Sentence

# Swept on the development sentences: the least probability of a span of the model, alone and with how it is written.
SURE_SPAN = 0.5
SURE_ENOUGH = 0.5


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
    memory, short = Memory(), dict[str, Subject]()
    found: list[Subject] = []
    for at, sentence in enumerate(document.sentences):
        analysis = analyses[at] if at < len(analyses) else None
        named = list(_named(document, sentence, matches[at], surely, countries))
        seen = [*discovered(sentence.text, analysis), *_spans(analysis)]
        named = _distinct(_widened(document, sentence, subject, seen) for subject in named)
        named += _by_acronym(document, sentence, short, named)
        named += _unlisted(document, sentence, seen, named, registry, short)
        if analysis is not None:
            tree = Tree(analysis)
            for start, end, before in list(taken_up(analysis, named, memory, sentence.index, sentence.start)):
                named.append(_again(sentence, start, end, before))
        else:
            tree = None
        named.sort(key=lambda s: s.start)
        for subject in named:
            memory.keep(subject, sentence.index, tree, sentence.start)
        found += named
    return found


def _again(sentence: Sentence, start: int, end: int, before: Subject) -> Subject:
    """A subject named before, in other words."""
    return replace(
        before,
        sentence=sentence.index,
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        confidence=round(min(before.confidence, SURE), 4),
    )


def _spans(analysis: Analysis | None) -> Iterator[Discovery]:
    for span in analysis.spans if analysis else ():
        if span.kind in KINDS and _has_noun(analysis, span.start, span.end):
            yield Discovery(start=span.start, end=span.end, kind=span.kind, confidence=span.score, how="model")


def _has_noun(analysis: Analysis | None, start: int, end: int) -> bool:
    """Whether a stretch of a sentence names anything: "joint" alone does not."""
    words = analysis.words if analysis else ()
    return not words or any(
        word.upos in ("NOUN", "PROPN", "VERB", "NUM", "X") for word in words if start <= word.start < end
    )


def _widened(document: Document, sentence: Sentence, subject: Subject, seen: Sequence[Discovery]) -> Subject:
    """The subject with the whole phrase that names it, if that is of its kind."""
    start, end = subject.start - sentence.start, subject.end - sentence.start
    for other in seen:
        inside = other.start <= start and end <= other.end and (other.start, other.end) != (start, end)
        if inside and other.kind == subject.kind and other.how in ("head", "model"):
            first, last = sentence.start + other.start, sentence.start + other.end
            return replace(subject, start=first, end=last, text=document.text[first:last])
    return subject


def _distinct(named: Iterable[Subject]) -> list[Subject]:
    """Each stretch once: two names of one thing may widen to the same phrase."""
    return list({(subject.start, subject.end): subject for subject in named}.values())


def _by_acronym(
    document: Document, sentence: Sentence, short: dict[str, Subject], named: Sequence[Subject]
) -> Iterator[Subject]:
    """Acronyms that the document introduced in brackets."""
    for alias, before in short.items():
        at = sentence.text.find(alias)
        while at >= 0:
            start, end = sentence.start + at, sentence.start + at + len(alias)
            alone = not sentence.text[max(0, at - 1) : at].isalnum() and not document.text[end : end + 1].isalnum()
            if alone and not any(start < s.end and s.start < end for s in named):
                yield _again(sentence, at, at + len(alias), before)
            at = sentence.text.find(alias, at + 1)


def _unlisted(
    document: Document,
    sentence: Sentence,
    seen: Sequence[Discovery],
    named: Sequence[Subject],
    registry: SubjectRegistry,
    short: dict[str, Subject],
) -> list[Subject]:
    """What is marked or written like a subject and overlaps none that is named; two that agree are surer."""
    found: list[Subject] = []
    for one in sorted(seen, key=lambda d: (-_together(d, seen), d.start, -d.end, d.how)):
        sure = _together(one, seen)
        least = SURE_SPAN if one.how == "model" else SURE_ENOUGH
        start, end = sentence.start + one.start, sentence.start + one.end
        if sure < least or any(start < s.end and s.start < end for s in (*named, *found)):
            continue
        subject = _subject_of(document, sentence, one, registry, sure)
        found.append(subject)
        if one.alias:
            short[one.alias] = subject
    return found


def _together(one: Discovery, seen: Sequence[Discovery]) -> float:
    """The certainty of a stretch: its own and, by noisy or, that of the likeliest of another kind of sign on it."""
    others = [
        d.confidence
        for d in seen
        if d.start < one.end and one.start < d.end and (d.how == "model") != (one.how == "model")
    ]
    return 1 - (1 - one.confidence) * (1 - max(others, default=0.0))


def _subject_of(
    document: Document, sentence: Sentence, one: Discovery, registry: SubjectRegistry, sure: float
) -> Subject:
    words = sentence.text[one.start : one.end]
    number = words.split()[-1] if one.how == "resolution" and words[-1].isdigit() else ""
    known = registry.named(f"Resolution {number}" if number.isdigit() else words)
    if len(known) == 1:
        return _subject(document, sentence, one.start, one.end, known[0], round(sure, 4))
    name = f"Resolution {number}" if number else words
    return Subject(
        id=f"text:{one.kind}:{fold(name)}",
        name=name,
        kind=one.kind,
        document=document.id,
        sentence=sentence.index,
        start=sentence.start + one.start,
        end=sentence.start + one.end,
        text=words,
        confidence=round(sure, 4),
    )


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
