"""Events as a table, and as PLOVER 2.0 lines: one line an event, with everyone in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from towhom.store import export, plover
from towhom.store.table import Table, opened

CHUNK = 500  # events whose parties are fetched at a time

_PARTIES = """
SELECT p.event, p.role, a.code, a.sectors, m.text AS words, a.name, a.wikidata, p.mention
FROM event_actors p
JOIN mentions m ON m.document = p.document AND m.mention = p.mention
LEFT JOIN mention_actors a ON a.document = p.document AND a.mention = p.mention
WHERE p.event IN (SELECT unnest(?::VARCHAR[]))
ORDER BY p.event, p.role, p.place, a.place"""

_POSITIONS = """
SELECT DISTINCT e.event, p.start_char, p.position, p.stance, p.object, p.subject, m.text, a.code
FROM events e
JOIN positions p ON p.document = e.document AND p.sentence = e.sentence
JOIN event_actors x ON x.event = e.event
JOIN mentions m ON m.document = p.document AND m.mention = p.holder
LEFT JOIN mention_actors a ON a.document = p.document AND a.mention = p.holder
WHERE x.mention = p.holder AND e.event IN (SELECT unnest(?::VARCHAR[]))
ORDER BY ALL"""

_SUBJECTS = """
SELECT event, subject, name, kind FROM event_subjects
WHERE event IN (SELECT unnest(?::VARCHAR[])) ORDER BY event, subject"""


class EventTable(Table):
    """Rows of events; as JSON Lines they are PLOVER 2.0 records."""

    __slots__ = ()

    def to_jsonl(self, target: str | Path | IO[str]) -> None:
        """Write PLOVER 2.0 JSON Lines: one line an event, whatever the number of its parties."""
        with opened(target) as file:
            for line in self.lines():
                file.write(export.json_line(line) + "\n")

    def lines(self) -> Iterator[dict[str, Any]]:
        """The events as PLOVER 2.0 objects, in the order of the rows, each once."""
        seen: set[str] = set()
        rows = (row for row in self if not (row["event"] in seen or seen.add(row["event"])))  # type: ignore[func-returns-value]
        while chunk := list(islice(rows, CHUNK)):
            yield from self._lines(chunk)

    def _lines(self, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        ids = [row["event"] for row in rows]
        parties, positions, subjects = self._parties(ids), self._positions(ids), self._subjects(ids)
        for row in rows:
            id = row["event"]
            yield plover.line(
                id=id,
                edtf=row["edtf"],
                actors=parties[id, "actor"],
                recipients=parties[id, "recipient"],
                type=row["type"],
                modes=row["modes"],
                contexts=row["contexts"],
                modality=row["modality"],
                quad_code=row["quad_code"],
                event_scale=row["event_scale"],
                trigger=row["trigger"],
                text=row["text"],
                confidence=row["confidence"],
                positions=positions[id],
                subjects=subjects[id],
                source={"document": row["document"], "start": row["start_char"], "end": row["end_char"]},
                coder=row["coder"],
            )

    def _ask(self, sql: str, ids: list[str]) -> list[tuple[Any, ...]]:
        return self.connection.cursor().execute(sql, [ids]).fetchall()

    def _parties(self, ids: list[str]) -> dict[tuple[str, str], list[dict[str, Any]]]:
        found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for event, role, code, sectors, words, name, wikidata, _ in self._ask(_PARTIES, ids):
            found[event, role].append(plover.entity(code, sectors or (), words=words, name=name, wikidata=wikidata))
        return found

    def _positions(self, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for event, _, _, stance, object_, subject, words, code in self._ask(_POSITIONS, ids):
            found[event].append(plover.position(code=code, words=words, stance=stance, object=object_, subject=subject))
        return found

    def _subjects(self, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for event, subject, name, kind in self._ask(_SUBJECTS, ids):
            found[event].append({"id": subject, "name": name, "kind": kind})
        return found
