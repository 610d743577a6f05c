"""Scores mean something: of answers at 0.9, nine in ten are right."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.calibration import DEFAULT, Calibration, fitted


def test_the_curve_that_made_the_answers_is_found_again() -> None:
    chance, true = random.Random(1), Calibration(2.0, -3.0)
    strengths = [chance.uniform(-2, 5) for _ in range(4000)]
    found = fitted(strengths, [chance.random() < true.probability(s) for s in strengths])
    assert all(abs(found.probability(s) - true.probability(s)) < 0.04 for s in strengths)


def test_without_held_out_phrasings_the_default_curve_stands() -> None:
    assert fitted([], []) == DEFAULT


@given(st.lists(st.tuples(st.floats(-10, 10), st.booleans()), max_size=30), st.floats(-20, 20), st.floats(0, 5))
def test_more_strength_never_means_less_probability(held: list[tuple[float, bool]], strength: float, more: float) -> None:
    curve = fitted([s for s, _ in held], [right for _, right in held])
    assert 0 <= curve.probability(strength) <= curve.probability(strength + more) <= 1


def test_a_base_without_a_mistake_promises_no_certainty() -> None:
    assert fitted([2.0] * 20, [True] * 20).probability(2.0) < 0.99


@pytest.mark.parametrize("strength", [-1e9, 1e9])
def test_no_strength_overflows(strength: float) -> None:
    assert math.isfinite(DEFAULT.probability(strength))
