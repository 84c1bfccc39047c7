"""How far reviewers agree with one another and with the coder, property by property."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from towhom.measures.reliability import krippendorff_alpha
from towhom.store.review import Decision, Key, by_reviewer
from towhom.store.review_records import Content

CODER = "coder"
NONE = "none"  # what a rejected record is

Value = Callable[[Content], Hashable]


def _who(*roles: str) -> Value:
    return lambda content: tuple(
        tuple(sorted((party["start"], party["end"]) for party in content[role])) for role in roles
    )


# Kind of record -> property -> its value; a rejected record has the value NONE.
PROPERTIES: dict[str, dict[str, Value]] = {
    "event": {
        "is there": lambda content: "there",
        "type": lambda content: content["type"],
        "modes": lambda content: tuple(sorted(content["modes"])),
        "modality": lambda content: content["modality"],
        "who and whom": _who("actors", "recipients"),
    },
    "date": {"date": lambda content: content["edtf"] or "undated"},
    "actor": {"who it is": lambda content: tuple(actor["actor"] for actor in content["actors"])},
    "position": {
        "is there": lambda content: "there",
        "stance": lambda content: content["stance"],
        "holder": lambda content: (content["holder"]["start"], content["holder"]["end"]),
    },
}  # fmt: skip


def agreement(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """One row a kind and property: alpha between reviewers, and of each reviewer with the coder.

    `alpha` is over records that two or more reviewers decided on (`records`), `alpha_coder` over all, the coder and
    the reviewers as observers (`records_coder`). The coder never says that there is nothing, so "is there" has no
    alpha with it: the share that reviewers left standing says more (`verdicts`).
    """
    given = list(decisions)
    coded = as_coded(given)
    views: defaultdict[Key, dict[str, Content | None]] = defaultdict(dict)
    for (reviewer, key), decision in by_reviewer(given).items():
        views[key][reviewer] = decision.after
    rows = []
    for kind, properties in PROPERTIES.items():
        for name, value in properties.items():
            people = {key: _values(each, value) for key, each in views.items() if key[0] == kind}
            several = [unit for unit in people.values() if len(unit) > 1]
            with_coder = [{**unit, CODER: _value(coded.get(key), value)} for key, unit in people.items()]
            rows.append(
                {
                    "kind": kind,
                    "property": name,
                    "records": len(several),
                    "alpha": krippendorff_alpha(several),
                    "same": sum(len(set(unit.values())) == 1 for unit in several),
                    "records_coder": len(with_coder),
                    "alpha_coder": None if name == "is there" else krippendorff_alpha(with_coder),
                    "same_coder": sum(len(set(unit.values())) == 1 for unit in with_coder),
                }
            )
    return [row for row in rows if row["records_coder"]]


def as_coded(decisions: Iterable[Decision]) -> dict[Key, Content | None]:
    """What the coder said of each record: what the first decision on it found."""
    found: dict[Key, Content | None] = {}
    for decision in decisions:
        if decision.verdict != "undo":
            found.setdefault(decision.key, decision.before)
    return found


def _values(views: Mapping[str, Content | None], value: Value) -> dict[str, Hashable]:
    return {reviewer: _value(content, value) for reviewer, content in views.items()}


def _value(content: Content | None, value: Value) -> Hashable:
    return NONE if content is None else value(content)


def verdicts(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """One row a reviewer and kind of record: how many were confirmed, corrected and rejected."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (reviewer, key), decision in by_reviewer(decisions).items():
        counts[reviewer, key[0]][decision.verdict] += 1
    return [
        {
            "reviewer": reviewer,
            "kind": kind,
            "decided": sum(found.values()),
            "confirmed": found["confirm"],
            "corrected": found["correct"],
            "rejected": found["reject"],
        }
        for (reviewer, kind), found in sorted(counts.items())
    ]


def disagreements(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Records on which reviewers differ: each with what each of them says."""
    from towhom.store.review_rows import told

    views: defaultdict[Key, list[Decision]] = defaultdict(list)
    for (_, key), decision in by_reviewer(decisions).items():
        views[key].append(decision)
    rows = []
    for (kind, record), found in sorted(views.items()):
        said = {each.reviewer: told(kind, each.after) or NONE for each in found}
        if len(set(said.values())) > 1:
            rows.append({"kind": kind, "record": record, "said": said, "sentence": found[0].place["sentence"]})
    return rows
