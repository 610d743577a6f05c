"""The colours: texts and marks that stand out, fills that colour-blind people tell apart."""

from itertools import pairwise
from typing import get_args

import pytest

from bot.replies.pictures.page import page
from bot.replies.pictures.palette import INKS, Theme, contrast
from bot.replies.pictures.scene import STEPS, Role
from bot.replies.pictures.tiles import mark
from tests.replies.pictures import by_hand, scenes

THEMES: tuple[Theme, ...] = get_args(Theme)
_SIDE_BY_SIDE = (
    (Role.OPERATOR, Role.PARTICIPANT), (Role.OPERATOR, Role.MEMBER), (Role.PARTICIPANT, Role.MEMBER), (Role.SUBJECT, Role.PARTNER),
    *((role, Role.PLAIN) for role in (Role.OPERATOR, Role.PARTICIPANT, Role.SUBJECT, Role.PARTNER, *STEPS)), *pairwise(STEPS),
)  # fmt: skip
_APART = 0.07  # distance in OKLab; neighbouring shades of a careful sequential palette are about 0.1 apart

# How people see who lack one kind of cone, on linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
_SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _linear(colour: str) -> tuple[float, ...]:
    values = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)


def _oklab(linear: tuple[float, ...]) -> tuple[float, ...]:
    """Björn Ottosson's OKLab, whose distances follow what people see."""
    to_cones = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    to_lab = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    cones = [max(sum(a * b for a, b in zip(row, linear, strict=True)), 0.0) ** (1 / 3) for row in to_cones]
    return tuple(sum(a * b for a, b in zip(row, cones, strict=True)) for row in to_lab)


def _seen(colour: str, sight: str) -> tuple[float, ...]:
    linear = _linear(colour)
    return _oklab(tuple(min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0.0), 1.0) for row in _SIGHT[sight]))


def test_contrast_is_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_stands_out_from_what_it_stands_on(theme: Theme) -> None:
    inks = INKS[theme]
    pairs = {(letters.ink, letters.ground) for shown in (*scenes(), by_hand()) for letters in page(shown).letters()}
    pairs |= {(ink, ground.replace(".fill", ".hatch")) for ink, ground in pairs if ground.endswith(".fill")}
    assert len(pairs) > 15
    for ink, ground in pairs:
        assert contrast(inks[ink], inks[ground]) >= 4.5, (theme, ink, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_every_tile_with_a_part_has_an_edge_that_stands_out(theme: Theme) -> None:
    for role in set(Role) - {Role.PLAIN}:
        assert contrast(INKS[theme][f"{role}.edge"], INKS[theme]["ground"]) >= (3 if role is not Role.OUTSIDE else 2.5), (theme, role)


@pytest.mark.parametrize("sight", _SIGHT)
@pytest.mark.parametrize("theme", THEMES)
def test_colour_blind_people_tell_the_fills_apart(theme: Theme, sight: str) -> None:
    for one, other in _SIDE_BY_SIDE:
        first, second = (_seen(INKS[theme][f"{role}.fill"], sight) for role in (one, other))
        distance = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5
        assert distance >= _APART, (theme, sight, one, other, distance)


def test_roles_of_one_picture_differ_in_their_mark_too() -> None:
    roles = (Role.OPERATOR, Role.PARTICIPANT, Role.MEMBER, Role.SUBJECT, Role.PARTNER, Role.PLAIN)
    signs = [
        tuple((type(shape).__name__, getattr(shape, "line", 0) > 0, getattr(shape, "x", 0) - 50) for shape in mark(role, 50, 50, 100))
        for role in roles
    ]
    assert len(set(signs)) == len(roles)


def test_both_themes_have_the_same_inks() -> None:
    assert set(INKS["light"]) == set(INKS["dark"])
