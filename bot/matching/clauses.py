"""Questions in one message: "who came, and how long did she speak?" is two, the second after the first."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from bot.dialogue.context import Context
from bot.matching.question import Question
from bot.matching.readings import Reading
from bot.matching.verdict import Understood, Verdict

# Each half must be understood nearly as well as a question by itself: halves are short, and short ones are easily misread.
HALF: Final = 0.7
# A message of many commas is no pair of questions, and every place costs two readings.
_MOST_PLACES: Final = 4
_STOP: Final = re.compile(r"[,;:?!+]| - ")


def in_two(question: Question, decide: Callable[[Question], Verdict]) -> Understood | None:
    """Return the parts of a message that asks two different things, each understood by itself; None where it does not."""
    for left, right in islice(_halves(question), _MOST_PLACES):
        first = decide(left)
        if not (isinstance(first, Understood) and _stands_alone(first, "named")):
            continue
        second = decide(replace_context(right, first.parts[0]))
        if isinstance(second, Understood) and _stands_alone(second, "named", "carried") and second.parts[0].id != first.parts[0].id:
            return Understood((*first.parts, *second.parts), min(first.score, second.score))
    return None


def _stands_alone(verdict: Understood, *origins: str) -> bool:
    """Whether a half asks something: by a word of its own, or by a kind of thing asked of a record that it has."""
    asks = verdict.parts[0]
    has_record = bool(asks.pattern.required) and any(slot.origin in origins for slot in asks.slots)
    return verdict.score >= HALF and asks.intent.intent.query != "social" and (not asks.pattern.vague or not asks.slots or has_record)


def _halves(question: Question) -> Iterator[tuple[Question, Question]]:
    units = question.units
    for place in range(1, len(units)):
        between = question.text[units[place - 1].end : units[place].start]
        if "and" in units[place].concepts and place + 1 < len(units):
            if units[place - 1].is_mention and units[place + 1].is_mention:
                continue  # "what do Ulsan and Chungnam share" is one question
            yield _part(question, 0, place), _part(question, place + 1, len(units))
        elif _STOP.search(between):
            yield _part(question, 0, place), _part(question, place, len(units))


def _part(question: Question, start: int, end: int) -> Question:
    return Question(question.units[start:end], question.base, question.context, question.text, False, question.korean)


def replace_context(question: Question, before: Reading) -> Question:
    """Return the question as asked right after `before`."""
    records = tuple(r for slot in before.slots for r in slot.records)
    context = Context(
        before.id, tuple(slot.records for slot in before.slots), before.claims, question.context.with_focus((*records, *before.claims))
    )
    return replace(question, context=context, filled={}, _named={})
