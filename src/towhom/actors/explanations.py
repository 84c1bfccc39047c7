"""Who a name is, with the runners-up: what `towhom actors NAME --on DATE` shows."""

from __future__ import annotations

import difflib
from dataclasses import replace

from towhom.actors import Actor, Explanation
from towhom.actors.clues import Guess, Surroundings, When
from towhom.actors.fold import fold
from towhom.actors.offices import holders
from towhom.actors.persons import best_term, confidence_of, ranked_people, reason_for, share
from towhom.actors.phrases import Unit, units
from towhom.actors.registry import Registry
from towhom.actors.tables import Record, Term
from towhom.actors.when import edtf_period
from towhom.actors.who import guess
from towhom.errors import DateError, UnknownActorError

SHOWN = 8
# By which the confidence falls for every point that somebody fits worse than the best (persons.term_score).
FALLING = 0.7


def ranked(name: str, *, on: str | None, registry: Registry) -> list[Explanation]:
    """The actors that a name may mean, likeliest first, at most eight; see `towhom.actors.explain`."""
    if on is not None and edtf_period(on) == edtf_period(""):
        raise DateError(f"{on!r} is no date; give a year, 1998-02 or 1998-02-25")
    around = Surroundings(when=edtf_period(on or ""))
    phrase = [unit for unit in units(name.strip(), registry) if unit.kind not in "ah"]
    found = people_named(phrase, name, around) if phrase and phrase[-1].kind in "PSc" else []
    told = guess(phrase, registry, around)
    if not found and told.head:
        found = in_office(told, around.when, registry)
    found += [explanation for explanation in others(name, around, registry) if explanation.actor.id not in ids(found)]
    if not found and told.record is None and told.sectors and (told.code or told.head):
        found = [described(told, name)]
    if not found:
        raise UnknownActorError(f"the registry has nobody called {name!r}{near(name, registry)}")
    # Of equals Washington's: "Congress" in an English text.
    order = sorted(preferred(found, told), key=lambda e: (-e.confidence, e.actor.code != "USA", e.actor.id))
    return order[:SHOWN]


def preferred(found: list[Explanation], told: Guess) -> list[Explanation]:
    """What a sentence that says no more would be taken to mean goes before its namesakes: "Brussels", "Congress"."""
    if told.record is None or told.record.kind == "person" or told.record.id not in ids(found):
        return found
    best = max(told.confidence, next(entry.confidence for entry in found if entry.actor.id == told.record.id))
    return [
        replace(entry, confidence=best)
        if entry.actor.id == told.record.id
        else replace(entry, confidence=round(min(entry.confidence, 0.8 * best), 3))
        for entry in found
    ]


def in_office(told: Guess, when: When, registry: Registry) -> list[Explanation]:
    """Those who held the office that a phrase names at the time, who held it longest first."""
    found = []
    for record, term in holders(told.head, told.code, when, registry):
        actor = Actor(id=record.id, name=record.name, code=term.code, sectors=term.sectors, office=term.office,
                      wikidata=record.wikidata)  # fmt: skip
        reason = f'{reason_for(record, term, "")}: the "{told.head}" then'
        found.append(Explanation(actor=actor, confidence=round(0.85 * share(term, when) ** 2, 3), reason=reason))
    return found


def near(name: str, registry: Registry) -> str:
    """Names that are written nearly so, as a hint."""
    close = difflib.get_close_matches(fold(name), registry.forms, n=3, cutoff=0.75)
    return f"; did you mean {', '.join(registry.forms[text][0].text for text in close)}?" if close else ""


def ids(found: list[Explanation]) -> set[str]:
    """Ids of the actors so far."""
    return {explanation.actor.id for explanation in found}


def people_named(phrase: list[Unit], name: str, around: Surroundings) -> list[Explanation]:
    """Persons of the last name in a phrase, weighed with the title before it."""
    last = phrase[-1]
    title = " ".join(unit.text for unit in phrase[:-1] if unit.kind in "RGtcO")
    named = [record for unit in phrase[:-1] if unit.kind in "NC" for record in unit.records]
    code = named[0].code if named else ""
    scored = ranked_people(last.records, title, code, around)
    if not scored:
        return []
    best = scored[0][2]
    return [person_explanation(record, term, score, best, title, around) for record, term, score in scored[:SHOWN]]


def person_explanation(
    record: Record, term: Term | None, score: float, best: float, title: str, around: Surroundings
) -> Explanation:
    """One person; the confidence falls with the distance to the best."""
    over = term is None and around.when.known and all(own.end < around.when.earliest for own in record.terms)
    sectors = term.sectors if term else (("ELI",) if over else record.sectors)
    why = reason_for(record, term, title) if term else reason_out_of_office(record, over=over, known=around.when.known)
    actor = Actor(
        id=record.id,
        name=record.name,
        code=term.code if term else record.code,
        sectors=sectors,
        office=term.office or None if term else None,
        wikidata=record.wikidata,
    )
    return Explanation(
        actor=actor, confidence=round(confidence_of(score) * FALLING ** max(0.0, best - score), 3), reason=why
    )


def reason_out_of_office(record: Record, *, over: bool, known: bool) -> str:
    """In words: known, but not in an office then."""
    offices = ", ".join(f"{term.office} {term.start // 10000}-{'' if term.end > 90000000 else term.end // 10000}"
                        for term in record.terms[-3:] if term.office)  # fmt: skip
    when = "no longer in office then" if over else "not in office then" if known else "by name"
    return f"{record.name}, {when}" + (f" ({offices})" if offices else "")


def others(name: str, around: Surroundings, registry: Registry) -> list[Explanation]:
    """Countries, organizations and persons of exactly this name."""
    found: list[Explanation] = []
    for form in registry.named(fold(name).removeprefix("the ")):
        record = form.target
        if not isinstance(record, Record) or record.id in {explanation.actor.id for explanation in found}:
            continue
        if record.kind == "person":
            term, score = best_term(record, "", "", around)
            found.append(person_explanation(record, term, score, score, "", around))
            continue
        exists = not around.when.known or any(around.when.during(term) for term in record.terms)
        confidence = (0.95 if form.sure else 0.5) * (1.0 if exists else 0.5)
        then = next((term for term in record.terms if around.when.known and around.when.during(term)), None)
        sectors = then.sectors if then is not None and record.kind == "org" else record.sectors
        actor = Actor(id=record.id, name=record.name, code=record.code, sectors=sectors, wikidata=record.wikidata)
        kind = record.detail or record.kind
        doubt = "" if form.sure else ", a form that also means others"
        found.append(
            Explanation(
                actor=actor,
                confidence=round(confidence, 3),
                reason=f'"{form.text}" is {record.name} ({kind}, {record.code}){doubt}'
                + ("" if exists else ", not then"),
            )
        )
    return found


def described(told: Guess, name: str) -> Explanation:
    """An actor known only by a description: "South Korean banks"."""
    code = told.code or "---"
    actor = Actor(id=f"text:{fold(name)}@{code}", name=name, code=code, sectors=told.sectors)
    return Explanation(actor=actor, confidence=told.confidence, reason=told.reason)
