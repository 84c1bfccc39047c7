"""A user's own actors: a CSV, or an actor dictionary in the format of TABARI and PETRARCH."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from towhom.actors import tables
from towhom.actors.fold import fold
from towhom.actors.tables import FIRST_DAY, LAST_DAY, Form, Record, Term
from towhom.errors import UnreadableError

PLOVER_SECTORS = tables.word_set("sectors")
CODE = re.compile(r"\[\s*([A-Za-z+#-]{3,})?\s*([<>]?)\s*(\d{6,8})?\s*(?:-\s*(\d{6,8}))?\s*\]")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read(path: Path) -> Iterator[Form]:
    """The forms of one file of the user's, ahead of the packaged ones and sure.

    A CSV has a header with `name` (and then `code` or `country`, `sector`, `aliases`, `start`, `end` as they are
    there); anything else is read as a PETRARCH actor dictionary. Raises UnreadableError.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path}: cannot be read as a list of actors: {error}") from error
    if path.suffix.lower() in (".csv", ".tsv"):
        yield from read_csv(text, path)
    else:
        yield from read_petrarch(text, path)


def read_csv(text: str, path: Path) -> Iterator[Form]:
    """Actors of a CSV; several rows of one name are its terms."""
    table = csv.DictReader(text.splitlines(), delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
    columns = {(name or "").strip().lower() for name in table.fieldnames or ()}
    if "name" not in columns or not columns & {"code", "country", "iso3"}:
        raise UnreadableError(
            f"{path}: a CSV of actors needs the columns name and code (or country); found {sorted(columns)}"
        )
    grouped: dict[str, list[dict[str, str]]] = {}
    for number, raw in enumerate(table, 2):
        row = {
            (key or "").strip().lower(): (value or "").strip() for key, value in raw.items() if isinstance(value, str)
        }
        if not row.get("name"):
            continue
        row["code"] = row.get("code") or row.get("country") or row.get("iso3") or ""
        if not re.fullmatch(r"[A-Za-z]{3}|---", row["code"]):
            raise UnreadableError(f"{path}:{number}: code {row['code']!r} is not a country code of three letters")
        grouped.setdefault(row["name"], []).append(row)
    for name, group in grouped.items():
        yield from csv_forms(name, group)


def csv_forms(name: str, group: list[dict[str, str]]) -> Iterator[Form]:
    """The forms of one actor of a CSV."""
    own_id = next((row[key] for row in group for key in ("person_id", "org_id", "id") if row.get(key)), "")
    surname = next((row["surname"] for row in group if row.get("surname")), "")
    is_person = bool(surname or any(row.get("person_id") or row.get("office") for row in group))
    terms = tuple(
        Term(
            tables.day(row.get("start") or row.get("from") or ""),
            tables.day(row.get("end") or row.get("to") or "", last=True),
            row.get("office", ""),
            tuple(part for part in re.split(r"[\s|;]+", row.get("sector", "").upper()) if part in PLOVER_SECTORS),
            tables.KOSOVO.get(row["code"].upper(), row["code"].upper()),
        )
        for row in group
    )
    record = user_record(name, own_id, terms, is_person=is_person, surname=surname)
    aliases = [text for row in group for text in tables.split(row.get("aliases", ""))]
    for text in dict.fromkeys([name, *aliases]):
        yield Form(text, "name", True, record)
    if surname:
        yield Form(surname, "surname", False, record)


def user_record(
    name: str, own_id: str, terms: tuple[Term, ...], *, is_person: bool = False, surname: str = "", default: int = 0
) -> Record:
    """The record of an actor of the user's; `default` is the term that counts where no date decides."""
    main = terms[default]
    kind = "person" if is_person else "org"
    slug = own_id or re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    # Heavier than any packaged record: the user knows whom the texts mean.
    return Record(f"{kind}:{slug}", name, main.code, main.sectors, kind, "user", terms, None, surname, 100.0)


def read_petrarch(text: str, path: Path) -> Iterator[Form]:
    """The forms of an actor dictionary: a phrase with an optional code, `+` synonyms, indented dated codes."""
    text = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text.replace("<! --", "<!--"))
    phrases: list[str] = []
    terms: list[Term] = []
    default: Term | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = re.split(r"[#;]", raw, maxsplit=1)[0].rstrip()
        if not line.strip():
            continue
        codes = parse_codes(line, path, number)
        words = phrase(line)
        if not words:
            terms += codes
            continue
        if line.lstrip().startswith("+"):
            phrases.append(words)
        else:
            yield from petrarch_forms(phrases, terms, default)
            phrases, terms, default = [words], [], None
        if codes and (codes[0].start, codes[0].end) == (FIRST_DAY, LAST_DAY):
            default = default or codes[0]
            codes = codes[1:]
        terms += codes
    yield from petrarch_forms(phrases, terms, default)


def phrase(line: str) -> str:
    """The words of a line without `+`, `_` and the code."""
    return " ".join(line.split("[")[0].replace("_", " ").replace("+", " ", 1).split())


def parse_codes(line: str, path: Path, number: int) -> list[Term]:
    """The dated codes of a line."""
    if "[" in line and not CODE.search(line) and not re.search(r"\[(?:---|\+\+\+|###|[A-Z]{2,}(?:/[A-Z]+)+)", line):
        raise UnreadableError(f"{path}:{number}: not a code of an actor dictionary: {line.strip()!r}")
    found = []
    for match in CODE.finditer(line):
        if not match[1] or not match[1].isalpha():
            continue
        start, end = FIRST_DAY, LAST_DAY
        if match[2] == "<":
            end = petrarch_day(match[3])
        elif match[2] == ">":
            start = petrarch_day(match[3])
        elif match[3]:
            start, end = petrarch_day(match[3]), petrarch_day(match[4]) if match[4] else LAST_DAY
        code, sectors = split_code(match[1].upper())
        found.append(Term(start, end, "", sectors, code))
    return found


def petrarch_day(digits: str | None) -> int:
    """yyyymmdd of YYMMDD (19xx above 30, else 20xx) or YYYYMMDD."""
    if not digits:
        return FIRST_DAY
    if len(digits) == 8:
        return int(digits)
    return (19000000 if int(digits[:2]) > 30 else 20000000) + int(digits)


def split_code(code: str) -> tuple[str, tuple[str, ...]]:
    """(country or PLOVER code, PLOVER sectors) of a CAMEO code: USAGOV, IGOUNO, PSEREBHMS."""
    words = tables.words()
    parts = [code[at : at + 3] for at in range(0, len(code), 3)]
    own = {"IGOUNO": "UNO", "IGOEUR": "EUR", "IGOEEC": "EUR", "IGOEEU": "EUR"}.get(code[:6])
    country = own or words["cameo_codes"].get(parts[0], parts[0])
    translated = [words["cameo"].get(part, part) for part in parts[1:]]
    return country, tuple(dict.fromkeys(part for part in translated if part in PLOVER_SECTORS))


def petrarch_forms(phrases: list[str], terms: list[Term], default: Term | None) -> Iterator[Form]:
    """The forms of one entry; an entry without any code says nothing and is dropped."""
    every = [*terms, *([default] if default else [])]
    if not phrases or not every:
        return
    name = phrases[0].title()
    record = user_record(name, "", tuple(every), default=len(every) - 1 if default else 0)
    for text in phrases:
        # Dictionaries are in capitals: each word must be written large in the text, short ones as acronyms stay.
        yield Form(text if len(text) <= 3 or "." in text else text.title(), "name", True, record)
