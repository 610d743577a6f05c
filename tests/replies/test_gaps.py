"""What is not known is said so, with the nearest thing that is."""

import pytest

from bot.knowledge.model import UNLISTED
from bot.language import LANGUAGES, Language
from bot.replies.gaps import gap
from bot.replies.wording import Wording
from tests.shipped import shipped

BASE = shipped().base


@pytest.mark.parametrize(
    ("language", "record", "first"),
    [
        ("en", "ulsan", "My sources do not tell that about Ulsan."),
        ("ko", "ulsan", "울산에 대해 그런 내용은 제 자료에 나오지 않습니다."),
        ("en", "jang-bo-young", "My sources do not tell that about Dr. Jang Bo-young."),
    ],
)
def test_what_no_entry_is_for_is_not_told(language: Language, record: str, first: str) -> None:
    answer = gap(Wording(BASE, language), BASE.by_id[record], UNLISTED)
    assert answer.lines[0] == first
    assert not answer.found
    assert answer.facts
    assert len(answer.lines) == 2


@pytest.mark.parametrize("kind", [kind for kind, described in BASE.kinds.items() if UNLISTED in described.attributes])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_label_that_nobody_says_is_not_said(kind: str, language: Language) -> None:
    label = BASE.kinds[kind].attributes[UNLISTED].label[language]
    for record in BASE.records(kind):
        assert label not in " ".join(gap(Wording(BASE, language), record, UNLISTED).lines), record.id


def test_of_a_region_outside_it_is_said_that_it_is() -> None:
    assert "outside the regions of the programmes" in gap(Wording(BASE, "en"), BASE.by_id["seoul"], UNLISTED).lines[0]
