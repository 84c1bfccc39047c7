"""A date in English words, as in a page's byline -> EDTF, by the grammar that reads documents."""

from __future__ import annotations

import re

from towhom.dates import relative, values
from towhom.dates.context import Context
from towhom.dates.find import expressions

_LEAD = re.compile(
    r"(?:(?:published|updated|posted|last|modified|created|dated|date|on|in|of|the|as)\b[: ]*)*", re.IGNORECASE
)
_APPROXIMATE = re.compile(r"(?:c\.|ca\.|circa|about|around|approximately)\s*", re.IGNORECASE)
_CTIME = re.compile(r"(?:\w{3,9},?\s+)?(\w{3,9})\s+(\d{1,2})\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+[A-Z]{2,5})?\s+(\d{4})")
_REST = re.compile(r"[\s,|;]*(?:at\s+)?(?:\d{1,2}[:.]\d{2}.{0,30}|[A-Z]{2,4}|\(.*\))?[\s.]*")


def english(text: str) -> str | None:
    """Return EDTF for an English date that says its year, None for anything else."""
    stamp = _CTIME.fullmatch(text)
    lead = _LEAD.match(text)
    plain = f"{stamp[1]} {stamp[2]}, {stamp[3]}" if stamp else text[lead.end() if lead else 0 :]
    approximate = _APPROXIMATE.match(plain)
    if approximate:
        plain = plain[approximate.end() :]
    plain = plain[:1].upper() + plain[1:]
    found = expressions([plain])[0]
    if not found or found[0].start > 0 or not _REST.fullmatch(plain[found[0].end :]):
        return None
    operation = {**values.OPS, **relative.OPS}[found[0].meaning.op]
    edtf = operation(found[0].meaning, Context(written=None)).edtf
    if edtf is None or "XXXX" in edtf:
        return None
    return f"{edtf}~" if approximate and edtf[-1].isdigit() and "/" not in edtf else edtf
