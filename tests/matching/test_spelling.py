"""Unknown words are read as the known ones that they were meant to be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.spelling import Spelling
from bot.matching.vocabulary import learn

PHRASINGS = ["my card was declined", "my card is lost", "the cart is full", "can i cancel a transfer", "what is the exchange rate"]


def read(question: str) -> list[str]:
    vocabulary, _ = learn(PHRASINGS)
    return [vocabulary.spelled(ids) for ids in vocabulary.see(question).read]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("my cadr is lost", ["my", "card", "is", "lost"]),
        ("m ycard is lost", ["my", "card", "is", "lost"]),
        ("myc ard is lost", ["my", "card", "is", "lost"]),
        ("mycard is lost", ["my card", "is", "lost"]),
        ("myxcard is lost", ["my card", "is", "lost"]),
        ("cancel a trnsfexr", ["cancel", "a", "transfer"]),
        ("zzzzzz lost", ["", "lost"]),
        ("ist", [""]),
    ],
)
def test_a_misspelt_word_is_read_as_the_known_one(question: str, meant: list[str]) -> None:
    assert read(question) == meant


def test_of_several_words_at_one_edit_the_neighbours_choose_before_frequency() -> None:
    assert read("the carx is full") == ["the", "cart", "is", "full"]
    assert read("my carx") == ["my", "card"]
    assert read("carx") == ["card"]


def test_two_edits_are_too_many_for_a_short_word() -> None:
    assert read("ardx") == [""]


@given(st.lists(st.text(alphabet="acdrt{}?", min_size=1, max_size=6), min_size=1, max_size=6))
def test_any_words_are_read_and_stay_as_many(typed: list[str]) -> None:
    ids = {"card": 0, "cart": 1, "a": 2}
    spelling = Spelling(ids, list(ids), np.array([2, 1, 1], np.int32), {})
    spaced = spelling.spaced(typed)
    assert len(spaced) == len(typed)
    assert all(set(spelling.meant(spaced, place)) <= set(ids.values()) for place in range(len(spaced)))
