"""The map: where each tile of a scene lies on the page."""

from collections.abc import Iterator
from typing import Final

from bot.replies.pictures.scene import Tile
from bot.replies.pictures.shapes import SLANT, Group
from bot.replies.pictures.tiles import label_size, tile

STRAIT: Final = 0.24  # height of a row without tiles, in rows
_ROW: Final = SLANT / 2  # from one row to the next, in widths of a tile
_WIDEST: Final = 240.0


def country(shown: tuple[Tile, ...], left: float, top: float, width: float) -> tuple[Group, ...]:
    """The tiles as groups of shapes, in a map that is as wide as `width` allows, its upper left corner at `left`, `top`."""
    first, last = (edge(each.column for each in shown) for edge in (min, max))
    across = min(width / ((last - first) / 2 + 1), _WIDEST)
    start = left + (width - across * ((last - first) / 2 + 1)) / 2 + across / 2
    heights = dict(_heights({each.row for each in shown}))
    reach, size = across / SLANT, label_size((each.label for each in shown), across)
    return tuple(
        tile(each, start + (each.column - first) / 2 * across, top + reach + heights[each.row] * _ROW * across, across, size)
        for each in shown
    )


def _heights(rows: set[int]) -> Iterator[tuple[int, float]]:
    height, before = 0.0, min(rows)
    for row in sorted(rows):
        if row > before:
            height += 1 + (row - before - 1) * STRAIT
        yield row, height
        before = row
