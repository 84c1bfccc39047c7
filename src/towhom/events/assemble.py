"""Acts of a sentence -> events: mentions, words, modes, scores, ids."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from towhom.actors import Mention
from towhom.dates import Time
from towhom.events import Event
from towhom.events.decode import Act
from towhom.events.plover import codebook
from towhom.language import Word
from towhom.reading import Document, Sentence

# What several parties do among themselves when one mention names them all ("the two sides agreed").
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})


def events(
    document: Document,
    sentence: Sentence,
    words: Sequence[Word],
    mentions: Sequence[Mention],
    acts: Sequence[Act],
    *,
    when: Callable[[int, Sequence[Mention]], Time],
) -> Iterator[Event]:
    """Yield the events of a sentence.

    `when` gives the time of an act by where its trigger starts in the document, and by its actors and recipients.
    An act whose actor nobody could name is left out: an event without an actor is no record.
    """
    for act in acts:
        actors = tuple(mentions[i] for i in act.actors)
        recipients = tuple(mentions[i] for i in act.recipients)
        if not all(mention.actors for mention in actors):
            continue
        recipients = tuple(without(mention, actors) for mention in recipients if mention.actors)
        start = sentence.start + words[act.trigger[0]].start
        end = sentence.start + words[act.trigger[1]].end
        kind = codebook().types[act.type]
        together = not recipients and len(actors) == 1 and len(actors[0].actors) > 1 and act.type in MUTUAL
        yield Event(
            id=_identify(document, act, start, end, actors, recipients),
            document=document.id,
            sentence=sentence.index,
            actors=actors,
            recipients=recipients,
            type=act.type,
            modes=act.modes,
            contexts=act.contexts,
            modality=act.modality,
            reciprocal=act.reciprocal or together,
            quad_code=kind.quad_code,
            event_scale=round(codebook().score(act.type, act.modes), 2),
            trigger=document.text[start:end],
            start=start,
            end=end,
            time=when(start, (*actors, *recipients)),
            text=sentence.text,
            confidence=round(act.confidence, 4),
        )


def without(recipient: Mention, actors: Sequence[Mention]) -> Mention:
    """A group less the actors themselves: what Washington does to "the two countries" it does to the other one."""
    members = [actor for mention in actors for actor in mention.actors]
    own = {actor.id for actor in members} | {f"country:{actor.code}" for actor in members}
    others = tuple(actor for actor in recipient.actors if actor.id not in own)
    return replace(recipient, actors=others) if others and len(others) < len(recipient.actors) else recipient


def _identify(
    document: Document, act: Act, start: int, end: int, actors: Sequence[Mention], recipients: Sequence[Mention]
) -> str:
    """An id from content: the document, the words that say it, who acts on whom, and the type."""
    parts = [document.id, str(start), str(end), act.type, "reciprocal" if act.reciprocal else ""]
    for side in (actors, recipients):
        parts.append(",".join(f"{mention.start}-{mention.end}" for mention in side))
    return "event:" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
