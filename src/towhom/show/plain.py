"""Text from documents, made fit for a terminal: data, never commands."""

from __future__ import annotations

import re

# Control characters move the cursor, ring bells, recolour or retitle the window (C0, C1 and DEL);
# bidirectional marks can make a line read as another. None of them belongs in a line of text.
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")

LEFT_OUT = "…"


def plain(text: str) -> str:
    """One line of text that a terminal can only show: control characters become "�", blanks and breaks a space."""
    text = _SURROGATE.sub("�", _CONTROL.sub("�", text))
    return " ".join(text.split())


def around(text: str, start: int, end: int, *, width: int) -> tuple[str, str, str]:
    """Cut a sentence to about `width` characters around the words from start to end.

    Returns what stands before, the words, and what stands after, each made plain; what was cut shows as "…".
    """
    before, words, after = text[:start], text[start:end], text[end:]
    room = max(width - len(words), 20)
    left = min(len(before), max(room // 2, room - len(after)))
    right = min(len(after), room - left)
    return _last(before, left), plain(words), _first(after, right)


def _last(text: str, room: int) -> str:
    """The end of a text, from the beginning of a word."""
    if len(text) <= room:
        return _keep_blanks(text)
    kept = text[len(text) - room - 1 :]  # with the blank before it, where it begins with a whole word
    return f"{LEFT_OUT} {_keep_blanks(kept.partition(' ')[2])}"


def _first(text: str, room: int) -> str:
    """The beginning of a text, to the end of a word."""
    if len(text) <= room:
        return _keep_blanks(text)
    return f"{_keep_blanks(text[: room + 1].rpartition(' ')[0])} {LEFT_OUT}"


def _keep_blanks(text: str) -> str:
    """The text made plain, with a blank at an end where there was one."""
    inside = plain(text)
    if not inside:
        return " " if text else ""
    return " " * text[0].isspace() + inside + " " * text[-1].isspace()
