"""Days, months and years, as people write them."""

import pytest

from bot.language.days import days, period
from bot.language.text import normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who spoke on October 29?", {(10, 29)}),
        ("the seminar of Oct. 29: who came", {(10, 29)}),
        ("on the 29th of october", {(10, 29)}),
        ("29 Oct, wasn't it", {(10, 29)}),
        ("2018-10-29", {(10, 29)}),
        ("2018. 10. 29 맞지", {(10, 29)}),
        ("10/29에 한 거", {(10, 29)}),
        ("10월 29일에 열렸나요", {(10, 29)}),
        ("10월 1일이랑 10월 11일", {(10, 1), (10, 11)}),
        ("february 30", set()),
        ("in October 2018", set()),
        ("63 to 48, 2 or 3 of 17", set()),
        ("at 10:30", set()),
        ("may 3 of them", {(5, 3)}),
    ],
)
def test_days(text: str, expected: set[tuple[int, int]]) -> None:
    assert set(days(normalise(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in October 2017", "2017-10"),
        ("2017년 10월에도", "2017-10"),
        ("2016년 초엔", "2016"),
        ("at the end of 2017", "2017"),
        ("notice 2016-1", "2016-01"),
        ("on October 11, 2018", "2018"),
        ("2,224 hits", ""),
        ("how many", ""),
    ],
)
def test_period(text: str, expected: str) -> None:
    assert period(normalise(text)) == expected
