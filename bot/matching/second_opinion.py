"""The second opinion: what the classifier thinks of a question that the phrasings explain badly or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final, Protocol

from bot.knowledge.grid import Base
from bot.knowledge.model import ELSEWHERE
from bot.matching.intents import ENTRY, CompiledIntent
from bot.matching.lexicon import Lexicon
from bot.matching.question import Question
from bot.matching.readings import Reading, by, is_scope
from bot.matching.unit import Unit
from bot.matching.verdict import Declined, Unclear, Understood, Unknown, Verdict

if TYPE_CHECKING:
    from bot.matching.classifier import Guess

# How much likelier than the first opinion the second must be to replace it, by the classifier's own probabilities.
# Of the 3,359 development questions, right / facts given wrongly: at 0.35: 3064 / 38, 0.40: 3056 / 39, 0.45: 3051 / 37,
# 0.50: 3043 / 35, 0.55: 3035 / 36, 0.60: 3020 / 35. Without a second opinion at all: see docs/quality.md.
LEAD: Final = 0.35
# In a conversation a question may lean on what was said, which the classifier does not see; and who reads a name in the words
# that are left over may be right. Of 3,244 questions 2,962 were right at 0.50, 2,958 at 0.55.
LEAD_OVER_MORE: Final = 0.5
# Words of other matters ("battery … phone") speak against any answer; as many are right at 0.6.
LEAD_OFF_TOPIC: Final = 0.7
# Of guesses that are nearly as likely, the first that needs not ask back is followed: no gain on our questions (3,063 of 3,359,
# 3,064 without), but "who is the head of the division" is then not taken for a question about a region.
NEARLY: Final = 0.1
# A reading that explains so much of the question needs no second opinion: asked of every question, 6 more of 3,244 were right,
# and half of the questions are answered without loading the classifier.
SURE: Final = 0.95


class Opinions(Protocol):
    """What guesses the intents of a question, the likeliest first."""

    def guesses(self, units: Sequence[Unit], base: Base) -> "tuple[Guess, ...]": ...


def learned(base: Base, lexicon: Lexicon, intents: Sequence[CompiledIntent], kept_in: Path | None) -> Opinions:
    """Return the classifier of a base. It loads numpy, which most questions do without."""
    from bot.matching.classifier import IntentClassifier

    return IntentClassifier.of(base, lexicon, tuple(intent for intent in intents if intent.intent.query != ENTRY), kept_in)


class SecondOpinion:
    """Asks for another opinion where it may be better; `load` is called when the first question needs one, or before."""

    def __init__(self, base: Base, intents: Sequence[CompiledIntent], load: Callable[[], Opinions]) -> None:
        self._base = base
        self._intents = {intent.intent.id: intent for intent in intents}
        self._load = load
        self._opinions: Opinions | None = None
        self._aside: Thread | None = None

    def ready(self) -> None:
        """Load the opinions now."""
        self._opinions = self._opinions or self._load()

    def learn_aside(self) -> Thread:
        """Load the opinions in a thread of their own, which no stop waits for; until it ends, questions do without."""
        self._aside = Thread(target=self.ready, daemon=True)
        self._aside.start()
        return self._aside

    def guesses(self, question: Question) -> "tuple[Guess, ...]":
        """Return what the question may ask by the second opinion alone, the likeliest first; none while it is learned aside."""
        if self._opinions is None and self._aside is None:
            self.ready()
        return self._opinions.guesses(question.units, self._base) if self._opinions else ()

    def on(self, question: Question, first: Verdict, found: tuple[Reading, ...]) -> tuple[Verdict, tuple[Reading, ...]]:
        """Return the verdict after a second opinion, and the readings with the one that it adds."""
        if _needs_none(question, first):
            return first, found
        guesses = self.guesses(question)
        if not guesses:
            return first, found
        if guesses[0].intent == ELSEWHERE:
            return (Declined(first.score) if isinstance(first, Unknown) else first), found
        own = max((guess.score for guess in guesses if guess.intent in _intents(first)), default=0.0)
        least = max(own + _lead(question, first), guesses[0].score - NEARLY)
        readings = [reading for guess in guesses if guess.score >= least and (reading := self._reading(question, guess)) is not None]
        best = next((reading for reading in readings if not reading.missing), next(iter(readings), None))
        if best is None or (best.missing and best.score < LEAD_OVER_MORE):
            return first, found
        chosen = Unclear(best, best.score) if best.missing or best.tie else Understood((best,), best.score)
        return chosen, (best, *found)

    def _reading(self, question: Question, guess: "Guess") -> Reading | None:
        intent = self._intents.get(guess.intent)
        reading = by(question, intent) if intent is not None and intent.intent.query != "social" else None
        if reading is None or _leaves_out_a_name(question, reading):
            return None
        return replace(reading, score=guess.score)


def _needs_none(question: Question, first: Verdict) -> bool:
    """Whether the first opinion stands: it is sure, it has a ready answer, it knows the name for another one, or it asks what "that" is."""
    match first:
        case Understood(parts=parts, score=score):
            return score >= SURE or parts[0].intent.intent.query == ENTRY
        case Unknown(certain=certain):
            return certain
        case Unclear():
            return "that" in question.concepts
        case _:
            return False


def _lead(question: Question, first: Verdict) -> float:
    if any(unit.has_role("elsewhere") and not unit.is_mention for unit in question.units):
        return LEAD_OFF_TOPIC
    return LEAD_OVER_MORE if question.context.focus or isinstance(first, Unknown) else LEAD


def _leaves_out_a_name(question: Question, reading: Reading) -> bool:
    """Whether a reading says nothing of a record that the question names: its answer would be about something else."""
    left = (unit for i, unit in enumerate(question.units) if i not in reading.matched and unit.entry and not unit.entry.partial)
    records = (question.base.by_id[record] for unit in left for record in unit.records)
    return any(record.kind != "other" and not is_scope(question.base, record) for record in records)


def _intents(verdict: Verdict) -> frozenset[str]:
    """Return the intents that a verdict takes a question to have."""
    match verdict:
        case Understood(parts=parts):
            return frozenset(part.id for part in parts)
        case Unclear(reading=reading):
            return frozenset({reading.id})
        case _:
            return frozenset()
