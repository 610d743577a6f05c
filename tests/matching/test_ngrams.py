"""What a text is weighed by: words and the letters inside them."""

from bot.language.hangul import to_jamo
from bot.matching.ngrams import letters


def test_letters_come_in_runs_of_three_and_four_and_jamo_also_in_pairs() -> None:
    assert letters("card") == ("^ca", "car", "ard", "rd$", "^car", "card", "ard$")
    assert letters("i") == ("^i$",)
    assert "ㅏ$" in letters(to_jamo("나"))
    assert letters("{project}") == ()
