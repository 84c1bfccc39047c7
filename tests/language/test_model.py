"""The model that ships."""

import numpy as np
import pytest

from towhom.language.model import MENTIONS, Model, ModelError, default_model

TEXT = "South Korea's foreign ministry condemned Pyongyang's missile launch on Tuesday."


@pytest.fixture(scope="module")
def model():
    return default_model()


def test_words_form_a_tree(model):
    """Every word reaches the root, and the verb is it."""
    (encoded,) = model.encode([TEXT])
    words = encoded.analysis.words

    assert [TEXT[w.start : w.end] for w in words if w.head == -1] == ["condemned"]
    assert all(-1 <= w.head < len(words) for w in words)


def test_spans(model):
    """Actors and times are marked."""
    (encoded,) = model.encode([TEXT])
    found = {(TEXT[s.start : s.end], s.kind) for s in encoded.analysis.spans}

    assert {("South Korea's foreign ministry", "actor"), ("Pyongyang", "actor"), ("on Tuesday", "time")} <= found


@pytest.mark.parametrize("text", ["", " ", "\x00", "?", "word " * 2000, "\ud83d".encode("utf-8", "replace").decode()])
def test_any_text_can_be_read(model, text):
    """No words, control characters, and more words than the encoder reads."""
    (encoded,) = model.encode([text])
    (relations,) = model.relate([encoded], [[]])

    assert encoded.arcs.shape == (len(encoded.words),) * 2
    assert relations.types.shape[:2] == (0, 0)


def test_company_changes_nothing(model):
    """A sentence gives bit for bit the same numbers alone and among others."""
    alone = model.encode([TEXT])[0]
    among = model.encode(["No.", TEXT, "A much longer sentence about nothing at all, " * 6])[1]

    assert np.array_equal(alone.words, among.words)
    assert alone.analysis == among.analysis


def test_threads_change_nothing(model):
    """One thread or three: the same numbers."""
    texts = [TEXT, "India and Pakistan met in Delhi.", "Police arrested three students."]
    one = Model(model.folder, threads=1).encode(texts)
    three = Model(model.folder, threads=3).encode(texts)

    assert all(np.array_equal(a.words, b.words) for a, b in zip(one, three, strict=True))


def test_mentions_past_the_limit_say_none(model):
    """A sentence with more mentions than the decoder reads still has a row for each."""
    text = " ".join(["Iran"] * (MENTIONS + 3))
    spans = [(5 * i, 5 * i + 4) for i in range(MENTIONS + 3)]
    (relations,) = model.relate(model.encode([text]), [spans])

    assert relations.types.shape[:2] == (MENTIONS + 3, MENTIONS + 3)
    assert (relations.types[-1, :, -1] == 1).all()


def test_a_folder_without_a_model_is_refused(tmp_path):
    """The message says what is missing."""
    with pytest.raises(ModelError, match=r"model\.json is missing"):
        Model(tmp_path)
