"""The choice between the verdict of the phrasings, what the classifier guesses, and no answer at all.

Each is an option, weighed by the same few signs; the weightiest is chosen, and its share of all weight is the confidence. The weights
are learned from the development questions, so that the right option is the likely one: `python benchmarks/weights.py` prints them.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.knowledge.model import ELSEWHERE
from bot.matching.intents import ENTRY, CompiledIntent
from bot.matching.question import Question, kinds_of
from bot.matching.readings import Reading, by, covered
from bot.matching.verdict import Declined, Unclear, Understood, Unknown, Verdict
from bot.matching.weighing import is_scope

if TYPE_CHECKING:
    from bot.matching.classifier import Guess

# Printed by benchmarks/weights.py; what each sign is stands in the functions below.
WEIGHTS: Final[Mapping[str, float]] = {
    "first": 0.71,
    "guessed": 7.73,
    "explained": 1.11,
    "asks back": 0.04,
    "new in a conversation": 0.26,
    "carried on": 2.07,
    "by default": 0.4,
    "in two parts": 0.17,
    "points nowhere": -1.28,
    "though elsewhere": -2.99,
    "unknown name": 1.88,
    "called by it": 1.81,
    "declined": 2.83,
    "elsewhere": 3.85,
    "though explained": -3.14,
    "in a conversation": -1.82,
    "unknown words": 2.16,
}
_GUESSES: Final = 4  # of the classifier's guesses and of the readings, the best so many are options
_READINGS: Final = 3
_LIKELY: Final = 0.04  # a guess less likely than this cannot win
_PART: Final = 0.1  # a part of a question less likely than this is none
_WHOLE: Final = frozenset({"card", "summary", "social", ENTRY})  # what says all of a record is no part of a question
_AT_LARGE: Final = frozenset({"operators", "all-participants"})  # asked of all projects at once, never of a single one
_MANY: Final = 4  # unknown words: more count no more


@dataclass(frozen=True, slots=True)
class Option:
    """One verdict that may be given, with the signs for and against it, named as in `WEIGHTS`."""

    verdict: Verdict
    signs: Mapping[str, float]

    @property
    def weight(self) -> float:
        """How much speaks for it, in log odds."""
        return sum(WEIGHTS[name] * value for name, value in self.signs.items())


def choose(options: Sequence[Option]) -> Verdict:
    """Return the verdict of the weightiest option; its score is its share of all weight."""
    best = max(options, key=lambda option: option.weight)
    return replace(best.verdict, score=1 / sum(math.exp(option.weight - best.weight) for option in options))


@dataclass(frozen=True)
class Arbiter:
    """What speaks for and against the options of one question."""

    question: Question
    found: Sequence[Reading]
    guesses: "Sequence[Guess]"
    intents: Mapping[str, CompiledIntent]

    def options(self, first: Verdict) -> tuple[Option, ...]:
        """Return what may be given: the first verdict, no answer, and each likely reading by another intent."""
        nothing = () if isinstance(first, Declined) else (self._no_answer(Declined(0.0)),)
        return (self._first(first), *nothing, *self._others(first))

    def _first(self, first: Verdict) -> Option:
        if isinstance(first, Unknown):
            asked = max((self._probability(name) for name in self._asked_of(first)), default=0.0)
            return Option(first, {"unknown name": 1.0, "called by it": first.called, "guessed": asked})
        if isinstance(first, Declined):
            return self._no_answer(first)
        return self._answer(first, readings_of(first), first.score, is_first=True)

    def _others(self, first: Verdict) -> Iterator[Option]:
        own = {reading.id for reading in readings_of(first)} | self._asked_of(first)
        guessed = (guess.intent for guess in self.guesses[:_GUESSES] if guess.score >= _LIKELY)
        likely = (*guessed, *(reading.id for reading in self.found[:_READINGS]))
        for name in dict.fromkeys(likely):
            intent = self.intents.get(name)
            if intent is None or name in own or intent.intent.query == ENTRY or intent.target not in ("", self.question.target):
                continue
            reading = self._reading(name, intent)
            if reading is None or _leaves_out_a_name(self.question, reading):
                continue
            verdict = Unclear(reading, 0.0) if reading.missing or reading.tie else Understood((reading,), 0.0)
            yield self._answer(verdict, (reading,), reading.score if reading is self._best.get(name) else 0.0, is_first=False)
        if self.question.joins and (pair := self._pair(likely)) and {part.id for part in pair} != own:
            yield self._answer(Understood(pair, 0.0), pair, covered(self.question, pair), is_first=False)

    def _pair(self, likely: Sequence[str]) -> tuple[Reading, ...]:
        """Return the readings by the two likeliest intents, in the order of their words, where each asks for something of its own."""
        guessed = [name for name in likely if self._probability(name) >= _PART and name in self.intents]
        read = [reading for name in guessed if (reading := self._reading(name, self.intents[name])) is not None]
        pair = [reading for reading in read if not reading.missing and not reading.tie and reading.intent.intent.query not in _WHOLE][:2]
        if len(pair) < 2:
            return ()
        words = [frozenset(i for i in part.explained if not self.question.units[i].is_mention) for part in pair]
        if words[0] <= words[1] or words[1] <= words[0]:
            return ()
        return tuple(pair) if min(words[0] - words[1]) < min(words[1] - words[0]) else tuple(reversed(pair))

    def _reading(self, name: str, intent: CompiledIntent) -> Reading | None:
        """Return the reading by an intent: one that has all that a phrasing requires, unless only others know which record is meant."""
        best = self._best.get(name)
        if best is not None and not best.missing:
            return best
        other = by(self.question, intent)
        return other if other and not other.missing else best or other

    def _answer(self, verdict: Verdict, parts: Sequence[Reading], explained: float, *, is_first: bool) -> Option:
        new = not is_first and not explained and self._in_a_conversation
        signs = {
            "first": is_first,  # it is the verdict of the phrasings
            "guessed": self._guessed(parts),
            "explained": explained,  # the share of the question that it explains; 0 where words that the phrasings require are missing
            "asks back": isinstance(verdict, Unclear),
            "new in a conversation": new,  # the question may lean on what was said, which the classifier does not see
            "carried on": any(slot.origin == "carried" for part in parts for slot in part.slots),
            "by default": self._in_a_conversation and any(slot.origin == "default" for part in parts for slot in part.slots),
            "points nowhere": self.question.points_nowhere and not isinstance(verdict, Unclear),
            "though elsewhere": self._probability(ELSEWHERE),
            "in two parts": not is_first and len(parts) > 1,
        }
        return Option(verdict, signs)

    def _guessed(self, parts: Sequence[Reading]) -> float:
        """Return how likely the parts are: those of a question that asks two things share what is likely."""
        likely = [self._probability(part.id) for part in parts]
        return min(1.0, sum(likely)) if len(parts) > 1 else likely[0]

    def _no_answer(self, verdict: Verdict) -> Option:
        unknown = sum(1 for unit in self.question.units if unit.is_unknown)
        signs = {
            "declined": 1.0,
            "elsewhere": self._probability(ELSEWHERE),
            "though explained": max((reading.score for reading in self.found), default=0.0),
            "in a conversation": self._in_a_conversation,
            "unknown words": min(unknown, _MANY) / _MANY,
        }
        return Option(verdict, signs)

    def _asked_of(self, first: Verdict) -> frozenset[str]:
        """Return the intents that ask about the record which the question calls by an unknown name: none that was not named is meant."""
        if not (isinstance(first, Unknown) and first.called):
            return frozenset()
        likely = {guess.intent for guess in self.guesses} | {reading.id for reading in self.found}
        read = {name: self._reading(name, self.intents[name]) for name in likely if name in self.intents}
        return frozenset(name for name, reading in read.items() if reading is not None and self._lacks(reading, first.kind))

    def _lacks(self, reading: Reading, kind: str) -> bool:
        """Whether the question itself names no record of a kind for a reading: it speaks of one, so all of them are not asked of either."""
        if not reading.slots and not reading.missing:
            return reading.intent.intent.query in _AT_LARGE
        unnamed = [slot.kind for slot in reading.slots if slot.origin != "named"] + ([reading.missing] if reading.missing else [])
        return any(kind in kinds_of(slot, self.question.base) for slot in unnamed)

    @cached_property
    def _best(self) -> dict[str, Reading]:
        """The best reading by each intent of which the question has all that a phrasing requires."""
        return {reading.id: reading for reading in reversed(self.found)}

    @cached_property
    def _in_a_conversation(self) -> bool:
        return bool(self.question.context.focus)

    def _probability(self, intent: str) -> float:
        return max((guess.score for guess in self.guesses if guess.intent == intent), default=0.0)


def _leaves_out_a_name(question: Question, reading: Reading) -> bool:
    """Whether a reading says nothing of a record that the question names: its answer would be about something else."""
    left = (unit for i, unit in enumerate(question.units) if i not in reading.matched and unit.entry and not unit.entry.partial)
    records = (question.base.by_id[record] for unit in left for record in unit.records)
    return any(record.kind != "other" and not is_scope(question.base, record) for record in records)


def readings_of(verdict: Verdict) -> tuple[Reading, ...]:
    """Return the readings that a verdict answers, or asks back about."""
    match verdict:
        case Understood(parts=parts):
            return parts
        case Unclear(reading=reading):
            return (reading,)
        case _:
            return ()
