"""The tables of the political world, read once: countries, organizations, people, roles, places."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

# Kosovo has no ISO code; the PLOVER manual (5.1) says KOS, people.csv says XKX.
KOSOVO = {"XKX": "KOS"}
NON_STATES = frozenset({"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"})
FIRST_DAY, LAST_DAY = 0, 99999999


@dataclass(frozen=True, slots=True)
class Term:
    """A time for which something holds of an actor: an office, or a body's existence."""

    start: int  # yyyymmdd, 0 where open
    end: int  # yyyymmdd inclusive, 99999999 where open
    office: str
    sectors: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Record:
    """Somebody whom the registry knows: a row of a table, or several rows of one person."""

    id: str
    name: str
    code: str
    sectors: tuple[str, ...]
    kind: str  # country, org, person
    detail: str  # state, historic, territory, disputed; ministry, company ...; "" for persons
    terms: tuple[Term, ...] = ()
    wikidata: str | None = None
    surname: str = ""
    weight: float = 1.0  # how likely a text that names no date means this one


@dataclass(frozen=True, slots=True)
class Form:
    """A way in which texts write a record or a role."""

    text: str
    use: str  # name, adjective, people, government, surname, role, place
    sure: bool
    target: Record | Role


@dataclass(frozen=True, slots=True)
class Role:
    """A noun that gives a sector."""

    name: str  # the singular
    sectors: tuple[str, ...]
    kind: str  # person, group, body, thing
    former: bool  # "former ..." makes the person ELI
    code: str  # UNO, EUR, IGO where the word itself says so, else ""
    inherits: bool  # takes the sector of the body it belongs to


@cache
def words() -> dict[str, Any]:
    """The closed word classes of data/words.toml."""
    return tomllib.loads((resources.files(__package__) / "data/words.toml").read_text(encoding="utf-8"))


@cache
def word_set(*keys: str) -> frozenset[str]:
    """One list of data/words.toml as a set: `word_set("function", "articles")`."""
    value: Any = words()
    for key in keys:
        value = value[key]
    return frozenset(value)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a packaged table."""
    text = (resources.files(__package__) / "data" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def split(cell: str) -> list[str]:
    """The members of a list inside a cell."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def day(text: str, *, last: bool = False) -> int:
    """yyyymmdd of a date known to the day, month or year; its first day, or its last.

    Empty is open: 0, or 99999999 where `last`.
    """
    if not text:
        return LAST_DAY if last else FIRST_DAY
    year, month, dom = [*text.split("-"), "", ""][:3]
    return int(year) * 10000 + int(month or ("12" if last else "1")) * 100 + int(dom or ("31" if last else "1"))


def countries() -> Iterator[Form]:
    """Every form of every country. A form in `ambiguous` is one more way to write it, not sure."""
    uses = {"names": "name", "adjectives": "adjective", "people": "people", "government_words": "government"}
    for row in rows("countries.csv"):
        code = row["iso3"]
        own_id = row["kind"] in ("state", "historic")
        record = Record(
            id=f"country:{code}" if own_id else f"country:{code}:{row['name'].lower().replace(' ', '-')}",
            name=row["name"],
            code=code,
            sectors=("GOV", *split(row["other_sectors"])),
            kind="country",
            detail=row["kind"],
            terms=(Term(day(row["from"]), day(row["to"], last=True), "", (), code),),
            weight=3.0 if row["kind"] == "state" else 1.0,
        )
        for column, use in uses.items():
            for text in split(row[column]):
                yield Form(text, use, True, record)
        if row["capital"]:
            yield Form(row["capital"], "government", True, record)
        names = {name for column in uses for name in split(row[column])}
        for text in split(row["ambiguous"]):
            yield Form(text, ambiguous_use(text, names), False, record)


def ambiguous_use(text: str, sure: set[str]) -> str:
    """What kind of form an unsure one is, from its ending."""
    if text in ("North", "South"):
        return "adjective"
    if text.endswith(("ese", "ian", "ean", "ish", "Yugoslav")) or text in ("Sino", "Anglo"):
        return "adjective"
    return "people" if text.endswith(("ans", "ians", "ers", "avs")) and text not in sure else "name"


def organizations() -> Iterator[Form]:
    """Every form of every organization. Its terms are the times of its sectors, where `org_times.csv` lists some.

    A multinational firm with one home (`homes.csv`) is of that country.
    """
    homes = {row["org_id"]: row["country"] for row in rows("homes.csv")}
    times: dict[str, list[Term]] = {}
    for row in rows("org_times.csv"):
        term = Term(day(row["from"]), day(row["to"], last=True), "", tuple(split(row["sectors"])), row["country"])
        times.setdefault(row["org_id"], []).append(term)
    for row in (*rows("organizations.csv"), *rows("more_organizations.csv")):
        sectors = tuple(part for part in [row["sector"], *split(row["other_sectors"])] if part)
        code = homes.get(row["org_id"], row["country"])
        record = Record(
            id=f"org:{row['org_id']}",
            name=row["name"].split(" (")[0],
            code=code,
            sectors=sectors,
            kind="org",
            detail=row["kind"],
            terms=tuple(times.get(row["org_id"], ()))
            or (Term(day(row["from"]), day(row["to"], last=True), "", sectors, code),),
        )
        if " (" not in row["name"]:
            yield Form(row["name"], "name", True, record)
        for text in split(row["aliases"]):
            yield Form(text, "name", True, record)
        for text in split(row["ambiguous"]):
            yield Form(text, "name", False, record)


def people() -> Iterator[Form]:
    """Every full form of every person, and the surname, which is never sure."""
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in (*rows("people.csv"), *rows("more_people.csv")):
        grouped.setdefault(row["person_id"], []).append(row)
    nicknames = {row["person_id"]: split(row["names"]) for row in rows("nicknames.csv")}
    for group in grouped.values():
        record = person(group)
        first = group[0]
        seen: set[str] = set()
        for row in group:
            for text in [row["name"], *split(row["aliases"]), *nicknames.get(first["person_id"], [])]:
                if text not in seen and len(text) > 1:
                    seen.add(text)
                    yield Form(text, "name", " " in text, record)
        # A letter alone ("U Tong Chuk") is rather what is left of "U.S.".
        if len(first["surname"]) > 1 and first["surname"] not in seen:
            yield Form(first["surname"], "surname", False, record)


def person(group: list[dict[str, str]]) -> Record:
    """The record of one person, whose offices are the rows."""
    terms = tuple(
        Term(
            day(row["start"]),
            day(row["end"], last=True),
            row["office"],
            (row["sector"],) if row["sector"] else (),
            KOSOVO.get(row["country"], row["country"]),
        )
        for row in sorted(group, key=lambda row: row["start"])
    )
    main = max(terms, key=term_weight)
    return Record(
        id=f"person:{group[0]['person_id']}",
        name=group[0]["name"],
        code=main.code,
        sectors=main.sectors,
        kind="person",
        detail="",
        terms=terms,
        wikidata=next((row["wikidata"] for row in group if row["wikidata"]), None),
        surname=group[0]["surname"],
        weight=sum(map(term_weight, terms)),
    )


# Who is meant by a bare surname if nothing else decides: those who led a state, and for long.
OFFICE_WEIGHTS = (
    (("acting", "deputy", "vice", "assistant", "ambassador", "joint chiefs", "senate", "house", "commission"), 0.4),
    (
        (
            "secretary-general",
            "secretary general",
            "president",
            "prime minister",
            "premier",
            "king",
            "chancellor",
            "general secretary",
            "leader",
            "chairman",
        ),
        3.0,
    ),
    (("foreign", "secretary of state", "defence", "defense", "unification", "security"), 1.2),
)


def term_weight(term: Term) -> float:
    """Years in office times the rank of the office."""
    years = min(max(min(term.end, 20270000) // 10000 - term.start // 10000, 0.3), 12) ** 0.5
    if not term.office and not term.start:
        years = 0.3  # known for one thing, at no known time
    office = term.office.lower()
    rank = next((rank for marks, rank in OFFICE_WEIGHTS if any(mark in office for mark in marks)), 0.6)
    if term.sectors[:1] in (("BUS",), ("SOC",), ("JRN",)):
        rank = min(rank, 0.6)  # the chairman of a firm leads no state
    return float(years * rank)


def roles(adjectives: Iterable[str]) -> Iterator[Form]:
    """Every role noun, singular and plural.

    A row that begins with a nationality ("North Korean defector") is left to the nationality and the noun.
    """
    nations = tuple({f"{adjective.lower()} " for adjective in adjectives})
    inheriting = word_set("inheriting")
    for name in ("roles.csv", "more_roles.csv"):
        for row in rows(name):
            code = row["note"] if row["note"] in NON_STATES else ""
            if not code and row["role"].lower().startswith(nations):
                continue
            role = Role(
                name=row["role"],
                sectors=tuple(part for part in (row["sector"], second_sector(row["note"])) if part),
                kind=row["kind"],
                former=row["former"] == "1",
                code=code,
                inherits=row["role"] in inheriting,
            )
            yield Form(row["role"], "role", True, role)
            if row["plural"] and row["plural"] != row["role"]:
                yield Form(row["plural"], "role", True, role)


def second_sector(note: str) -> str:
    """The code in a note like "with MIL second"."""
    parts = note.split()
    return parts[1] if len(parts) == 3 and parts[0] == "with" and parts[2] == "second" else ""


def places(states: dict[str, Record]) -> Iterator[Form]:
    """Cities and regions that tell the country but are no actors: "protesters in Benghazi"."""
    for name in ("places.csv", "cities.csv"):
        for row in rows(name):
            for text in split(row["places"]):
                yield Form(text, "place", True, states[row["code"]])
