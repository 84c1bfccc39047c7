"""Who the mentions of a document are."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from towhom.actors import Mention
from towhom.actors.registry import Registry
from towhom.actors.resolve import resolve
from towhom.language import Analysis, Span
from towhom.reading import Document

Build = Callable[..., Document]


def named(mentions: list[Mention], text: str) -> Mention:
    """The first mention with these words."""
    return next(mention for mention in mentions if mention.text == text)


WHO = [
    # the office and the date decide between namesakes
    ("President Roh spoke.", "1989", "President Roh", "person:roh-tae-woo", "KOR", "GOV"),
    ("President Roh spoke.", "2005", "President Roh", "person:roh-moo-hyun", "KOR", "GOV"),
    ("President Bush spoke.", "1990-05", "President Bush", "person:george-h-w-bush", "USA", "GOV"),
    # a year in the sentence goes before the document's date
    ("In 1989 President Roh spoke.", "2017", "President Roh", "person:roh-tae-woo", "KOR", "GOV"),
    # no longer in office
    (
        "Former President Roh Moo-hyun spoke.",
        None,
        "Former President Roh Moo-hyun",
        "person:roh-moo-hyun",
        "KOR",
        "ELI",
    ),
    # nobody of the name has the title: not the president of the registry
    ("Cardinal Aramburu spoke.", None, "Cardinal Aramburu", "text:aramburu", "---", "REL"),
    # a role with a nationality need not be listed
    ("South Korean banks closed.", None, "South Korean banks", "text:south korean banks@KOR", "KOR", "BUS"),
    # the nearest noun decides; a chief takes the sector of the service
    ("Ukraine's SBU chief left.", None, "Ukraine's SBU chief", "text:ukraine's sbu chief@UKR", "UKR", "SPY"),
    # the government is the state
    ("The South Korean government agreed.", None, "South Korean government", "country:KOR", "KOR", "GOV"),
    ("Pyongyang agreed.", None, "Pyongyang", "country:PRK", "PRK", "GOV"),
    # the country stands behind
    ("Police in Cairo fired.", None, "Police", "text:police@EGY", "EGY", "COP"),
    ("A delegation from Iran arrived.", None, "delegation", "text:delegation@IRN", "IRN", "GOV"),
    # gone states have their successor's code
    ("The Soviet Union objected.", None, "Soviet Union", "country:RUS", "RUS", "GOV"),
    ("Pristina objected.", None, "Pristina", "country:KOS", "KOS", "GOV"),
    # the first of two nationalities shares the role; so does a country behind "of"
    ("Chinese and Russian destroyers sailed.", None, "Chinese", "text:chinese@CHN", "CHN", "MIL"),
    ("American air strikes hit it.", None, "American", "text:american@USA", "USA", "MIL"),
    # a role that stands abroad is not the place's
    ("The consulate in Brno closed.", None, "consulate", "text:consulate", "---", "GOV"),
    # Brussels is the Union's, but not beside Belgium
    ("Brussels objected.", None, "Brussels", "org:european-union", "EUR", ""),
    ("Belgium objected; Brussels left.", None, "Brussels", "country:BEL", "BEL", "GOV"),
    # the nationality in front, not the namesake's of the tables
    ("Georgia's State Security Service objected.", None, "Georgia's State Security Service", None, "GEO", "SPY"),
    # a capital of a state that was one of a colony
    ("Algiers objected.", None, "Algiers", "country:DZA", "DZA", "GOV"),
    # a direction before a place is no Korea
    ("Seoul met South Tyrolean envoys.", None, "South Tyrolean envoys", None, "ITA", "GOV"),
    # nothing says whose
    ("The police fired.", None, "police", "text:police", "---", "COP"),
]


@pytest.mark.parametrize(("sentence", "date", "words", "actor_id", "code", "sector"), WHO)
def test_who(
    registry: Registry,
    document: Build,
    sentence: str,
    date: str | None,
    words: str,
    actor_id: str | None,
    code: str,
    sector: str,
) -> None:
    """The registry alone resolves these."""
    [actor] = named(resolve(document(sentence), [], registry, date=date), words).actors

    assert (actor_id or actor.id, actor.code, "".join(actor.sectors[:1])) == (actor.id, code, sector)


def test_surname_after_full_name(registry: Registry, document: Build) -> None:
    """A surname alone is the one introduced before, known to the registry or not."""
    mentions = resolve(
        document("Malawian Foreign Minister Chimwemwe Phiri-Banda flew to Lusaka.", "Phiri-Banda returned at once."),
        [],
        registry,
    )

    first, last = mentions[0].actors, mentions[-1].actors
    assert first == last
    assert first[0].code == "MWI"


def test_acronym_in_brackets(registry: Registry, document: Build) -> None:
    """An acronym introduced in brackets is the actor before it, from there on."""
    mentions = resolve(
        document("The Korean Fishers' Federation (KOFIF) in Busan protested.", "Later KOFIF gave in."), [], registry
    )

    assert named(mentions, "KOFIF").actors == mentions[0].actors


def test_pairs(registry: Registry, document: Build) -> None:
    """The two countries are those that were named together last."""
    mentions = resolve(
        document("Seoul and Washington drew up a plan on Pyongyang.", "The two countries signed it."), [], registry
    )

    pair = named(mentions, "two countries")
    assert [actor.code for actor in pair.actors] == ["KOR", "USA"]
    assert pair.kind == "group"


def test_two_leaders(registry: Registry, document: Build) -> None:
    """Two persons, not their countries."""
    mentions = resolve(
        document("President Moon met President Trump.", "The two leaders agreed."), [], registry, date="2017-06-30"
    )

    assert [actor.id for actor in named(mentions, "two leaders").actors] == [
        "person:donald-trump",
        "person:moon-jae-in",
    ]


LEFT_OPEN = [
    # nobody was named before
    (["The two countries signed it."], "two countries"),
    # three were named: which two?
    (["France, Germany and Italy met.", "The two countries signed it."], "two countries"),
    # no two persons
    (["Seoul and Washington met.", "The two leaders agreed."], "two leaders"),
]


@pytest.mark.parametrize(("sentences", "words"), LEFT_OPEN)
def test_left_open(registry: Registry, document: Build, sentences: list[str], words: str) -> None:
    """It points back, but the text does not say to whom: a mention without actors."""
    assert named(resolve(document(*sentences), [], registry), words).actors == ()


def test_directions_need_korea(registry: Registry, document: Build) -> None:
    """The North is North Korea in a Korean text and nobody in another."""
    korean = resolve(document("Seoul kept talking.", "The North fired a missile."), [], registry)
    other = resolve(document("In Nigeria the rains failed.", "The North suffered."), [], registry)

    assert named(korean, "North").actors[0].code == "PRK"
    assert all(mention.text != "North" for mention in other)


PRONOUNS = [
    # the only person before it in the sentence
    ("President Trump said he would go.", ["person:donald-trump"]),
    # two persons: left out
    ("President Trump told President Moon that he would go.", []),
    # the only actor, behind a verb of saying
    ("Tehran said it would reply.", ["country:IRN"]),
    ("Tehran told Ankara it would reply.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), PRONOUNS)
def test_pronouns(registry: Registry, document: Build, sentence: str, expected: list[str]) -> None:
    """A pronoun is resolved where only one can be meant, else left out."""
    mentions = resolve(document(sentence), [], registry, date="2017")

    assert [mention.actors[0].id for mention in mentions if mention.kind == "pronoun"] == expected


def test_definite_role(registry: Registry, document: Build) -> None:
    """The president is the latest who held that office."""
    mentions = resolve(
        document("President Moon spoke in Berlin.", "The president then left."), [], registry, date="2017-07"
    )

    assert named(mentions, "president").actors[0].id == "person:moon-jae-in"


def analysis(text: str, *spans: tuple[str, tuple[tuple[str, float], ...]]) -> Analysis:
    """Actor spans of the model."""
    return Analysis(
        text=text,
        words=(),
        spans=tuple(
            Span(start=text.index(words), end=text.index(words) + len(words), kind="actor", score=0.9, sectors=sectors)
            for words, sectors in spans
        ),
    )


def test_model_span_goes_first(registry: Registry, document: Build) -> None:
    """The model's longer span holds the match: one mention, with its words and the match's country."""
    text = "A Kenyan avocado cooperative sued Nairobi."
    mentions = resolve(document(text), [analysis(text, ("Kenyan avocado cooperative", (("AGR", 0.8),)))], registry)

    assert [mention.text for mention in mentions] == ["Kenyan avocado cooperative", "Nairobi"]
    assert mentions[0].actors[0].code == "KEN"


def test_model_sector_where_registry_has_none(registry: Registry, document: Build) -> None:
    """A name that nobody knows keeps the model's sector and takes its country from what stands near."""
    text = "Zorblatt AG left Vienna."
    mentions = resolve(document(text), [analysis(text, ("Zorblatt AG", (("BUS", 0.9),)))], registry)

    actor = mentions[0].actors[0]
    assert (actor.code, actor.sectors) == ("AUT", ("BUS",))


def test_order_and_offsets(registry: Registry, document: Build) -> None:
    """Mentions come in text order, without overlap, with offsets into the document's text."""
    built = document("Seoul, Tokyo and the U.S. met.", "The three countries agreed; North Korea's army did not.")
    mentions = resolve(built, [None, None], registry)

    assert all(built.text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(first.end <= second.start for first, second in itertools.pairwise(mentions))
    assert len(named(mentions, "three countries").actors) == 3


def test_empty_document(registry: Registry, document: Build) -> None:
    """Nothing in, nothing out."""
    assert resolve(document(), [], registry) == []


def codes_of(mentions):
    """Words -> codes of the actors."""
    return {mention.text: [actor.code for actor in mention.actors] for mention in mentions}


@pytest.mark.parametrize(
    ("sentences", "words", "codes"),
    [
        (["The Administration hopes that pressure will convince the North Korean regime."], "Administration", ["USA"]),
        (["Seoul and Washington agreed over North Korea on pressuring the regime."], "regime", ["PRK"]),
        (["Tokyo and Seoul talked.", "Relations between the countries were strained."], "countries", ["JPN", "KOR"]),
        # The pair is named afterwards only.
        (["The two leaders signed it.", "President Moon thanked President Trump."], "two leaders", ["USA", "KOR"]),
        (["The two leaders signed it.", "Nobody was there."], "two leaders", []),
        # Named often just before outweighs named once later.
        (["Seoul and Tokyo met.", "Seoul and Tokyo agreed.", "Seoul and Tokyo signed.", "Paris and Rome did not.",
          "The two countries went on."], "two countries", ["JPN", "KOR"]),
        (["The South Korean private sector is anxious.", "Investors are gearing up for projects in North Korea."],
         "Investors", ["KOR"]),
        (["America and korea relationship"], "korea", ["KOR"]),
        # A name that bodies of several countries share is of the one that the text is about, whichever the tables list.
        (["Norway was sued.", "The Supreme Court ruled against Norway."], "Supreme Court", ["NOR"]),
        (["Guatemala was sued.", "The Constitutional Court ruled against Guatemala."], "Constitutional Court", ["GTM"]),
        (["South Korea was sued.", "The Supreme Court ruled against South Korea."], "Supreme Court", ["KOR"]),
        (["The Ministry of Education in Warsaw protested."], "Ministry of Education", ["POL"]),
        (["Miners in Peru blocked the Pan-American highway."], "Miners", ["PER"]),
        # The halves of Korea, on a page about Korea only.
        (["Seoul found northern fishermen adrift."], "northern fishermen", ["PRK"]),
        (["Volkswagen and Toyota protested."], "Volkswagen", ["DEU"]),
    ],
)  # fmt: skip
def test_what_the_document_says(registry, document, sentences, words, codes):
    assert codes_of(resolve(document(*sentences), [], registry))[words] == codes


def test_a_letter_alone_is_nobody(registry, document):
    found = resolve(document("President Moon delayed the full deployment of a U."), [], registry)
    assert [mention.text for mention in found] == ["President Moon"]


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("Moon Jae-in met U.S.-Korea envoys.", ["Moon Jae-", "U.S.-"], ["Moon Jae-in", "U.S."]),
        ("The KORUS FTA was signed.", ["KORUS FTA"], []),
        ("North Korean relations suffered.", ["North Korean relations"], ["North Korean"]),
        ("It recalled the Korean War.", ["Korean War"], []),
    ],
)
def test_ends_of_the_models_spans(registry, document, text, spans, expected):
    marked = tuple(
        Span(start=text.index(words), end=text.index(words) + len(words), kind="actor", score=0.9) for words in spans
    )
    found = resolve(document(text), [Analysis(text=text, words=(), spans=marked)], registry)
    texts = [mention.text for mention in found]
    assert texts[: len(expected)] == expected
    assert expected or not texts
