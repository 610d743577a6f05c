"""Finds the fact whose text says what a question asks, where no way to ask for it is known: "how many sensors were installed?".

Only words that carry meaning are compared: those that nothing in the base explains, and those that say what is asked. Nearly all of them
must stand in one text, and a question for a number is answered by a text that has one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final

from bot.knowledge.grid import Base
from bot.knowledge.model import Fact, Text
from bot.language.text import beginning
from bot.matching.intents import CompiledIntent
from bot.matching.question import Question, Slot
from bot.matching.readings import Reading
from bot.matching.unit import Unit
from bot.matching.verdict import Declined, Understood, Verdict

# The share of the meaning that a text must have. Of 340 questions of the bases in tests/bases, right / wrong facts at 0.5 and 0.6: 313 / 3,
# at 0.7 to 0.9: 313 / 2, without this: 304 / 2; of 2,072 of the shipped base at 0.6: 1982 / 21, at 0.7 and without: 1983 / 21.
SAID: Final = 0.7
_LETTERS: Final = re.compile(r"[a-z]+|[가-힣]+", re.IGNORECASE)
_AMOUNTS: Final = frozenset({"count", "when", "budget", "size", "duration"})
_ASKING: Final = _AMOUNTS | {"identity", "names", "what-about"}  # what asks, and is no part of an answer


@dataclass(frozen=True, slots=True)
class _Said:
    """A cell and the beginnings of the words of its text in one language."""

    fact: Fact
    words: frozenset[str]
    has_number: bool
    length: int


class ContentFinder:
    """Finds facts by what their texts say. Immutable; what it compares with is made when it is first asked."""

    def __init__(self, base: Base, intents: tuple[CompiledIntent, ...]) -> None:
        self._base = base
        self._intents = {intent.intent.id: intent for intent in intents}

    def after(self, question: Question, verdict: Verdict) -> Verdict:
        """Return a verdict, or the fact that says what was asked where it found none."""
        if not (isinstance(verdict, Declined) or _is_gap(verdict)):
            return verdict
        found = self._find(question, needs_number=not isinstance(verdict, Declined))
        return verdict if found is None else Understood((found,), found.score)

    def _find(self, question: Question, *, needs_number: bool) -> Reading | None:
        meaning = [unit for unit in question.units if _means_something(unit)]
        wanted = {word for unit in meaning for word in _beginnings(unit.text)}
        about = {record for unit in question.units for record in (*unit.records, *unit.members)}
        amount = needs_number or bool(question.concepts & _AMOUNTS)
        # A name, or an amount of something that only this base speaks of, says where to look; else one word is too little.
        least = 1 if about or (amount and any(unit.is_unknown for unit in meaning)) else 2
        if len(wanted & self._holding[question.korean].keys()) < least:
            return None
        found = [
            (self._weight(wanted & said.words, question.korean), -said.length, said.fact)
            for said in self._texts[question.korean]
            if (said.has_number or not amount) and (not about or said.fact.record in about) and len(wanted & said.words) >= least
        ]
        weight, _, fact = max(found, key=lambda one: one[:2], default=(0.0, 0, None))
        total = self._weight(wanted, question.korean)
        if fact is None or weight < SAID * total:
            return None
        kind = self._base.by_id[fact.record].kind
        intent = self._intents.get(f"{kind}.{fact.attribute}")
        if intent is None:
            return None
        everything = frozenset(range(len(question.units)))
        slot = Slot(kind, (fact.record,), "told")
        return Reading(intent, intent.patterns[0], (slot,), (), everything, everything, 0.0, weight / total)

    def _weight(self, words: Iterable[str], korean: bool) -> float:
        return sum(self._rarity(word, korean) for word in words)

    def _rarity(self, word: str, korean: bool) -> float:
        return log((len(self._texts[korean]) + 1) / (self._holding[korean][word] + 1)) + 1

    @cached_property
    def _holding(self) -> dict[bool, Counter[str]]:
        """In how many texts each word stands."""
        return {korean: Counter(word for said in texts for word in said.words) for korean, texts in self._texts.items()}

    @cached_property
    def _texts(self) -> dict[bool, list[_Said]]:
        return {korean: list(self._said(korean)) for korean in (False, True)}

    def _said(self, korean: bool) -> Iterator[_Said]:
        for record in self._base.by_id.values():
            for fact in (fact for facts in record.facts.values() for fact in facts):
                texts = [value.ko if korean else value.en for value in fact.values if isinstance(value, Text)]
                for text in texts:
                    yield _Said(fact, frozenset(_beginnings(text)), any(letter.isdecimal() for letter in text), len(text))


def _beginnings(text: str) -> Iterator[str]:
    return (beginning(word) for word in _LETTERS.findall(text.casefold()))


def _means_something(unit: Unit) -> bool:
    if unit.is_mention or unit.concepts & _ASKING or (unit.entry and unit.entry.light):
        return False
    return (unit.is_unknown and unit.cost > 0.5) or unit.has_role("content") or unit.has_role("elsewhere")


def _is_gap(verdict: Verdict) -> bool:
    return isinstance(verdict, Understood) and len(verdict.parts) == 1 and verdict.parts[0].gap
