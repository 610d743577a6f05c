"""The second opinion: asked where the first is unsure, followed where it is much likelier, never at the price of a name."""

from collections.abc import Sequence
from threading import Event

import pytest

from bot.dialogue.context import EMPTY
from bot.knowledge.grid import Base
from bot.knowledge.model import ELSEWHERE
from bot.matching import kept_lexicon
from bot.matching.classifier import Guess
from bot.matching.second_opinion import LEAD, LEAD_OFF_TOPIC, LEAD_OVER_MORE, SecondOpinion
from bot.matching.unit import Unit
from bot.matching.verdict import Declined, Unclear, Understood, Unknown, Verdict
from tests.shipped import KEPT, shipped

_, INTENTS = kept_lexicon.opened(shipped().base, KEPT)
FIRST = Declined(0.3)


class Opinions:
    """Always of one opinion."""

    def __init__(self, *guesses: tuple[str, float]) -> None:
        self._guesses = tuple(Guess(intent, score, "") for intent, score in guesses)

    def guesses(self, units: Sequence[Unit], base: Base) -> tuple[Guess, ...]:
        return self._guesses


def decided(text: str, first: Verdict, *guesses: tuple[str, float]) -> Verdict:
    question, _, _ = shipped().read(text, EMPTY)
    second = SecondOpinion(shipped().base, INTENTS, lambda: Opinions(*guesses))
    return second.on(question, first, ())[0]


def test_a_likely_guess_is_followed_and_its_likelihood_is_the_confidence() -> None:
    found = decided("whoever took the lectern", FIRST, ("seminar.speaker", LEAD))
    assert isinstance(found, Understood)
    assert [(part.id, part.score) for part in found.parts] == [("seminar.speaker", LEAD)]


def test_an_unlikely_guess_is_not() -> None:
    assert decided("whoever took the lectern", FIRST, ("seminar.speaker", LEAD - 0.01)) is FIRST


def test_a_guess_must_lead_the_one_that_was_understood() -> None:
    first = decided("whoever took the lectern", FIRST, ("seminar.speaker", 0.7))
    assert decided("whoever took the lectern", first, ("seminar.host", 0.6), ("seminar.speaker", 0.6 - LEAD + 0.01)) is first
    changed = decided("whoever took the lectern", first, ("seminar.host", 0.6), ("seminar.speaker", 0.6 - LEAD - 0.01))
    assert isinstance(changed, Understood)
    assert changed.parts[0].id == "seminar.host"


def test_words_of_other_matters_ask_for_more() -> None:
    assert decided("any weather at the lectern", FIRST, ("seminar.speaker", LEAD_OFF_TOPIC - 0.01)) is FIRST
    assert isinstance(decided("any weather at the lectern", FIRST, ("seminar.speaker", LEAD_OFF_TOPIC)), Understood)


def test_a_name_in_the_words_left_over_asks_for_more() -> None:
    first = Unknown("lectern", "project", "", None, 0.4, certain=False)
    assert decided("whoever took the lectern", first, ("seminar.speaker", LEAD_OVER_MORE - 0.01)) is first
    assert isinstance(decided("whoever took the lectern", first, ("seminar.speaker", LEAD_OVER_MORE)), Understood)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("what did Dr. Jang Min-ho present?", Unknown("Dr. Jang Min-ho", "person", "", None, 0.8)),
        ("is KIST in it?", Unknown("KIST", "other", "kist", None, 0.8)),
    ],
)
def test_a_name_that_is_another_one_stays_so(text: str, first: Verdict) -> None:
    assert decided(text, first, ("seminar.presented", 1.0)) is first


def test_what_is_sure_needs_none() -> None:
    assistant = shipped()
    question, _, _ = assistant.read("who operates the secondary battery project?", EMPTY)
    first, found = assistant.decide(question)
    refused = SecondOpinion(assistant.base, INTENTS, lambda: pytest.fail("the classifier was loaded"))
    assert refused.on(question, first, found) == (first, found)


def test_that_which_is_pointed_at_is_still_asked_back() -> None:
    assistant = shipped()
    question, _, _ = assistant.read("who operates that project?", EMPTY)
    first, _ = assistant.decide(question)
    assert isinstance(first, Unclear)
    assert decided("who operates that project?", first, ("project.list", 1.0)) is first


def test_no_answer_leaves_out_a_name() -> None:
    assert decided("cosmetics, Busan and Daegu together", FIRST, ("region.common", 1.0)) is FIRST
    assert isinstance(decided("Busan and Daegu together", FIRST, ("region.common", 1.0)), Understood)


def test_it_can_ask_back() -> None:
    found = decided("who calls the shots", FIRST, ("project.operator", 0.9))
    assert isinstance(found, Unclear)
    assert found.reading.missing == "project"


def test_what_is_elsewhere_is_declined_where_a_name_was_only_guessed() -> None:
    guessed = Unknown("lectern", "project", "", None, 0.4, certain=False)
    assert isinstance(decided("buy a lectern", guessed, (ELSEWHERE, 0.8)), Declined)
    understood = decided("whoever took the lectern", FIRST, ("seminar.speaker", 0.7))
    assert decided("whoever took the lectern", understood, (ELSEWHERE, 0.8)) is understood


def test_small_talk_and_no_opinion_change_nothing() -> None:
    assert decided("whoever took the lectern", FIRST, ("social.thanks", 1.0)) is FIRST
    assert decided("whoever took the lectern", FIRST) is FIRST


def test_what_is_learned_aside_keeps_nobody_waiting() -> None:
    learned = Event()

    def load() -> Opinions:
        learned.wait(timeout=60)
        return Opinions(("seminar.speaker", 0.9))

    second = SecondOpinion(shipped().base, INTENTS, load)
    question, _, _ = shipped().read("whoever took the lectern", EMPTY)
    learning = second.learn_aside()
    assert second.on(question, FIRST, ()) == (FIRST, ())
    learned.set()
    learning.join(timeout=60)
    assert isinstance(second.on(question, FIRST, ())[0], Understood)
