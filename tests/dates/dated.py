"""Documents made by hand."""

import re

from towhom.dates import OfficeTerm
from towhom.reading import Document, Sentence

TRUMP = ("Donald Trump", "USA", (("2017-01-20", "2021-01-20"), ("2025-01-20", None)))
MOON = ("Moon Jae-in", "KOR", (("2017-05-10", "2022-05-09"),))
PARK = ("Park Geun-hye", "KOR", (("2013-02-25", "2017-03-10"),))


def document(text, *, date=None, headings=()):
    """Return a document; sentences end at a full stop before a capital or at a line end."""
    sentences = []
    for match in re.finditer(r"[^\n]+?(?:(?<![A-Z])[.?!](?=\s+[A-Z]|\n|$)|(?=\n|$))", text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        kind = "heading" if match.group().strip() in headings else "prose"
        sentences.append(
            Sentence(index=len(sentences), start=start, end=match.end(), text=text[start : match.end()], kind=kind)
        )
    return Document(id="d", raw=text, text=text, date=date, sentences=tuple(sentences))


def terms(person, sentence, *, current=True):
    name, country, spans = person
    return [
        OfficeTerm(
            name=name, office="President", country=country, start=start, end=end, sentence=sentence, current=current
        )
        for start, end in spans
    ]
