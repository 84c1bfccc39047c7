"""What a document has said so far: who was introduced under which name, and who was spoken of last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from towhom.actors import Actor
from towhom.actors.clues import When, is_state
from towhom.actors.fold import fold
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
        """Remember a name under which the actor goes from here on."""
        if len(name) > 1:
            self.names[fold(name)] = actor


def remember(shelf: list[tuple[int, Actor]], sentence: int, actor: Actor) -> None:
    """Append, keeping the shelf short."""
    shelf.append((sentence, actor))
    if len(shelf) > 40:
        del shelf[:20]
