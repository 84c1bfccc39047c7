"""What a reviewer's form says -> the content of a correction. Forms are data from outside: everything is checked."""

from __future__ import annotations

import re
from collections.abc import Mapping

import duckdb
from fastapi import HTTPException

from towhom.actors.fold import fold
from towhom.dates.edtf import normalize_user_date
from towhom.errors import UnknownActorError
from towhom.events.plover import codebook
from towhom.store.review_records import ACTOR, Content, Item, ask

Form = Mapping[str, list[str]]

ROLES = ("actors", "recipients")
CODE = re.compile(r"[A-Z]{3}|---")


def corrected(connection: duckdb.DuckDBPyConnection, item: Item, form: Form) -> Content:
    """The content of a record as the form has it. Raises HTTPException 400, DateError, UnknownActorError."""
    read = {"event": _event, "date": _date, "actor": _actor, "position": _position}[item.kind]
    content = read(connection, item, form)
    if content == item.content:
        raise HTTPException(400, "Nothing is different: confirm it instead, or say what is wrong.")
    return content


def swapped(item: Item) -> Content:
    """An event with those who act and those acted upon changed round."""
    if item.kind != "event" or item.content["reciprocal"] or not item.content["recipients"]:
        raise HTTPException(400, "Only an event that one side does to another can be turned round.")
    return {**item.content, "actors": item.content["recipients"], "recipients": item.content["actors"]}


def one(form: Form, name: str, default: str = "") -> str:
    """A field that stands once."""
    return form.get(name, [default])[0].strip()


def _event(connection: duckdb.DuckDBPyConnection, item: Item, form: Form) -> Content:
    plover = codebook()
    type, modality = one(form, "type"), one(form, "modality")
    if type not in plover.types or modality not in plover.modalities:
        raise HTTPException(400, f"No event type {type[:30]!r} or no modality {modality[:30]!r}.")
    modes = [mode for mode in plover.types[type].modes if f"{type}:{mode}" in form.get("mode", [])]
    parties = _roles(connection, item, form)
    reciprocal = one(form, "reciprocal") == "true"
    if reciprocal:
        parties = {"actors": [*parties["actors"], *parties["recipients"]], "recipients": []}
    if not parties["actors"]:
        raise HTTPException(400, "Somebody must act: an event without an actor is no record; reject it instead.")
    return {
        **item.content,
        "type": type,
        "modes": _as_before(modes, item.content["modes"]),
        "contexts": _as_before([each for each in plover.contexts if each in form.get("context", [])], item.content["contexts"]),
        "modality": modality,
        "reciprocal": reciprocal,
        **_words(item, one(form, "words"), "trigger"),
        **parties,
        "edtf": _edtf(one(form, "date")),
    }  # fmt: skip


def _as_before(chosen: list[str], before: list[str]) -> list[str]:
    """In the order that they stood in, where nothing else is different."""
    return before if set(chosen) == set(before) else chosen


def _roles(connection: duckdb.DuckDBPyConnection, item: Item, form: Form) -> dict[str, list[Content]]:
    """Who is what, by the mentions of the sentence; those that stood there keep their order."""
    found: dict[str, list[Content]] = {role: [] for role in ROLES}
    for party in mentions_of(connection, item):
        role = one(form, f"role-{party['start']}-{party['end']}")
        if role in ROLES:
            found[role].append(party)
    for role in ROLES:
        before = [(party["start"], party["end"]) for party in item.content[role]]
        if {(party["start"], party["end"]) for party in found[role]} == set(before):
            found[role] = item.content[role]
    return found


def mentions_of(connection: duckdb.DuckDBPyConnection, item: Item) -> list[Content]:
    """The mentions of the record's sentence, in the order of the text."""
    found: dict[tuple[int, int], Content] = {}
    for row in ask(connection, _MENTIONS, item.document, item.sentence):
        at = row["start_char"], row["end_char"]
        party = found.setdefault(at, {"start": at[0], "end": at[1], "text": row["text"], "actors": []})
        if row["actor"] is not None:
            party["actors"].append({name: row[name] for name in ACTOR})
    for role in ROLES if item.kind == "event" else ():
        for party in item.content[role]:
            found.setdefault((party["start"], party["end"]), party)
    return [found[at] for at in sorted(found)]


def _words(item: Item, words: str, name: str) -> Content:
    """A run of words of the sentence: where it stands nearest to where it stood."""
    if words == item.content[name]:
        return {name: words, "start": item.content["start"], "end": item.content["end"]}
    text, start = item.place["sentence"], item.place["sentence_start"]
    places = [found.start() for found in re.finditer(re.escape(words), text)] if words else []
    if not places:
        raise HTTPException(400, f"{words[:80]!r} does not stand in the sentence; copy the words as they are.")
    at = min(places, key=lambda place: abs(start + place - item.content["start"]))
    return {name: words, "start": start + at, "end": start + at + len(words)}


def _edtf(text: str) -> str | None:
    return normalize_user_date(text) if text else None


def _date(connection: duckdb.DuckDBPyConnection, item: Item, form: Form) -> Content:
    return {**item.content, "edtf": _edtf(one(form, "date"))}


def _position(connection: duckdb.DuckDBPyConnection, item: Item, form: Form) -> Content:
    stance, at = one(form, "stance"), one(form, "holder")
    holders = {f"{party['start']}-{party['end']}": party for party in holders_of(connection, item)}
    if stance not in ("+", "-") or at not in holders:
        raise HTTPException(400, "Say who holds the position, and whether it is for or against.")
    words = _words(item, one(form, "words"), "object")
    subject = item.content["subject"] if words["object"] == item.content["object"] else None
    return {**item.content, "stance": stance, "holder": holders[at], **words, "subject": subject}


def holders_of(connection: duckdb.DuckDBPyConnection, item: Item) -> list[Content]:
    """Mentions that may hold the position: those of the sentence, and the one that does."""
    found = {(party["start"], party["end"]): party for party in mentions_of(connection, item)}
    holder = item.content["holder"]
    found[holder["start"], holder["end"]] = holder
    return [found[at] for at in sorted(found)]


def _actor(connection: duckdb.DuckDBPyConnection, item: Item, form: Form) -> Content:
    name, code = one(form, "who"), one(form, "code").upper()
    sectors = one(form, "sectors").upper().replace(",", " ").split()
    unknown = set(sectors) - set(codebook().sectors)
    if unknown:
        raise HTTPException(400, f"No sector {min(unknown)[:20]!r}; known: {', '.join(codebook().sectors)}.")
    if not name:
        raise HTTPException(400, "Say who it is; reject it where the text does not say.")
    actor = known_actor(connection, name)
    if actor is None:
        if not CODE.fullmatch(code):
            raise HTTPException(400, f"Nobody known is called {name[:80]!r}; give a code as well: a country's, or ---.")
        actor = {
            "actor": f"text:{fold(name)}",
            "name": name,
            "code": code,
            "sectors": [],
            "office": None,
            "wikidata": None,
        }
    now = {**actor, **({"code": code} if CODE.fullmatch(code) else {}), **({"sectors": sectors} if sectors else {})}
    before = item.content["actors"]
    if len(before) == 1 and before[0]["actor"] == now["actor"]:
        now = {**before[0], "code": now["code"], "sectors": sectors or before[0]["sectors"]}
    return {**item.content, "actors": [now]}


def known_actor(connection: duckdb.DuckDBPyConnection, name: str) -> Content | None:
    """Somebody of the store or of the registry, by id, code or name."""
    from towhom.actors import explain

    rows = ask(connection, _ACTOR, f"country:{name.upper()}", name)
    if rows:
        return {each: rows[0][each] for each in ACTOR}
    try:
        found = explain(name)[0].actor
    except (UnknownActorError, IndexError):
        return None
    if found.id.startswith("text:"):
        return None
    return {"actor": found.id, "name": found.name, "code": found.code, "sectors": list(found.sectors),
            "office": found.office, "wikidata": found.wikidata}  # fmt: skip


_MENTIONS = """
SELECT m.start_char, m.end_char, m.text, a.actor, a.name, a.code, a.sectors, a.office, a.wikidata
FROM mentions m LEFT JOIN mention_actors a ON a.document = m.document AND a.mention = m.mention
WHERE m.document = ? AND m.sentence = ? ORDER BY m.start_char, m.end_char DESC, m.mention, a.place"""
_ACTOR = """
FROM (SELECT actor, name, code, sectors, office, wikidata, count(*) AS times FROM mention_actors
      WHERE actor IN ($1, $2) OR lower(name) = lower($2) GROUP BY ALL)
ORDER BY actor <> $1, times DESC, actor, sectors, office LIMIT 1"""
