"""No input may break the dates: random words of time, terms of office and document dates."""

import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from dated import document

from towhom.dates import OfficeTerm
from towhom.dates.edtf import bounds
from towhom.dates.lexicon import lexicon
from towhom.dates.resolve import event_time, resolve

NAMES = ("Moon Jae-in", "Donald Trump", "Park Geun-hye")
WORDS = st.one_of(
    st.sampled_from(sorted(lexicon().words)).map(str.capitalize),
    st.sampled_from(sorted(lexicon().words)),
    st.sampled_from(sorted(lexicon().holidays)).map(str.title),
    st.sampled_from(
        ["2017", "1998", "9999", "0001", "1000", "the 1990s", "mid-", "Feb. 29", "29 February", "31 April", "9/11", "2017-02-30",
         "13/13/2017", "2/30/98", "Q3", "FY98", "'98", "25:61", "1600 GMT", "5 1/2", "1/0", "0", "31", "99999999999", "3.5", "-", ",",
         "first", "19th", "said", "will", "had", "signed", "President Moon", "Trump's", "under Park", "former", "from", "to", "and",
         "between", "\n\n", "\n", ". The", ";", "who"]
    ),
    st.text(max_size=4),
)  # fmt: skip
EDTF = st.sampled_from(
    ["1998-02-25", "2017-05-10", "2024-02-29", "1953", "2016-12", "0001-01-01", "9999-12-31", "9998", "XXXX-04",
     "2017~", "2017-21", "201X", "2017-05-XX", "2017-33", "2017-24", "9998-24"]
)  # fmt: skip
WRITTEN = st.none() | EDTF | st.sampled_from(["../2018", "2017/..", "[2017-05-06,2017-06-05]", "[..2017]", "2017/2018"])
TERMS = st.builds(
    OfficeTerm,
    name=st.sampled_from(NAMES),
    office=st.just("President"),
    country=st.just("USA"),
    start=st.none() | EDTF,
    end=st.none() | EDTF,
    sentence=st.integers(0, 3),
    current=st.booleans(),
)


def holds(time):
    """Whether a time's EDTF parses and says what its bounds say."""
    found = (None, None) if time.edtf is None else bounds(time.edtf)
    return found == (time.earliest, time.latest)


@settings(max_examples=300, deadline=None)
@given(
    words=st.lists(WORDS, min_size=1, max_size=14),
    written=WRITTEN,
    officials=st.lists(TERMS, max_size=5),
    parties=st.none() | st.lists(st.sampled_from(NAMES)),
    place=st.floats(0, 1),
    in_office=st.none() | st.booleans(),
)
def test_nothing_raises(words, written, officials, parties, place, in_office):
    made = document(" ".join(words), date=written)
    times = resolve(made, officials=officials)

    assert all(holds(one.time) for one in times)
    for sentence in made.sentences:
        trigger = sentence.start + int(place * len(sentence.text))
        for start in (None, trigger):
            time = event_time(
                sentence.index, times, made, officials=officials, trigger_start=start, parties=parties,
                in_office=in_office,
            )  # fmt: skip

            assert holds(time), time
