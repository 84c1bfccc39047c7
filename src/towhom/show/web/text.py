"""Text from documents, made fit for a page: data, never markup, and nothing that reorders or hides other text."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

LONGEST = 20_000  # characters of one text on a page; the files have the whole
LEFT_OUT = "…"

# Control characters are not allowed in HTML; embeddings, overrides and isolates let a text show in another order than
# it is written in, tags and variation selectors beyond BMP can hide words. Joiners and single direction marks stay:
# Persian, Arabic and Hebrew are written with them.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def shown(value: Any) -> Any:
    """What a template puts out: texts without unfit characters and cut to a length that a page can hold."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return "" if value is None else value
    return _UNFIT.sub("\ufffd", cut(value, LONGEST))


def cut(text: str | None, length: int) -> str:
    """The beginning of a text, with a sign where something was left out."""
    text = text or ""
    return text if len(text) <= length else text[:length].rstrip() + LEFT_OUT


def title_of(row: dict[str, Any]) -> str:
    """What to call a document: its title, else its file, else its id; short enough for a line."""
    title = row.get("title") or (row.get("path") or "").replace("\\", "/").rpartition("/")[2] or row["document"]
    return cut(" ".join(str(title).split()), 160) or str(row["document"])
