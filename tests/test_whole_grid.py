"""Every cell of the shipped grid, asked in plain words and checked against the grid itself."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from bot.assistant import Assistant
from bot.knowledge import queries
from bot.knowledge.model import Record
from bot.language import LANGUAGES, Language
from bot.replies.reply import Outcome

_CLAIMS: dict[Language, tuple[str, ...]] = {
    "en": ("is {r} part of the {p}?", "{r} is in the {p}, right?", "isn't {r} involved in the {p}?"),
    "ko": ("{r}도 {p}에 참여하나요?", "{p}에 {r} 들어가나요?", "{p} {r}도 하지?"),
}
_BY_INDUSTRY: dict[Language, tuple[str, ...]] = {
    "en": ("which region has {i} as a flagship industry?", "{i} belongs to which city or province?", "who does {i}?"),
    "ko": ("{i}은 어느 지역 주력산업이야?", "주력산업이 {i}인 지역 알려줘", "{i} 어디서 해?"),
}
_OF_REGION: dict[Language, tuple[str, ...]] = {
    "en": ("which cooperation projects is {r} in?", "list all projects of {r}", "{r}'s projects please"),
    "ko": ("{r}이 들어간 협력사업 목록", "{r}이 참여하는 사업은?", "{r} 사업 다 알려줘"),
}
_SHARED: dict[Language, tuple[str, ...]] = {
    "en": ("which projects do {x} and {y} share?", "what do {x} and {y} do together?"),
    "ko": ("{x}하고 {y}가 같이 하는 사업은?", "{x}랑 {y} 공통 사업"),
}


def called(record: Record, language: Language) -> str:
    """Return a record's name as people say it: without what stands in brackets."""
    return record.name[language].partition("(")[0].strip()


def inside(assistant: Assistant) -> list[Record]:
    return [region for region in assistant.base.records("region") if not region.outside]


def misses(assistant: Assistant, asked: Iterator[tuple[str, list[str]]]) -> tuple[int, list[str]]:
    """Return how many questions were asked, and those not answered with all that they need."""
    count, wrong = 0, []
    for question, needed in asked:
        count += 1
        reply, _ = assistant.ask(question)
        if reply.outcome is not Outcome.ANSWER or not all(part in reply.text for part in needed):
            wrong.append(question)
    return count, wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_about_every_region_and_project_is_judged_by_the_grid(assistant: Assistant, language: Language) -> None:
    base = assistant.base
    yes, no = (base.texts[f"answers.{word}"][language].split()[0].rstrip(".,:") for word in ("yes", "no"))
    wrong, asked = [], 0
    for project in base.records("project"):
        if project.id.startswith("shipbuilding"):
            continue  # two projects of one name: asked back
        members = {region.id for region in queries.project_regions(base, project)}
        for region in base.records("region"):
            for form in _CLAIMS[language]:
                question = form.format(r=called(region, language), p=called(project, language))
                reply, _ = assistant.ask(question)
                says, asked = " ".join(reply.body), asked + 1
                denied = says.startswith(no) or (region.outside and reply.outcome is Outcome.ABSENT)
                if (region.id in members and says.startswith(no)) or (region.id not in members and (says.startswith(yes) or not denied)):
                    wrong.append(question)
    assert asked > 700
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_industry_is_traced_to_its_regions(assistant: Assistant, language: Language) -> None:
    base = assistant.base
    pairs = [(industry, base.related(industry, "regions")) for industry in base.records("industry")]
    asked = (
        (form.format(i=called(industry, language)), [r.name[language] for r in regions])
        for industry, regions in pairs
        for form in _BY_INDUSTRY[language]
    )
    count, wrong = misses(assistant, asked)
    assert count > 100
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_region_lists_its_projects(assistant: Assistant, language: Language) -> None:
    pairs = [(region, queries.region_projects(assistant.base, region)) for region in inside(assistant)]
    asked = (
        (form.format(r=region.name[language]), [p.name[language] for p in projects])
        for region, projects in pairs
        for form in _OF_REGION[language]
    )
    count, wrong = misses(assistant, asked)
    assert count == 14 * len(_OF_REGION[language])
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_two_regions_that_share_projects_are_told_which(assistant: Assistant, language: Language) -> None:
    base = assistant.base
    pairs = [
        (x, y, set(queries.region_projects(base, x)) & set(queries.region_projects(base, y))) for x, y in combinations(inside(assistant), 2)
    ]
    asked = (
        (form.format(x=x.name[language], y=y.name[language]), [p.name[language] for p in shared])
        for x, y, shared in pairs
        if shared
        for form in _SHARED[language]
    )
    count, wrong = misses(assistant, asked)
    assert count > 30
    assert wrong == []
