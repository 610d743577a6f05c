"""How strong the evidence for a label is: defined in bot.matching.short_list, asserted here."""

import pytest

from bot.matching.separators import BIAS
from bot.matching.short_list import AHEAD, NEAR, TIE_BREAK, placed


def test_the_strength_is_separator_plus_likeness_plus_lead() -> None:
    first, second = placed([(7, 0.4, 0.2, 70), (3, 0.5, 0.6, 30)])
    lead = (0.5 + TIE_BREAK * 0.6) - (0.4 + TIE_BREAK * 0.2)
    assert (first.label, first.row, second.label, second.row) == (3, 30, 7, 70)
    assert first.strength == pytest.approx(0.5 + NEAR * 0.6 + AHEAD * lead)
    assert second.strength == pytest.approx(0.4 + NEAR * 0.2 - AHEAD * lead)


def test_a_label_without_a_rival_leads_the_score_of_nothing() -> None:
    (only,) = placed([(0, 0.4, 0.5, 0)])
    assert only.strength == pytest.approx(0.4 + NEAR * 0.5 + AHEAD * (0.4 + TIE_BREAK * 0.5 - BIAS))


def test_likeness_breaks_a_near_tie_and_a_place_is_never_stronger_than_the_one_before() -> None:
    assert [place.label for place in placed([(1, 0.50, 0.1, 1), (2, 0.45, 0.3, 2)])] == [2, 1]
    far, near = placed([(1, 2.0, 0.0, 1), (2, 1.2, 1.0, 2)])
    assert (far.label, near.strength) == (1, far.strength)


def test_equals_come_in_the_order_of_their_labels() -> None:
    assert [place.label for place in placed([(2, 0.1, 0.1, 2), (1, 0.1, 0.1, 1)])] == [1, 2]
