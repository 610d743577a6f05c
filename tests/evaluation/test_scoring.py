import pytest

from bot.assistant import Assistant
from bot.evaluation import corpus, scoring
from bot.replies.reply import Outcome
from tests.evaluation.questions import question, reply, score


@pytest.mark.parametrize(
    ("expected", "got", "mistakes"),
    [
        (question("answer", (("Ulsan", "울산"),)), reply("answer", "ULSAN leads."), ()),
        (question("clarify|answer"), reply("answer", "Ulsan"), ()),
        (question("answer"), reply("decline"), ("decline in place of answer",)),
        (question("answer", (("A", "B"), ("C",))), reply("answer", "c"), ("lacks A or B",)),
        (question("answer", forbid=("Busan",)), reply("answer", "busan"), ("says Busan",)),
    ],
)
def test_what_is_right_and_what_is_not(expected: corpus.Question, got: scoring.Reply, mistakes: tuple[str, ...]) -> None:
    assert score(expected, got).mistakes == mistakes


@pytest.mark.parametrize(
    ("expected", "got", "wrong"),
    [
        (question("decline"), reply("answer", "Ulsan"), True),  # a fact where there must be none
        (question("answer", forbid=("Busan",)), reply("answer", "Busan"), True),  # a forbidden fact
        (question("answer", (("Ulsan",),)), reply("answer", "Daegu"), False),  # not what was asked, yet not called wrong by the corpus
        (question("answer"), reply("decline"), False),
        (question("absent", forbid=("Busan",)), reply("absent", "Busan"), False),
        (question("absent|answer"), reply("answer", "Ulsan"), False),
    ],
)
def test_a_wrong_fact_is_one_given_where_it_must_not_be(expected: corpus.Question, got: scoring.Reply, wrong: bool) -> None:
    assert score(expected, got).wrong_fact is wrong


def test_questions_of_a_chat_are_asked_in_their_conversation(assistant: Assistant) -> None:
    def asked(chat: str, text: str) -> corpus.Question:
        return corpus.Question(chat, text, "en", "followup", (Outcome.ANSWER,), (), (), "a.yaml", 1)

    questions = [
        asked("a", "who operates the secondary battery project?"),
        asked("b", "and who takes part?"),
        asked("a", "and who takes part?"),
    ]
    first, alone, third = scoring.ask_all(assistant, questions)
    assert "Chungnam" in first.reply.text
    assert alone.reply.outcome is not Outcome.ANSWER
    assert "Chungbuk" in third.reply.text
    assert all(s.seconds > 0 for s in (first, alone, third))
