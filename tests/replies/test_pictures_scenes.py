"""What the pictures show of the base: the right regions under the right roles, and a description that names the same ones."""

import re
from dataclasses import replace

import pytest

from bot.errors import BotError
from bot.language import LANGUAGES, Language
from bot.replies.pictures import PictureError, draw, drawable, partnership, scene
from bot.replies.pictures.maps import shades
from bot.replies.pictures.scene import Role, Scene
from bot.replies.reply import PictureRequest
from tests.replies.pictures import requests, scenes, shipped

_SILENT = (Role.PLAIN, Role.OUTSIDE)


def _shown(drawing: str, record: str, language: Language = "en") -> Scene:
    return scene(shipped(), PictureRequest(drawing, record), language)  # type: ignore[arg-type]


def _roles(shown: Scene) -> dict[str, Role]:
    return {tile.region: tile.role for tile in shown.tiles if tile.role not in _SILENT}


def _named(shown: Scene) -> set[str]:
    """The regions that the description names outside of the names of projects, which have some regions' names in them."""
    text = shown.description
    for kind in ("project", "industry"):
        for record in shipped().records(kind):
            name = record.name[shown.language]
            text = text.replace(name, "").replace(name[:1].upper() + name[1:], "")
    return {
        region.id for region in shipped().records("region") if re.search(rf"{re.escape(region.name[shown.language])}(?![A-Za-z])", text)
    }


def test_a_stated_operator_stands_apart_from_the_participants() -> None:
    assert _roles(_shown("map", "nano-convergence-material")) == {
        "ulsan": Role.OPERATOR, "gyeongnam": Role.PARTICIPANT, "jeonnam": Role.PARTICIPANT
    }  # fmt: skip
    assert _roles(_shown("map", "secondary-battery")) == {"chungnam": Role.OPERATOR, "chungbuk": Role.PARTICIPANT}


def test_no_lead_is_shown_that_no_source_states() -> None:
    stated = set()
    for project in shipped().records("project"):
        for drawing in ("map", "partners"):
            shown = _shown(drawing, project.id)
            if Role.OPERATOR in _roles(shown).values():
                stated.add(project.id)
            else:
                assert set(_roles(shown).values()) == {Role.MEMBER}
                assert "not stated" in shown.description
    assert stated == {"nano-convergence-material", "secondary-battery"}
    assert shipped().say("pictures.lead-unknown", "en") in _shown("map", "cosmetics").note


def test_a_region_is_shown_with_everybody_it_shares_a_project_with() -> None:
    for drawing in ("map", "partners"):
        shown = _shown(drawing, "ulsan")
        assert _roles(shown) == {
            "ulsan": Role.SUBJECT,
            **dict.fromkeys(("gyeongnam", "jeonnam", "busan", "gyeongbuk", "daegu"), Role.PARTNER),
        }
        badges = {tile.region: tile.badges for tile in shown.tiles}
        assert badges["gyeongnam"] == badges["jeonnam"] == ("1",)
        assert badges["busan"] != badges["daegu"] == badges["gyeongbuk"]
        assert [item.badge for item in shown.items] == ["1", "2", "3"]


def test_partners_know_of_each_other() -> None:
    base = shipped()
    for region in base.records("region"):
        for partner in partnership.partners(base, region, partnership.projects_of(base, region)):
            assert region in partnership.partners(base, partner, partnership.projects_of(base, partner))


def test_regions_outside_of_the_programmes_are_shown_as_such() -> None:
    for region in ("seoul", "incheon", "gyeonggi"):
        assert _roles(_shown("map", region)) == {region: Role.SUBJECT}
        for drawing in ("map", "partners"):
            shown = _shown(drawing, region)
            assert "capital area" in shown.subtitle
            assert "capital area" in shown.description
            assert shown.note[0].startswith("Source: ")
        tiles = {tile.region: tile.role for tile in _shown("map", "").tiles}
        assert tiles[region] is Role.OUTSIDE


def test_the_count_is_of_the_programme_that_was_asked_for() -> None:
    captions = {tile.region: tile.caption for tile in _shown("map", "economic-cooperation").tiles}
    assert (captions["daegu"], captions["jeju"], captions["sejong"], captions["seoul"]) == ("3 projects", "2 projects", "1 project", "")
    captions = {tile.region: tile.caption for tile in _shown("map", "local-concentration").tiles}
    assert (captions["chungnam"], captions["gyeongbuk"]) == ("5 industries", "")


@pytest.mark.parametrize("most", [1, 2, 4, 5, 9, 40])
def test_shades_grow_with_the_number(most: int) -> None:
    steps = [role for _, role in sorted(shades(range(most + 1)).items())]
    assert steps == sorted(steps)
    assert len(steps) == most
    assert len(set(steps)) == min(most, 4)
    assert shades([]) == shades([0]) == {}


def test_lines_join_those_who_share_projects_and_carry_their_number() -> None:
    links = {frozenset((link.first, link.second)): link for link in _shown("partners", "").links}
    assert links[frozenset(("daegu", "gyeongbuk"))].badges == ("3",)
    assert links[frozenset(("ulsan", "busan"))].badges == ()
    assert frozenset(("ulsan", "gwangju")) not in links


def test_a_description_names_the_regions_of_its_picture_and_no_others() -> None:
    for shown in scenes():
        assert _named(shown) == set(_roles(shown)), (shown.title, shown.language, shown.description)


def test_every_picture_says_where_it_stands() -> None:
    for shown in scenes():
        sources = shown.note[-1] if shown.note else ""
        assert not shown.items or re.search(r"\d{4}|no date|날짜 없음", sources), shown.title
        assert sources.startswith(("Source: ", "출처: ")), shown.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_unfilled_or_in_the_wrong_language(language: Language) -> None:
    for shown in (each for each in scenes() if each.language == language):
        said = [
            shown.title,
            shown.subtitle,
            shown.description,
            *(entry.text for entry in shown.legend),
            *(item.detail for item in shown.items),
        ]
        assert not any("{" in text or "  " in text or " ." in text for text in said), said
        hangul = [text for text in said if re.search("[가-힣]", text)]
        assert bool(hangul) == (language == "ko"), said


@pytest.mark.parametrize(
    ("drawing", "record"), [("map", "nobody"), ("partners", "nobody"), ("map", "kiat"), ("partners", "local-industry")]
)
def test_what_can_t_be_drawn_is_refused_with_a_sentence(drawing: str, record: str) -> None:
    request = PictureRequest(drawing, record)  # type: ignore[arg-type]
    assert not drawable(shipped(), request)
    with pytest.raises(PictureError, match="no picture"):
        draw(shipped(), request, "en")
    with pytest.raises(BotError, match="그림"):
        draw(shipped(), request, "ko")


def test_a_base_that_places_no_regions_has_no_map_and_says_so() -> None:
    placeless = replace(shipped(), tiles={})
    assert not drawable(placeless, PictureRequest("map", "ulsan"))
    with pytest.raises(PictureError, match="no map"):
        draw(placeless, PictureRequest("map", ""), "en")
    assert {tile.region for tile in scene(placeless, PictureRequest("partners", ""), "en").tiles} == set(_roles(_shown("partners", "")))


def test_a_picture_is_offered_when_there_is_something_to_see() -> None:
    alone = {PictureRequest("partners", region) for region in ("seoul", "incheon", "gyeonggi")}
    assert {request for request in requests(shipped()) if not drawable(shipped(), request)} == alone


def test_a_base_without_the_pictures_texts_offers_none() -> None:
    assert not drawable(replace(shipped(), texts={}), PictureRequest("map", "ulsan"))
