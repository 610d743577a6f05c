"""A question as it is understood so far: its units, what they name, what they ask for, and the conversation before it."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from bot.dialogue.context import Context
from bot.knowledge.grid import Base
from bot.language.days import days, names_a_time, period
from bot.language.text import beginning, stem
from bot.matching import editions
from bot.matching.editions import Editions
from bot.matching.unit import Unit
from bot.matching.weighing import Weighing

_GOES_ON: Final = re.compile(r"\band\b|[가-힣]고[ ,]")
_SPELLED: Final = frozenset(map(str, range(1, 11)))  # the numbers that the words of a base spell
_ASKED_OF: Final = frozenset({"count", "which"})
_QUESTION_WORDS: Final = frozenset({"who", "what", "which", "when", "where", "why", "how"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of a reading: its kind, the records in it, how they got there, and, for a tie, that one of them is meant."""

    kind: str
    records: tuple[str, ...]
    origin: str = "named"
    tie: bool = False


class Filling(NamedTuple):
    """The slots of a phrasing, filled: the units used for them (bits), the price of what was assumed, and the kind of one left empty.

    `origins` says how records got there.
    """

    slots: tuple[Slot, ...]
    used: int
    price: float
    missing: str
    origins: frozenset[str]


Named = tuple[int, tuple[str, ...], bool]  # a unit, the records that it can name, and whether one of several must be chosen


@dataclass(frozen=True)
class Question:
    """The units of a question and the conversation before it. `joined`: punctuation joins several things that are asked.
    `filled` remembers how slots were filled, for the next phrasing that has the same ones."""

    units: tuple[Unit, ...]
    base: Base
    context: Context
    text: str = ""
    joined: bool = False
    korean: bool = False
    filled: dict[tuple[object, ...], Filling | None] = field(default_factory=dict)
    _named: dict[tuple[str, ...], list[Named]] = field(default_factory=dict)

    def named(self, kinds: tuple[str, ...]) -> list[Named]:
        """Return (unit, records, tie) for each unit that can name a record of these kinds."""
        if kinds not in self._named:
            self._named[kinds] = self._find(kinds) if not self.kinds.isdisjoint(kinds) else []
        return self._named[kinds]

    def _find(self, kinds: tuple[str, ...]) -> list[Named]:
        found = []
        whole = any(unit.is_mention and unit.entry and not unit.entry.partial and self._fitting(unit, kinds) for unit in self.units)
        for i, unit in enumerate(self.units):
            if whole and unit.entry and unit.entry.partial:
                continue
            fitting = self._fitting(unit, kinds)
            if fitting:
                kinds_named = {self.base.by_id[r].kind for r in fitting}
                tie = bool(unit.records) and len(fitting) > len(kinds_named)
                found.append((i, fitting, tie))
        return found

    def _fitting(self, unit: Unit, kinds: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(r for r in (unit.records or unit.members) if self.base.by_id[r].kind in kinds)

    @cached_property
    def places(self) -> dict[str, tuple[int, ...]]:
        """Where each concept stands."""
        found: dict[str, tuple[int, ...]] = {}
        for i, unit in enumerate(self.units):
            for concept in unit.concepts:
                found[concept] = (*found.get(concept, ()), i)
        for i in self.literals:
            if self.units[i].text in _SPELLED:  # "3 regions" are "three regions"
                number = f"number-{self.units[i].text}"
                found[number] = (*found.get(number, ()), i)
        dated = names_a_time(self.text) if "yesno" in found else days(self.text)
        if dated and self.literals:  # "the seminar was on May 24, wasn't it?" asks for a date as well
            found["date"] = (*found.get("date", ()), *sorted(self.literals))
        return found

    @cached_property
    def asks_twice(self) -> bool:
        """Whether two things are asked, each with a question word of its own: "who is in it, and who leads it?"."""
        words = [unit for unit in self.units if unit.has_role("question") and unit.concepts & _QUESTION_WORDS]
        return len(words) > 1 and (self.joined or "and" in self.concepts)

    @cached_property
    def joins(self) -> bool:
        """Whether anything joins two things that may be asked: a word, punctuation, or a Korean verb that goes on (있고)."""
        return self.joined or "and" in self.concepts or _GOES_ON.search(self.text) is not None

    @cached_property
    def points_nowhere(self) -> bool:
        """Whether it points to a record ("that project") of a kind that has several, and nothing was said of any."""
        several = any(len(self.base.records(kind)) > 1 for kind in self.concepts & self.base.kinds.keys())
        return several and "that" in self.concepts and not self.kinds and not self.context.focus

    def points_to(self, kind: str) -> bool:
        """Whether it points to one record of a kind: "the project"."""
        kinds = set(kinds_of(kind, self.base))
        return any("that" in unit.concepts and unit.concepts & kinds for unit in self.units)

    @cached_property
    def content_stems(self) -> tuple[tuple[str, ...], ...]:
        """The stems of each stretch that says what is asked, or of what, without naming it."""
        speaking = (unit for unit in self.units if unit.has_role("content") and not unit.is_mention)
        return tuple(tuple(stem(word) for word in unit.text.split()) for unit in speaking)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The beginnings of the words that say what is asked, or that nothing explains."""
        units = (u for u in self.units if not u.is_mention and (u.is_unknown or u.has_role("content")) and not (u.entry and u.entry.light))
        return frozenset(beginning(word) for unit in units for word in unit.text.split())

    @cached_property
    def unknown_stems(self) -> frozenset[str]:
        """The stems of the words that nothing in the base explains."""
        return frozenset(stem(unit.text) for unit in self.units if unit.is_unknown)

    @cached_property
    def period(self) -> str:
        """The month or year that it names, empty where none."""
        return period(self.text)

    @cached_property
    def editions(self) -> Editions:
        """Which of several seminars it chooses."""
        return editions.chosen_by(self.units, self.text, self.base)

    @cached_property
    def weighing(self) -> Weighing:
        """What its units weigh in its readings."""
        return Weighing(self)

    @cached_property
    def literals(self) -> frozenset[int]:
        """Which units are numbers."""
        return frozenset(i for i, unit in enumerate(self.units) if unit.is_literal)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Every concept in the question."""
        return frozenset(self.places)

    @cached_property
    def target(self) -> str:
        """The kind of record that is asked for: English names it first; Korean last, before "of" (사업 중에), or after "how many"."""
        for before, noun in pairwise(self.units):
            if self.korean and before.concepts & _ASKED_OF and (kinds := _kind_nouns(noun, self.base)):
                return kinds[-1]
        for noun, after in pairwise(self.units):
            if self.korean and after.text.startswith("중") and after.start > noun.end and (kinds := _kind_nouns(noun, self.base)):
                return kinds[-1]
        nouns = [kind for unit in self.units for kind in _kind_nouns(unit, self.base)]
        return "" if not nouns else nouns[-1 if self.korean else 0]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of record that it names."""
        return frozenset(self.base.by_id[r].kind for unit in self.units for r in (unit.records or unit.members))


def _kind_nouns(unit: Unit, base: Base) -> list[str]:
    if unit.is_mention and all(base.by_id[r].kind == "programme" for r in unit.records):
        return ["project"]
    return [
        "region" if concept in ("who", "where") else concept
        for concept in sorted(unit.concepts)
        if concept in ("region", "project", "who", "where")
    ]


def kinds_of(slot: str, base: Base) -> tuple[str, ...]:
    """Return the kinds that a slot takes: its own, or those of a union."""
    return base.kinds_of(slot)
