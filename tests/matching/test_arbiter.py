"""The arbiter: what may be given to a question, and the signs that it is weighed by."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.dialogue.context import EMPTY, Context
from bot.language.text import normalise
from bot.matching import kept_lexicon
from bot.matching.arbiter import Arbiter, Option, readings_of
from bot.matching.classifier import Guess
from bot.matching.question import Question
from bot.matching.readings import Reading, by
from bot.matching.verdict import Declined, Unclear, Understood, Unknown, Verdict
from bot.replies.reply import Outcome
from tests.shipped import KEPT, shipped

INTENTS = {intent.intent.id: intent for intent in kept_lexicon.opened(shipped().base, KEPT)[1]}
NOTHING = Declined(0.3)
HYDROGEN = Unknown("hydrogen", "project", "", None, 0.6, certain=False, called=True)
OF_NANO = Context("project.card", (("nano-convergence-material",),), focus=("nano-convergence-material",))


def asked(text: str, context: Context = EMPTY) -> Question:
    return shipped().read(normalise(text), context)[0]


def options(question: Question, first: Verdict, found: tuple[Reading, ...] = (), **guesses: float) -> dict[str, Option]:
    """Return the options by the intent that each answers; guesses are named with _ for the dot."""
    likely = [Guess(name.replace("_", "."), score, "") for name, score in guesses.items()]
    found_options = Arbiter(question, found, likely, INTENTS).options(first)
    return {readings_of(o.verdict)[0].id if readings_of(o.verdict) else type(o.verdict).__name__: o for o in found_options}


@pytest.mark.parametrize("text", ["who operates the hydrogen project?", "수소 사업은 누가 운영해?"])
def test_an_unknown_name_carries_what_is_asked_of_it(text: str) -> None:
    found = options(asked(text), HYDROGEN, project_operator=0.8, project_budget=0.1)
    assert found.keys() == {"Unknown", "Declined"}
    assert found["Unknown"].signs == {"unknown name": 1.0, "called by it": True, "guessed": 0.8}


@pytest.mark.parametrize(
    ("first", "guess"),
    [
        (replace(HYDROGEN, called=False), "project_operator"),  # what is left over names nothing
        (replace(HYDROGEN, kind="person"), "project_operator"),  # nobody operates a person
        (HYDROGEN, "region_role"),
        (HYDROGEN, "seminar_speaker"),
    ],
)
def test_it_carries_nothing_else(first: Unknown, guess: str) -> None:
    found = options(asked("who operates the hydrogen project?"), first, **{guess: 0.8})
    assert found["Unknown"].signs["guessed"] == 0.0
    assert guess.replace("_", ".") in found


def test_a_guess_is_read_by_a_phrasing_that_has_all_that_it_requires() -> None:
    question = asked("who calls the shots in the nano project?")
    whole = by(question, INTENTS["project.operator"])
    assert whole is not None
    lacking = replace(whole, missing="project", slots=())
    verdict = options(question, NOTHING, (lacking,), project_operator=0.8)["project.operator"].verdict
    assert isinstance(verdict, Understood)
    assert verdict.parts == (whole,)


def test_where_only_others_know_which_record_is_meant_it_is_asked() -> None:
    found = options(asked("who calls the shots?"), NOTHING, project_operator=0.8)
    assert isinstance(found["project.operator"].verdict, Unclear)
    assert found["project.operator"].signs["asks back"] is True


@pytest.mark.parametrize(("text", "is_one"), [("you saved my afternoon", True), ("you saved Ulsan", False), ("살렸다 진짜", True)])
def test_small_talk_in_words_of_its_own_is_an_option_where_nothing_is_named(text: str, is_one: bool) -> None:
    assert ("social.thanks" in options(asked(text), NOTHING, social_thanks=0.9)) == is_one


@pytest.mark.parametrize(
    ("text", "intent", "context", "carried", "by_default"),
    [
        ("who operates it?", "project_operator", OF_NANO, True, False),
        ("누가 운영해?", "project_operator", OF_NANO, True, False),
        ("who operates the nano project?", "project_operator", OF_NANO, False, False),
        ("when was the seminar?", "seminar_date", OF_NANO, False, True),
        ("세미나는 언제였어?", "seminar_date", OF_NANO, False, True),
        ("when was the seminar?", "seminar_date", EMPTY, False, False),
    ],
)
def test_what_was_not_said_is_a_sign(text: str, intent: str, context: Context, carried: bool, by_default: bool) -> None:
    signs: Mapping[str, float] = options(asked(text, context), NOTHING, **{intent: 0.8})[intent.replace("_", ".")].signs
    assert (signs["carried on"], signs["by default"]) == (carried, by_default)


@pytest.mark.parametrize("text", ["who operates the hydrogen project?", "수소 사업은 누가 운영해?"])
def test_an_unknown_name_is_not_answered_about_what_was_spoken_of(text: str) -> None:
    assistant = shipped()
    _, context = assistant.ask("who operates the nano project?")
    reply, context = assistant.ask(text, context)
    assert reply.outcome is Outcome.ABSENT
    assert not reply.facts
    assert assistant.ask("who takes part in it?", context)[0].outcome is Outcome.CLARIFY
