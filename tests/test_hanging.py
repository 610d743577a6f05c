"""Questions that point at something although nothing was said before."""

import pytest

from bot.assistant import Assistant
from bot.replies.reply import Outcome


@pytest.mark.parametrize(
    "asked", ["몇 개예요?", "두 번째 거는요?", "how many are there in total?", "which one?", "why?", "the other one", "and the third?"]
)
def test_what_hangs_in_the_air_is_asked_back(assistant: Assistant, asked: str) -> None:
    reply, after = assistant.ask(asked)
    assert reply.outcome is Outcome.CLARIFY
    assert after.options == tuple(option.address for option in reply.options) != ()


def test_an_example_offered_then_can_be_picked(assistant: Assistant) -> None:
    _, after = assistant.ask("몇 개예요?")
    assert assistant.ask("2", after)[0].facts[0] == "secondary-battery.operator"


@pytest.mark.parametrize(
    "asked", ["how many regions does the nano project have?", "rain?", "?", "thanks", "who operates the second battery project"]
)
def test_what_names_or_asks_something_does_not_hang(assistant: Assistant, asked: str) -> None:
    assert assistant.ask(asked)[0].outcome is not Outcome.CLARIFY
