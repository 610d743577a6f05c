"""Follow-ups: what a fragment takes from the conversation before it."""

import pytest

from bot.assistant import Assistant
from bot.dialogue.context import EMPTY, Context
from bot.language.text import normalise
from bot.matching.followups import is_fragment, only_restyles
from bot.matching.question import Question
from bot.replies.reply import Outcome, Reply
from tests.shipped import shipped

INDUSTRIES = ("car-parts", "biomaterials")


def asked(text: str, context: Context = EMPTY) -> Question:
    return shipped().read(normalise(text), context)[0]


def named(text: str, context: Context) -> list[str]:
    return [" ".join(unit.records) for unit in asked(text, context).units if unit.is_mention]


def told(assistant: Assistant, *turns: str) -> Reply:
    """Return the reply to the last turn of a conversation."""
    context = EMPTY
    for turn in turns:
        reply, context = assistant.ask(turn, context)
    return reply


@pytest.mark.parametrize(
    "text",
    [
        "more briefly, please",
        "짧게 다시",
        "how many?",
        "how many are there?",
        "몇 개야?",
        "why?",
        "왜?",
        "그건 왜?",
        "why that?",
        "in English please",
        "한 번 더",
    ],
)
def test_what_only_restyles_asks_the_last_question_again(text: str) -> None:
    assert only_restyles(asked(text))
    assert is_fragment(asked(text))


@pytest.mark.parametrize("text", ["how many regions?", "why Ulsan?", "지역은 몇 개?", "who?", "ok", ""])
def test_what_asks_or_names_something_does_not(text: str) -> None:
    assert not only_restyles(asked(text))


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("which programmes are there?", "how many?"), "2 in my sources."),
        (("세종 주력산업은?", "몇 개야?"), "자료에 따르면 2개입니다."),
        (("compare the two programmes", "what did the speaker recommend?", "how many?"), "3 in my sources."),
    ],
)
def test_what_was_told_is_counted_once(assistant: Assistant, turns: tuple[str, ...], said: str) -> None:
    reply = told(assistant, *turns)
    assert reply.outcome is Outcome.ANSWER
    assert reply.body[0] == said
    assert not any(note[0].isdecimal() for note in reply.notes)


def test_what_was_listed_is_counted_where_the_answer_does_not_say_it(assistant: Assistant) -> None:
    assert (
        "2: eco-friendly car parts project and energy parts project." in told(assistant, "compare Gwangju and Jeonbuk", "how many?").notes
    )


def test_who_leads_it_asks_of_what_was_left_of_a_list(assistant: Assistant) -> None:
    turns = ("which projects is Busan in?", "which of those has three regions?", "and who leads it?")
    assert "functional high-tech textiles" in told(assistant, *turns).body[0]


def test_what_is_asked_by_itself_is_counted_in_its_answer_alone(assistant: Assistant) -> None:
    reply = told(assistant, "which programmes are there?", "how many industries does Sejong have?")
    assert not reply.notes


@pytest.mark.parametrize("turns", [("who operates the nano project?", "why?"), ("나노 사업 누가 운영해?", "왜?")])
def test_why_asks_for_the_reason_of_what_was_told(assistant: Assistant, turns: tuple[str, str]) -> None:
    reply = told(assistant, *turns)
    assert reply.intent == "project.operator"
    assert "reason" in reply.body[0] or "이유" in reply.body[0]


@pytest.mark.parametrize("text", ["and the other?", "나머지는?", "다른 것은?"])
@pytest.mark.parametrize(("before", "other"), [(0, 1), (1, 0)])
def test_the_other_of_two_listed_is_the_one_that_was_not_asked_about(text: str, before: int, other: int) -> None:
    context = Context("industry.regions", ((INDUSTRIES[before],),), listed=INDUSTRIES)
    assert named(text, context) == [INDUSTRIES[other]]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("and the other?", Context("region.industries", (("sejong",),), listed=INDUSTRIES)),  # neither was asked about
        ("and the other?", Context("industry.regions", (INDUSTRIES,), listed=INDUSTRIES)),  # both were
        ("and the other?", Context("industry.regions", (("car-parts",),), listed=(*INDUSTRIES, "environment"))),
        ("and the other?", EMPTY),
        ("다른 부산은?", Context("industry.regions", (("car-parts",),), listed=INDUSTRIES)),
    ],
)
def test_of_others_there_is_no_other(text: str, context: Context) -> None:
    assert set(named(text, context)) <= {"busan"}


@pytest.mark.parametrize("text", ["and the other programme?", "다른 프로그램은?"])
def test_the_other_of_a_kind_is_the_one_not_spoken_of(text: str) -> None:
    context = Context("programme.ministry", (("local-concentration",),), focus=("local-concentration", "motie"), listed=("motie", "mss"))
    assert named(text, context) == ["economic-cooperation"]


@pytest.mark.parametrize("turns", [("which programmes are there?", "what is the purpose of the first one?", "and the other?")])
def test_the_other_is_told_the_same_of(assistant: Assistant, turns: tuple[str, ...]) -> None:
    first, second = told(assistant, *turns[:2]), told(assistant, *turns)
    assert "economic cooperation" in first.text
    assert "local concentration" in second.text
    assert second.intent == first.intent


@pytest.mark.parametrize("text", ["the second one", "두 번째는?"])
def test_a_place_in_what_was_listed_is_its_record_and_no_place_in_the_answer(text: str) -> None:
    found = [unit for unit in asked(text, Context(listed=INDUSTRIES)).units if unit.is_mention]
    assert [(unit.records, unit.concepts) for unit in found] == [(("biomaterials",), frozenset())]
    assert "ordinal-2" in asked(text).concepts


@pytest.mark.parametrize(
    ("turns", "said", "unsaid"),
    [
        (
            ("Which projects is Busan part of?", "which of those has three regions?"),
            "Of these, 1: functional high-tech textiles",
            "Of these, 5",
        ),
        (("list the projects of Daegu", "which one is Ulsan in as well?"), "Of these, 1: convergence car parts", ""),
        (("대구 사업 목록", "그중에 대전이 들어간 건?"), "그중 1개: 지능형기계", "그중 3개"),
        (("list the projects of Jeju", "which of them has three regions?"), "None of these.", "Of these"),
    ],
)
def test_what_is_among_what_was_listed_is_said_first(assistant: Assistant, turns: tuple[str, str], said: str, unsaid: str) -> None:
    first = told(assistant, *turns).body[0]
    assert said in first
    assert not unsaid or unsaid not in first


@pytest.mark.parametrize("text", ["which ones?", "who are they?", "list them", "뭐뭐야?", "어느 거예요?"])
def test_which_they_are_asks_the_last_question_again_as_it_was_meant(assistant: Assistant, text: str) -> None:
    assert any("Sejong" in line or "세종" in line for line in told(assistant, "which region has the fewest projects?", text).body)


def test_the_number_of_the_last_question_holds_when_it_is_asked_again(assistant: Assistant) -> None:
    assert "3 region(s)" in told(assistant, "which projects have three regions?", "which ones?").body[-1]


@pytest.mark.parametrize(
    "turns",
    [
        ("shipbuilding project partners?", "the Busan one", "and the other one?"),
        ("조선해양플랜트 어디서 해?", "부산 쪽이요", "나머지 하나는?"),
    ],
)
def test_the_other_option_is_the_one_that_was_not_chosen(assistant: Assistant, turns: tuple[str, ...]) -> None:
    assert told(assistant, *turns).facts[0].startswith("shipbuilding-gyeongnam-jeonnam.")


def test_places_stay_those_of_the_list_that_was_picked_from(assistant: Assistant) -> None:
    assert told(assistant, "충남 협력권 사업 목록", "두번째 파트너는?", "세번째는?").facts[0].startswith("functional-chemicals.")
    assert told(assistant, "충남 협력권 사업 목록", "두번째 파트너는?", "첫번째는?").facts[0].startswith("secondary-battery.")


def test_an_answer_is_repeated_in_the_language_that_is_wanted(assistant: Assistant) -> None:
    korean, english = (
        told(assistant, *turns) for turns in (("what was the seminar about", "in Korean please"), ("세미나 주제가 뭐야", "영어로 말해줘"))
    )
    assert korean.language == "ko"
    assert english.language == "en"
    assert korean.facts == english.facts == ("regional-seminar-2018.theme",)


@pytest.mark.parametrize(
    "turns",
    [
        ("is jeju in any of the cooperation projects", "who else is in the cosmetics one?", "and the other one?"),
        ("제주 협력사업은?", "화장품은 누가 참여해?", "나머지 하나는?"),
    ],
)
def test_what_was_listed_before_is_not_forgotten_for_what_an_answer_names(assistant: Assistant, turns: tuple[str, ...]) -> None:
    assert told(assistant, *turns[:2]).facts[0].startswith("cosmetics.")
    assert told(assistant, *turns).facts[0].startswith("recreational-micare.")


def test_the_kind_that_is_said_with_the_other_is_part_of_its_name(assistant: Assistant) -> None:
    asked_twice = ("what's the economic cooperation project called in korean?", "and the other programme?")
    assert told(assistant, *asked_twice).facts == ("local-concentration.korean-name",)


def test_what_was_named_in_a_declined_question_was_spoken_of(assistant: Assistant) -> None:
    assert told(assistant, "whats the weather in busan", "ok fine, its industries then").facts == ("busan.industries",)
    assert told(assistant, "whats the weather in Seongnam", "ok fine, its industries then").outcome is Outcome.CLARIFY


def test_each_of_two_that_were_compared(assistant: Assistant) -> None:
    assert told(assistant, "두 사업 차이가 뭐야", "규모는 각각?").facts == ("economic-cooperation.size", "local-concentration.size")
