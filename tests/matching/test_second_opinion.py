"""The second opinion: asked where the first is unsure, weighed against it, never followed at the price of a name."""

import math
from collections.abc import Sequence
from dataclasses import replace
from threading import Event

import pytest

from bot.dialogue.context import EMPTY
from bot.knowledge.grid import Base
from bot.knowledge.model import ELSEWHERE
from bot.language.text import normalise
from bot.matching import kept_lexicon
from bot.matching.classifier import Guess
from bot.matching.second_opinion import SecondOpinion
from bot.matching.unit import Unit
from bot.matching.verdict import Declined, Unclear, Understood, Unknown, Verdict
from bot.replies.reply import Outcome
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


def intents(verdict: Verdict) -> list[str]:
    return [part.id for part in verdict.parts] if isinstance(verdict, Understood) else []


def test_a_likely_guess_is_followed() -> None:
    found = decided("whoever took the lectern", FIRST, ("seminar.speaker", 0.9))
    assert intents(found) == ["seminar.speaker"]


def test_an_unlikely_guess_is_not() -> None:
    assert isinstance(decided("whoever took the lectern", FIRST, ("seminar.speaker", 0.05)), Declined)


def test_a_guess_must_be_likelier_than_what_was_understood() -> None:
    first = replace(decided("whoever took the lectern", FIRST, ("seminar.speaker", 0.9)), score=0.6)
    kept = decided("whoever took the lectern", first, ("seminar.host", 0.5), ("seminar.speaker", 0.45))
    changed = decided("whoever took the lectern", first, ("seminar.host", 0.9), ("seminar.speaker", 0.05))
    assert [intents(kept), intents(changed)] == [["seminar.speaker"], ["seminar.host"]]


def test_what_was_understood_is_given_up_where_all_speaks_for_something_else() -> None:
    first = decided("whoever took the lectern", FIRST, ("seminar.speaker", 0.6))
    weak = replace(first, score=0.3)
    assert isinstance(decided("whoever took the lectern", weak, (ELSEWHERE, 0.99)), Declined)


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
    reply, _ = shipped().ask("who operates that project?")
    assert reply.outcome is Outcome.CLARIFY


def test_no_answer_leaves_out_a_name() -> None:
    assert isinstance(decided("cosmetics, Busan and Daegu together", FIRST, ("region.common", 1.0)), Declined)
    assert isinstance(decided("Busan and Daegu together", FIRST, ("region.common", 1.0)), Understood)


def test_it_can_ask_back() -> None:
    found = decided("who calls the shots", FIRST, ("project.operator", 0.9))
    assert isinstance(found, Unclear)
    assert found.reading.missing == "project"


def test_what_is_elsewhere_is_declined_where_a_name_was_only_guessed() -> None:
    guessed = Unknown("lectern", "project", "", None, 0.4, certain=False)
    assert isinstance(decided("buy a lectern", guessed, (ELSEWHERE, 0.8)), Declined)


def test_no_opinion_changes_nothing() -> None:
    assert decided("whoever took the lectern", FIRST) is FIRST


def test_small_talk_in_words_of_its_own_is_known_where_nothing_is_named() -> None:
    assert intents(decided("you saved my afternoon", FIRST, ("social.thanks", 1.0))) == ["social.thanks"]
    assert isinstance(decided("you saved Ulsan", FIRST, ("social.thanks", 1.0)), Declined)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("thank you so much", True),
        ("고마워요", True),
        ("thanks, Ulsan", False),
        ("thanks, where was it?", False),
        ("thanks, and the seminar?", False),
        ("고마워요, 어디서 열렸어요?", False),
    ],
)
def test_small_talk_stands_where_nothing_of_ours_is_asked(text: str, stands: bool) -> None:
    first = decided("you saved my afternoon", FIRST, ("social.thanks", 1.0))
    question, _, _ = shipped().read(normalise(text), EMPTY)
    second = SecondOpinion(shipped().base, INTENTS, lambda: Opinions(("seminar.venue", 0.9)))
    assert (second.options(question, first, ()) == ()) == stands


def test_the_confidence_is_the_share_of_the_chosen_option() -> None:
    question, _, _ = shipped().read("whoever took the lectern", EMPTY)
    second = SecondOpinion(shipped().base, INTENTS, lambda: Opinions(("seminar.speaker", 0.9), ("seminar.host", 0.05)))
    weights = [option.weight for option in second.options(question, FIRST, ())]
    score = decided("whoever took the lectern", FIRST, ("seminar.speaker", 0.9), ("seminar.host", 0.05)).score
    assert score == pytest.approx(math.exp(max(weights)) / sum(math.exp(weight) for weight in weights))


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
