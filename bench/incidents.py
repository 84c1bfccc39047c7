"""How well records of one happening are found, on pairs of our own and on the example corpus.

    python bench/incidents.py pairs [--part report] [--store FILE] [--errors]
    python bench/incidents.py corpus STORE [--errors]      STORE: towhom build STORE examples/corpus
    python bench/incidents.py fit [--store FILE]           weights for src/towhom/measures/data/incidents.toml

`pairs` reads bench/incident-pairs.csv: pairs of sentences from one family (the same parties and kinds of act), told
apart as the same happening or not. Each sentence is coded as a document of its own; all sentences of a part are
grouped together, and a pair counts as joined if any of their records share an incident. Sentences in which the coder
finds nothing are left out of the figures and counted. `--store` keeps the coded sentences between runs.

`corpus` compares the incidents of a store of examples/corpus with examples/incidents.csv: a quotation is joined to
the records whose sentences overlap with it.

B3 (Bagga and Baldwin 1998) is over sentences or quotations; where one has several records, its neighbours are those
that share an incident with any of them.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import towhom
from towhom.measures.incidents import find_incidents
from towhom.reading import clean
from towhom.store.incidents import event_rows

HERE = Path(__file__).parent
PAIRS = HERE / "incident-pairs.csv"
GOLD = HERE.parent / "examples" / "incidents.csv"

Row = dict[str, Any]
Neighbours = dict[str, set[str]]  # item -> items of the same happening, itself among them


def load_pairs(part: str) -> list[Row]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["part"] == part]


def sentences_of(pairs: Iterable[Row]) -> dict[tuple[str, str], str]:
    """(sentence, date) -> happening, of all sentences of the pairs."""
    found = {}
    for row in pairs:
        found[row["sentence"], row["date"]] = f"{row['family']}/{row['happening']}"
        found[row["other_sentence"], row["other_date"]] = f"{row['family']}/{row['other_happening']}"
    return found


def coded(sentences: Iterable[tuple[str, str]], path: Path) -> list[Row]:
    """The records of some sentences, each a document with a date of its own; coded once a store."""
    wanted = set(sentences)
    store = towhom.open(path)
    documents = [
        clean.document(text, date=date or None, path=f"{n}.txt") for n, (text, date) in enumerate(sorted(wanted))
    ]
    store.add_documents(documents)
    rows = event_rows(store.connection)
    dates = {row["document"]: row["date"] or "" for row in store.documents()}
    texts = {row["document"]: row["raw"] for row in store.sql("SELECT document, raw FROM documents")}
    found = [row | {"item": (texts[row["document"]], dates[row["document"]])} for row in rows]
    return [row for row in found if row["item"] in wanted]


# ---- scores


def neighbours(groups: Iterable[Iterable[Any]], items: Iterable[Any]) -> dict[Any, set[Any]]:
    """Who shares a group with whom; everyone with himself."""
    found = {item: {item} for item in items}
    for group in groups:
        members = set(group)
        for member in members:
            found[member] |= members
    return found


def b_cubed(found: Mapping[Any, set[Any]], wanted: Mapping[Any, set[Any]]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    precision = sum(len(found[item] & wanted[item]) / len(found[item]) for item in wanted) / len(wanted)
    recall = sum(len(found[item] & wanted[item]) / len(wanted[item]) for item in wanted) / len(wanted)
    return precision, recall, f1(precision, recall)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def pairwise(pairs: Sequence[tuple[Any, Any]], found: Mapping[Any, set[Any]], wanted: Mapping[Any, set[Any]]) -> str:
    """Precision, recall and F1 over pairs, with the numbers of false and missed merges."""
    joined = {pair for pair in pairs if pair[1] in found[pair[0]]}
    same = {pair for pair in pairs if pair[1] in wanted[pair[0]]}
    right = len(joined & same)
    precision, recall = right / max(len(joined), 1), right / max(len(same), 1)
    return (
        f"{len(pairs)} pairs, {len(same)} the same: precision {precision:.2f}, recall {recall:.2f}, "
        f"F1 {f1(precision, recall):.2f}; {len(joined - same)} false merges, {len(same - joined)} missed"
    )


def tell(
    title: str, pairs: Sequence[tuple[Any, Any]], found: Mapping[Any, set[Any]], wanted: Mapping[Any, set[Any]]
) -> None:
    print(f"{title}: {pairwise(pairs, found, wanted)}")
    every = list(itertools.combinations(sorted(wanted), 2))
    print(f"{title}, every two of {len(wanted)}: {pairwise(every, found, wanted)}")
    print(f"{title}, B3: precision {(b := b_cubed(found, wanted))[0]:.2f}, recall {b[1]:.2f}, F1 {b[2]:.2f}")


def same_head(rows: Sequence[Row]) -> list[list[Any]]:
    """A baseline: one incident where the countries, the type and a day or month that is known agree."""
    groups = defaultdict(list)
    for row in rows:
        codes = tuple(sorted({party["code"] for party in row["parties"]}))
        groups[codes, row["type"], row["edtf"]].append(row["item"])
    return [members for (_, _, edtf), members in groups.items() if edtf and len(edtf) in (7, 10)]


# ---- pairs


def bench_pairs(part: str, path: Path, *, errors: bool) -> None:
    pairs = load_pairs(part)
    happening = sentences_of(pairs)
    rows = coded(happening, path)
    items = {row["item"] for row in rows} & set(happening)
    print(f"{part}: {len(happening)} sentences, {len(happening) - len(items)} without a record, {len(rows)} records")
    item_of = {row["event"]: row["item"] for row in rows}
    wanted = neighbours(_by(happening, items).values(), items)
    listed = [((r["sentence"], r["date"]), (r["other_sentence"], r["other_date"])) for r in pairs]
    listed = [pair for pair in listed if items.issuperset(pair)]
    incidents = find_incidents(rows)
    found = neighbours(([item_of[event] for event in each.events] for each in incidents), items)
    tell("same countries, type and date", listed, neighbours(same_head(rows), items), wanted)
    tell("incidents", listed, found, wanted)
    if errors:
        _tell_errors(sorted(items), found, wanted, incidents, item_of)


def _by(happening: Mapping[Any, str], items: set[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for item in sorted(items):
        groups[happening[item]].append(item)
    return groups


def _tell_errors(items: Sequence[Any], found: Any, wanted: Any, incidents: Any, item_of: Mapping[str, Any]) -> None:
    why = {frozenset((item_of[m.one], item_of[m.other])): m for each in incidents for m in each.merges}
    for one, other in itertools.combinations(items, 2):
        joined, same = other in found[one], other in wanted[one]
        if joined != same:
            merge = why.get(frozenset((one, other)))
            print(f"{'false ' if joined else 'missed'} {_short(one)}\n       {_short(other)}")
            if merge:
                print(f"       {merge.probability:.2f} {merge.reason}")


def _short(item: Any) -> str:
    return " | ".join(str(part) for part in item)[:200]


# ---- the example corpus


def squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def bench_corpus(path: Path, *, errors: bool) -> None:
    store = towhom.open(path)
    rows = event_rows(store.connection)
    files = {row["document"]: Path(row["path"] or "").name for row in store.documents()}
    with GOLD.open(encoding="utf-8", newline="") as file:
        gold = list(csv.DictReader(file))
    quoted: dict[Any, set[str]] = {}  # (document, quotation) -> events
    for row in gold:
        here = [r for r in rows if files[r["document"]] == row["document"]]
        words = squeeze(row["quotation"])
        events = {r["event"] for r in here if squeeze(r["text"]) in words or words in squeeze(r["text"])}
        quoted[row["document"], row["quotation"]] = events
    items = [item for item, events in quoted.items() if events]
    print(f"{len(gold)} quotations, {len(gold) - len(items)} without a record; {len(rows)} records in the store")
    happening = {(row["document"], row["quotation"]): row["incident"] for row in gold}
    wanted = neighbours(_by(happening, set(items)).values(), items)
    of_event: dict[str, list[Any]] = defaultdict(list)
    for item in items:
        for event in quoted[item]:
            of_event[event].append(item)
    incidents = find_incidents(rows)
    shared = [[item for event in each.events for item in of_event[event]] for each in incidents]
    # one sentence may be quoted for two happenings: that its records are itself joins nothing
    found = neighbours(shared, items)
    baseline = [r | {"item": item} for r in rows for item in of_event[r["event"]]]
    pairs = list(itertools.combinations(sorted(items), 2))
    tell("same countries, type and date", pairs, neighbours(same_head(baseline), items), wanted)
    tell("incidents", pairs, found, wanted)
    several = [each for each in incidents if len(each.documents) > 1]
    print(f"{len(incidents)} incidents of {len(rows)} records; {len(several)} told by two documents or more")
    if errors:
        item_of = {event: its[0] for event, its in of_event.items() if its}
        known = [e for e in incidents if all(event in item_of for event in e.events)]
        _tell_errors(sorted(items), found, wanted, known, item_of)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pairs", "corpus", "fit"])
    parser.add_argument("path", nargs="?", type=Path, help="the store, for corpus")
    parser.add_argument("--part", default="report", choices=["development", "report"])
    parser.add_argument("--store", type=Path, help="where to keep the coded sentences of a part")
    parser.add_argument("--errors", action="store_true", help="list false and missed merges")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = asked.store or Path(folder) / "pairs.duckdb"
        if asked.what == "corpus":
            if asked.path is None:
                parser.error("corpus needs a store")
            bench_corpus(asked.path, errors=asked.errors)
        elif asked.what == "pairs":
            bench_pairs(asked.part, kept, errors=asked.errors)
        else:
            from incidents_fit import fit

            fit(load_pairs("development"), kept)
    return 0


if __name__ == "__main__":
    sys.exit(main())
