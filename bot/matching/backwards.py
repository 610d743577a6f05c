"""From a value back to its cell: "what is 2224?", "from 63 to 48", asked without saying of what."""

import re
from typing import Final

from bot.knowledge.grid import Base
from bot.knowledge.model import Fact, Text
from bot.matching.intents import CompiledIntent
from bot.matching.question import Question, Slot
from bot.matching.readings import Reading

_RETOLD: Final = ("short", "full", "supports")  # attributes that tell again what stands in a cell of its own
_SCORE: Final = 0.6  # found by its value alone: good enough to say, the least sure of all answers


def by_number(question: Question, intents: tuple[CompiledIntent, ...]) -> Reading | None:
    """Return a reading of the one cell that holds a number of the question, if the question says nothing that is not known."""
    if any(unit.is_unknown and unit.cost > 0.5 or unit.has_role("elsewhere") for unit in question.units):
        return None
    numbers = [unit.text.replace(",", "") for unit in question.units if unit.is_literal and len(unit.text) > 1 and not _is_year(unit.text)]
    cells = {(fact.record, fact.attribute) for number in numbers for fact in _holding(question.base, number)}
    if len(cells) != 1:
        return None
    record, attribute = cells.pop()
    name = f"{question.base.by_id[record].kind}.{attribute}"
    intent = next((intent for intent in intents if intent.intent.id == name), None)
    if intent is None:
        return None
    slot = Slot(question.base.by_id[record].kind, (record,), "told")
    everything = frozenset(range(len(question.units)))
    return Reading(intent, intent.patterns[0], (slot,), (), everything, everything, 0.0, _SCORE)


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(19|20)\d\d", text))


def _holding(base: Base, number: str) -> list[Fact]:
    found = []
    for record in base.by_id.values():
        for facts in record.facts.values():
            found += [fact for fact in facts if any(_says(value, number) for value in fact.values)]
    return [fact for fact in found if fact.attribute not in _RETOLD]


def _says(value: object, number: str) -> bool:
    if isinstance(value, Text):
        return re.search(rf"(?<![\d-]){number}(?!\d)", value.en) is not None
    return isinstance(value, int) and str(value) == number
