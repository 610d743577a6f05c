"""The verdict: what is another one's is not answered from ours."""

import pytest

from bot.assistant import Assistant
from bot.dialogue.context import EMPTY
from bot.language.text import normalise
from bot.matching import kept_lexicon
from bot.matching.intents import IntentIndex
from bot.matching.verdict import Understood, Unknown, Verdict, decide
from bot.replies.reply import Outcome
from tests.shipped import KEPT, shipped

INDEX = IntentIndex(kept_lexicon.opened(shipped().base, KEPT)[1])


def decided(text: str) -> Verdict:
    return decide(shipped().read(normalise(text), EMPTY)[0], INDEX)[0]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("who spoke at the KIET Regional Research Seminar?", "kiet"),
        ("when was KDI's Regional Research Seminar?", "kdi"),
        ("산업연구원 지역 연구 세미나 발표자는 누구야?", "kiet"),
        ("KDI의 지역 연구 세미나는 언제 열렸어?", "kdi"),
    ],
)
def test_a_seminar_called_like_ours_is_its_own_institutes(text: str, whose: str) -> None:
    verdict = decided(text)
    assert isinstance(verdict, Unknown)
    assert verdict.record == whose
    assert verdict.certain


@pytest.mark.parametrize("text", ["who spoke at the STEPI Regional Research Seminar?", "STEPI 지역 연구 세미나 발표자는 누구야?"])
def test_ours_is_ours(text: str) -> None:
    verdict = decided(text)
    assert isinstance(verdict, Understood)
    assert verdict.parts[0].id == "seminar.speaker"


@pytest.mark.parametrize(
    "text", ["did someone from KDI speak at the Regional Research Seminar?", "KDI 사람이 지역 연구 세미나에서 발표했어?"]
)
def test_who_of_another_institute_came_to_ours_is_asked_of_ours(text: str) -> None:
    verdict = decided(text)
    assert isinstance(verdict, Understood)


@pytest.mark.parametrize(
    "text", ["which seminars did KDI hold in 2018?", "what seminars does KISTEP host?", "how many seminars did KDI hold?"]
)
def test_which_seminars_another_institute_held_is_not_asked_of_ours(text: str) -> None:
    assert isinstance(decided(text), Unknown)


@pytest.mark.parametrize("text", ["Did KISTEP host the seminar?", "was it KDI that held the seminar?"])
def test_whether_another_institute_held_ours_is_put_to_the_test(text: str) -> None:
    assert isinstance(decided(text), Understood)


def test_a_known_other_is_told_apart_where_it_would_be_asked_which_of_ours_is_meant(assistant: Assistant) -> None:
    reply, _ = assistant.ask("카이스트는 이차전지 사업에서 무슨 역할 했어요")
    assert reply.outcome is Outcome.ABSENT
    assert "카이스트" in reply.body[0]


def test_what_is_the_same_for_all_is_answered_without_asking_of_which(assistant: Assistant) -> None:
    assert assistant.ask("14개 시도 다 말해봐")[0].facts == (
        "economic-cooperation.regions",
        "economic-cooperation.size",
        "local-concentration.regions",
        "local-concentration.size",
    )


@pytest.mark.parametrize(
    "asked",
    ["what did Dr. Hwang say?", "who is Dr. Kim Min-su?", "which institute is Dr Lee Su-jin from?", "Dr. Park Ji-hoon's position?"],
)
@pytest.mark.parametrize("before", ["tell me about Daegu", "who spoke at the seminar?", ""])
def test_a_person_of_another_name_is_unknown_whatever_was_said_before(assistant: Assistant, asked: str, before: str) -> None:
    _, context = assistant.ask(before)
    reply, _ = assistant.ask(asked, context)
    assert reply.outcome is Outcome.ABSENT
    assert "Jang" not in reply.text
    assert "KR-" not in reply.text
