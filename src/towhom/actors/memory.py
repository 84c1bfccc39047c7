"""What a document has said so far: who was introduced under which name, and who was spoken of last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from towhom.actors import Actor
from towhom.actors.clues import When, is_state
from towhom.actors.fold import fold
from towhom.actors.salience import Trace
from towhom.actors.tables import Record, Term

# How many sentences back "the two countries" may reach.
WINDOW = 5


@dataclass(slots=True)
class Memory:
    """The state of reading one document in text order. Not shared; every look-up is constant in the text's length."""

    names: dict[str, Actor] = field(default_factory=dict)  # folded surname, acronym or whole name -> actor
    given: dict[str, Actor] = field(default_factory=dict)  # folded first name -> person; only behind a title
    roles: dict[str, Actor] = field(default_factory=dict)  # role noun -> the latest who held it
    counts: Counter[str] = field(default_factory=Counter)  # codes
    last_code: str = ""
    countries: list[tuple[int, Actor]] = field(default_factory=list)  # (sentence, state), latest last
    people: list[tuple[int, Actor]] = field(default_factory=list)
    groups: list[tuple[int, tuple[Actor, ...]]] = field(default_factory=list)  # named together: "Seoul and Washington"
    subject: tuple[int, Actor | None] = (-1, None)  # of the latest sentence's main clause
    by_sector: dict[str, tuple[int, str]] = field(default_factory=dict)  # sector -> sentence and country of the latest
    terms: list[Term] = field(default_factory=list)  # of the office-holders named, latest last
    traces: list[Trace] = field(default_factory=list)  # mentions as pronouns take them up, latest last
    gender: dict[str, str] = field(default_factory=dict)  # actor id -> f, m or ""
    namesakes: dict[str, Counter[str]] = field(
        default_factory=dict
    )  # folded surname -> ids and mentions of its bearers
    origin: int = 0  # first character of the sentence that is read

    def note(self, sentence: int, actor: Actor, *, head: str = "") -> None:
        """Remember that a sentence named an actor."""
        if is_state(actor.code):
            self.counts[actor.code] += 1
            self.last_code = actor.code
        if actor.id.startswith("country:"):
            remember(self.countries, sentence, actor)
        if actor.id.startswith("person:") or head == "person":
            remember(self.people, sentence, actor)

    def note_term(self, record: Record | None, office: str | None) -> None:
        """Remember in which term an office-holder was spoken of: it dates the document, roughly."""
        term = next((term for term in record.terms if office and term.office == office), None) if record else None
        if term is not None:
            self.terms.append(term)
            del self.terms[:-8]

    def note_period(self, when: When) -> None:
        """Remember the years that a sentence names: they place officials named later as other terms do."""
        self.terms.append(Term(start=when.earliest, end=when.latest, office="", sectors=(), code=""))
        del self.terms[:-8]

    def introduce(self, name: str, actor: Actor) -> None:
        """Remember a name under which the actor goes from here on.

        Of two who share it, the later one goes under it, unless the earlier was named twice as often.
        """
        folded = fold(name)
        if len(name) < 2:
            return
        bearers = self.namesakes.setdefault(folded, Counter())
        bearers[actor.id] += 1
        known = self.names.get(folded)
        if known is None or bearers[known.id] < 2 * bearers[actor.id]:
            self.names[folded] = actor

    def trace(self, trace: Trace) -> None:
        """Remember a mention for the pronouns behind it."""
        self.traces.append(trace)
        if len(self.traces) > 80:
            del self.traces[:40]


def remember(shelf: list[tuple[int, Actor]], sentence: int, actor: Actor) -> None:
    """Append, keeping the shelf short."""
    shelf.append((sentence, actor))
    if len(shelf) > 40:
        del shelf[:20]
