"""From which country a person's name is likely to be, judged by the persons of the tables.

Naive Bayes over the beginnings, endings and letter triples of the words of a name, each country as likely as another.
It only weighs countries that something else suggests, and adds one only where it is sure.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import exp, log

from towhom.actors.fold import fold
from towhom.actors.registry import Registry
from towhom.actors.tables import NON_STATES

# Countries with fewer persons say too little.
ENOUGH = 12
SMOOTHING = 0.3
# The parts of a word say much the same, so that their product is far too sure.
TEMPER = 0.35


def origins(name: str, registry: Registry) -> dict[str, float]:
    """Country -> probability (sums to 1) that a person of this name is of it; empty for names of no letters."""
    parts = _parts(name)
    if not parts:
        return {}
    table, totals, size = _table(registry)
    logs = {
        code: TEMPER * sum(log((counts[part] + SMOOTHING) / (totals[code] + SMOOTHING * size)) for part in parts)
        for code, counts in table.items()
    }
    highest = max(logs.values())
    weights = {code: exp(value - highest) for code, value in logs.items()}
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def _parts(name: str) -> list[str]:
    """The letter groups of a name; a hyphen counts as a letter, for it tells Seoul's spelling from Pyongyang's."""
    words = [word for word in fold(name).replace(".", " ").split() if len(word) > 1 and word[0].isalpha()]
    parts = [f"={len(words)}"] if words else []
    for word in words:
        edged = f"^{word}$"
        parts += [f"={word}", edged[:4], edged[-4:], *(edged[at : at + 3] for at in range(len(edged) - 2))]
    return parts


@lru_cache(maxsize=2)
def _table(registry: Registry) -> tuple[dict[str, Counter[str]], dict[str, int], int]:
    """Counts of parts by country, their totals, and how many parts there are."""
    table: dict[str, Counter[str]] = {}
    persons: Counter[str] = Counter()
    for record in registry.records.values():
        if record.kind == "person" and record.code not in NON_STATES and " " in record.name:
            persons[record.code] += 1
            table.setdefault(record.code, Counter()).update(_parts(record.name))
    table = {code: counts for code, counts in table.items() if persons[code] >= ENOUGH}
    totals = {code: counts.total() for code, counts in table.items()}
    return table, totals, len({part for counts in table.values() for part in counts})
