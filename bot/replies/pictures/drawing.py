"""From a page to SVG, and from SVG to PNG. Text is drawn as outlines, so that it looks the same in every viewer."""

from collections.abc import Mapping
from typing import Final, assert_never
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import pyvips  # type: ignore[import-untyped]

from bot.replies.pictures import lettering
from bot.replies.pictures.palette import INKS, Theme
from bot.replies.pictures.scene import Role, Scene
from bot.replies.pictures.shapes import Curve, Disc, Group, Hexagon, Letters, Page, Point, Shape, Star

VERSION: Final = ".".join(str(pyvips.version(part)) for part in range(3))
_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_COMPRESSION: Final = 6  # of 0 to 9; one step more takes three times as long for a fifth less
_CORNER: Final = 0.14  # how much of a side is rounded away at each corner
_HATCHED: Final = (Role.MEMBER,)

Inks = Mapping[str, str]


def svg(scene: Scene, page: Page, theme: Theme) -> str:
    """The picture as an SVG document that brings its title and its description, and needs no font."""
    inks = INKS[theme]
    size = {"width": f"{page.width:g}", "height": f"{page.height:g}", "viewBox": f"0 0 {page.width:g} {page.height:g}"}
    root = Element("svg", {"xmlns": _NAMESPACE, **size, "role": "img", "aria-labelledby": "title description", "lang": scene.language})
    SubElement(root, "title", {"id": "title"}).text = scene.title
    SubElement(root, "desc", {"id": "description"}).text = scene.description
    patterns = SubElement(root, "defs")
    for role in _HATCHED:
        _hatching(patterns, role, inks)
    SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": inks["ground"]})
    for group in page.groups:
        _group(root, group, inks)
    return ElementTree.tostring(root, encoding="unicode")


def png(document: str) -> bytes:
    """The same picture as PNG. Other threads go on meanwhile: libvips works outside of the interpreter's lock."""
    image = pyvips.Image.svgload_buffer(document.encode()).flatten()
    return bytes(image.pngsave_buffer(compression=_COMPRESSION, filter="none", keep="none"))


def _group(root: Element, group: Group, inks: Inks) -> None:
    element = SubElement(root, "g", {"id": f"tile-{group.region}"} if group.region else {})
    if group.name:
        SubElement(element, "title").text = group.name
    for shape in group.shapes:
        _shape(element, shape, inks)


def _shape(parent: Element, shape: Shape, inks: Inks) -> None:
    match shape:
        case Letters():
            _letters(parent, shape, inks)
        case Hexagon():
            _hexagon(parent, shape, inks)
        case Disc():
            _disc(parent, shape, inks)
        case Star():
            SubElement(parent, "path", {"d": f"M{' L'.join(_at(*corner) for corner in shape.corners)}Z", "fill": inks[shape.ink]})
        case Curve():
            d = f"M{_at(*shape.start)} Q{_at(*shape.bend)} {_at(*shape.end)}"
            SubElement(parent, "path", {"d": d, "fill": "none", "stroke": inks[shape.ink], "stroke-width": f"{shape.thickness:g}"})
        case _:
            assert_never(shape)


def _letters(parent: Element, shape: Letters, inks: Inks) -> None:
    scale = shape.size / lettering.units(shape.weight)
    placed = f"translate({_at(shape.x, shape.y)}) scale({scale:.5f} {-scale:.5f})"
    path = lettering.outline(shape.text, shape.weight)
    SubElement(parent, "path", {"d": path, "transform": placed, "fill": inks[shape.ink], "aria-label": shape.text})


def _hexagon(parent: Element, shape: Hexagon, inks: Inks) -> None:
    hatched = inks[f"{shape.ink}.hatch"] != inks[f"{shape.ink}.fill"]
    look = {"fill": f"url(#hatch-{shape.ink})" if hatched else inks[f"{shape.ink}.fill"], "stroke": inks[f"{shape.ink}.edge"]}
    thickness = max(shape.across * (0.012 if shape.dashed else 0.018), 2.0)
    dash = max(shape.across * 0.035, 4.5)
    dashes = {"stroke-dasharray": f"{dash:.1f} {dash:.1f}"} if shape.dashed else {}
    SubElement(parent, "path", {"d": _rounded(shape.corners), **look, "stroke-width": f"{thickness:.1f}", **dashes})


def _disc(parent: Element, shape: Disc, inks: Inks) -> None:
    look = {"fill": "none", "stroke": inks[shape.ink], "stroke-width": f"{shape.line:.1f}"} if shape.line else {"fill": inks[shape.ink]}
    SubElement(parent, "circle", {"cx": f"{shape.x:.1f}", "cy": f"{shape.y:.1f}", "r": f"{shape.radius:.1f}", **look})


def _hatching(parent: Element, role: Role, inks: Inks) -> None:
    stripes = {"width": "16", "height": "16", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = SubElement(parent, "pattern", {"id": f"hatch-{role}", **stripes})
    SubElement(pattern, "rect", {"width": "16", "height": "16", "fill": inks[f"{role}.fill"]})
    SubElement(pattern, "rect", {"width": "6", "height": "16", "fill": inks[f"{role}.hatch"]})


def _rounded(corners: tuple[Point, ...]) -> str:
    parts: list[str] = []
    for number, corner in enumerate(corners):
        before, after = corners[number - 1], corners[(number + 1) % len(corners)]
        parts.append(f"{'L' if parts else 'M'}{_at(*_towards(corner, before))} Q{_at(*corner)} {_at(*_towards(corner, after))}")
    return "".join(parts) + "Z"


def _towards(start: Point, end: Point) -> Point:
    return start[0] + (end[0] - start[0]) * _CORNER, start[1] + (end[1] - start[1]) * _CORNER


def _at(x: float, y: float) -> str:
    return f"{x:.1f} {y:.1f}"
