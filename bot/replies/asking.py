"""What is asked of the grid, and what was found: the two values between understanding a question and wording its reply."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.knowledge.grid import Base
from bot.knowledge.model import Fact, Intent, Record
from bot.language.days import MonthDay
from bot.replies.wording import Wording


@dataclass(frozen=True, slots=True)
class Ask:
    """An intent with its slots filled (record ids), and of the question: records to check, modifiers, numbers, days, a year or month,
    and the seminars that it is limited to."""

    intent: Intent
    slots: tuple[tuple[str, ...], ...]
    claims: tuple[str, ...] = ()
    modifiers: frozenset[str] = frozenset()
    numbers: tuple[int, ...] = ()
    days: tuple[MonthDay, ...] = ()
    period: str = ""
    editions: tuple[str, ...] = ()

    def records(self, base: Base, slot: int = 0) -> tuple[Record, ...]:
        """Return the records in a slot."""
        return tuple(base.by_id[r] for r in self.slots[slot]) if slot < len(self.slots) else ()

    def all_records(self, base: Base) -> tuple[Record, ...]:
        """Return the records of all slots."""
        return tuple(base.by_id[r] for slot in self.slots for r in slot)

    def ordinal(self) -> int | None:
        """Return which item of a list was asked for, counted from 0; -1 is the last."""
        for modifier in sorted(self.modifiers):
            if modifier.startswith("ordinal-"):
                place = modifier.removeprefix("ordinal-")
                return -1 if place == "last" else int(place) - 1
        return None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found: paragraphs, the facts behind them, the records enumerated. `found` is False for a gap."""

    lines: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    listed: tuple[str, ...] = ()
    found: bool = True
    sources: tuple[str, ...] = field(default=())


Query = Callable[[Wording, Ask], Answer]


def joined(answers: list[Answer]) -> Answer:
    """Return several answers as one; found if any of them is."""
    return Answer(
        tuple(dict.fromkeys(line for answer in answers for line in answer.lines)),
        tuple(dict.fromkeys(fact for answer in answers for fact in answer.facts)),
        tuple(dict.fromkeys(r for answer in answers for r in answer.listed)),
        any(answer.found for answer in answers),
        tuple(dict.fromkeys(s for answer in answers for s in answer.sources)),
    )
