"""Two reports -> how far they tell one happening: evidence by name, its sum as log-odds, and the reasons in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from towhom.measures.incidents_reports import Report, acts
from towhom.measures.incidents_weights import Weights
from towhom.reading.words import ranks

# Over how long two dates are taken to be scattered where nothing joins them: a chance meeting of two intervals
# of w1 and w2 days then has the probability (w1 + w2) / SCATTER. Twenty-five years, about what a store spans.
SCATTER = 9_000
BEST = math.log(SCATTER / 2)  # the same day, twice
NEAR_DAYS = 3  # time zones, "overnight", a dateline against the day before
A_FEW_DAYS = 7  # dates up to this long may be near; that May ends where June begins makes them no nearer
MANY = 4.0  # rare words in common beyond which more say no more
LOCAL = 0.5  # how much a word far from the trigger counts
GENERIC = 0.3  # how much a word for a kind of act counts: many are condemned, but for one thing

HAPPENED = {"actual": "done", "historical": "done", "future": "planned"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What speaks for and against two reports being of one happening."""

    score: float  # log-odds: above 0 more likely than not; -inf where they exclude each other
    evidence: Mapping[str, float]  # 0 to 1 each, by the names of data/incidents.toml; those of 0 left out
    forbidden: str  # why they cannot be one, in words; empty where they can
    common: tuple[str, ...]  # the rarest words in common


class Rarity:
    """How much a word says, 0 to 1: how rare it is in these reports and in English."""

    def __init__(self, reports: Iterable[Report]) -> None:
        sentences = {(report.document, report.sentence): report.words for report in reports}
        self._frequency = Counter(word for words in sentences.values() for word in words)
        self._most = math.log(1 + max(len(sentences), 1))
        self._ranks, self._deepest = ranks(), math.log(len(ranks()))

    def __call__(self, word: str) -> float:
        here = 1 - math.log(1 + max(self._frequency[word] - 1, 0)) / self._most
        rank = self._ranks.get(word)
        english = 1.0 if rank is None else math.log(1 + rank) / self._deepest
        return here * english


def judge(one: Report, other: Report, *, rarity: Rarity, weights: Weights) -> Judgement:
    """Weigh two reports against each other. It does not matter which comes first."""
    forbidden = exclusion(one, other)
    common = one.words & other.words
    rare = tuple(sorted(common, key=lambda word: (-rarity(word), word))[:5])
    found = evidence(one, other, common, rarity)
    score = weights.intercept + sum(weights.weights[name] * value for name, value in sorted(found.items()))
    return Judgement(
        score=-math.inf if forbidden else score,
        evidence={name: value for name, value in found.items() if value},
        forbidden=forbidden,
        common=rare,
    )


def exclusion(one: Report, other: Report) -> str:
    """Say why two reports cannot be of one happening, if they cannot."""
    if (one.document, one.sentence) == (other.document, other.sentence) and not _overlap(one, other):
        return "one sentence tells both as two acts"
    if one.codes and other.codes and one.codes.isdisjoint(other.codes):
        return "no party in common"
    if days_apart(one.spans, other.spans) and not _near(one, other) and not (one.unsure or other.unsure):
        return f"dates exclude each other: {one.edtf} and {other.edtf}"
    return ""


def _near(one: Report, other: Report) -> bool:
    few = max(length(one.spans), length(other.spans)) <= A_FEW_DAYS
    return few and days_apart(one.spans, other.spans) <= NEAR_DAYS


def _overlap(one: Report, other: Report) -> bool:
    return one.start < other.end and other.start < one.end


def evidence(one: Report, other: Report, common: frozenset[str], rarity: Rarity) -> dict[str, float]:
    """Return each kind of evidence, 0 to 1."""
    return {
        **_of_time(one, other),
        **_of_parties(one, other),
        **_of_act(one, other),
        **_of_words(one, other, common, rarity),
        "modality": float(_kind(one) != _kind(other)),
        "same_document": float(one.document == other.document),
        "remembered": float(one.remembered != other.remembered),
    }


def _of_time(one: Report, other: Report) -> dict[str, float]:
    if not one.spans or not other.spans:
        return {}
    unsure = one.unsure or other.unsure
    gap = days_apart(one.spans, other.spans)
    if gap:
        return {"apart": 0.1 if _near(one, other) else min(1.0, math.log(1 + gap) / math.log(1 + 365))}
    if not (one.said and other.said) or (unsure and one.document == other.document):
        return {}  # a term of office meets another of the same person, a date taken over meets itself
    chance = min(1.0, (length(one.spans) + length(other.spans)) / SCATTER)
    return {"time": math.log(1 / chance) / BEST * (0.5 if unsure else 1.0)}


def days_apart(one: tuple[tuple[date, date], ...], other: tuple[tuple[date, date], ...]) -> int:
    """How many days lie between two times at least; 0 where they meet, and where nothing is known."""
    gaps = (max((b[0] - a[1]).days, (a[0] - b[1]).days, 0) for a in one for b in other)
    return min(gaps, default=0)


def length(spans: tuple[tuple[date, date], ...]) -> int:
    """How many days a time allows."""
    return sum((last - first).days + 1 for first, last in spans)


def _of_parties(one: Report, other: Report) -> dict[str, float]:
    codes = one.codes | other.codes
    persons = one.persons & other.persons
    both_named = bool(one.persons and other.persons)
    actors, theirs = _acting(one), _acting(other)
    turned = bool(actors and theirs and not (one.reciprocal or other.reciprocal))
    return {
        "parties": len(one.codes & other.codes) / len(codes) if codes else 0.0,
        "persons": float(bool(persons)),
        "other_persons": float(both_named and not persons),
        "reversed": float(turned and actors.isdisjoint(theirs) and bool(actors & other.codes)),
    }


def _acting(report: Report) -> frozenset[str]:
    return frozenset(party.code for party in report.parties if party.role == "actor")


def _of_act(one: Report, other: Report) -> dict[str, float]:
    same = bool(one.acts & other.acts or one.trigger & other.trigger)
    return {
        "same_type": float(one.type == other.type),
        "opposed": float((one.quad_code <= 2) != (other.quad_code <= 2)),
        "act": float(same),
        "other_act": float(bool(one.acts and other.acts) and not same),
    }


def _of_words(one: Report, other: Report, common: frozenset[str], rarity: Rarity) -> dict[str, float]:
    def weight(word: str) -> float:
        near = 1.0 if word in one.near and word in other.near else LOCAL
        return rarity(word) * near * (GENERIC if word in acts() else 1.0)

    shared = sum(map(weight, sorted(common)))
    fewer = min(sum(map(rarity, sorted(report.words))) for report in (one, other))
    names = one.names & other.names
    numbered = {what for what, _ in one.numbers} & {what for what, _ in other.numbers}
    same_numbers = {what for what, _ in one.numbers & other.numbers}
    return {
        "words": shared / (1 + fewer),
        "rare": min(shared, MANY) / MANY,
        "names": min(len(names), 2) / 2,
        "other_numbers": float(bool(numbered - same_numbers)),
    }


def _kind(report: Report) -> str:
    return HAPPENED.get(report.modality, "imagined")
