"""How many: exactly, at least, at most, more, fewer, another number; of projects, industries and regions."""

from dataclasses import replace

import pytest

from bot.assistant import Assistant
from bot.replies.reply import Outcome
from tests.shipped import KEPT

THREE = ("nano-convergence-material", "secondary-battery", "cosmetics")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("which regions are in exactly one project?", "Regions in 1 project(s): Sejong (machine parts project)."),
        ("which regions are in 2 projects?", "Regions in 2 project(s): Jeju (cosmetics project and recreational MICARE project)."),
        ("Which regions joined fewer than three cooperation projects?", "Regions in fewer than 3 project(s): Jeju"),
        ("regions in at most one project", "Regions in at most 1 project(s): Sejong"),
        ("협력사업이 세 개 미만인 지역들", "사업이 3개 미만인 지역: 제주"),
        ("협력사업이 3개가 아닌 지역은?", "사업이 3개가 아닌 지역: 제주"),
        ("how many projects have at least three regions", "5 in my sources."),
        ("which projects have more than three regions", "Projects with more than 3 region(s): none."),
        ("지역이 두 곳 초과인 사업", "지역이 2곳 초과인 사업: 나노융합소재 사업 (울산, 경남, 전남)"),
        ("참여 지역이 한 곳인 사업", "참여 지역이 1곳인 사업: 이차전지 사업 (충북)."),
        ("몇 개 지역이 세 개 이상 사업에 들어가?", "자료에 따르면 12개입니다."),
        ("regions with more than six flagship industries", "Regions with more than 6 flagship industries in my sources: "),
    ],
)
def test_amounts_are_compared(assistant: Assistant, asked: str, first: str) -> None:
    reply, _ = assistant.ask(asked)
    assert reply.outcome is Outcome.ANSWER
    assert reply.body[0].startswith(first), reply.body


def test_how_many_is_told_where_no_source_lists_them(assistant: Assistant) -> None:
    assert assistant.ask("how many industries were in the econ cooperation thing in 2015?")[0].facts == ("economic-cooperation.size",)
    assert assistant.ask("which industries does the economic cooperation project have?")[0].outcome is Outcome.ABSENT


@pytest.mark.parametrize("asked", ["which project has the biggest budget?", "which project has results?"])
def test_of_which_of_all_no_source_tells_is_said_in_a_line(assistant: Assistant, asked: str) -> None:
    reply, after = assistant.ask(asked)
    assert reply.outcome is Outcome.ABSENT
    assert len(reply.body) == 1
    assert not after.focus


def test_a_number_that_counts_them_all_is_an_amount_where_it_is_the_only_one(assistant: Assistant) -> None:
    base = assistant.base
    few = {name: record for name, record in base.by_id.items() if record.kind != "project" or name in THREE}
    reply, _ = Assistant(replace(base, by_id=few), KEPT).ask("which projects have three regions?")
    assert reply.body[0].startswith("Projects with 3 region(s): nano-convergence material project")


def test_what_is_lacking_of_several_named_ones_is_not_said_of_all(assistant: Assistant) -> None:
    reply, _ = assistant.ask("flagship industries of Gyeongbuk, Gyeongnam, Jeju and Sejong")
    assert reply.facts == ("sejong.industries",)
    assert "My sources do not tell the flagship industries of: Gyeongbuk, Gyeongnam and Jeju." in reply.body
    reply, _ = assistant.ask("governors of Gyeongbuk, Gyeongnam, Jeju and Sejong")
    assert reply.outcome is Outcome.ABSENT
    assert "regions" not in reply.body[0]
