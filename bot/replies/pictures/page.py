"""The page: heading, picture, legend, list and fine print, each put where there is room."""

from collections.abc import Iterable
from functools import partial
from typing import Final, assert_never

from bot.replies.pictures import lettering
from bot.replies.pictures.circle import ring, star
from bot.replies.pictures.country import country
from bot.replies.pictures.lettering import Weight
from bot.replies.pictures.scene import Item, LegendEntry, Scene
from bot.replies.pictures.shapes import Box, Group, Hexagon, Letters, Page, Shape
from bot.replies.pictures.tiles import badge, mark

WIDTH: Final = 1080.0
MARGIN: Final = 52.0
_TITLE, _SUBTITLE, _LEGEND, _ITEM, _DETAIL, _NOTE = 58.0, 34.0, 32.0, 33.0, 29.0, 26.0
_LEADING: Final = 1.32
_SWATCH: Final = 58.0
_ENTRY: Final = 66.0  # height of an entry of the legend
_GAP: Final = 36.0
_NARROWEST_LIST: Final = 560.0


def page(scene: Scene) -> Page:
    """Lay out a scene: a page 1080 pixels wide and as high as it needs."""
    heading, below = _heading(scene)
    tiles = _picture(scene, below)
    boxes = [shape.box for group in tiles for shape in group.shapes if isinstance(shape, Hexagon)]
    legend = _legend(scene.legend, boxes, below)
    boxes += [shape.box for group in legend for shape in group.shapes if isinstance(shape, Hexagon | Letters)]
    items, end = _items(scene.items, boxes, beside=scene.shape == "map")
    end = max([end, *(box.bottom for box in boxes)])
    note, height = _note(scene.note, end + _GAP)
    return Page(WIDTH, round(height), (heading, *tiles, *legend, *items, note))


def _picture(scene: Scene, top: float) -> tuple[Group, ...]:
    if not scene.tiles:
        return ()
    width = WIDTH - 2 * MARGIN
    if scene.shape == "map":
        return country(scene.tiles, MARGIN, top, width)
    if scene.shape == "star":
        return star(scene.tiles, scene.links, MARGIN, top, width)
    if scene.shape == "ring":
        return ring(scene.tiles, scene.links, MARGIN, top, width)
    assert_never(scene.shape)


def _heading(scene: Scene) -> tuple[Group, float]:
    column = Box(MARGIN, MARGIN, WIDTH - MARGIN, WIDTH)
    title = _paragraph(scene.title, column, _TITLE, Weight.BOLD, "text", 2)
    under = Box(column.left, _end(title, column.top) + 10, column.right, column.bottom)
    subtitle = _paragraph(scene.subtitle, under, _SUBTITLE, Weight.MEDIUM, "soft", 2)
    return Group("", (*title, *subtitle)), _end(subtitle, under.top) + _GAP


def _legend(entries: tuple[LegendEntry, ...], taken: list[Box], top: float) -> tuple[Group, ...]:
    """The legend stands in the upper or the lower right corner, where it is free; else under the picture."""
    if not entries:
        return ()
    wide = max(lettering.width(entry.text, _LEGEND, Weight.MEDIUM) for entry in entries) + _SWATCH + 18
    high = _ENTRY * len(entries)
    left = WIDTH - MARGIN - wide
    lowest = max((box.bottom for box in taken), default=top)
    over = max((box.bottom for box in taken if box.right > left - _GAP), default=top) + _GAP / 2
    start = (left, top)
    if any(Box(left - _GAP, top, left + wide, top + high).meets(box) for box in taken):
        start = (left, over) if over < lowest else (MARGIN, lowest + _GAP)
    return tuple(_entry(entry, start[0], start[1] + number * _ENTRY) for number, entry in enumerate(entries))


def _entry(entry: LegendEntry, left: float, top: float) -> Group:
    middle = top + _ENTRY / 2
    swatch = Hexagon(left + _SWATCH / 2, middle, _SWATCH * 0.92, entry.role, dashed=entry.role == "outside")
    column = Box(left + _SWATCH + 18, top, WIDTH - MARGIN, top + _ENTRY)
    text, size = lettering.fitted(entry.text, _LEGEND, Weight.MEDIUM, column.right - column.left, 24)
    baseline = middle + size * lettering.CAPITAL / 2
    label = Letters(text, column.left, baseline, size, Weight.MEDIUM, "text", "ground", column)
    return Group(entry.text, (swatch, *mark(entry.role, swatch.x, swatch.y, _SWATCH * 2.1), label))


def _items(items: tuple[Item, ...], taken: list[Box], beside: bool) -> tuple[tuple[Group, ...], float]:
    """The list stands under the picture, or `beside` the lowest tiles when enough width is left there; the second value is its end."""
    if not items:
        return (), 0.0
    lowest = max((box.bottom for box in taken), default=0.0)
    aside = max((box.right for box in taken if box.bottom == lowest), default=MARGIN) + _GAP
    left = aside if beside and WIDTH - MARGIN - aside >= _NARROWEST_LIST else MARGIN
    top = max((box.bottom for box in taken if box.right > left), default=0.0) + _GAP
    groups: list[Group] = []
    for item in items:
        group, top = _item(item, left, top)
        groups.append(group)
    return tuple(groups), top


def _item(item: Item, left: float, top: float) -> tuple[Group, float]:
    radius = 23.0
    column = Box(left + (2 * radius + 18 if item.badge else 0), top, WIDTH - MARGIN, top + WIDTH)
    title = _paragraph(item.title, column, _ITEM, Weight.BOLD, "text", 2)
    under = Box(column.left, _end(title, top) + 2, column.right, column.bottom)
    detail = _paragraph(item.detail, under, _DETAIL, Weight.MEDIUM, "soft", 3)
    spot: tuple[Shape, ...] = ()
    if item.badge and title:
        spot = badge(item.badge, left + radius, title[0].y - _ITEM * lettering.CAPITAL / 2, radius)
    return Group("", (*spot, *title, *detail)), _end(detail, under.top) + 22


def _note(note: tuple[str, ...], top: float) -> tuple[Group, float]:
    lines: list[Letters] = []
    end = top
    for text in note:
        lines += _paragraph(text, Box(MARGIN, end, WIDTH - MARGIN, end + WIDTH), _NOTE, Weight.MEDIUM, "soft", 4)
        end = _end(lines, end) + 6
    return Group("", tuple(lines)), end + MARGIN * 0.75


def _paragraph(text: str, column: Box, size: float, weight: Weight, ink: str, most: int) -> tuple[Letters, ...]:
    lines = lettering.wrapped(text, size, weight, column.right - column.left, most)
    place = partial(Letters, size=size, weight=weight, ink=ink, ground="ground", within=column)
    return tuple(place(line, column.left, column.top + size * (lettering.ABOVE + number * _LEADING)) for number, line in enumerate(lines))


def _end(lines: Iterable[Letters], otherwise: float) -> float:
    return max((line.y + line.size * 0.34 for line in lines), default=otherwise)
