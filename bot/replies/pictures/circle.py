"""Who works with whom: tiles on a ring or around one in the middle, and the lines between them."""

from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import Final

from bot.replies.pictures.scene import Link, Tile
from bot.replies.pictures.shapes import Curve, Group, Point, Shape
from bot.replies.pictures.tiles import badge, label_size, tile

_THICKNESS: Final = {1: 5.0, 2: 11.0}
_THICKEST: Final = 18.0
_BOW: Final = (0.15, 0.7)  # how far a line of a ring leans towards the middle: at least, and how much more halfway across
_SPOT: Final = 24.0  # radius of a number on a line
_LOOSE: Final = 6  # up to so many tiles stand close around one in the middle; more fill the width of the page
_STEPS: Final = 720


def star(shown: tuple[Tile, ...], links: tuple[Link, ...], left: float, top: float, width: float) -> tuple[Group, ...]:
    """The first tile in the middle, the others around it from the top, clockwise."""
    around = shown[1:]
    across = min(230.0, width / 4.3) if len(around) <= _LOOSE else min(180.0, width / (1 + 1.05 * len(around) / pi))
    reach = across * 1.55 if len(around) <= _LOOSE else (width - across) / 2
    middle = (left + width / 2, top + reach + across * 0.6)
    places = {shown[0].region: middle}
    for number, each in enumerate(around):
        turn = 2 * pi * number / len(around) + (pi / 2 if len(around) == 2 else 0)
        places[each.region] = (middle[0] + reach * sin(turn), middle[1] - reach * cos(turn))
    return _connected(shown, links, _raised(places, top + across * 0.6), middle, across, straight=True)


def ring(shown: tuple[Tile, ...], links: tuple[Link, ...], left: float, top: float, width: float) -> tuple[Group, ...]:
    """All tiles on an upright oval, at equal distances, from the top, clockwise."""
    few = len(shown) <= 4
    across = 250.0 if few else min(186.0, width * 2.6 / len(shown))
    wide, high = (across * 1.1, across * 1.1) if few else ((width - across) / 2, (width - across) / 2 * 1.28)
    middle = (left + width / 2, top + high + across * 0.6)
    places = {each.region: (middle[0] + x, middle[1] + y) for each, (x, y) in zip(shown, _oval(len(shown), wide, high), strict=True)}
    if few:
        places = _raised(places, top + across * 0.6)
    return _connected(shown, links, places, middle, across, straight=few)


def _raised(places: dict[str, Point], top: float) -> dict[str, Point]:
    """The same places, all moved so that the highest is at `top`."""
    shift = top - min(y for _, y in places.values())
    return {region: (x, y + shift) for region, (x, y) in places.items()}


def _connected(
    shown: tuple[Tile, ...], links: tuple[Link, ...], places: dict[str, Point], middle: Point, across: float, straight: bool
) -> tuple[Group, ...]:
    ends = [(link, places[link.first], places[link.second]) for link in sorted(links, key=_weight)]
    curves = [(link, _curve(start, end, None if straight else middle, link.weight)) for link, start, end in ends]
    lines, size = Group("", tuple(curve for _, curve in curves)), label_size((each.label for each in shown), across)
    numbers = Group("", tuple(shape for link, curve in curves for shape in _numbers(link, curve)))
    return lines, *(tile(each, *places[each.region], across, size) for each in shown), numbers


def _weight(link: Link) -> int:
    return link.weight


def _curve(start: Point, end: Point, middle: Point | None, weight: int) -> Curve:
    """A line that leans towards the middle, so that it passes inside of the tiles between its ends."""
    halfway = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    bend = halfway
    if middle is not None:
        longest = hypot(start[0] - middle[0], start[1] - middle[1]) + hypot(end[0] - middle[0], end[1] - middle[1])
        share = min(hypot(end[0] - start[0], end[1] - start[1]) / longest, 1.0)
        bow = _BOW[0] + _BOW[1] * sin(pi * share) ** 1.5
        bend = (halfway[0] + (middle[0] - halfway[0]) * bow, halfway[1] + (middle[1] - halfway[1]) * bow)
    ink = {1: "link", 2: "link-2"}.get(weight, "link-3")
    return Curve(start, bend, end, _THICKNESS.get(weight, _THICKEST), ink)


def _numbers(link: Link, curve: Curve) -> tuple[Shape, ...]:
    x, y = curve.at(0.5)
    first = x - _SPOT * 1.1 * (len(link.badges) - 1)
    return tuple(shape for place, number in enumerate(link.badges) for shape in badge(number, first + 2.2 * _SPOT * place, y, _SPOT))


def _oval(count: int, wide: float, high: float) -> tuple[Point, ...]:
    """Points at equal distances along an oval, from the top, clockwise; two lie side by side, the first on the left."""
    fine = [(wide * sin(2 * pi * step / _STEPS), -high * cos(2 * pi * step / _STEPS)) for step in range(_STEPS + 1)]
    lengths = [0.0]
    for before, after in pairwise(fine):
        lengths.append(lengths[-1] + hypot(after[0] - before[0], after[1] - before[1]))
    first = 0.75 if count == 2 else 0.0
    wanted = [lengths[-1] * ((first + number / count) % 1) for number in range(count)]
    nearest = (min(range(_STEPS + 1), key=lambda step, goal=goal: abs(lengths[step] - goal)) for goal in wanted)  # type: ignore[misc]
    return tuple(fine[step] for step in nearest)
