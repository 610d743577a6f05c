"""Readings: by an intent alone, whatever the words; what a slot takes that is not named; and what keeps an intent from being meant."""

import pytest

from bot.dialogue.context import EMPTY
from bot.language.text import normalise
from bot.matching import kept_lexicon
from bot.matching.intents import IntentIndex
from bot.matching.question import Question
from bot.matching.readings import Reading, by, readings
from tests.shipped import KEPT, shipped

COMPILED = kept_lexicon.opened(shipped().base, KEPT)[1]
INTENTS = {intent.intent.id: intent for intent in COMPILED}
INDEX = IntentIndex(COMPILED)


def asked(text: str) -> Question:
    return shipped().read(normalise(text), EMPTY)[0]


def read(text: str, intent: str) -> Reading:
    reading = by(asked(text), INTENTS[intent])
    assert reading is not None
    return reading


def found(text: str) -> list[str]:
    return [reading.id for reading in readings(asked(text), INDEX)]


@pytest.mark.parametrize("text", ["grabbed the lectern", "창밖을 쳐다보던"])
def test_a_reading_by_an_intent_needs_no_word_of_it(text: str) -> None:
    reading = read(text, "seminar.speaker")
    assert reading.evidence == 0
    assert reading.score <= 0
    assert [slot.records for slot in reading.slots] == [("regional-seminar-2018",)]
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("who operates projects", "project.lead-unknown"),  # it needs "how many" or "not known"
        ("which region has the most regions", "project.most-regions"),  # it is about projects
        ("사업이 가장 많은 지역", "project.most-regions"),
    ],
)
def test_what_an_intent_needs_is_asked_of_phrasings_and_not_of_guesses(text: str, intent: str) -> None:
    assert intent not in found(text)
    assert read(text, intent).id == intent


def test_with_what_it_needs_an_intent_is_found() -> None:
    assert "project.lead-unknown" in found("for how many projects do you know who operates")
    assert "project.most-regions" in found("지역이 가장 많은 사업")


@pytest.mark.parametrize(
    ("text", "kind", "pointed"),
    [
        ("which region operates the project?", "project", True),
        ("어느 지역이 그 사업을 운영해?", "project", True),
        ("which region operates the project?", "topic", True),
        ("which region operates the project?", "region", False),
        ("which project does that?", "project", False),
        ("which projects are operated?", "project", False),
    ],
)
def test_a_question_points_to_one_of_a_kind(text: str, kind: str, pointed: bool) -> None:
    assert asked(text).points_to(kind) == pointed


def test_what_is_pointed_to_is_missing_and_what_is_asked_for_is_not() -> None:
    assert read("which project does the project's region operate?", "project.operator").missing == "project"
    assert by(asked("which projects are operated?"), INTENTS["project.operator"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "which ministry are both programmes under?",
        "두 프로그램 모두 소관 부처가 어디야?",
    ],
)
def test_both_are_the_two_that_there_are(text: str) -> None:
    slot = read(text, "programme.ministry").slots[0]
    assert (slot.records, slot.origin, slot.tie) == (("economic-cooperation", "local-concentration"), "told", False)


@pytest.mark.parametrize("text", ["who operates both projects?", "사업 둘 다 누가 운영해?"])
def test_both_of_many_are_asked_back(text: str) -> None:
    assert read(text, "project.operator").missing == "project"


@pytest.mark.parametrize("text", ["which example was given for Daejeon?", "대전은 어떤 산업이 예로 나왔나요?"])
def test_a_record_is_told_by_another_that_its_cell_names(text: str) -> None:
    reading = read(text, "programme.examples")
    assert not reading.missing
    assert ("local-concentration",) in {slot.records for slot in reading.slots}
