"""Facts found by what their texts say, where nothing else tells what is asked."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.replies.reply import Outcome
from tests.shipped import KEPT

BASES = Path(__file__).parents[1] / "bases"


def of(name: str) -> Assistant:
    return Assistant.load(BASES / name / "knowledge", KEPT)


@pytest.mark.parametrize(
    ("base", "asked", "cell"),
    [
        ("energy", "How many technicians has the Harbour Skills Scheme trained?", "harbour-skills.results"),
        ("energy", "인허가는 몇 개나 받아야 하나요?", "seminar-blue-energy.points"),
        ("farming", "How many robots are tested in FieldBot?", "fieldbot.about"),
        ("farming", "센서를 몇 개 설치했나요?", "greensense.about"),
    ],
)
def test_a_fact_is_found_by_the_words_of_its_text(base: str, asked: str, cell: str) -> None:
    reply, _ = of(base).ask(asked)
    assert reply.outcome is Outcome.ANSWER
    assert reply.facts == (cell,)


@pytest.mark.parametrize(
    ("base", "asked"),
    [
        ("energy", "How many divers has the Harbour Skills Scheme trained?"),  # half of it is said of others
        ("energy", "Who trains the technicians of Denmark?"),
        ("farming", "드론을 몇 대 설치했나요?"),
    ],
)
def test_what_no_text_says_is_not_answered(base: str, asked: str) -> None:
    assert of(base).ask(asked)[0].outcome in (Outcome.ABSENT, Outcome.DECLINE)


@pytest.mark.parametrize(
    "asked", ["how many jobs did the local concentration project create?", "지역특화사업으로 일자리가 몇 개 생겼나요?"]
)
def test_a_number_is_not_answered_by_a_text_without_one(assistant: Assistant, asked: str) -> None:
    assert assistant.ask(asked)[0].outcome is not Outcome.ANSWER
