"""From a scene to bytes: the same bytes each time, taken from memory by content, SVG that needs nothing beside itself."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bot.replies.pictures import Drawing, draw, draw_scene, drawing, scene
from bot.replies.pictures.page import page
from bot.replies.pictures.palette import INKS, Theme
from bot.replies.reply import PictureRequest
from tests.replies.pictures import by_hand, scenes, shipped

_MAP = PictureRequest("map", "ulsan")
_SVG = "{http://www.w3.org/2000/svg}"


def _size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    draw_scene.cache_clear()


def test_a_drawing_is_a_png_as_wide_as_a_phone_is_sharp() -> None:
    drawn = draw(shipped(), _MAP, "ko")
    assert drawn.data is drawn.png
    assert drawn.png.startswith(b"\x89PNG\r\n")
    assert _size(drawn.png) == (1080, page(scene(shipped(), _MAP, "ko")).height)
    assert drawn.media_type == "image/png"
    assert len(drawn.png) < 500_000


def test_a_drawing_in_svg_brings_the_png_too() -> None:
    drawn = draw(shipped(), _MAP, "en", format="svg")
    assert drawn.media_type == "image/svg+xml"
    assert drawn.data.startswith(b"<svg ")
    assert drawn.png == draw(shipped(), _MAP, "en").png


def test_the_same_content_gives_the_same_bytes_and_other_content_others() -> None:
    def keys() -> list[str]:
        draw_scene.cache_clear()
        themes: tuple[Theme, ...] = ("light", "dark")
        shown = (by_hand(), by_hand("ko"), replace(by_hand(), title="Another"), replace(by_hand(), description="Other words"))
        return [draw_scene(each, theme, "svg").key for each in shown for theme in themes]

    assert keys() == keys()
    assert len(set(keys())) == len(keys())
    assert draw_scene(by_hand()).png == drawing.png(drawing.svg(by_hand(), page(by_hand()), "light"))


def test_equal_scenes_come_from_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    first = draw(shipped(), _MAP, "en")
    monkeypatch.setattr(drawing, "svg", None)
    monkeypatch.setattr("bot.replies.pictures.svg", None)
    changed = replace(shipped(), revision="another")
    assert draw(changed, _MAP, "en") is first
    with pytest.raises(TypeError):
        draw(shipped(), _MAP, "ko")


def test_pictures_drawn_at_once_in_several_threads_are_the_same_as_one_by_one() -> None:
    shown = scenes()[:8]
    alone = [draw_scene(each).key for each in shown]
    draw_scene.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        drawn: list[Drawing] = list(threads.map(draw_scene, shown))
    assert [each.key for each in drawn] == alone


@pytest.mark.parametrize("theme", INKS)
def test_the_svg_says_what_it_shows_and_refers_to_nothing_outside(theme: Theme) -> None:
    for shown in (*scenes()[::5], by_hand()):
        text = drawing.svg(shown, page(shown), theme)
        root = ElementTree.fromstring(text)
        assert root.findtext(f"{_SVG}title") == shown.title
        assert root.findtext(f"{_SVG}desc") == shown.description
        assert root.get("lang") == shown.language
        assert root.get("role") == "img"
        assert {element.tag.removeprefix(_SVG) for element in root.iter()} <= {
            "svg", "title", "desc", "defs", "pattern", "rect", "g", "path", "circle"
        }  # fmt: skip
        assert "href" not in text
        assert "font" not in text
        assert text.count("http") == 1
        assert INKS[theme]["ground"] in text


def test_each_tile_of_the_svg_has_its_region_and_its_name() -> None:
    shown = scene(shipped(), _MAP, "en")
    root = ElementTree.fromstring(drawing.svg(shown, page(shown), "light"))
    groups = {group.get("id"): group.findtext(f"{_SVG}title") for group in root.iter(f"{_SVG}g") if group.get("id")}
    assert set(groups) == {f"tile-{tile.region}" for tile in shown.tiles}
    assert groups["tile-ulsan"] == "Ulsan – 3 projects"
    labels = {path.get("aria-label") for path in root.iter(f"{_SVG}path")}
    assert {tile.label for tile in shown.tiles} <= labels
