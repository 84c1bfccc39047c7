"""How fast the explorer answers: a made-up store of many events, many readers, and a build that writes meanwhile.

    python bench/explorer.py make /tmp/million.duckdb --events 1000000
    python bench/explorer.py measure /tmp/million.duckdb --clients 20 --seconds 60
    python bench/explorer.py cost /tmp/million.duckdb --pages 150

`make` writes the same store for the same number (but for its bytes: DuckDB numbers its blocks by time). `measure` runs
`towhom serve` on it, lets another process add documents to it without a pause (`--no-writer` leaves that out), and has
clients ask for pages of all kinds, each waiting `--think` seconds on average between two pages, as readers do; with
`--think 0` they ask without end. Times are those that a client sees, from asking to the last byte.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx2 as httpx

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

CODES = [
    "USA",
    "PRK",
    "KOR",
    "JPN",
    "CHN",
    "RUS",
    "GBR",
    "FRA",
    "DEU",
    "IND",
    "PAK",
    "IRN",
    "IRQ",
    "ISR",
    "SYR",
    "TUR",
    "EGY",
    "SAU",
    "UKR",
    "POL",
    "ITA",
    "ESP",
    "BRA",
    "MEX",
    "CAN",
    "AUS",
    "IDN",
    "VNM",
    "PHL",
    "THA",
    "MYS",
    "SGP",
    "ARG",
    "CHL",
    "COL",
    "VEN",
    "CUB",
    "NGA",
    "ETH",
    "KEN",
    "ZAF",
    "DZA",
    "MAR",
    "TUN",
    "LBY",
    "SDN",
    "YEM",
    "JOR",
    "LBN",
    "AFG",
    "UNO",
    "EUR",
    "IGO",
    "NGO",
]
TYPES = (  # type, quad, score
    ("CONSULT", 1, 4.0), ("AGREE", 1, 3.0), ("SUPPORT", 1, 5.0), ("CONCEDE", 1, 6.0), ("COOPERATE", 2, 7.0),
    ("AID", 2, 8.0), ("RETREAT", 2, 7.0), ("REQUEST", 3, -1.0), ("ACCUSE", 3, -2.0), ("REJECT", 3, -4.0),
    ("THREATEN", 3, -5.0), ("PROTEST", 4, -6.0), ("SANCTION", 4, -6.5), ("MOBILIZE", 4, -7.0), ("COERCE", 4, -7.5),
    ("ASSAULT", 4, -9.5),
)  # fmt: skip
VERBS = [
    "met",
    "signed",
    "backed",
    "yielded",
    "worked",
    "helped",
    "withdrew",
    "asked",
    "accused",
    "rejected",
    "threatened",
    "protested",
    "sanctioned",
    "mobilized",
    "arrested",
    "shelled",
]
WORDS = [
    "talks",
    "border",
    "trade",
    "missile",
    "treaty",
    "summit",
    "visit",
    "envoy",
    "export",
    "grain",
    "energy",
    "fleet",
    "exercise",
    "ceasefire",
    "inspection",
    "budget",
]
SUBJECTS = 400
PERSONS = 4_000
PER_DOCUMENT = 5  # sentences, of one event each

# a(i, k): a number from 0 to 1 that is the same for the same i and k; z: the same, with small values common
MACROS = """
CREATE TEMP MACRO a(i, k) AS (hash(i * 16 + k) % 1000003) / 1000003.0;
CREATE TEMP MACRO z(i, k) AS pow(a(i, k), 2.2);
CREATE TEMP TABLE codes AS SELECT unnest($codes::VARCHAR[]) AS code, unnest(range(len($codes))) AS n;
CREATE TEMP TABLE types AS SELECT unnest($types::VARCHAR[]) AS type, unnest($quads::INTEGER[]) AS quad,
    unnest($scores::DOUBLE[]) AS score, unnest($verbs::VARCHAR[]) AS verb, unnest(range(len($types))) AS n;
CREATE TEMP TABLE made AS
SELECT i, 'doc:' || lpad((i // {per})::VARCHAR, 9, '0') AS document, (i % {per})::INTEGER AS sentence,
       codes.code AS actor, others.code AS recipient, t.type, t.quad, t.score, t.verb,
       $words[1 + floor(a(i, 3) * len($words))::INTEGER] AS word, floor(z(i, 4) * {subjects})::INTEGER AS subject,
       floor(z(i, 5) * {persons})::INTEGER AS person, a(i, 6) AS exact,
       DATE '1990-01-01' + floor((1 - z(i, 7)) * 12600)::INTEGER AS day, 0.3 + 0.7 * a(i, 8) AS confidence,
       CASE WHEN a(i, 9) < 0.85 THEN 'actual' WHEN a(i, 9) < 0.9 THEN 'historical' WHEN a(i, 9) < 0.95 THEN 'future' ELSE 'negated' END AS modality
FROM range({events}) r(i)
JOIN codes ON codes.n = floor(z(i, 0) * len($codes))
JOIN codes others ON others.n = (codes.n + 1 + floor(z(i, 1) * (len($codes) - 1))) % len($codes)
JOIN types t ON t.n = floor(a(i, 2) * len($types));
CREATE TEMP TABLE told AS
SELECT *, actor || ' ' || verb || ' ' || recipient || ' over subject ' || subject || ' and the ' || word || ' in report ' || i || '.' AS text,
       CASE WHEN exact < 0.7 THEN day WHEN exact < 0.85 THEN date_trunc('month', day)::DATE WHEN exact < 0.95 THEN date_trunc('year', day)::DATE END AS earliest,
       CASE WHEN exact < 0.7 THEN day WHEN exact < 0.85 THEN last_day(day) WHEN exact < 0.95 THEN (date_trunc('year', day) + INTERVAL 1 YEAR)::DATE - 1 END AS latest,
       CASE WHEN exact < 0.7 THEN strftime(day, '%Y-%m-%d') WHEN exact < 0.85 THEN strftime(day, '%Y-%m') WHEN exact < 0.95 THEN strftime(day, '%Y') END AS edtf
FROM made;
CREATE TEMP TABLE laid AS
SELECT *, coalesce(sum(length(text) + 1) OVER (PARTITION BY document ORDER BY sentence ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::INTEGER AS pos
FROM told;
"""

TABLES = """
INSERT INTO runs VALUES (1, 'bench', 'bench 1', '{{}}', TIMESTAMP '2024-01-01', TIMESTAMP '2024-01-02', {documents}, 0, 0);
INSERT INTO documents SELECT document, 'Report ' || document, strftime(max(day), '%Y-%m-%d'), 'Bench', NULL, document || '.txt',
    string_agg(text, ' ' ORDER BY sentence), string_agg(text, ' ' ORDER BY sentence), 'bench 1', 1 FROM laid GROUP BY document;
INSERT INTO sentences SELECT document, sentence, pos, pos + length(text), text, 'prose' FROM laid;
INSERT INTO mentions SELECT document, sentence * 2, sentence, pos, pos + 3, actor, 'name', 0.9, 'a code' FROM laid
    UNION ALL SELECT document, sentence * 2 + 1, sentence, pos + 5 + length(verb), pos + 8 + length(verb), recipient, 'name', 0.9, 'a code' FROM laid;
INSERT INTO mention_actors SELECT document, sentence * 2, 0, CASE WHEN i % 4 = 0 THEN 'person:p' || person ELSE 'country:' || actor END,
    CASE WHEN i % 4 = 0 THEN 'Person ' || person ELSE actor END, actor, ['GOV'], NULL, NULL FROM laid
    UNION ALL SELECT document, sentence * 2 + 1, 0, 'country:' || recipient, recipient, recipient, ['GOV'], NULL, NULL FROM laid;
INSERT INTO events SELECT 'event:' || md5(i::VARCHAR)[:16], document, sentence, type, [], ['diplomatic'], modality, i % 10 = 0, quad, score, verb,
    pos + 4, pos + 4 + length(verb), edtf, earliest, latest, 'in the text', confidence FROM laid;
INSERT INTO event_actors SELECT 'event:' || md5(i::VARCHAR)[:16], document, 'actor', 0, sentence * 2 FROM laid
    UNION ALL SELECT 'event:' || md5(i::VARCHAR)[:16], document, CASE WHEN i % 10 = 0 THEN 'actor' ELSE 'recipient' END, 1, sentence * 2 + 1 FROM laid;
INSERT INTO subjects SELECT document, sentence, sentence, pos, pos + length(text), 'subject:s' || subject, 'Subject ' || subject,
    ['agreement', 'weapon', 'policy', 'measure'][1 + subject % 4], 'subject ' || subject, 0.8 FROM laid WHERE i % 3 = 0;
INSERT INTO event_about SELECT 'event:' || md5(i::VARCHAR)[:16], document, 0, 'subject:s' || subject FROM laid WHERE i % 3 = 0;
INSERT INTO positions BY NAME SELECT 'position:' || i AS position, document, sentence, sentence * 2 AS holder,
    CASE WHEN quad < 3 THEN '+' ELSE '-' END AS stance, 'subject ' || subject AS object, pos AS start_char, pos + length(text) AS end_char,
    'subject:s' || subject AS subject, 'subject:s' || subject AS key, edtf, earliest, latest, 'in the text' AS date_basis,
    'made up' AS reason, 0.7 AS confidence FROM laid WHERE i % 12 = 0;
"""


def make(path: Path, *, events: int) -> None:
    """Write a store of made-up records."""
    from towhom.store import connect

    path.unlink(missing_ok=True)
    started = time.monotonic()
    values = {
        "codes": CODES, "types": [each[0] for each in TYPES], "quads": [each[1] for each in TYPES],
        "scores": [each[2] for each in TYPES], "verbs": VERBS, "words": WORDS,
    }  # fmt: skip
    with connect.open_writing(path) as connection:
        sizes = {"per": PER_DOCUMENT, "subjects": SUBJECTS, "persons": PERSONS, "events": events}
        for statement in MACROS.format(**sizes).split(";\n"):
            used = {name: value for name, value in values.items() if re.search(rf"\${name}\b", statement)}
            if statement.strip():
                connection.execute(statement, used or None)
        for statement in TABLES.format(documents=events // PER_DOCUMENT).split(";\n"):
            if statement.strip():
                connection.execute(statement)
    print(f"{path}: {events:,} events, {path.stat().st_size / 1e6:,.0f} MB, {time.monotonic() - started:.0f} s")


WRITER = """
import sys
sys.path.insert(0, {tests!r})
import towhom
from doubles import RuleCoder, made_up_documents
documents = (each for seed in range(100_000) for each in made_up_documents(100, seed=seed))
towhom.open({path!r}).add_documents(documents, coder=RuleCoder(), batch=50)
"""


class Pages:
    """Addresses of all kinds, the same for the same seed. Ids come from the store."""

    def __init__(self, client: httpx.Client, seed: int) -> None:
        self.draw = random.Random(seed)
        rows = [
            row
            for page in (1, 7, 40)
            for row in client.get(f"/api/events?order=text&page={page}").json()["tables"]["events"]
        ]
        self.events = [row["event"] for row in rows]
        self.documents = sorted({row["document"] for row in rows})

    def code(self) -> str:
        """A country, the frequent ones more often."""
        return CODES[int(self.draw.random() ** 2.2 * len(CODES))]

    def next(self) -> tuple[str, str]:
        """A kind of page and an address."""
        draw = self.draw
        kind = draw.choices(
            ["store", "dyad", "events", "event", "document", "actor", "subject", "search", "csv", "lists"],
            [5, 18, 22, 15, 12, 8, 6, 8, 2, 4],
        )[0]
        one, other = draw.sample(CODES[:20], 2)
        addresses = {
            "store": lambda: "/",
            "dyad": lambda: f"/between/{self.code()}/{one}",
            "events": lambda: "/events?" + urlencode(self.filters(), doseq=True),
            "event": lambda: f"/event/{quote(draw.choice(self.events), safe=':')}",
            "document": lambda: f"/document/{quote(draw.choice(self.documents), safe=':')}",
            "actor": lambda: f"/actor/{draw.choice([self.code(), f'person:p{int(draw.random() ** 2.2 * PERSONS)}'])}",
            "subject": lambda: f"/subject/subject:s{int(draw.random() ** 2.2 * SUBJECTS)}",
            "search": lambda: f"/search?q={draw.choice(VERBS)}+{draw.choice(WORDS)}+{self.code()}",
            "csv": lambda: f"/events.csv?between={one}&between={other}&since=2015&until=2016",
            "lists": lambda: draw.choice(["/actors", "/subjects", "/documents", "/positions", "/about"]),
        }
        return kind, addresses[kind]()

    def filters(self) -> dict[str, object]:
        """What a reader may ask of the table of events."""
        draw = self.draw
        asked: dict[str, object] = {}
        if draw.random() < 0.5:
            asked["between"] = draw.sample(CODES[:20], 2)
        elif draw.random() < 0.5:
            asked["actor"] = self.code()
        if draw.random() < 0.5:
            asked["type"] = draw.choice(TYPES)[0]
        if draw.random() < 0.4:
            asked["since"] = str(draw.randint(1995, 2023))
        if draw.random() < 0.3:
            asked["order"] = draw.choice(["latest", "date", "intensity", "confidence", "type"])
        if draw.random() < 0.2:
            asked["page"] = draw.randint(2, 20)
        return asked


async def read(
    base: str, pages: Pages, *, until: float, think: float, times: dict[str, list[float]], failed: list[str]
) -> None:
    """One reader: asks, reads for a while, asks again."""
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        await asyncio.sleep(pages.draw.random() * think)
        while time.monotonic() < until:
            kind, address = pages.next()
            started = time.monotonic()
            answer = await client.get(address)
            times[kind].append(time.monotonic() - started)
            if answer.status_code != 200:
                failed.append(f"{answer.status_code} {address}")
            await asyncio.sleep(pages.draw.uniform(0.5, 1.5) * think)


def measure(path: Path, *, clients: int, seconds: float, think: float, writer: bool) -> None:
    """Serve the store, have it read and written to, and print how long answers took."""
    serve = subprocess.Popen(
        [sys.executable, "-m", "towhom.cli", "serve", str(path), "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    assert serve.stdout is not None
    writing = None
    try:
        started = time.monotonic()
        line = serve.stdout.readline()
        base = re.search(r"http://\S+", line)[0]  # type: ignore[index]
        print(f"ready after {time.monotonic() - started:.1f} s; waiting for the search index")
        with httpx.Client(base_url=base, timeout=60) as client:
            while (told := client.get("/api/search?q=met").json())["indexed"] < told["documents"]:
                time.sleep(1)
            print(f"indexed after {time.monotonic() - started:.1f} s")
            readers = [Pages(client, seed) for seed in range(clients)]
        if writer:
            code = WRITER.format(tests=str(ROOT / "tests"), path=str(path))
            writing = subprocess.Popen([sys.executable, "-c", code])
        times: dict[str, list[float]] = defaultdict(list)
        failed: list[str] = []
        before, cpu = time.monotonic(), os.times()

        async def all_of_them() -> None:
            until = time.monotonic() + seconds
            await asyncio.gather(
                *(read(base, pages, until=until, think=think, times=times, failed=failed) for pages in readers)
            )

        asyncio.run(all_of_them())
        took = time.monotonic() - before
        report(times, failed, took=took, own=os.times().user - cpu.user)
        with httpx.Client(base_url=base, timeout=60) as client:
            print(f"documents at the end: {client.get('/api/').json()['totals']['documents']:,}")
    finally:
        for process in (writing, serve):
            if process is not None:
                process.terminate()
                process.wait()


def cost(path: Path, *, pages: int) -> None:
    """Ask the application, in this process, for pages one after another; print what each kind cost."""
    from starlette.testclient import TestClient

    from towhom.show.web.app import create_app
    from towhom.show.web.state import Settings, State

    found: dict[str, list[float]] = defaultdict(list)
    app = create_app(State(settings=Settings(store=path, seconds=20)))
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as client:
        while (told := client.get("/api/search?q=met").json())["indexed"] < told["documents"]:
            time.sleep(0.5)
        asking = Pages(client, 1)
        for _ in range(pages):
            kind, address = asking.next()
            started = time.process_time()
            assert client.get(address).status_code == 200, address
            found[kind].append(time.process_time() - started)
    for kind, each in [*found.items(), ("all", [one for kinds in found.values() for one in kinds])]:
        print(f"{kind:10}{len(each):>6} pages {1000 * sum(each) / len(each):>7.0f} ms of processor time each")


def report(times: dict[str, list[float]], failed: list[str], *, took: float, own: float) -> None:
    """Print the table."""
    everything = [each for found in times.values() for each in found]
    print(f"{'page':10}{'answers':>9}{'median':>9}{'95 %':>9}{'99 %':>9}{'longest':>9}   (ms)")
    for kind, found in [*sorted(times.items()), ("all", everything)]:
        ranked = sorted(found)
        cells = [ranked[min(int(len(ranked) * share), len(ranked) - 1)] * 1000 for share in (0.5, 0.95, 0.99, 1)]
        print(f"{kind:10}{len(ranked):>9}" + "".join(f"{cell:>9.0f}" for cell in cells))
    print(f"{len(everything) / took:.1f} answers a second; the clients took {own / took:.0%} of a processor")
    for each, number in sorted({each: failed.count(each) for each in failed}.items())[:10]:
        print(f"failed {number} times: {each}")


def main() -> None:
    """Run one of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make")
    making.add_argument("store", type=Path)
    making.add_argument("--events", type=int, default=1_000_000)
    measuring = commands.add_parser("measure")
    measuring.add_argument("store", type=Path)
    measuring.add_argument("--clients", type=int, default=20)
    measuring.add_argument("--seconds", type=float, default=60)
    measuring.add_argument("--think", type=float, default=1.0)
    measuring.add_argument("--no-writer", dest="writer", action="store_false")
    costing = commands.add_parser("cost")
    costing.add_argument("store", type=Path)
    costing.add_argument("--pages", type=int, default=150)
    asked = parser.parse_args()
    if asked.command == "make":
        make(asked.store, events=asked.events)
    elif asked.command == "cost":
        cost(asked.store, pages=asked.pages)
    else:
        measure(asked.store, clients=asked.clients, seconds=asked.seconds, think=asked.think, writer=asked.writer)


if __name__ == "__main__":
    main()
