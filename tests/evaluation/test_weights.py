"""How the arbiter's weights are learned: each half of the questions is asked of a bot that has not learned it."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.weights import halves, unprepared
from bot.assistant import Assistant
from bot.evaluation.corpus import Question
from bot.knowledge.loader import load
from bot.knowledge.model import Asked
from bot.replies.reply import Outcome

BASE = Path(__file__).parents[1] / "knowledge" / "base"
FILED = (
    Asked("project.operator", ("whose baby is {project}", "who holds the reins of {project}", "{project} 누구 손에 있어")),
    Asked("elsewhere", ("what shall we have for lunch",)),
)


def question(text: str, chat: str = "c") -> Question:
    return Question(chat, text, "en", "direct", (Outcome.ANSWER,), (), (), "f.yaml", 1)


@pytest.fixture(scope="module")
def prepared() -> Assistant:
    return Assistant(replace(load(BASE), asked=FILED))


def test_a_conversation_is_in_one_half_alone() -> None:
    questions = [question(f"question {turn} of {chat}", f"chat {chat}") for turn in range(3) for chat in range(40)]
    parts = halves(questions)
    chats = [{asked.chat for asked in part} for part in parts]
    assert chats[0].isdisjoint(chats[1])
    assert min(len(part) for part in parts) > len(questions) / 4
    assert all([asked for asked in questions if asked in part] == part for part in parts)
    assert len(parts[0]) + len(parts[1]) == len(questions)


@pytest.mark.parametrize(
    ("asked", "left_out"),
    [
        ("Whose baby is NANO PROJECT?", {"whose baby is {project}"}),
        ("나노 사업 누구 손에 있어?", {"{project} 누구 손에 있어"}),
        ("what shall we have for lunch?", {"what shall we have for lunch"}),
        ("whose baby is it", set()),
        ("who operates the nano project?", set()),
    ],
)
def test_what_reads_like_a_question_is_not_learned_before_it_is_asked(prepared: Assistant, asked: str, left_out: set[str]) -> None:
    learned = unprepared(prepared, [question(asked)]).base.asked
    assert [part.intent for part in learned] == [part.intent for part in FILED]
    texts = {text for part in FILED for text in part.questions}
    assert {text for part in learned for text in part.questions} == texts - left_out
