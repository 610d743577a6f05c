"""Letters as outlines, from the fonts that ship with the package: what is measured is what is drawn, on every machine."""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import uharfbuzz as hb  # type: ignore[import-untyped]

FONTS: Final = Path(__file__).parent / "fonts"
CAPITAL: Final = 0.707  # height of a capital letter, in sizes; both weights
ABOVE, BELOW = 0.88, 0.24  # how far ink reaches over and under the baseline, in sizes
UNKNOWN: Final = "?"  # stands for a character that the fonts lack


class Weight(StrEnum):
    """The two weights that ship."""

    MEDIUM = "medium"
    BOLD = "bold"


def missing(text: str) -> tuple[str, ...]:
    """The characters of `text` that can't be drawn, each once, in order."""
    known = _characters()
    return tuple(dict.fromkeys(character for character in text if ord(character) not in known))


def width(text: str, size: float, weight: Weight) -> float:
    """How wide `text` runs, in pixels."""
    return sum(advance for _, advance in _shaped(text, weight)) * size / units(weight)


@lru_cache(maxsize=1024)
def outline(text: str, weight: Weight) -> str:
    """The path of `text` in the font's own units: y upwards, origin at the start of the baseline."""
    parts: list[str] = []
    pen = 0
    for glyph, advance in _shaped(text, weight):
        parts += (_step(letter, points, pen) for letter, points in _glyph(glyph, weight))
        pen += advance
    return "".join(parts)


@lru_cache(maxsize=2)
def units(weight: Weight) -> int:
    """How many of the font's units make one size."""
    return int(_font(weight).face.upem)


def fitted(text: str, size: float, weight: Weight, limit: float, least: float) -> tuple[str, float]:
    """`text` and the largest size up to `size` at which it fits `limit` pixels; below `least` it is cut with an ellipsis."""
    natural = width(text, size, weight)
    if natural <= limit:
        return text, size
    if size * limit / natural >= least:
        return text, size * limit / natural
    cut = text
    while cut and width(cut.rstrip() + "…", least, weight) > limit:
        cut = cut[:-1]
    return cut.rstrip() + "…", least


def wrapped(text: str, size: float, weight: Weight, limit: float, lines: int) -> tuple[str, ...]:
    """`text` in at most `lines` lines of `limit` pixels, broken at spaces into lines of like length; the last one is cut if need be."""
    broken = tuple(_broken(text, size, weight, limit))
    if len(broken) <= lines:
        broken = _balanced(text, size, weight, limit, broken)
    else:
        broken = (*broken[: lines - 1], " ".join(broken[lines - 1 :]))
    return tuple(fitted(line, size, weight, limit, size)[0] for line in broken)


def _balanced(text: str, size: float, weight: Weight, limit: float, broken: tuple[str, ...]) -> tuple[str, ...]:
    """The same number of lines in the narrowest column, found by halving: so that no last word stands alone."""
    narrow, wide = limit / max(len(broken), 1), limit
    while wide - narrow > size / 2:
        middle = (narrow + wide) / 2
        tried = tuple(_broken(text, size, weight, middle))
        narrow, wide, broken = (narrow, middle, tried) if len(tried) == len(broken) else (middle, wide, broken)
    return broken


def _broken(text: str, size: float, weight: Weight, limit: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width(longer, size, weight) > limit:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _drawable(text: str) -> str:
    absent = missing(text)
    return "".join(UNKNOWN if character in absent else character for character in text) if absent else text


@lru_cache(maxsize=2)
def _font(weight: Weight) -> Any:  # uharfbuzz ships no types
    return hb.Font(hb.Face(hb.Blob.from_file_path(FONTS / f"seminar-sans-{weight}.otf")))


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    return frozenset.intersection(*(frozenset(_font(weight).face.unicodes) for weight in Weight))


_Steps = list[tuple[str, tuple[float, ...]]]


@lru_cache(maxsize=2048)
def _shaped(text: str, weight: Weight) -> tuple[tuple[int, int], ...]:
    """The glyphs of `text` with their advances, kerned."""
    if not text:
        return ()
    buffer = hb.Buffer()
    buffer.add_str(_drawable(text))
    buffer.guess_segment_properties()
    hb.shape(_font(weight), buffer)
    return tuple((glyph.codepoint, place.x_advance) for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))


@lru_cache(maxsize=1)
def _pen() -> Any:
    """What HarfBuzz calls for each step of an outline; the steps go to the list that is handed over with a glyph."""
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, steps: steps.append(("M", (x, y))))
    pen.set_line_to_func(lambda x, y, steps: steps.append(("L", (x, y))))
    pen.set_quadratic_to_func(lambda a, b, x, y, steps: steps.append(("Q", (a, b, x, y))))
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, steps: steps.append(("C", (a, b, c, d, x, y))))
    pen.set_close_path_func(lambda steps: steps.append(("Z", ())))
    return pen


@lru_cache(maxsize=1024)
def _glyph(number: int, weight: Weight) -> _Steps:
    steps: _Steps = []
    _font(weight).draw_glyph(number, _pen(), steps)
    return steps


def _step(letter: str, points: tuple[float, ...], pen: int) -> str:
    return letter + " ".join(f"{value + (0 if place % 2 else pen):.0f}" for place, value in enumerate(points))
