"""Which of several seminars a question means."""

import shutil
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.dialogue.context import EMPTY
from bot.knowledge.folders import SHIPPED
from bot.replies.reply import Outcome
from tests.shipped import KEPT

BASE = Path(__file__).parents[1] / "bases" / "farming" / "knowledge"


@pytest.fixture(scope="module")
def forums() -> Assistant:
    return Assistant.load(BASE, KEPT)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What was the theme in 2021?", "Sensors"),
        ("who spoke in May 2021", "Yoon"),
        ("who spoke at the latest forum?", "Becker"),
        ("제2회 포럼에서 누가 발표했어?", "윤미경"),
        ("9월 포럼 발표자", "베커"),
        ("지난 포럼 발표자는 누구였나요?", "베커"),
        ("What was agreed for 2024?", "ten robots"),
    ],
)
def test_a_year_a_month_a_number_or_the_latest_chooses_one(forums: Assistant, question: str, said: str) -> None:
    reply, _ = forums.ask(question)
    assert reply.outcome is Outcome.ANSWER
    assert said in reply.text


@pytest.mark.parametrize(
    "question", ["who spoke at the fourth forum?", "2022년 포럼 주제는?", "who spoke in June 2021", "첫 번째 포럼은 언제 열렸나요?"]
)
def test_one_that_is_none_is_absent_with_those_that_there_are(forums: Assistant, question: str) -> None:
    reply, _ = forums.ask(question)
    assert reply.outcome is Outcome.ABSENT
    assert reply.facts == ()
    assert "2021" in reply.text
    assert "2023" in reply.text


def test_two_years_are_two_seminars(forums: Assistant) -> None:
    text = forums.ask("Who spoke in 2021 and who spoke in 2023?")[0].text
    assert "Yoon" in text
    assert "Becker" in text


def test_a_year_alone_asks_again_of_that_seminar(forums: Assistant) -> None:
    _, context = forums.ask("What was the theme of the 2021 forum?", EMPTY)
    assert "Robots" in forums.ask("And in 2023?", context)[0].text
    assert forums.ask("And in 2019?", context)[0].outcome is Outcome.ABSENT


def test_without_a_choice_it_is_asked_newest_first(forums: Assistant) -> None:
    reply, context = forums.ask("Who was the speaker?")
    assert reply.outcome is Outcome.CLARIFY
    assert [option.label[:5] for option in reply.options] == ["third", "secon"]
    assert "Yoon" in forums.ask("in 2021", context)[0].text


def test_what_all_seminars_share_is_answered(forums: Assistant) -> None:
    assert "GVARI" in forums.ask("Who hosted the forum?")[0].text


def test_what_somebody_said_elsewhere_is_not_told_of_another_seminar(forums: Assistant) -> None:
    text = forums.ask("What did Dr. Yoon present in 2023?")[0].text
    assert "GreenSense" not in text
    assert "No: not Dr. Yoon Mi-kyung" in text


def test_of_three_seminars_without_numbers_the_first_is_the_oldest(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    shutil.copy(SHIPPED / "sources.yaml", folder)
    dates = ("2022-04-01", "2020-04-01", "2024-04-01")
    records = "".join(
        f"  day-{date[:4]}:\n    name: {{en: Port Day, ko: 항만의 날}}\n    facts: {{date: {date}, theme: theme of {date[:4]}}}\n"
        for date in dates
    )
    (folder / "seminars.yaml").write_text(f"kind: seminar\nsource: stepi-2018-10-29\nrecords:\n{records}", encoding="utf-8")
    days = Assistant.load(folder)
    assert "theme of 2020" in days.ask("what was the theme of the first seminar?")[0].text
    assert "theme of 2024" in days.ask("theme of the latest Port Day")[0].text
    assert "theme of 2022" in days.ask("항만의 날 2022 주제")[0].text
