"""What a question claims is compared with the facts, also where it claims a part, the whole, or "only"."""

import pytest

from bot.assistant import Assistant
from bot.replies.reply import Outcome


@pytest.mark.parametrize(
    "asked",
    [
        "did STEPI host the seminar?",
        "was it STEPI that organised the talk?",
        "which division of STEPI hosted it?",
        "세미나는 STEPI가 주최했나요?",
    ],
)
def test_what_an_office_did_its_institute_did(assistant: Assistant, asked: str) -> None:
    assert assistant.ask(asked)[0].body[0] in ("Yes.", "네, 맞습니다.")


def test_another_institute_did_not(assistant: Assistant) -> None:
    assert assistant.ask("did KIAT host the seminar?")[0].body[0].startswith("No")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("does Sejong only have biomaterials as an industry?", "No: not only biomaterials."),
        ("세종은 주력산업이 바이오소재 하나뿐이지?", "아니요, 바이오소재만은 아닙니다."),
        ("is Ulsan the only operator of the nano project?", "Yes."),
    ],
)
def test_only_is_part_of_a_claim(assistant: Assistant, asked: str, first: str) -> None:
    assert assistant.ask(asked)[0].body[0] == first


def test_why_a_region_is_not_in_a_programme_is_said(assistant: Assistant) -> None:
    body = assistant.ask("is Incheon one of the regions of the cooperation project?")[0].body
    assert body[0] == "No: not Incheon."
    assert "capital area" in body[1]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("which organisation does the speaker come from?", "KIAT"),
        ("which organization hosted the seminar?", "Entrepreneurship"),
        ("who organised the talk?", "Entrepreneurship"),
        ("in which department of KIAT does Jang Bo-young sit?", "Local Project Unit"),
    ],
)
def test_an_organisation_is_not_its_organisers(assistant: Assistant, asked: str, said: str) -> None:
    reply = assistant.ask(asked)[0]
    assert reply.outcome is Outcome.ANSWER
    assert said in reply.body[0]


@pytest.mark.parametrize(
    "asked", ["경제협력권사업 전체 목록 보여주세요", "give me all seventeen cooperation projects", "2015년 협력사업 17개 이름 쭉 나열해줘"]
)
def test_a_list_of_a_programme_is_the_list_of_its_projects(assistant: Assistant, asked: str) -> None:
    text = assistant.ask(asked)[0].text
    assert "MICARE" in text
    assert "화장품" in text or "cosmetics" in text


@pytest.mark.parametrize("asked", ["what other projects does Ulsan do besides the nano project?", "울산은 나노 말고 어떤 사업을 해?"])
def test_what_is_set_aside_is_not_what_is_asked_about(assistant: Assistant, asked: str) -> None:
    text = assistant.ask(asked)[0].text
    assert "shipbuilding" in text or "조선해양" in text


def test_two_names_joined_are_one_question(assistant: Assistant) -> None:
    assert "in common" in assistant.ask("what do Ulsan and Chungnam share?")[0].body[0]


@pytest.mark.parametrize(
    ("asked", "fact"),
    [
        ("who hosted the seminar besides STEPI?", "The Regional Research Seminar was hosted by"),
        ("who operates the nano project besides Ulsan?", "Ulsan operates the nano-convergence material project."),
        ("나노 사업에 울산 말고 누가 운영해?", "나노융합소재 사업은 울산이 운영합니다."),
    ],
)
def test_where_there_is_no_other_it_is_said_and_not_agreed_to(assistant: Assistant, asked: str, fact: str) -> None:
    reply, _ = assistant.ask(asked)
    assert reply.outcome is Outcome.ABSENT
    assert reply.body[0] in ("My sources name no other.", "그 밖에는 제 자료에 나오지 않습니다.")
    assert reply.body[1].startswith(fact)
