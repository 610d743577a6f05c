"""The shipped phrasings serve other bases: one of a seminar alone, without a programme or a project, is never at a loss for words."""

import shutil
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.dialogue.context import EMPTY, Context
from bot.evaluation import corpus
from bot.knowledge.folders import SHIPPED
from bot.replies.reply import Outcome
from tests.shipped import KEPT

QUESTIONS = Path(__file__).parent / "questions" / "development"
KEPT_FILES = ("sources.yaml", "people.yaml", "organisations.yaml", "regions.yaml")
BASE = """
base:
  title: {en: the seminar, ko: 세미나}
  examples:
    - question: {en: "When was the seminar held?", ko: "세미나는 언제 열렸나요?"}
      address: seminar_date
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("alone")
    for name in KEPT_FILES:
        shutil.copy(SHIPPED / name, folder)
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    (folder / "seminars").mkdir()
    for path in (SHIPPED / "seminars").glob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        without = "".join(line for line in lines if not line.startswith("      programmes:"))
        (folder / "seminars" / path.name).write_text(without, encoding="utf-8")
    return Assistant.load(folder, KEPT)


def test_every_question_gets_a_reply_in_words(alone: Assistant) -> None:
    contexts: dict[tuple[str, str], Context] = {}
    for question in corpus.load(sorted(QUESTIONS.glob("*.yaml"))):
        chat = (question.file, question.chat)
        reply, contexts[chat] = alone.ask(question.text, contexts.get(chat, EMPTY))
        assert reply.body, question.text


def test_its_own_facts_are_answered(alone: Assistant) -> None:
    assert "Jang" in alone.ask("who gave the talk?")[0].text
    assert alone.ask("how many flagship industries are there?")[0].outcome is not Outcome.ANSWER
