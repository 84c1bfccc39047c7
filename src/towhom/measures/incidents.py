"""Event records -> incidents: records of different sentences and documents that tell one happening.

1. report    what of each record can be compared          incidents_reports
2. block     which pairs are compared at all              incidents_blocks
3. judge     how far a pair tells one happening, and why  incidents_pairs, data/incidents.toml
4. group     average linkage under constraints            incidents_merge
5. describe  best date, best sentence                     incidents_best

docs/incidents.md has the method, its sources and figures.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from towhom.measures.incidents_best import BestDate, best_date, best_report, modality_of
from towhom.measures.incidents_merge import Join, group
from towhom.measures.incidents_pairs import Judgement, Rarity, judge
from towhom.measures.incidents_reports import Report, report_of
from towhom.measures.incidents_weights import Weights
from towhom.measures.incidents_weights import weights as shipped_weights

Pair = tuple[str, str]  # ids of two events


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Why two groups of records became one; undone by naming the two events in `cannot`."""

    one: str  # id of an event
    other: str
    probability: float  # that they are one, by the mean of all pairs of the two groups; 1 where a reviewer said so
    reason: str  # in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening, with the records that tell it."""

    id: str  # from the smallest id of its events
    events: tuple[str, ...]  # ids of its events, in order
    documents: tuple[str, ...]  # its sources, in order
    when: BestDate
    type: str
    modality: str
    quad_code: int
    best: str  # id of the event that describes it best
    text: str  # the sentence of that event
    merges: tuple[Merge, ...]  # in the order in which they were made

    @property
    def confidence(self) -> float:
        """Probability of the least sure merge; 1 for a single record."""
        return min((merge.probability for merge in self.merges), default=1.0)

    @property
    def earliest(self) -> date | None:
        """First day that it can have been."""
        return self.when.earliest

    @property
    def latest(self) -> date | None:
        """Last day that it can have been."""
        return self.when.latest


def find_incidents(
    rows: Iterable[Mapping[str, Any]], *, must: Iterable[Pair] = (), cannot: Iterable[Pair] = (),
    weights: Weights | None = None,
) -> list[Incident]:  # fmt: skip
    """Group event records into incidents; every record is in one, most often alone.

    `rows` are as `incidents_reports.report_of` takes them. `must` and `cannot` are pairs of event ids that a
    reviewer judged the same or different; they outweigh everything, and pairs of events that are not here are
    passed over. The result does not depend on the order of the rows. Raises ValueError where the judgements
    contradict one another.
    """
    weights = weights or shipped_weights()
    reports = sorted((report_of(row) for row in rows), key=lambda report: report.event)
    places = {report.event: place for place, report in enumerate(reports)}
    groups = group(reports, weights=weights, must=_known(must, places), cannot=_known(cannot, places))
    rarity = Rarity(reports)
    return [_incident(reports, members, joins, rarity, weights) for members, joins in groups]


def _known(pairs: Iterable[Pair], places: Mapping[str, int]) -> list[tuple[int, int]]:
    return sorted((places[one], places[other]) for one, other in pairs if one in places and other in places)


def _incident(
    reports: Sequence[Report], members: Sequence[int], joins: Sequence[Join], rarity: Rarity, weights: Weights
) -> Incident:
    own = [reports[place] for place in members]
    when = best_date(own)
    best = best_report(own, when)
    return Incident(
        id=f"incident:{hashlib.sha256(own[0].event.encode()).hexdigest()[:16]}",
        events=tuple(report.event for report in own),
        documents=tuple(sorted({report.document for report in own})),
        when=when,
        type=best.type,
        modality=modality_of(own),
        quad_code=best.quad_code,
        best=best.event,
        text=best.text,
        merges=tuple(_merge(reports, join, rarity, weights) for join in joins),
    )


def _merge(reports: Sequence[Report], join: Join, rarity: Rarity, weights: Weights) -> Merge:
    one, other = reports[join.one], reports[join.other]
    if join.score == math.inf:
        return Merge(one=one.event, other=other.event, probability=1.0, reason="a reviewer said so")
    judged = judge(one, other, rarity=rarity, weights=weights)
    return Merge(
        one=one.event, other=other.event, probability=1 / (1 + math.exp(-join.score)), reason=reason(one, other, judged)
    )


def reason(one: Report, other: Report, judged: Judgement) -> str:
    """Say in words what speaks for two reports being one happening, and what against."""
    if judged.forbidden:
        return judged.forbidden
    has = judged.evidence
    dates = f"{one.edtf} and {other.edtf}" if one.edtf != other.edtf else f"both {one.edtf}"
    said = {
        "time": f"dates meet ({dates})", "apart": f"dates are near or unsure ({dates})",
        "persons": f"the same person ({', '.join(sorted(one.persons & other.persons))})",
        "parties": f"parties in common ({', '.join(sorted(one.codes & other.codes))})",
        "same_type": f"both {one.type}", "act": "the same kind of act", "words": f"words ({', '.join(judged.common)})",
        "names": f"names ({', '.join(sorted(one.names & other.names))})",
    }  # fmt: skip
    against = {
        "other_persons": "other persons", "reversed": "actor and recipient changed places", "opposed": "one is conflict",
        "other_act": "other kinds of act", "other_numbers": "other numbers",
        "modality": f"{one.modality} and {other.modality}", "same_document": "the same document",
        "remembered": "one is a memory",
    }  # fmt: skip
    pro = "; ".join(words for name, words in said.items() if has.get(name))
    contra = "; ".join(words for name, words in against.items() if has.get(name))
    return f"{pro}; against it: {contra}" if contra else pro
