"""Do people who look at the same records say the same? Krippendorff's alpha for nominal data.

Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: nominal data, any number of observers,
missing data. Computed here in a dozen lines: the package `krippendorff` has the GPL, which this program has not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from itertools import permutations


def krippendorff_alpha(units: Iterable[Mapping[str, Hashable]]) -> float | None:
    """Agreement beyond chance: 1 for perfect, 0 for what chance gives, less where observers disagree systematically.

    `units` are {observer: value}; those that fewer than two observers looked at say nothing. None where no unit is
    left, or where all values are the same, so that nothing could have varied.
    """
    pairs: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        values = list(unit.values())
        for one, other in permutations(values, 2):
            pairs[one, other] += 1 / (len(values) - 1)  # type: ignore[assignment]
    totals: Counter[Hashable] = Counter()
    for (one, _), number in pairs.items():
        totals[one] += number
    everything = sum(totals.values())
    expected = everything * everything - sum(number * number for number in totals.values())
    if everything < 2 or expected <= 0:
        return None
    observed = sum(number for (one, other), number in pairs.items() if one != other)
    return 1 - (everything - 1) * observed / expected
