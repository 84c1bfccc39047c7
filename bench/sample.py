"""Hold the coder's record of one page against what a careful reader found in it.

    python bench/sample.py [--model FOLDER]                    the page that the project is measured by
    python bench/sample.py --page tests/data/damaged-page.txt --csv bench/damaged-page.csv
    python bench/sample.py --check                             only whether the files fit the page; needs no model

Beside NAME.csv (dealings) lie NAME-positions.csv and NAME-damage.csv. Columns, and how they are compared:

- `words`: words of the page that tell the place. A row and a record meet in the sentence that holds them; blanks,
  punctuation and case do not count.
- `actors`, `recipients`, `holder`: codes joined by "+", a sector after a slash ("KOR/BUS"). A code with "?" may be
  missing: it does not stand in the sentence, or careful coders differ. Sectors count only within one country.
- `type`, `also`: the type, and others that a careful coder would accept. No record stands for two rows; rows that
  name all parties as actors are met by one reciprocal record or by one for each direction. So is a visit, whose two
  sides may all stand as actors.
- `edtf`: the widest date that the page supports; `truth`: the day or days it was. A date is right if it lies within
  the one and does not leave out the other.
- `object`: several wordings are parted by "|"; half of the words of the shorter one have to be the same.
- `kind`: of damage, at the words or within them, counted in the raw page.
- `coders`: 12 where the reader saw the dealing at both readings, 1 or 2 where at one: admissible, not demanded.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from matching import (
    Bench,
    Row,
    assign,
    beside,
    dated,
    demanded,
    faults,
    load,
    mark,
    recorded,
    spare,
    squeeze,
    stands,
    told,
)
from towhom.actors import Mention
from towhom.events import Event
from towhom.record import Record

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "shared" / "samples" / "us-korea.txt"


def score(given: Iterable[int], wanted: Sequence[Row]) -> str:
    """Write how many of the demanded rows were met, and how many of the others."""
    met = [demanded(wanted[at]) for at in given]
    must = sum(map(demanded, wanted))
    return f"{sum(met)} of {must} (and {len(met) - sum(met)} of {len(wanted) - must} not demanded)"


def deal(row: Row) -> str:
    who = f"{row['actors']} > {row['recipients']}" if not int(row["reciprocal"]) else f"{row['actors']} together"
    return f'{row["type"]:9} {who}  "{row["words"]}"' + ("" if demanded(row) else "  (not demanded)")


def codes(mentions: Sequence[Mention]) -> str:
    return "+".join(dict.fromkeys(code for code, _ in told(mentions)))


def act(event: Event) -> str:
    who, whom = (codes(side) for side in (event.actors, event.recipients))
    return f'{event.type:9} {who} > {whom}  "{event.trigger}" {event.modality} {event.time.edtf or ""}'.rstrip()


def tell_dealings(bench: Bench, record: Record) -> list[str]:
    """Print the dealings that came out, those missed, and what was found besides; return the totals."""
    given = assign(bench.dealings, record.events)
    print("Dealings with right parties, direction and type")
    judged = []
    modality = 0
    for at, taken in sorted(given.items()):
        row = bench.dealings[at]
        modality += taken[0].modality == row["modality"]
        judged += [dated(row, taken[0].time.edtf)] if row["edtf"] else []
        when = f"  {taken[0].time.edtf}: {judged[-1]}" if row["edtf"] else ""
        print(f"  + {deal(row)}  {taken[0].modality}{when}")
    print("Missed (below each: what was found in its sentence)")
    for at, row in enumerate(bench.dealings):
        if at not in given:
            whole = any(squeeze(row["words"]) in squeeze(sentence.text) for sentence in record.sentences)
            print(f"  - {deal(row)}" + ("" if whole else "  no sentence holds these words"))
            for event in beside(row, record.events):
                print(f"        {act(event)}")
    besides = spare(bench.dealings, record.events, given)
    print("Found, in no row: judge by hand")
    for event in besides:
        print(f"  ? {act(event)}\n        {event.text[:160]}")
    return [
        f"dealings {score(given, bench.dealings)}",
        f"{len(besides)} of {len(record.events)} events in no row",
        f"modality {modality} of {len(given)}",
        f"dates {judged.count('right')} right, {judged.count('wide')} wide, {judged.count('wrong')} wrong, "
        f"{judged.count('none')} none of {len(judged)}",
    ]


def tell_positions(bench: Bench, record: Record) -> list[str]:
    """Print the positions that came out; return the totals."""
    given = {at: taken for at, row in enumerate(bench.positions) if (taken := stands(row, record.positions))}
    print("Positions")
    for at, row in enumerate(bench.positions):
        print(f"  {'+' if at in given else '-'} {row['holder']} {row['stance']} {row['object']}")
    used = {position.id for taken in given.values() for position in taken}
    besides = [position for position in record.positions if position.id not in used]
    for position in besides:
        print(f"  ? {codes([position.holder])} {position.stance} {position.object}  [{position.text[:100]}]")
    return [f"positions {score(given, bench.positions)}", f"{len(besides)} of {len(record.positions)} in no row"]


def tell_damage(bench: Bench, record: Record) -> list[str]:
    """Print the damage that was recorded; return the totals."""
    raw = record.document.raw
    given = mark(bench.damage, record.repairs, raw)
    print("Damage")
    for at, row in enumerate(bench.damage):
        print(f'  {"+" if at in given else "-"} {row["kind"]:20} "{row["words"]}"')
    near = {id(repair) for row in bench.damage for repair in recorded(row, record.repairs, raw)}
    besides = [repair for repair in record.repairs if id(repair) not in near]
    for repair in besides:
        print(f"  ? {repair.kind:20} {raw[max(0, repair.raw_start - 25) : repair.raw_end + 25]!r}")
    return [f"damage {score(given, bench.damage)}", f"{len(besides)} of {len(record.repairs)} repairs in no row"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument(
        "--csv", type=Path, default=HERE / "us-korea.csv", help="the dealings; its neighbours beside it"
    )
    parser.add_argument("--model", type=Path, help="folder of the model, by default the packaged one")
    parser.add_argument("--check", action="store_true", help="only look whether the files fit the page")
    asked = parser.parse_args()
    if not asked.page.exists():
        print(f"skipped: {asked.page} is not there")
        return 0
    bench = load(asked.page, asked.csv)
    wrong = list(faults(bench))
    for fault in wrong:
        print(fault, file=sys.stderr)
    if wrong or asked.check:
        return int(bool(wrong))

    from towhom.coder import Coder
    from towhom.language.model import Model

    record = Coder(model=Model(asked.model, threads=1)).code(bench.page)
    totals = [*tell_dealings(bench, record), *tell_positions(bench, record), *tell_damage(bench, record)]
    print(f"{asked.csv.stem}: " + "; ".join(totals))
    return 0


if __name__ == "__main__":
    sys.exit(main())
