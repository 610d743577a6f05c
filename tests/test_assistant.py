"""The whole way of a question: one reading of all its names is one question, and is not cut in two."""

import pytest

from bot import assistant as assistant_module
from bot.assistant import Assistant


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("which projects include Gwangju but not Jeonbuk?", "photonics-electronics convergence project."),
        ("what do Ulsan and Chungnam have in common?", "in common"),
        ("광주는 있고 전북은 없는 사업은?", "광전자융합 사업."),
    ],
)
def test_one_reading_of_two_names_is_one_question(assistant: Assistant, asked: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant_module.clauses, "in_two", lambda *_: pytest.fail("it was cut in two"))
    assert said in assistant.ask(asked)[0].body[0]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("who operates the nano project and when was the seminar?", ("Ulsan operates", "October 11")),
        ("나노 사업은 누가 운영하고 세미나는 언제였어?", ("울산이 운영", "10월 11일")),
    ],
)
def test_two_questions_are_two(assistant: Assistant, asked: str, said: tuple[str, str]) -> None:
    text = assistant.ask(asked)[0].text
    assert all(part in text for part in said)
