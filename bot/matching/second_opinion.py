"""The second opinion: what the classifier thinks of a question that the phrasings explain badly or not at all."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final, Protocol

from bot.knowledge.grid import Base
from bot.matching.arbiter import Arbiter, Option, choose, readings_of
from bot.matching.intents import DECISIVE, ENTRY, CompiledIntent
from bot.matching.lexicon import Lexicon
from bot.matching.question import Question
from bot.matching.readings import Reading
from bot.matching.unit import Unit
from bot.matching.verdict import Understood, Unknown, Verdict

if TYPE_CHECKING:
    from bot.matching.classifier import Guess

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
        options = self.options(question, first, found)
        if not options:
            return first, found
        chosen = choose(options)
        return chosen, (*(reading for reading in readings_of(chosen) if reading not in found), *found)

    def options(self, question: Question, first: Verdict, found: tuple[Reading, ...]) -> tuple[Option, ...]:
        """Return the first opinion and what may take its place, weighed; nothing where it stands, or while the second is learned aside."""
        guesses = () if _stands(question, first) else self.guesses(question)
        return Arbiter(question, found, guesses, self._intents).options(first) if guesses else ()


def _stands(question: Question, first: Verdict) -> bool:
    """Whether the first opinion needs no second: it is sure, it has a ready answer, or it knows the name for another one."""
    match first:
        case Understood(parts=parts, score=score):
            query = parts[0].intent.intent.query
            if query == "social":
                return not question.kinds and question.concepts.isdisjoint(question.base.kinds.keys() | DECISIVE)
            return score >= SURE and not question.points_nowhere or query == ENTRY
        case Unknown(certain=certain):
            return certain
        case _:
            return False
