"""Narrowing: what the words of a question mean beside each other."""

import pytest

from bot.language.text import normalise
from bot.matching import kept_lexicon
from bot.matching.narrowing import narrowed
from bot.matching.segmentation import segment
from bot.matching.unit import Unit
from tests.shipped import KEPT, shipped

LEXICON, _ = kept_lexicon.opened(shipped().base, KEPT)


def meant(text: str) -> tuple[Unit, ...]:
    return narrowed(segment(normalise(text), LEXICON), shipped().base)


def named(text: str) -> list[str]:
    return [" ".join(unit.records) for unit in meant(text) if unit.is_mention]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("isn't Busan in the nano project?", False),
        ("didn't Ulsan join the nano project?", False),
        ("Busan isn't in the nano project?", True),
        ("is Busan not in the nano project?", True),
    ],
)
def test_a_question_that_begins_with_a_denial_denies_nothing(text: str, denied: bool) -> None:
    assert any("not" in unit.concepts for unit in meant(text)) == denied


@pytest.mark.parametrize(
    "text",
    [
        "what does Ulsan do besides the nano project?",
        "besides the nano project, what does Ulsan do?",
        "is Ulsan in any project other than nano?",
        "울산은 나노 말고 어떤 사업을 해?",
        "울산은 조선 기자재 외에 어떤 산업이 있어?",
    ],
)
def test_what_is_set_aside_is_not_meant(text: str) -> None:
    assert named(text) == ["ulsan"]
    assert not any("besides" in unit.concepts for unit in meant(text))


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("what is there besides the nano project?", ["nano-convergence-material"]),
        ("who operates the nano project besides Ulsan?", ["nano-convergence-material", "ulsan"]),
        ("울산 말고 누가 나노 사업을 해?", ["ulsan", "nano-convergence-material"]),
    ],
)
def test_a_name_alone_or_of_a_region_is_not_set_aside(text: str, both: list[str]) -> None:
    assert named(text) == both


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("which cooperation projects does Busan take part in?", ["busan"]),
        ("부산의 협력사업은?", ["busan"]),
        ("is the nano project one of the cooperation projects?", ["nano-convergence-material"]),
        ("what are the cooperation projects?", ["economic-cooperation"]),
        ("협력사업은 뭐야?", ["economic-cooperation"]),
    ],
)
def test_a_programme_that_is_called_like_a_kind_is_one_beside_what_belongs_to_it(text: str, names: list[str]) -> None:
    assert named(text) == names
    assert any("project" in unit.concepts for unit in meant(text))


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("which industry is energy parts?", "energy-parts-industry"),
        ("is energy parts a project of Jeonbuk?", "energy-parts"),
        ("에너지 부품 사업은 누가 해?", "energy-parts"),
        ("energy parts", "energy-parts-industry energy-parts"),
        ("에너지 부품은 산업이야, 사업이야?", "energy-parts-industry energy-parts"),
    ],
)
def test_a_shared_name_is_of_the_one_kind_that_is_said(text: str, records: str) -> None:
    assert records in named(text)
