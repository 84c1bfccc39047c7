"""Who one noun phrase means: its head decides the sector, the words in it the country."""

from __future__ import annotations

import re

from towhom.actors import tables
from towhom.actors.clues import Guess, Surroundings, is_state
from towhom.actors.fold import fold
from towhom.actors.persons import best_person, confidence_of, reason_for, title_fit, years_apart
from towhom.actors.phrases import Unit
from towhom.actors.registry import Registry
from towhom.actors.tables import Record, Role, Term, word_set

# Prepositions after which a country says where a role belongs; "to", "against", "with" say the opposite.
MODEL_NUMBER = re.compile(r"\b[A-Z][A-Za-z]{0,2}-\d{1,3}[A-Z]?s?$")
BELONGING = frozenset({"of", "from", "in", "at", "for", "near", "inside", "aboard"})


def guess(phrase: list[Unit], registry: Registry, around: Surroundings) -> Guess:
    """Read one phrase: a person, an organization, a role, or a country."""
    front, back = halves(phrase)
    code = country_in(front, around)
    if not code and not is_abroad(front, back):
        code = country_in(back, around, belonging=True)
    last = next((unit for unit in reversed(front) if unit.kind in "PSRGTOQCNLc"), None)
    if last is None and back and back[0].kind == "o":
        return guess(back[1:], registry, around)  # "thousands of Colombians"
    if last is None:
        return Guess(None, code, (), 0.3, "no word that the registry knows")
    if last.kind == "C" and (union := union_behind(last, around)):
        return union
    if last.kind in "PS" and (found := of_person(front, last, code, around)):
        return found
    if last.kind == "c" and (found := of_unknown_person(front, code)):
        return found
    if last.kind == "O":
        if last.role is not None and not is_supported(last, code, around):
            return of_role(front, back, last, code, around)
        return of_organization(last, code, around, registry)
    if head := next((unit for unit in reversed(front) if unit.kind in "RGT"), None):
        return of_role(front, back, head, code, around)
    if organization := next((unit for unit in reversed(front) if unit.kind == "O"), None):
        return of_organization(organization, code, around, registry)
    if last.kind in "CNQL" and front[-1].kind not in "w":
        return of_country(front, last, code, around)
    if head := next((unit for unit in back if unit.kind in "RGT"), None):
        return of_role(front, back, head, code, around)
    if last.kind in "CNQL":
        return Guess(None, code, ("CVL",), 0.4, f'"{last.text}" is {code}; "{front[-1].text}" says no sector')
    return Guess(None, code, (), 0.3, "not in the registry")


def union_behind(unit: Unit, around: Surroundings) -> Guess | None:
    """The European Union where "Brussels" is its capital: unless the text is about Belgium."""
    states = {record.code for record in unit.records if record.kind == "country"}
    union = next((record for record in unit.records if record.id == "org:european-union"), None)
    if union is None or states & set(around.codes):
        return None
    return Guess(
        union, "EUR", union.sectors, 0.7, f'"{unit.text}" is {union.name}, as no text on {"/".join(states)} stands near'
    )


def halves(phrase: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """The phrase up to its first preposition or mark, and the rest."""
    for at, unit in enumerate(phrase):
        if at and unit.kind in "oi,":
            return phrase[:at], phrase[at:]
    return phrase, []


def is_abroad(front: list[Unit], back: list[Unit]) -> bool:
    """Whether the place behind is not the country: "the consulate in Brno"."""
    role = next((unit.role for unit in reversed(front) if unit.role), None)
    return bool(role and back and role.name in word_set("abroad") and back[0].text.lower() in ("in", "at"))


def country_in(phrase: list[Unit], around: Surroundings, *, belonging: bool = False) -> str:
    """The code that the words of a phrase say; with `belonging`, only behind "of", "from", "in"."""
    allowed = not belonging
    for at, unit in enumerate(phrase):
        if belonging and unit.kind in "oi":
            allowed = unit.text.lower() in BELONGING
        if not allowed:
            continue
        if unit.kind in "NCQL":
            named = unit.kind == "L" and at and phrase[at - 1].kind == "c"  # "Cecil Rhodes"
            if not named and (code := country_of(unit, around)):
                return code
        elif unit.kind == "O":
            record = None if is_shared(unit) else best_organization(unit, "", around)
            if record:
                return record.code
        elif unit.kind in "PS" and (picked := best_person(unit.records, "", "", around)):
            return picked[1].code if picked[1] else picked[0].code
        elif unit.role and unit.role.code:
            return unit.role.code
    return ""


def country_of(unit: Unit, around: Surroundings) -> str:
    """The code of a country's name or adjective; unsure ones ("Korean", "the North") by what is near."""
    records = [record for record in unit.records if record.kind in ("country",)]
    codes = list(dict.fromkeys(record.code for record in records))
    if len(codes) <= 1:
        return codes[0] if codes else ""
    sure = (
        [form.target for form in unit.match.forms if form.sure and isinstance(form.target, Record)]
        if unit.match
        else []
    )
    if sure:
        # "Algiers" is the capital of a state and was one of "French Algeria": the state as it is now counts.
        return max(sure, key=lambda record: record.weight).code
    likelier: dict[str, str] = tables.words()["likelier"]
    near = next((code for code in around.codes if code in codes), "")
    return near or likelier.get(fold(unit.text).removeprefix("the "), codes[0])


def of_country(front: list[Unit], last: Unit, code: str, around: Surroundings) -> Guess:
    """A country, its capital, its adjective or its people."""
    records = [record for record in last.records if record.kind == "country" and record.code == code]
    record = max(records, key=lambda record: record.weight, default=None)
    if last.kind == "Q":
        return Guess(None, code, ("CVL",), 0.8, f'"{last.text}" is a people')
    if last.kind == "L":
        return Guess(None, code, ("GOV",), 0.4, f'"{last.text}" is a place of {code}')
    sure = last.match is not None and last.match.sure
    return Guess(
        record, code, record.sectors if record else ("GOV",), 0.95 if sure else 0.7, f'"{last.text}" is {code}'
    )


def of_organization(unit: Unit, code: str, around: Surroundings, registry: Registry) -> Guess:
    """An organization; of namesakes the one whose country is named."""
    record = best_organization(unit, code, around)
    if record is None:
        return Guess(None, code, (), 0.3, f'"{unit.text}" stands for several organizations')
    own = [form for form in unit.match.forms if form.target is record] if unit.match else []
    if is_state(code) and code != record.code and record.detail != "user":
        return Guess(None, code, record.sectors, 0.6, f'"{unit.text}" of {code}, as {record.name} is of {record.code}')
    sure = any(form.sure for form in own)
    if not sure and not code and is_state(record.code) and (is_shared(unit) or is_generic(unit, registry)):
        return Guess(None, "", record.sectors, 0.6, f'"{unit.text}" is a body of many countries')
    if not sure and is_state(record.code) and record.code not in (code, *around.codes):
        return Guess(
            None, code, record.sectors, 0.4, f'"{unit.text}" may be {record.name}, but nothing near is {record.code}'
        )
    term = next((term for term in record.terms if around.when.during(term)), None)
    # A user's dictionary and the times of a body's sectors count where the time is known: the Taliban of 2022 govern.
    dated = term is not None and (record.detail == "user" or (around.when.known and len(record.terms) > 1))
    sectors, code = (term.sectors, term.code) if term and dated else (record.sectors, record.code)
    return Guess(record, code, sectors, 0.9 if sure else 0.6, f'"{unit.text}" is {record.name}')


def is_generic(unit: Unit, registry: Registry) -> bool:
    """Whether a name is one that bodies of many countries have: its last word is a role ("Supreme Court")."""
    last = unit.text.split()[-1]
    return not last.isupper() and any(form.use == "role" for form in registry.named(last))


def is_shared(unit: Unit) -> bool:
    """Whether a name says no country, since bodies of several have it or any may: "Supreme Court", "National Assembly"."""
    if unit.match is None or any(form.sure and isinstance(form.target, Record) for form in unit.match.forms):
        return False
    codes = {record.code for record in unit.records}
    if not codes or not all(is_state(code) for code in codes):
        return False
    return len(codes) > 1 or unit.role is not None or unit.text.lower().startswith(("ministry of", "department of"))


def is_supported(unit: Unit, code: str, around: Surroundings) -> bool:
    """Whether an organization whose name is also a role noun ("Congress") fits the countries named."""
    record = best_organization(unit, code, around)
    sure = unit.match is not None and any(form.sure and form.target is record for form in unit.match.forms)
    return record is not None and (sure or record.code in (code, *around.codes[:4]))


def best_organization(unit: Unit, code: str, around: Surroundings) -> Record | None:
    """The organization that a name means here."""
    if unit.match is None:
        return None
    scored = [
        (organization_score(form.target, code, around) + 1.5 * form.sure, form.target)
        for form in unit.match.forms
        if isinstance(form.target, Record) and form.target.kind != "person"
    ]
    # The first of equals: the tables list the likelier first.
    return max(scored, key=lambda entry: entry[0])[1] if scored else None


def organization_score(record: Record, code: str, around: Surroundings) -> float:
    """How well an organization fits the country in the phrase, those near, and the time."""
    score = record.weight if record.weight > 50 else 0.1 * (record.code == "USA")
    if code:
        score += 3.0 if record.code == code else -1.0
    if record.code in around.codes:
        score += 1.5 / (1 + around.codes.index(record.code))
    if around.when.known:
        score += 0.5 if any(around.when.during(term) for term in record.terms) else -1.0
    return score


def of_person(front: list[Unit], last: Unit, code: str, around: Surroundings) -> Guess | None:
    """A person by full name or surname, with the titles before it."""
    before = front[: front.index(last)]
    given = [unit for unit in before if unit.kind in "cS"]
    if last.kind == "S" and before and before[-1].text.lower() in word_set("function", "particles"):
        return of_unknown_person(front, code)
    if last.kind == "S" and given and before[-1].kind != "t":
        return of_unknown_person(front, code)
    title = " ".join(unit.text for unit in before if unit.kind in "RGt,cO")
    picked = best_person(last.records, title, code if any(unit.kind in "NC" for unit in before) else "", around)
    if picked is None:
        return None
    record, term, score = picked
    if last.kind == "S" and is_another(before, record, term, title, around):
        return of_unknown_person(front, country_in(before, around))
    if former(before):
        return Guess(record, term.code if term else record.code, ("ELI",), 0.85, f"{record.name}, no longer in office")
    sectors, office = (term.sectors, term.office) if term else (record.sectors, None)
    title_role = next((unit.role for unit in reversed(before) if unit.role), None)
    if title_role and not term and title_role.sectors:
        sectors = title_role.sectors
    if term is None and around.when.known and all(term.end < around.when.earliest for term in record.terms):
        sectors = ("ELI",)
    own = term.code if term else record.code
    return Guess(
        record, own, sectors, confidence_of(score), reason_for(record, term, title), office or None, name=record.name
    )


def is_another(before: list[Unit], record: Record, term: Term | None, title: str, around: Surroundings) -> bool:
    """Whether the title before a bare surname is one that nobody of that name in the registry had."""
    role = next((unit.role for unit in reversed(before) if unit.role), None)
    if role is None or not role.sectors or any(title_fit(title, own) > 0.2 for own in record.terms):
        return False
    same_sector = any(set(role.sectors) & set(own.sectors) for own in record.terms)
    return not (same_sector and (record.code in around.codes or is_contemporary(record, around)))


def is_contemporary(record: Record, around: Surroundings) -> bool:
    """Whether somebody held an office together with most of those named before, or at the time spoken of."""
    if around.when.known:
        return any(around.when.during(own) for own in record.terms)
    peers = around.peers[-4:]
    together = [any(years_apart(own, peer) == 0 for own in record.terms) for peer in peers]
    return bool(together) and sum(together) * 2 > len(together)


def former(before: list[Unit]) -> bool:
    """Whether the words before a name or role say that the office is over."""
    return any(unit.text.lower() in word_set("former") for unit in before) or any(
        unit.role is not None and unit.role.sectors[:1] == ("ELI",) for unit in before
    )


def of_unknown_person(front: list[Unit], code: str) -> Guess | None:
    """A name that the registry does not have, with what its title says."""
    at = len(front)
    while at and front[at - 1].kind in "cSPd":
        at -= 1
    name = " ".join(unit.text for unit in front[at:])
    before = front[:at]
    role = next((unit.role for unit in reversed(before) if unit.role), None)
    abbreviations = tables.words()["abbreviation_sectors"]
    if role is None:
        sector = next((abbreviations[fold(unit.text)] for unit in before if fold(unit.text) in abbreviations), "")
        sector, code = sector or sector_in_name(name), code or ship_code(name)
        return Guess(None, code, (sector,) if sector else (), 0.4, "a name that the registry does not have", name=name)
    if former(before) and role.former:
        return Guess(None, code, ("ELI",), 0.6, f"former {role.name}", head=role.name, name=name)
    sectors = role_sectors(before, [], role, Surroundings())
    return Guess(
        None, code, sectors, 0.6, f'the title "{role.name}" says {"/".join(sectors)}', head=role.name, name=name
    )


def sector_in_name(name: str) -> str:
    """What the words of an unknown name say: "Addis Standard" JRN, "USS Gravely" and "B-52s" MIL; "" for nothing."""
    said: dict[str, str] = tables.words()["name_words"]
    if MODEL_NUMBER.search(name):
        return "MIL"
    return next((said[word] for word in reversed(fold(name).split()) if word in said), "")


def ship_code(name: str) -> str:
    """The country of a warship's prefix."""
    prefixes: dict[str, str] = tables.words()["ship_codes"]
    return prefixes.get(fold(name).split(" ")[0], "")


def of_role(front: list[Unit], back: list[Unit], head: Unit, code: str, around: Surroundings) -> Guess:
    """A role noun: "South Korean banks", "Ukraine's SBU chief", "members of the Red Army Faction"."""
    role = head.role
    assert role is not None
    before = front[: front.index(head)] if head in front else front
    if former(before) and role.former:
        return Guess(None, code, ("ELI",), 0.8, f"former {role.name}", head=role.name)
    sectors = role_sectors(before, back, role, around)
    return Guess(
        None, role.code or code, sectors, 0.8, f'"{head.text}" is {"/".join(sectors) or role.code}', head=role.name
    )


def role_sectors(before: list[Unit], back: list[Unit], role: Role, around: Surroundings) -> tuple[str, ...]:
    """The sector of a role; one that belongs to a body takes the body's where it is named."""
    if not role.inherits:
        return role.sectors
    for unit in reversed(before):
        if unit.role and unit.role.sectors:
            return unit.role.sectors
        if unit.kind == "O" and (record := best_organization(unit, "", around)) and record.sectors:
            return record.sectors
    if back and back[0].text.lower() in ("of", "from", "for", "at"):
        for unit in back:
            if unit.role and unit.role.sectors:
                return unit.role.sectors
            if unit.kind == "O" and (record := best_organization(unit, "", around)) and record.sectors:
                return record.sectors
    return role.sectors
