"""A tile: the hexagon of a region with its mark, its name, a word below and the numbers of what it shares."""

from collections.abc import Iterable
from math import floor
from typing import Final

from bot.replies.pictures import lettering
from bot.replies.pictures.lettering import Weight
from bot.replies.pictures.scene import Role, Tile
from bot.replies.pictures.shapes import Box, Disc, Group, Hexagon, Letters, Shape, Star

# All lengths in widths of a tile, measured from its middle, downwards.
_GAP: Final = 0.045
_LABEL, _CAPTION = 0.172, 0.136  # sizes of the letters
_LEAST: Final = 0.7  # letters shrink to this share of their size before they are cut
_MARK_Y: Final = -0.285
_LABEL_Y, _CAPTION_Y = 0.035, 0.215  # baselines of the label and of the word below it
_RAISED: Final = 0.075  # by how much both stand higher on a tile without a mark
_BADGE_Y, _BADGE_RADIUS = 0.27, 0.083
_AIR: Final = 0.055
_QUIET: Final = (Role.PLAIN, Role.OUTSIDE)


def label_size(labels: Iterable[str], across: float) -> float:
    """The one size, in pixels, at which all these names fit their tiles."""
    room = across * (1 - _GAP) * (1 - 2 * _AIR)
    widest = max(lettering.width(label, 1.0, Weight.BOLD) for label in labels)
    return floor(max(min(_LABEL * across, room / widest), _LABEL * _LEAST * across) * 10) / 10


def tile(shown: Tile, x: float, y: float, across: float, size: float) -> Group:
    """The group of shapes for a tile whose middle is at `x`, `y`, its name in letters of `size` pixels."""
    hexagon = Hexagon(x, y, across * (1 - _GAP), shown.role, dashed=shown.role is Role.OUTSIDE)
    marks = mark(shown.role, x, y + _MARK_Y * across, across)
    alone = not (shown.caption or shown.badges or marks)
    lift = 0.0 if marks else _RAISED * across
    label_y = y + (size * lettering.CAPITAL / 2 if alone else across * _LABEL_Y - lift)
    weight = Weight.MEDIUM if shown.role in _QUIET else Weight.BOLD
    parts: list[Shape] = [hexagon, *marks, _line(shown.label, hexagon, label_y, size, weight)]
    if shown.caption:
        parts.append(_line(shown.caption, hexagon, y + _CAPTION_Y * across - lift, _CAPTION * across, Weight.MEDIUM))
    if shown.badges:
        lower = 0.1 if shown.caption else 0.0
        parts += _badges(shown.badges, hexagon, y + (_BADGE_Y + lower) * across, across)
    return Group(" – ".join(part for part in (shown.label, shown.caption) if part), tuple(parts), shown.region)


def mark(role: Role, x: float, y: float, across: float) -> tuple[Shape, ...]:
    """The sign that tells a role without its colour: a star, a spot, a ring, two rings, or a spot in a ring."""
    ink, radius = f"{role}.text", 0.07 * across
    if role is Role.OPERATOR:
        return (Star(x, y, radius * 1.35, ink),)
    if role is Role.PARTICIPANT:
        return (Disc(x, y, radius * 0.8, ink),)
    if role is Role.PARTNER:
        return tuple(Disc(x + side * radius * 0.55, y, radius * 0.8, ink, line=radius * 0.3) for side in (-1, 1))
    if role is Role.MEMBER:
        return (Disc(x, y, radius * 0.75, ink, line=radius * 0.4),)
    if role is Role.SUBJECT:
        return (Disc(x, y, radius, ink, line=radius * 0.3), Disc(x, y, radius * 0.45, ink))
    return ()


def badge(number: str, x: float, y: float, radius: float, ink: str = "badge", on: str = "on-badge") -> tuple[Shape, ...]:
    """A number on a spot."""
    spot = Disc(x, y, radius, ink)
    text, size = lettering.fitted(number, radius * 1.27, Weight.BOLD, radius * 1.6, radius * 0.7)
    start = x - lettering.width(text, size, Weight.BOLD) / 2
    return spot, Letters(text, start, y + size * lettering.CAPITAL / 2, size, Weight.BOLD, on, ink, spot.box)


def _line(text: str, hexagon: Hexagon, baseline: float, size: float, weight: Weight) -> Letters:
    room = hexagon.room(baseline - lettering.ABOVE * size, baseline + lettering.BELOW * size)
    air = _AIR * hexagon.across
    within = Box(room.left + air, room.top, room.right - air, room.bottom)
    text, size = lettering.fitted(text, size, weight, within.right - within.left, size * _LEAST)
    start = hexagon.x - lettering.width(text, size, weight) / 2
    return Letters(text, start, baseline, size, weight, f"{hexagon.ink}.text", f"{hexagon.ink}.fill", within)


def _badges(numbers: tuple[str, ...], hexagon: Hexagon, y: float, across: float) -> tuple[Shape, ...]:
    radius, step = _BADGE_RADIUS * across, 2.25 * _BADGE_RADIUS * across
    first = hexagon.x - step * (len(numbers) - 1) / 2
    ink, on = f"{hexagon.ink}.text", f"{hexagon.ink}.fill"
    return tuple(shape for place, number in enumerate(numbers) for shape in badge(number, first + place * step, y, radius, ink, on))
