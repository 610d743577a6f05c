"""Free question-and-answer entries that no phrasing fits word for word: found by the learned matcher, held to the same verdict."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.knowledge import kept_files
from bot.knowledge.grid import Base
from bot.language.text import atoms, normalise
from bot.matching.intents import ENTRY, CompiledIntent
from bot.matching.question import Question
from bot.matching.readings import Reading, numbers

if TYPE_CHECKING:
    from bot.matching.phrasings import PhrasingMatcher

# An entry must be likelier than this, by the matcher's calibrated score, and explain as much of the question as any reading.
LIKELY: Final = 0.7


class EntryFinder:
    """Finds the entry that a question is nearest to. The matcher, and numpy with it, is only loaded when it is asked."""

    def __init__(self, base: Base, intents: tuple[CompiledIntent, ...], kept_in: Path | None = None) -> None:
        self._base = base
        self._intents = intents
        self._kept_in = kept_in

    @cached_property
    def _matcher(self) -> "PhrasingMatcher":
        from bot.matching.phrasings import PhrasingMatcher

        def phrasings() -> list[tuple[str, str]]:
            return [(phrasing.text, intent.intent.id) for intent in self._intents for phrasing in intent.intent.phrasings]

        if self._kept_in is None:
            return PhrasingMatcher.build(phrasings())
        # Kept at every size: opened in 0.01 s where 12 entries take 0.2 s to learn, 5,000 0.6 s and 20,000 3 s.
        return PhrasingMatcher.kept(kept_files.place(self._kept_in, "phrasings", self._base.revision, ".index"), phrasings)

    @cached_property
    def _verbatim(self) -> dict[str, CompiledIntent]:
        entries = [intent for intent in self._intents if intent.intent.query == ENTRY]
        return {_said(phrasing.text): intent for intent in reversed(entries) for phrasing in intent.intent.phrasings}

    def verbatim(self, question: Question) -> Reading | None:
        """Return a reading of the entry of which the question is a phrasing, word for word; it explains everything."""
        intent = self._verbatim.get(_said(question.text)) if self._base.entries else None
        if intent is None:
            return None
        every = frozenset(range(len(question.units)))
        return Reading(intent, intent.patterns[0], (), (), every, every, sum(unit.evidence for unit in question.units), 1.0)

    def find(self, question: Question) -> Reading | None:
        """Return a reading of the likeliest entry; its score is its likelihood, or the share of the question that its words explain."""
        if not self._base.entries or any(unit.has_role("elsewhere") for unit in question.units):
            return None
        best = next(iter(self._matcher.rank(question.text, 1)), None)
        intent = next((i for i in self._intents if best is not None and i.intent.id == best.label and i.intent.query == ENTRY), None)
        if best is None or intent is None or best.score < LIKELY or not numbers(best.phrasing) <= numbers(question.text):
            return None
        words = {atom.key for phrasing in intent.intent.phrasings for atom in atoms(normalise(phrasing.text))}
        said = [(unit, all(atom.key in words for atom in atoms(unit.text))) for unit in question.units]
        explained = frozenset(i for i, (_, known) in enumerate(said) if known)
        weight = sum(max(unit.evidence, unit.cost) for unit, known in said if known)
        cost = sum(unit.cost for unit, known in said if not known)
        score = min(best.score, weight / (weight + cost)) if weight else 0.0
        pattern = intent.patterns[0]
        return Reading(intent, pattern, (), (), explained, explained, weight, score)


def _said(text: str) -> str:
    """Return what counts when a question is compared with a phrasing word for word."""
    return normalise(text).rstrip("?!. ")
