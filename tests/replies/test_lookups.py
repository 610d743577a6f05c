"""Look-ups: who else there is, when it was, and what an empty cell says."""

import pytest

from bot.assistant import Assistant
from bot.language import Language
from bot.replies import lookups
from bot.replies.asking import Answer, Ask
from bot.replies.reply import Outcome
from bot.replies.wording import Wording
from tests.shipped import shipped

BASE = shipped().base
NO_OTHER = {"en": "My sources name no other.", "ko": "그 밖에는 제 자료에 나오지 않습니다."}


def looked_up(intent: str, record: str, *modifiers: str, claims: tuple[str, ...] = (), language: Language = "en") -> Answer:
    return lookups.attribute(Wording(BASE, language), Ask(BASE.intents[intent], ((record,),), claims, frozenset(modifiers)))


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("modifier", ["besides", "rest"])
@pytest.mark.parametrize(
    ("intent", "record", "all_of_them"),
    [
        ("seminar.speaker", "regional-seminar-2018", ("jang-bo-young",)),
        ("region.industries", "sejong", ("car-parts", "biomaterials")),
    ],
)
def test_who_is_named_already_is_not_said_to_be_somebody_else(
    intent: str, record: str, all_of_them: tuple[str, ...], modifier: str, language: Language
) -> None:
    answer = looked_up(intent, record, modifier, claims=all_of_them, language=language)
    assert answer.lines[0] == NO_OTHER[language]
    assert not answer.found
    assert answer.facts


@pytest.mark.parametrize(
    ("modifiers", "claims"),
    [
        (("rest",), ("car-parts",)),  # there is another one
        (("rest",), ()),
        ((), ("car-parts", "biomaterials")),  # "are these two its industries?"
    ],
)
def test_another_one_is_told(modifiers: tuple[str, ...], claims: tuple[str, ...]) -> None:
    answer = looked_up("region.industries", "sejong", *modifiers, claims=claims)
    assert NO_OTHER["en"] not in answer.lines
    assert answer.found
    assert "biomaterials" in " ".join(answer.lines)


@pytest.mark.parametrize("asked", ["who else spoke besides Jang Bo-young?", "did anyone else speak, apart from Dr. Jang?"])
def test_who_else_spoke_is_nobody(assistant: Assistant, asked: str) -> None:
    reply = assistant.ask(asked)[0]
    assert reply.outcome is Outcome.ABSENT
    assert reply.body[0] == NO_OTHER["en"]


@pytest.mark.parametrize(("language", "day"), [("en", "October 11, 2018"), ("ko", "2018년 10월 11일")])
def test_when_somebody_spoke_is_the_day_of_the_seminar(language: Language, day: str) -> None:
    dated = looked_up("person.talks", "jang-bo-young", "when", language=language)
    assert day in " ".join(dated.lines)
    assert "date" in [fact.attribute for fact in dated.facts]
    assert day not in " ".join(looked_up("person.talks", "jang-bo-young", language=language).lines)


def test_what_has_no_day_gets_none() -> None:
    assert looked_up("region.industries", "sejong", "when") == looked_up("region.industries", "sejong")


@pytest.mark.parametrize(
    ("record", "modifiers", "found"),
    [
        ("sejong", ("count",), True),  # "how many does Sejong operate": none is a number
        ("sejong", ("which", "count"), True),
        ("sejong", ("yesno",), False),
        ("sejong", ("which",), False),
        ("seoul", ("count",), True),
        ("seoul", ("yesno",), True),  # "does Seoul operate any": that it is outside is the answer
        ("seoul", ("member",), True),
        ("seoul", ("member", "which"), False),
        ("seoul", ("list", "yesno"), False),
        ("seoul", (), False),
    ],
)
def test_none_is_an_answer_to_how_many_and_outside_to_whether(record: str, modifiers: tuple[str, ...], found: bool) -> None:
    assert looked_up("region.operates", record, *modifiers).found == found


@pytest.mark.parametrize(
    ("intent", "record"),
    [
        ("project.companies", "nano-convergence-material"),
        ("seminar.attendance", "regional-seminar-2018"),
        ("region.industries", "gyeongbuk"),
    ],
)
def test_of_other_cells_an_empty_one_is_no_number(intent: str, record: str) -> None:
    assert not looked_up(intent, record, "count", "yesno").found
