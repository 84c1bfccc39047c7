"""Analyses written by hand: "word/UPOS/head/relation" for each word, heads counted from 1, 0 for the root."""

from __future__ import annotations

from towhom.language import Analysis, Word


def analysis(*lines: str) -> Analysis:
    """The analysis of a sentence whose words are parted by single blanks."""
    words: list[Word] = []
    text = ""
    for token in " ".join(lines).split():
        form, upos, head, relation = token.rsplit("/", 3)
        text += (" " if text else "") + form
        words.append(Word(start=len(text) - len(form), end=len(text), upos=upos, head=int(head) - 1, deprel=relation))
    return Analysis(text=text, words=tuple(words), spans=())
