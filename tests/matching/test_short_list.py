"""How strong the evidence for a label is: defined in bot.matching.short_list, asserted here."""

import numpy as np
import pytest

from bot.matching.separators import BIAS
from bot.matching.short_list import AHEAD, GROUND, NEAR, NEAREST, TIE_BREAK, ground, placed


def test_the_strength_is_separator_plus_likeness_plus_lead() -> None:
    first, second = placed([(7, 0.4, 0.2, 70), (3, 0.5, 0.6, 30)])
    lead = (0.5 + TIE_BREAK * 0.6) - (0.4 + TIE_BREAK * 0.2)
    assert (first.label, first.row, second.label, second.row) == (3, 30, 7, 70)
    assert first.strength == pytest.approx(0.5 + NEAR * 0.6 + NEAREST * 0.6 + AHEAD * lead)
    assert second.strength == pytest.approx(0.4 + NEAR * 0.2 + NEAREST * 0.6 - AHEAD * lead)


def test_the_lead_is_over_the_next_two_labels_on_average_and_the_ground_is_common_to_all() -> None:
    first, second, *_ = placed([(1, 0.5, 0.0, 1), (2, 0.4, 0.0, 2), (3, 0.2, 0.0, 3), (4, -0.9, 0.0, 4)], 0.1)
    assert first.strength == pytest.approx(0.5 + AHEAD * (0.5 - 0.3) + GROUND * 0.1)
    assert second.strength == pytest.approx(0.4 - AHEAD * 0.1 + GROUND * 0.1)


def test_the_ground_is_how_far_all_labels_but_three_lie_above_nothing() -> None:
    marks = np.array([0.9, BIAS + 0.1, 0.5, BIAS + 0.3, 0.1], np.float32)
    assert ground(marks, [0.1, 0.5, 0.9]) == pytest.approx(0.2)
    assert ground(np.array([0.9, 0.5, 0.1], np.float32), [0.1, 0.5, 0.9]) == 0
    assert ground(np.full(9, BIAS, np.float32), [BIAS] * 3) == 0


def test_a_label_without_a_rival_leads_the_score_of_nothing() -> None:
    (only,) = placed([(0, 0.4, 0.5, 0)])
    assert only.strength == pytest.approx(0.4 + NEAR * 0.5 + NEAREST * 0.5 + AHEAD * (0.4 + TIE_BREAK * 0.5 - BIAS))


def test_likeness_breaks_a_near_tie_and_a_place_is_never_stronger_than_the_one_before() -> None:
    assert [place.label for place in placed([(1, 0.50, 0.1, 1), (2, 0.45, 0.3, 2)])] == [2, 1]
    far, near = placed([(1, 2.0, 0.0, 1), (2, 1.2, 1.0, 2)])
    assert (far.label, near.strength) == (1, far.strength)


def test_equals_come_in_the_order_of_their_labels() -> None:
    assert [place.label for place in placed([(2, 0.1, 0.1, 2), (1, 0.1, 0.1, 1)])] == [1, 2]
