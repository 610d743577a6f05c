"""Where things lie on a page: every letter inside the picture, every name inside its tile, nothing on top of another."""

from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest

from bot.replies.pictures import scene
from bot.replies.pictures.page import WIDTH, page
from bot.replies.pictures.scene import Role, Scene, Shape, Tile
from bot.replies.pictures.shapes import Box, Curve, Hexagon, Letters, Page
from bot.replies.reply import PictureRequest
from tests.replies.pictures import by_hand, scenes, shipped

_HIGHEST = 2300  # a phone still shows it whole, at half of its size
_SMALLEST = 24.0  # pixels of 1080, about 8.5 points on a phone


def _all() -> tuple[Scene, ...]:
    return (*scenes(), *(replace(by_hand(), shape=shape) for shape in ("map", "star", "ring")))


def _hexagons(laid: Page) -> dict[str, Hexagon]:
    return {group.region: shape for group in laid.groups if group.region for shape in group.shapes if isinstance(shape, Hexagon)}


def test_every_line_of_text_is_inside_the_picture_and_inside_what_holds_it() -> None:
    for shown in _all():
        laid = page(shown)
        whole = Box(0, 0, laid.width, laid.height)
        for letters in laid.letters():
            assert whole.holds(letters.box), (shown.title, letters.text)
            assert letters.within.left - 0.5 <= letters.box.left, (shown.title, letters.text)
            assert letters.box.right <= letters.within.right + 0.5, (shown.title, letters.text)


def test_every_name_is_inside_its_hexagon() -> None:
    for shown in _all():
        for group in page(shown).groups:
            if group.region:
                hexagon = next(shape for shape in group.shapes if isinstance(shape, Hexagon))
                for letters in (shape for shape in group.shapes if isinstance(shape, Letters)):
                    assert hexagon.room(letters.box.top, letters.box.bottom).holds(letters.box), (shown.title, letters.text)


def test_no_tile_touches_another() -> None:
    for shown in _all():
        laid = _hexagons(page(shown))
        assert set(laid) == {tile.region for tile in shown.tiles}
        for one, other in combinations(laid.values(), 2):
            assert hypot(one.x - other.x, one.y - other.y) > one.across, shown.title


def test_the_texts_beside_the_tiles_touch_neither_tiles_nor_each_other() -> None:
    for shown in _all():
        laid = page(shown)
        tiles = [hexagon.box for hexagon in _hexagons(laid).values()]
        beside = [
            shape
            for group in laid.groups
            if not group.region
            for shape in group.shapes
            if isinstance(shape, Letters) and shape.ground == "ground"
        ]
        for letters in beside:
            assert not any(letters.box.meets(tile) for tile in tiles), (shown.title, letters.text)
        for one, other in combinations(beside, 2):
            middle = Box(one.box.left, one.y - one.size * 0.7, one.box.right, one.y)
            assert not middle.meets(other.box) or one.y == other.y, (shown.title, one.text, other.text)


def test_nothing_of_the_shipped_base_is_cut_and_all_of_it_can_be_read_on_a_phone() -> None:
    for shown in scenes():
        laid = page(shown)
        assert (laid.width, laid.height <= _HIGHEST) == (WIDTH, True), (shown.title, laid.height)
        for letters in laid.letters():
            assert "…" not in letters.text, (shown.title, letters.text)
            assert letters.size >= (_SMALLEST if not letters.text.isdigit() else 17), (shown.title, letters.text, letters.size)


def test_the_names_of_a_picture_are_all_of_one_size() -> None:
    for shown in scenes():
        labels = {tile.label for tile in shown.tiles}
        sizes = {
            shape.size
            for group in page(shown).groups
            if group.region
            for shape in group.shapes
            if isinstance(shape, Letters) and shape.text in labels
        }
        assert len(sizes) == 1, (shown.title, sizes)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 9, 14, 17])
@pytest.mark.parametrize("shape", ["map", "star", "ring"])
def test_any_number_of_tiles_has_room(shape: Shape, count: int) -> None:
    places = [(2 * (number % 4) + number // 4 % 2, number // 4) for number in range(count)]
    tiles = tuple(Tile(f"r{place}", "Gyeongnam", Role.PARTNER, "3 projects", ("1", "2", "3"), *place) for place in places)
    shown = replace(by_hand(), shape=shape, tiles=tiles, links=())
    laid = page(shown)
    whole = Box(0, 0, laid.width, laid.height)
    hexagons = list(_hexagons(laid).values())
    assert len(hexagons) == count
    assert all(whole.holds(hexagon.box) for hexagon in hexagons)
    assert all(hypot(a.x - b.x, a.y - b.y) > a.across for a, b in combinations(hexagons, 2))


def test_a_row_without_tiles_is_a_narrow_strait() -> None:
    tiles = (Tile("a", "A", Role.PLAIN, row=0), Tile("b", "B", Role.PLAIN, row=1), Tile("c", "C", Role.PLAIN, row=3))
    laid = _hexagons(page(replace(by_hand(), tiles=tiles, links=())))
    assert laid["b"].y - laid["a"].y < laid["c"].y - laid["b"].y < 1.5 * (laid["b"].y - laid["a"].y)


_NORTH_TO_SOUTH: tuple[tuple[str, ...], ...] = (
    ("seoul", "chungnam", "jeonbuk", "jeonnam", "jeju"),
    ("gangwon", "gyeongbuk", "daegu", "busan"),
)
_WEST_TO_EAST: tuple[tuple[str, ...], ...] = (
    ("incheon", "gyeonggi", "gangwon"),
    ("chungnam", "sejong", "chungbuk", "gyeongbuk"),
    ("jeonbuk", "daegu", "ulsan"),
)
_NEIGHBOURS = (
    ("seoul", "gyeonggi"), ("seoul", "incheon"), ("gyeonggi", "chungbuk"), ("gangwon", "chungbuk"), ("gangwon", "gyeongbuk"), ("chungnam", "sejong"),
    ("chungnam", "jeonbuk"), ("sejong", "daejeon"), ("daejeon", "chungbuk"), ("jeonbuk", "jeonnam"), ("gwangju", "jeonnam"), ("jeonnam", "gyeongnam"),
    ("daegu", "gyeongbuk"), ("daegu", "gyeongnam"), ("ulsan", "busan"), ("busan", "gyeongnam"), ("ulsan", "gyeongbuk"),
)  # fmt: skip


def test_the_shipped_map_has_a_place_for_every_region_and_looks_like_the_country() -> None:
    places = shipped().tiles
    assert set(places) == {region.id for region in shipped().records("region")}
    for axis, lines in ((1, _NORTH_TO_SOUTH), (0, _WEST_TO_EAST)):
        for line in lines:
            along = [places[region][axis] for region in line]
            assert along == sorted(set(along)), line
    for one, other in _NEIGHBOURS:
        (column, row), (other_column, other_row) = places[one], places[other]
        assert (abs(column - other_column), abs(row - other_row)) in {(2, 0), (1, 1)}, (one, other)
    assert all(abs(column - other) >= 2 for (column, row), (other, same) in combinations(places.values(), 2) if row == same)


@pytest.mark.parametrize("drawing", ["", "ulsan", "nano-convergence-material"])
def test_every_link_is_a_line_between_its_tiles_the_thicker_the_heavier(drawing: str) -> None:
    shown = scene(shipped(), PictureRequest("partners", drawing), "en")
    laid = page(shown)
    hexagons = _hexagons(laid)
    curves = {(curve.start, curve.end): curve for group in laid.groups for curve in group.shapes if isinstance(curve, Curve)}
    assert len(curves) == len(shown.links) > 0
    thickness: dict[int, float] = {}
    for link in shown.links:
        first, second = hexagons[link.first], hexagons[link.second]
        thickness[link.weight] = curves[(first.x, first.y), (second.x, second.y)].thickness
    assert [thickness[weight] for weight in sorted(thickness)] == sorted(set(thickness.values()))
