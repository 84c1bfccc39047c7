"""Which of several namesakes: title, country, time, and how long each led a state."""

from __future__ import annotations

from towhom.actors import tables
from towhom.actors.clues import Surroundings, When
from towhom.actors.fold import fold
from towhom.actors.tables import LAST_DAY, Record, Term

# By how much each term that a text speaks of counts more than the one before it: texts move on in time.
LATER = 1.5


def best_person(
    records: tuple[Record, ...], title: str, code: str, around: Surroundings
) -> tuple[Record, Term | None, float] | None:
    """The person, the term in which the text sees them, and the score."""
    ranked = ranked_people(records, title, code, around)
    if not ranked:
        return None
    record, term, score = ranked[0]
    gap = score - ranked[1][2] if len(ranked) > 1 else 9.0
    # Where a namesake fits as well, the answer is worth less.
    return record, term, score - (4.0 if gap < 0.3 else 2.0 if gap < 1.0 else 0.0)


def ranked_people(
    records: tuple[Record, ...], title: str, code: str, around: Surroundings
) -> list[tuple[Record, Term | None, float]]:
    """All persons of a name, likeliest first."""
    people = list({record.id: record for record in records if record.kind == "person"}.values())
    scored = [(record, *best_term(record, title, code, around)) for record in people]
    return sorted(scored, key=lambda entry: (-entry[2], -entry[0].weight, entry[0].id))


def best_term(record: Record, title: str, code: str, around: Surroundings) -> tuple[Term | None, float]:
    """The term that fits title, country and time best, with its score (about -6 to 10)."""
    best, best_score = None, -99.0
    for term in record.terms:
        score = term_score(term, title, code, around)
        if score > best_score or (score == best_score and best and tables.term_weight(term) > tables.term_weight(best)):
            best, best_score = term, score
    # A long rule counts where nothing else decides.
    best_score += min(record.weight, 120.0) ** 0.5 / 2
    if best and around.when.known and not around.when.during(best):
        # "President Putin" in 2010: he was Prime Minister then.
        held = [term for term in record.terms if term.office and around.when.during(term)]
        best = max(held, key=tables.term_weight, default=None)
    return best, best_score


def term_score(term: Term, title: str, code: str, around: Surroundings) -> float:
    """Points for one term."""
    score = 0.0
    if title:
        score += 3.0 * title_fit(title, term)
    if code:
        score += 3.0 if term.code == code else -3.0
    elif term.code in around.codes:
        score += 2.0 / (1 + 0.5 * around.codes.index(term.code))
    if around.peers and not around.when.known:
        score -= 0.05 * min(40.0, distance(term, around.peers))
    if around.when.known:
        if around.when.during(term):
            score += 3.0 * share(term, around.when) if term.office else 0.5
        elif term.start > around.when.latest:
            score -= 3.0 + 0.1 * min(20, term.start // 10000 - around.when.latest // 10000)
        else:
            score -= 0.1 * min(20, max(0, around.when.earliest // 10000 - term.end // 10000))
    return score


def share(term: Term, when: When) -> float:
    """How much of the time a term covers, from .7 to 1: in 1998 one president followed another in February."""
    first, last = max(term.start, when.earliest), min(term.end, when.latest)
    spoken, held = months(when.latest) - months(when.earliest), months(last) - months(first)
    return 1.0 if spoken > 1200 else 0.7 + 0.3 * (held + 1) / (spoken + 1)


def months(day: int) -> int:
    """Months since the beginning of our era, of a day yyyymmdd."""
    return day // 10000 * 12 + day // 100 % 100


def distance(term: Term, peers: tuple[Term, ...]) -> float:
    """Mean of the years between a term and those of others named, latest last; the later count for more."""
    weights = [LATER**at for at in range(len(peers))]
    return sum(w * years_apart(term, peer) for w, peer in zip(weights, peers, strict=True)) / sum(weights)


def years_apart(first: Term, second: Term) -> float:
    """Years between two terms, 0 where they overlap."""
    return max(0, first.start - second.end, second.start - first.end) / 10000


def title_fit(title: str, term: Term) -> float:
    """1 where the office is the title, less where only words or the sector agree, below 0 where they differ."""
    wanted, office = fold(title).replace(".", "").split(), fold(term.office).split()
    if not wanted or wanted in (["mr"], ["mrs"], ["ms"], ["dr"], ["sir"]):
        return 0.0
    if wanted == office:
        return 1.0
    shared = len(set(wanted) & set(office)) / len(set(wanted))
    if shared == 1.0:
        if {"vice", "deputy", "assistant"} & set(office) - set(wanted):
            return 0.2
        return 0.8 if office[: len(wanted)] == wanted else 0.6
    if shared:
        return 0.5 * shared
    general = {"gen", "general", "marshal", "admiral", "colonel", "col", "commander"} & set(wanted)
    return 0.3 if general and term.sectors[:1] in (("MIL",), ("REB",)) else -0.8


def confidence_of(score: float) -> float:
    """0.4 to 0.97 from the score of a person."""
    return max(0.4, min(0.97, 0.55 + 0.07 * score))


def reason_for(record: Record, term: Term | None, title: str) -> str:
    """In words: why this person."""
    if term is None:
        return f"{record.name} by name"
    since = str(term.start // 10000) if term.start else ""
    until = str(term.end // 10000) if term.end != LAST_DAY else ""
    years = f" {since}-{until}" if since or until else ""
    return f"{record.name}, {term.office or term.code}{years}" + (f', called "{title}"' if title else "")
