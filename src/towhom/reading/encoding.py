"""Bytes -> text: byte order marks, UTF-8, and otherwise what charset-normalizer thinks likeliest."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

# The longer marks first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# What formats that are not text begin with.
MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"PAR1",
    b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\xfd7zXZ", b"SQLite format 3\0",
)  # fmt: skip
# Of encodings that fit equally well, the commonest.
WESTERN = "cp1252"
# This much of a file decides on its encoding.
SAMPLE = 65_536
# Text has a control character now and then (a NUL in a dump); this share of a sample is no text.
CONTROL_SHARE, FEW_CONTROLS = 0.05, 8


def detect(sample: bytes) -> str:
    """Return the name of the encoding of a sample from the beginning of a file; the last character may be cut."""
    for mark, name in MARKS:
        if sample.startswith(mark):
            return name
    if _is_utf8(sample):
        return "utf-8"
    if wide := _without_mark(sample):
        return wide
    matches = from_bytes(sample.replace(b"\0", b""), threshold=0.3)
    best = matches.best()
    if best is None or best.encoding in ("ascii", "utf_7"):
        return WESTERN
    equals = [match for match in matches if match.chaos <= best.chaos and match.coherence >= best.coherence]
    western = any(WESTERN in match.could_be_from_charset for match in equals)
    return WESTERN if western else best.encoding


def decode(content: bytes) -> str:
    """Return the text of a whole file; bytes that fit nothing become U+FFFD."""
    for name in (detect(content[:SAMPLE]), WESTERN):
        try:
            return _lines(content.decode(name))
        except UnicodeDecodeError:
            continue
    return _lines(content.decode(detect(content[:SAMPLE]), errors="replace"))


def is_binary(sample: bytes) -> bool:
    """Tell whether a file that begins so is no text."""
    if sample.startswith(MAGIC):
        return True
    if any(sample.startswith(mark) for mark, _ in MARKS) or _without_mark(sample):
        return False
    controls = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return controls > max(FEW_CONTROLS, CONTROL_SHARE * len(sample))


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _without_mark(sample: bytes) -> str | None:
    """Recognize UTF-16 without a mark: nearly every other byte of Western text is 0."""
    half = len(sample) // 2
    if half < 4 or sample.count(0) < 0.6 * half:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
