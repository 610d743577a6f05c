"""Saying how a question was read, for whoever keeps or runs the base: every step with its numbers."""

from typing import TYPE_CHECKING

from bot.matching.question import Question
from bot.matching.readings import Reading
from bot.matching.unit import Unit
from bot.matching.verdict import Verdict

if TYPE_CHECKING:
    from bot.matching.classifier import Guess


def units(question: Question) -> tuple[str, ...]:
    """Return a line for each unit: what it was read as, what it weighs for a reading that explains it and against one that does not."""
    return tuple(f"unit     {unit.text}: {_meaning(unit)}  [+{unit.evidence:.2f} -{unit.cost:.2f}]" for unit in question.units)


def _meaning(unit: Unit) -> str:
    if unit.is_unknown:
        return "unknown"
    named = ", ".join(unit.records or unit.members)
    meant = ", ".join(sorted(unit.concepts))
    slip = f" (read as {unit.corrected}, {unit.score:.2f})" if unit.corrected else ""
    return (" / ".join(part for part in (named, meant) if part) or "nothing") + slip


def readings(question: Question, found: tuple[Reading, ...]) -> tuple[str, ...]:
    """Return a line for each reading: score, intent, the nearest phrasing, its slots, and the words that it leaves unexplained."""
    lines = []
    for reading in found:
        slots = ", ".join(f"{slot.kind}={'+'.join(slot.records)} ({slot.origin})" for slot in reading.slots)
        left = [unit.text for i, unit in enumerate(question.units) if i not in reading.explained and unit.cost > 0]
        unexplained = f"; unexplained: {', '.join(left)}" if left else ""
        missing = f"; missing: {reading.missing}" if reading.missing else ""
        lines.append(f"reading  {reading.score:.3f} {reading.id} «{reading.pattern.phrasing}» {slots}{missing}{unexplained}")
    return tuple(lines)


def opinions(guesses: "tuple[Guess, ...]") -> tuple[str, ...]:
    """Return a line for each guess of the second opinion: how likely, what, and the filed question that is nearest."""
    return tuple(f"learned  {guess.score:.3f} {guess.intent}" + (f", like «{guess.nearest}»" if guess.nearest else "") for guess in guesses)


def verdict(chosen: Verdict) -> str:
    """Return the verdict and its score in a line."""
    return f"verdict  {type(chosen).__name__.lower()} {chosen.score:.3f}"
