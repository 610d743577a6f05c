"""Which intent a question belongs to, learned from every phrasing of the base and from the questions that are filed under its intents.

Two matchers learn the same questions. One learns them as they are said: names replaced by their kinds, and with the words what they
mean. The other learns the meanings alone, and so knows more from fewer questions. A guess is as likely as the two think on average.
Importing this module imports numpy: do it when it is needed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Self

from bot.knowledge.grid import Base
from bot.knowledge.kept_files import place
from bot.language.text import normalise
from bot.matching.intents import CompiledIntent
from bot.matching.lexicon import Lexicon
from bot.matching.phrasings import Phrasing, PhrasingMatcher
from bot.matching.segmentation import segment_exactly
from bot.matching.unit import Unit

_LOOKED_AT: Final = 5  # labels that each matcher ranks; with 3, 5 of 3,359 questions more are wrong


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent that a question may belong to: how likely (0 to 1), and the known question that is nearest to it."""

    intent: str
    score: float
    nearest: str


class IntentClassifier:
    """Guesses intents from units; immutable, and the same for the same base."""

    def __init__(self, said: PhrasingMatcher, meant: PhrasingMatcher) -> None:
        self._said = said
        self._meant = meant

    @classmethod
    def of(cls, base: Base, lexicon: Lexicon, intents: Sequence[CompiledIntent], kept_in: Path | None = None) -> Self:
        """Return the classifier of a base: opened from `kept_in`, else learned, which takes seconds for thousands of questions."""

        @cache
        def known() -> list[tuple[tuple[Unit, ...], str]]:
            return [(segment_exactly(normalise(text), lexicon), intent) for text, intent in _questions(base, intents)]

        def matcher(sort: str, render: Callable[[Sequence[Unit], Base], str]) -> PhrasingMatcher:
            def phrasings() -> list[Phrasing]:
                return [(render(units, base), intent) for units, intent in known()]

            if kept_in is None:
                return PhrasingMatcher.build(phrasings())
            return PhrasingMatcher.kept(place(kept_in, sort, base.revision, ".index"), phrasings)

        return cls(matcher("said", rendered), matcher("meant", _as_meant))

    def guesses(self, units: Sequence[Unit], base: Base) -> tuple[Guess, ...]:
        """Return the intents that a question of these units may belong to, the likeliest first."""
        said = self._said.rank(rendered(units, base), _LOOKED_AT)
        scores: dict[str, float] = {candidate.label: candidate.score / 2 for candidate in said}
        for candidate in self._meant.rank(_as_meant(units, base), _LOOKED_AT):
            scores[candidate.label] = scores.get(candidate.label, 0.0) + candidate.score / 2
        nearest = {candidate.label: candidate.phrasing.partition(_MEANS)[0].strip() for candidate in said}
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Guess(intent, score, nearest.get(intent, "")) for intent, score in ranked)


_MEANS: Final = "{:"  # begins the mark of a meaning; a kind of record is marked {project}, {projects} where it is a group


def _questions(base: Base, intents: Sequence[CompiledIntent]) -> Iterator[tuple[str, str]]:
    for intent in intents:
        for phrasing in intent.intent.phrasings:
            yield phrasing.text.replace("!}", "}"), intent.intent.id
    for asked in base.asked:
        for question in asked.questions:
            yield question, asked.intent


def rendered(units: Sequence[Unit], base: Base) -> str:
    """Return a question as the classifier sees it: its words, kinds in place of names, and what the words mean."""
    words = (_kind(unit, base) or unit.text for unit in units)
    return " ".join((*words, *(mark for unit in units for mark in _marks(unit.concepts))))


def _as_meant(units: Sequence[Unit], base: Base) -> str:
    return " ".join(mark for unit in units for mark in (_kind(unit, base), *_marks(unit.concepts)) if mark)


def _kind(unit: Unit, base: Base) -> str:
    """Return the mark of the kind of record that a unit names, or that a slot stands for; of several, of the union that has them all."""
    if unit.is_slot:
        return unit.text
    if not unit.is_mention:
        return ""
    kinds = {base.by_id[record].kind for record in unit.records or unit.members}
    union = next((name for name, members in base.unions.items() if len(kinds) > 1 and kinds == set(members)), "")
    return "{" + (union or min(kinds)) + ("s}" if unit.members else "}")


@lru_cache(maxsize=4096)
def _marks(concepts: frozenset[str]) -> tuple[str, ...]:
    """Return the marks of what a unit can mean; an honorific tells of whom, not what."""
    return tuple(f"{_MEANS}{concept}}}" for concept in sorted(concepts - {"honorific"}))
