"""The letters: no name without a glyph, what is measured is what is drawn, long texts broken or shrunk rather than lost."""

import re
from itertools import chain

import pytest

from bot.language import LANGUAGES
from bot.replies.pictures import lettering
from bot.replies.pictures.lettering import Weight
from tests.replies.pictures import scenes, shipped

_DRAWN = ("region", "project", "industry", "programme")


def test_no_name_of_the_base_lacks_a_glyph() -> None:
    base = shipped()
    records = [record for kind in _DRAWN for record in base.records(kind)]
    assert len(records) > 50
    for record in records:
        for language in LANGUAGES:
            assert lettering.missing(record.name[language]) == (), record.id


def test_no_source_and_no_text_of_the_pictures_lacks_a_glyph() -> None:
    base = shipped()
    texts = [text for key, text in base.texts.items() if key.startswith("pictures.")]
    assert texts
    for text in chain(texts, (source.publisher for source in base.sources.values())):
        for language in LANGUAGES:
            assert lettering.missing(text[language]) == (), text


def test_no_picture_of_the_base_lacks_a_glyph() -> None:
    for shown in scenes():
        parts = (shown.title, shown.subtitle, *shown.note, *(tile.label + tile.caption for tile in shown.tiles))
        assert lettering.missing("".join(parts)) == ()
        assert lettering.missing("".join(item.title + item.detail for item in shown.items)) == ()


def test_a_character_that_the_fonts_lack_is_found_and_drawn_as_a_question_mark() -> None:
    assert lettering.missing("가뷁a☃뷁") == ("뷁", "☃")
    assert lettering.outline("뷁", Weight.BOLD) == lettering.outline("?", Weight.BOLD)


@pytest.mark.parametrize("weight", Weight)
def test_letters_have_shapes_and_their_width_grows_with_their_size(weight: Weight) -> None:
    assert lettering.outline("울산", weight).startswith("M")
    assert lettering.outline("울산", weight) != lettering.outline("부산", weight)
    assert len({lettering.outline("울산", each) for each in Weight}) == len(Weight)
    assert lettering.width("Ulsan", 40, weight) == pytest.approx(2 * lettering.width("Ulsan", 20, weight))
    assert (lettering.outline("", weight), lettering.width("", 40, weight)) == ("", 0)
    assert (lettering.outline(" ", weight), lettering.width(" ", 40, weight) > 0) == ("", True)


def test_letters_are_kerned() -> None:
    together, apart = (
        lettering.width("AV", 100, Weight.BOLD),
        lettering.width("A", 100, Weight.BOLD) + lettering.width("V", 100, Weight.BOLD),
    )
    assert together < apart
    steps = [float(place) for place in re.findall(r"M(-?\d+)", lettering.outline("||", Weight.BOLD))]
    assert (steps[-1] - steps[0]) / lettering.units(Weight.BOLD) == pytest.approx(lettering.width("|", 1, Weight.BOLD), abs=0.01)


def test_capital_letters_are_as_high_as_the_layout_assumes() -> None:
    path = lettering.outline("H", Weight.BOLD).replace("M", " ").replace("L", " ").replace("Z", " ")
    heights = [float(number) for number in path.split()][1::2]
    assert max(heights) / lettering.units(Weight.BOLD) == pytest.approx(lettering.CAPITAL, abs=0.01)


def test_text_is_shrunk_to_fit_and_cut_only_when_it_would_get_too_small() -> None:
    assert lettering.fitted("Ulsan", 40, Weight.BOLD, 500, 20) == ("Ulsan", 40)
    text, size = lettering.fitted("Gyeongbuk", 40, Weight.BOLD, 150, 20)
    assert text == "Gyeongbuk"
    assert lettering.width(text, size, Weight.BOLD) == pytest.approx(150)
    text, size = lettering.fitted("Gyeongbuk and Gyeongnam", 40, Weight.BOLD, 150, 20)
    assert (text[-1], size) == ("…", 20)
    assert lettering.width(text, size, Weight.BOLD) <= 150


def test_text_is_broken_at_spaces_into_no_more_lines_than_allowed() -> None:
    words = "functional high-tech textiles project of three regions"
    lines = lettering.wrapped(words, 30, Weight.MEDIUM, 300, 9)
    assert " ".join(lines) == words
    assert all(lettering.width(line, 30, Weight.MEDIUM) <= 300 for line in lines)
    short = lettering.wrapped(words, 30, Weight.MEDIUM, 300, 2)
    assert len(short) == 2
    assert short[-1].endswith("…")
    assert lettering.wrapped("", 30, Weight.MEDIUM, 300, 2) == ()


def test_no_last_word_stands_alone_in_its_line() -> None:
    first, last = lettering.wrapped("Gyeongbuk, Daegu and Ulsan; lead not stated", 29, Weight.MEDIUM, 560, 3)
    assert lettering.width(last, 29, Weight.MEDIUM) > 0.6 * lettering.width(first, 29, Weight.MEDIUM)
