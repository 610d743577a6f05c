"""The matcher of phrasings ranks, explains, and is certain only of what it has seen."""

import pytest

from bot.matching.phrasings import PhrasingMatcher

PHRASINGS = [
    ("when does the library open", "hours"),
    ("opening hours of the library", "hours"),
    ("until when are you open", "hours"),
    ("where is the library", "place"),
    ("how do I get to the library", "place"),
    ("address of the library", "place"),
    ("who runs {project}", "operator"),
    ("which organisation operates {project}", "operator"),
    ("도서관은 언제 여나요", "hours"),
    ("도서관 어디에 있어요", "place"),
]


@pytest.fixture(scope="module")
def matcher() -> PhrasingMatcher:
    return PhrasingMatcher.build(PHRASINGS)


@pytest.mark.parametrize(("text", "label"), PHRASINGS)
def test_every_phrasing_finds_itself(matcher: PhrasingMatcher, text: str, label: str) -> None:
    first = matcher.rank(text)[0]
    assert (first.label, first.phrasing) == (label, text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("when do you opne", "hours"),
        ("how to get there", "place"),
        ("도서관 언제 여러요?", "hours"),
        ("who operates {project}?", "operator"),
    ],
)
def test_a_question_in_other_words_is_understood(matcher: PhrasingMatcher, text: str, label: str) -> None:
    assert matcher.rank(text)[0].label == label
