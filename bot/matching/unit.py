"""A unit: a stretch of a question and what it means."""

from dataclasses import dataclass
from typing import Final

from bot.matching.lexicon import UNKNOWN_COST, Entry

_NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True)
class Unit:
    """A stretch of the question and what it means: concepts, records (`members`: all of them at once), or nothing known.

    `score` is 1 for a spelling of the base and falls with each slip; `corrected` is the spelling that was read instead.
    """

    text: str
    start: int
    end: int
    entry: Entry | None
    score: float = 1.0
    corrected: str = ""

    @property
    def concepts(self) -> frozenset[str]:
        """The concepts that it can mean."""
        return self.entry.meanings if self.entry else _NOTHING

    @property
    def records(self) -> tuple[str, ...]:
        """The records that it can name."""
        return self.entry.records if self.entry else ()

    @property
    def members(self) -> tuple[str, ...]:
        """The records that it names together."""
        return self.entry.members if self.entry else ()

    @property
    def is_mention(self) -> bool:
        """Whether it names records."""
        return bool(self.records or self.members)

    @property
    def is_unknown(self) -> bool:
        """Whether nothing in the base explains it."""
        return self.entry is None and not self.is_literal and not self.is_slot

    @property
    def is_literal(self) -> bool:
        """Whether it is a number."""
        return self.text[:1].isdecimal()

    @property
    def is_slot(self) -> bool:
        """Whether it is a slot of a phrasing."""
        return self.text.startswith("{")

    @property
    def evidence(self) -> float:
        """What it weighs when a reading explains it."""
        return self.entry.evidence if self.entry else 0.0

    @property
    def cost(self) -> float:
        """What it weighs against a reading that does not explain it."""
        if self.entry is None:
            return 0.1 if self.is_literal else 0.3 if len(self.text) == 1 or len(self.text) < 3 and self.text.isascii() else UNKNOWN_COST
        return self.entry.cost

    def has_role(self, role: str) -> bool:
        """Tell whether one of its concepts has this role."""
        return self.entry is not None and role in self.entry.roles
