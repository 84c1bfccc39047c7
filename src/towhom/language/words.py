"""Raw sentence -> syntactic words, close to Universal Dependencies' English tokenization."""

from __future__ import annotations

import re

# Order matters: the first alternative that fits wins.
_WORD = re.compile(
    r"""
    (?:https?://|www\.)\S+                              # addresses stay whole
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
  | (?:[A-Za-z]\.){2,}                                  # U.S.  a.m.
  | (?:[A-Z][a-z]{0,3}|[Nn]o|vs|etc)\.(?=\s+["'“‘(]?[A-Z0-9]) # Mr. Gen. No. before a name or number
  | \d+(?:[.,:]\d+)+                                    # 1,000  3.5  10:30
  | \d+(?:st|nd|rd|th|s)\b
  | (?:can(?=not\b)|Can(?=not\b))
  | [^\W_]+?(?=n['’]t\b)                                # do|n't
  | n['’]t\b
  | ['’](?:s|S|re|ve|ll|d|m)\b                          # Seoul|'s
  | [^\W_]+                                             # letters and digits
  | \.{2,} | -{2,}
  | \S                                                  # any other character alone
    """,
    re.VERBOSE,
)
# An abbreviation before a capital is more often the end of a sentence for these common words.
_NO_ABBREVIATION = frozenset(
    {"He", "It", "We", "She", "I", "They", "Us", "Me", "Him", "Her", "So", "Not", "Yes", "Too"}
)


def split_words(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the words of a sentence, in order; white space is dropped."""
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        if len(word) > 2 and word.endswith(".") and word.count(".") == 1 and word[:-1] in _NO_ABBREVIATION:
            spans += [(start, end - 1), (end - 1, end)]
        else:
            spans.append((start, end))
    return spans


SHAPES = ("lower", "title", "upper", "mixed", "digit", "punctuation")


def shape(word: str) -> int:
    """Return the index in `SHAPES` of a word's shape; the encoder itself reads lower case only."""
    if not any(c.isalnum() for c in word):
        return 5
    if any(c.isdigit() for c in word):
        return 4
    if word.islower():
        return 0
    if word.isupper() and len(word.replace(".", "")) > 1:
        return 2
    return 1 if word[0].isupper() and (word[1:].islower() or len(word) == 1) else 3
