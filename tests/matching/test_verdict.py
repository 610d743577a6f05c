"""The verdict: what is another one's is not answered from ours."""

import pytest

from bot.dialogue.context import EMPTY
from bot.language.text import normalise
from bot.matching import kept_lexicon
from bot.matching.intents import IntentIndex
from bot.matching.verdict import Understood, Unknown, decide
from tests.shipped import KEPT, shipped

INDEX = IntentIndex(kept_lexicon.opened(shipped().base, KEPT)[1])


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
    verdict, _ = decide(shipped().read(normalise(text), EMPTY)[0], INDEX)
    assert isinstance(verdict, Unknown)
    assert verdict.record == whose
    assert verdict.certain


@pytest.mark.parametrize("text", ["who spoke at the STEPI Regional Research Seminar?", "STEPI 지역 연구 세미나 발표자는 누구야?"])
def test_ours_is_ours(text: str) -> None:
    verdict, _ = decide(shipped().read(normalise(text), EMPTY)[0], INDEX)
    assert isinstance(verdict, Understood)
    assert verdict.parts[0].id == "seminar.speaker"


@pytest.mark.parametrize(
    "text", ["did someone from KDI speak at the Regional Research Seminar?", "KDI 사람이 지역 연구 세미나에서 발표했어?"]
)
def test_who_of_another_institute_came_to_ours_is_asked_of_ours(text: str) -> None:
    verdict, _ = decide(shipped().read(normalise(text), EMPTY)[0], INDEX)
    assert isinstance(verdict, Understood)
