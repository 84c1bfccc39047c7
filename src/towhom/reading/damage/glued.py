"""Two words without the blank between them: "Aprilthe", "ofNorth", "Moo-hyunwho", "KICan", "byto"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from towhom.reading.draft import Edit, Finding
from towhom.reading.words import closed, common, known, names, places, ranks

TOKEN = re.compile(r"(?<![\w@#/.&_-])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@/_&]|\.\w|-\w)")
BEFORE = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)\W{1,2}$")
AFTER = re.compile(r"\s([^\W_]+)")


@dataclass(frozen=True, slots=True)
class Context:
    """A token with its neighbours and the capitalized words that stand by themselves in the text."""

    token: str
    before: str
    after: str
    vocabulary: frozenset[str]


def find(text: str) -> Iterator[Finding]:
    """Find glued words; a blank parts them, and where a date stood between them a gap is marked."""
    odd = [token for token in TOKEN.finditer(text) if not known(token[0])]
    vocabulary = _vocabulary(text) if odd else frozenset()
    for token in odd:
        before = BEFORE.search(text, max(0, token.start() - 30), token.start())
        after = AFTER.match(text, token.end())
        context = Context(token[0], before[1] if before else "", after[1] if after else "", vocabulary)
        if cut := next((cut for rule in RULES if (cut := rule(context))), None):
            yield from _parted(context, token.start(), cut)


def _vocabulary(text: str) -> frozenset[str]:
    """Return the capitalized words of a text that are at least five letters long or acronyms."""
    return frozenset(re.findall(r"(?<![\w-])(?:[A-Z]{3,}|[A-Z][^\W\d_]{4,}(?:-[^\W\d_]+)*)(?![\w-])", text))


def _parted(context: Context, start: int, cut: int) -> Iterator[Finding]:
    left, right = context.token[:cut], context.token[cut:]
    at = start + cut
    opens = left[-1].islower() and right in closed("long_starters") and left.lower() not in closed("glue_left")
    yield Finding(
        kind="glued_words", start=start, end=start + len(context.token), confidence=0.9 if len(right) > 2 else 0.75,
        note=f'"{left}" and "{right}" without a blank', edits=(Edit(at, at, " "),), boundaries=(at,) if opens else (),
    )  # fmt: skip
    if _lost_date(context, left):
        yield Finding(
            kind="lost_span",
            start=start,
            end=at,
            confidence=0.8,
            note=f'words are missing after "{left}", likely a year',
        )


def _lost_date(context: Context, left: str) -> bool:
    if left in closed("months") or left.lower() in closed("dated_adjectives"):
        return True
    if left == "of":
        return context.before in closed("units_before_of")
    return bool(_pair(context.token))


def _inner_capital(context: Context) -> int | None:
    """ "ofNorth", "InWashington", "talksThe", "PresidentTrump": a capital behind a small letter."""
    token = context.token
    for at in range(2, len(token) - 1):
        if not (token[at].isupper() and token[at - 1].islower()):
            continue
        left, right = token[:at], token[at:]
        named = right in names() or right in context.vocabulary or right in closed("long_starters")
        if left in closed("glue_left") and (named or common(right, below=20000)):
            return at
        if left[0].islower() and common(left, below=20000) and len(left) > 3:
            if right in places() or right in closed("long_starters"):
                return at
        elif left[0].isupper() and _capital_pair(left, right):
            return at
    return None


def _capital_pair(left: str, right: str) -> bool:
    if left.lower() in closed("glue_left"):
        return right in places()
    if left in closed("titles"):
        return right in names()
    if left in closed("months") and (right in closed("titles") or right == "Prime"):
        return True
    return left in places() and (right in places() or right in closed("long_starters"))


def _name_first(context: Context) -> int | None:
    """ "Aprilthe", "Moo-hyunwho", "Pyongyanga replacement": a small word hangs on a name."""
    token = context.token
    if not token[0].isupper() or not token[1:].replace("-", "").replace("'", "").replace("’", "")[-1:].islower():
        return None
    for at in range(len(token) - 1, 2, -1):
        left, right = token[:at], token[at:]
        if right in closed("never_endings") and len(left) > 3:
            return at
        if not right.islower() or (right not in ranks() and not _pair(right)):
            continue
        if left in closed("months"):
            if _after_month(context, left, right):
                return at
        elif (left in names() or left in context.vocabulary) and _after_name(context, left, right):
            return at
    return None


def _after_month(context: Context, month: str, right: str) -> bool:
    function = right in closed("glue_right_long") or right in closed("glue_right_short")
    dated = context.before.lower() in closed("prepositions") | closed("dated_adjectives") | {"and", "last", "this"}
    if month in ("May", "March", "August") and not dated:
        return False
    if function:
        return dated or right in closed("glue_right_long")
    return dated and (
        right in closed("glue_right_article") | closed("determiners") or (len(right) > 3 and common(right, below=20000))
    )


def _after_name(context: Context, name: str, right: str) -> bool:
    sure = name in places() or name in context.vocabulary or "-" in name
    if right in closed("glue_right_article"):
        return sure and len(name) > 3 and _article_fits(right, context.after)
    if right in closed("glue_right_short"):
        return sure and len(name) > 4 and context.after != ""
    if right in closed("glue_right_long"):
        return len(name) > 3 and (sure or len(right) > 3)
    return len(name) > 3 and (_past(right) or bool(_pair(right)))


def _past(word: str) -> bool:
    """Tell whether a word can be a verb in the past: "Guatemalamoved", "Mugabethreatened"."""
    regular = len(word) > 4 and word.endswith("ed") and common(word, below=30000)
    return regular or word in closed("irregular_pasts")


def _article_fits(article: str, noun: str) -> bool:
    return noun.islower() and noun in ranks() and len(noun) > 2 and (noun[0] in "aeiou") == (article == "an")


def _acronym_first(context: Context) -> int | None:
    """ "KICan inter-Korean park", "THAADwhich": a small word hangs on an acronym."""
    shape = re.fullmatch(r"([A-Z](?:[A-Za-z]{0,3}[A-Z])+)([a-z]+)", context.token)
    if not shape:
        return None
    acronym, right = shape.groups()
    if not acronym.isupper():
        return len(acronym) if right in closed("never_endings") else None
    if right in closed("glue_right_article"):
        fits = _article_fits(right, context.after) and len(acronym) > 2
    elif right in closed("glue_right_short"):
        fits = acronym in context.vocabulary and context.after != ""
    else:
        fits = right in closed("glue_right_long")
    return len(acronym) if fits else None


def _noun_first(context: Context) -> int | None:
    """ "the White Helmetsin", "the People's Armysaid": a small word hangs on a noun that ends a name."""
    token = context.token
    if not re.fullmatch(r"[A-Z][a-z]+", token):
        return None
    # "Soviet Unionand", but not "Michael Marchand"
    in_name = context.before[:1].isupper() and (context.before in places() or context.before not in names())
    for at in range(len(token) - 1, 3, -1):
        left, right = token[:at], token[at:]
        if not common(left, below=15000):
            continue
        if in_name and (right in closed("glue_right_long") or (len(left) > 5 and right in closed("glue_right_short"))):
            return at
        if right == "and" and len(left) > 4 and context.after[:1].isupper():
            return at
    return None


def _pair(token: str) -> int | None:
    """ "byto", "ofwith", "andare": two small words; what was between them is lost."""
    left, right = closed("pair_left"), closed("pair_right")
    return next((at for at in range(2, len(token) - 1) if token[:at] in left and token[at:] in right), None)


def _small_letters(context: Context) -> int | None:
    """ "earlywhen", "ofsanctions", "inthe", "programwhich": no capital shows the seam."""
    token = context.token
    if not token.islower() or "-" in token:
        return None
    if cut := _pair(token):
        return cut
    for at in range(2, len(token) - 1):
        left, right = token[:at], token[at:]
        if left in closed("dated_adjectives") and right in closed("glue_right_long"):
            return at
        if left in closed("glue_left") and right in ("the", "which", "this", "these", "their"):
            return at
        if left in closed("glue_left_lower") and len(right) > 4 and common(right, below=15000):
            return at
        if right in closed("glue_right_lower") and len(left) > 3 and common(left, below=15000):
            return at
        if right in closed("glue_right_short") and context.after in places() and len(left) > 4:
            return at if common(left, below=8000) else None
        if left in closed("irregular_pasts") and right in closed("glue_right_short") and context.after in places():
            return at
    return None


RULES: tuple[Callable[[Context], int | None], ...] = (
    _inner_capital,
    _name_first,
    _acronym_first,
    _noun_first,
    _small_letters,
)
