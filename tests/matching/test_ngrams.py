"""What a text is weighed by: words and the letters inside them; and what the name of a label says."""

import pytest

from bot.language.hangul import to_jamo
from bot.matching.ngrams import beginning, letters, name_words, words


def test_letters_come_in_runs_of_three_and_four_and_jamo_also_in_pairs() -> None:
    assert letters("card") == ("^ca", "car", "ard", "rd$", "^car", "card", "ard$")
    assert letters("i") == ("^i$",)
    assert "ㅏ$" in letters(to_jamo("나"))
    assert letters("{project}") == ()


@pytest.mark.parametrize(
    ("label", "said"),
    [("card_arrival", "card arrival"), ("BookFlight", "book flight"), ("opening-hours", "opening hours"), ("l77", ""), ("a", ""), ("", "")],
)
def test_the_name_of_a_label_is_read_as_words(label: str, said: str) -> None:
    assert name_words(label) == said


def test_a_korean_name_is_read_as_a_question_is() -> None:
    assert name_words("열람실 예약").split() == words("열람실 예약")


def test_words_with_one_beginning_are_one_to_their_companions_and_a_slot_is_whole() -> None:
    assert beginning("transfers") == beginning("transferred") == "tran"
    assert beginning("at") == "at"
    assert beginning("{project}") != beginning("{programme}")
