"""What a question takes for granted: another day is corrected, a year of which no source tells is said to be none of theirs."""

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


@pytest.mark.parametrize("asked", ["which ministry had the economic cooperation project in 2017?", "2016년엔 경제협력권사업이 몇 개였어?"])
def test_a_year_between_those_of_the_sources_is_unknown(assistant: Assistant, asked: str) -> None:
    reply, _ = assistant.ask(asked)
    assert reply.outcome is Outcome.ABSENT
    assert not reply.facts


def test_a_year_of_the_sources_is_answered(assistant: Assistant) -> None:
    assert assistant.ask("which ministry was in charge of the local concentration project in 2016?")[0].outcome is Outcome.ANSWER


@pytest.mark.parametrize("asked", ["was the seminar held on October 11, 2019?", "the 2017 seminar, who spoke?"])
def test_a_wrong_year_of_the_day_itself_is_corrected_instead(assistant: Assistant, asked: str) -> None:
    reply, _ = assistant.ask(asked)
    assert reply.outcome is Outcome.ANSWER
    assert "October 11, 2018" in reply.text


@pytest.mark.parametrize(
    ("asked", "also"),
    [("who spoke at the seminar of October 29?", "Jang"), ("세미나 10월 1일에 열렸잖아 그날 누가 발표했어?", "장보영")],
)
def test_another_day_is_corrected_beside_the_answer(assistant: Assistant, asked: str, also: str) -> None:
    text = assistant.ask(asked)[0].text
    assert also in text
    assert "October 11, 2018" in text or "2018년 10월 11일" in text


@pytest.mark.parametrize("day", ["October 29", "29 February", "2018-10-12"])
def test_another_day_is_denied_where_the_day_is_asked(assistant: Assistant, day: str) -> None:
    reply, _ = assistant.ask(f"was the seminar held on {day}?")
    assert reply.body[0].startswith("No") or day == "29 February"
    assert "October 11, 2018" in reply.text


def test_the_right_day_is_not_corrected(assistant: Assistant) -> None:
    assert "was held" not in assistant.ask("who spoke at the seminar of October 11?")[0].text


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("was the trade ministry in charge of the local concentration project in October 2017?", "No"),
        ("was the trade ministry in charge of the local concentration project in January 2016?", "Yes"),
        ("2016년 초엔 지역주력산업을 중기부가 맡고 있었나요?", "아니요"),
        ("2017년 10월에는 지역주력산업이 중기부 소관이었죠?", "네"),
    ],
)
def test_who_it_was_depends_on_the_year(assistant: Assistant, asked: str, right: str) -> None:
    assert assistant.ask(asked)[0].body[0].startswith(right)


def test_a_year_tells_which_programme_is_meant(assistant: Assistant) -> None:
    reply, _ = assistant.ask("how many projects were there in 2015, and under which ministry?")
    assert reply.outcome is Outcome.ANSWER
    assert "17" in reply.text
    assert "MOTIE" in reply.text


def test_a_reason_that_nobody_gives_is_not_made_up(assistant: Assistant) -> None:
    reply, _ = assistant.ask("why was the number of flagship industries reduced?")
    assert reply.outcome is Outcome.ABSENT
    assert "reason" in reply.body[0]


def test_a_wrong_premise_behind_a_why_is_corrected(assistant: Assistant) -> None:
    reply, _ = assistant.ask("why is Chungnam only a participant in the battery project?")
    assert reply.outcome is Outcome.ANSWER
    assert "Chungnam operates" in reply.text


@pytest.mark.parametrize("asked", ["the seminar was in 2017, right?", "세미나 2017년에 열린 거 맞죠?"])
def test_another_year_is_denied_where_only_the_year_is_said(assistant: Assistant, asked: str) -> None:
    first, *rest = assistant.ask(asked)[0].body
    assert "2017" in first
    assert first.startswith(("No", "아니요"))
    assert any("2018" in line for line in rest)
