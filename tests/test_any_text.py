"""Whatever is typed, there is one sane reply: never an exception, never a slot or a brace of a text left unfilled."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.context import EMPTY, Context
from bot.replies.reply import Outcome
from tests.shipped import shipped

QUESTIONS = sorted((Path(__file__).parent / "questions" / "development").glob("*.yaml"))
ASSISTANT = shipped()
TEXTS = [item["text"] for path in QUESTIONS for item in yaml.safe_load(path.read_text(encoding="utf-8"))]
PIECES = sorted({piece for text in TEXTS for piece in text.split()})


def checked(text: str, context: Context = EMPTY) -> Context:
    reply, after = ASSISTANT.ask(text, context)
    assert reply.outcome in Outcome
    assert reply.text.strip(), text
    assert not re.search(r"\{[a-z]+\}", reply.text), reply.text
    assert (reply.outcome is Outcome.ANSWER) <= bool(reply.citations), text
    assert (reply.outcome is Outcome.CLARIFY) <= (1 < len(reply.options) < 5), text
    return Context.from_json(after.to_json())


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_unicode(text: str) -> None:
    checked(text)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14))
def test_any_mixture_of_what_people_type(pieces: list[str]) -> None:
    checked(" ".join(pieces))


def test_any_question_after_any_other() -> None:
    context = EMPTY
    for text in TEXTS:
        context = checked(text, context)


def test_two_questions_in_one_message() -> None:
    for first, second in pairwise(TEXTS):
        checked(f"{first} and {second}"[:600])


@pytest.mark.parametrize(
    "text", ["", " ", "?", "😀", "\x00", "a" * 5000, "가" * 5000, "❶", "²", "<b>", "{region}", "{{7*7}}", "\u202e", "1", "99999999999999"]
)
def test_odd_messages(text: str) -> None:
    checked(text)
