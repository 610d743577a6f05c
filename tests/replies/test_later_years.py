"""A year that no source reaches is said to be beyond them; what they say of earlier years is still shown."""

import pytest

from bot.assistant import Assistant
from bot.replies.reply import Outcome


@pytest.mark.parametrize("year", ["2019", "2023", "2041"])
@pytest.mark.parametrize(
    "asked",
    ["which ministry is in charge of the local concentration project in {}?", "{}년 경제협력권사업 소관 부처는?"],
)
def test_a_later_year_is_not_answered_with_an_earlier_one(assistant: Assistant, asked: str, year: str) -> None:
    reply, _ = assistant.ask(asked.format(year))
    assert reply.outcome is Outcome.ABSENT
    assert year in reply.body[0]
    assert reply.citations


def test_a_year_of_the_sources_is_answered(assistant: Assistant) -> None:
    assert assistant.ask("which ministry was in charge of the local concentration project in 2016?")[0].outcome is Outcome.ANSWER


def test_a_wrong_year_of_the_day_itself_is_corrected_instead(assistant: Assistant) -> None:
    reply, _ = assistant.ask("was the seminar held on October 11, 2019?")
    assert reply.outcome is Outcome.ANSWER
    assert "2018" in reply.text
