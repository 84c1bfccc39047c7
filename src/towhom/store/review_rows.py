"""Decisions as rows of a table: what was, what is, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from towhom.store.review import Decision, standing


def rows_of(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """One row a decision, in the order of their times."""
    given = list(decisions)
    stand = {each.id for each in standing(given)}
    return [row_of(each, stands=each.id in stand) for each in given]


def row_of(decision: Decision, *, stands: bool) -> dict[str, Any]:
    """A decision as a row, with what it changed in words."""
    return {
        "decision": decision.id,
        "at": decision.at,
        "reviewer": decision.reviewer,
        "verdict": decision.verdict,
        "kind": decision.kind,
        "record": decision.record,
        "stands": stands,
        "was": told(decision.kind, decision.before),
        "is": told(decision.kind, decision.after) if decision.verdict != "reject" else "",
        "reason": decision.reason,
        "document": decision.place["document"],
        "sentence": decision.place["sentence"],
        "undoes": decision.undoes,
    }


def told(kind: str, content: Mapping[str, Any] | None) -> str:
    """A record in one line."""
    if content is None:
        return ""
    if kind == "date":
        return content["edtf"] or "undated"
    if kind == "actor":
        who = "; ".join(f"{actor['name']} ({actor['code']})" for actor in content["actors"])
        return f"{content['text']}: {who or 'nobody known'}"
    if kind == "position":
        verb = "backs" if content["stance"] == "+" else "opposes"
        return f"{content['holder']['text']} {verb} {content['object']}"
    modes = ":" + "+".join(content["modes"]) if content["modes"] else ""
    modality = f" ({content['modality']})" if content["modality"] != "actual" else ""
    actors = ", ".join(party["text"] for party in content["actors"])
    recipients = ", ".join(party["text"] for party in content["recipients"])
    arrow = " ↔" if content["reciprocal"] else f" → {recipients}" if recipients else ""
    return f"{actors}{arrow} {content['type']}{modes}{modality} “{content['trigger']}”, {content['edtf'] or 'undated'}"
