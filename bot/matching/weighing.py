"""What the units of one question weigh for and against its readings.

All readings of a question weigh the same units, so what they share is worked out once. A set of units is the bits of an int here.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.knowledge.grid import Base
from bot.knowledge.model import Record
from bot.matching import editions
from bot.matching.unit import Unit

if TYPE_CHECKING:
    from bot.matching.question import Question, Slot

_SCOPE_COST: Final = 0.15  # a seminar, organisation or person named beside what was asked only says where to look
_LINKED_COST: Final = 0.3  # a record that the slot's record names ("Ulsan's nano project") narrows, and asks nothing
_UNPOINTED: Final = 0.5  # "it", "there" where nothing was carried over
_SCOPES: Final = ("seminar", "organisation", "person", "programme")
_POINTING: Final = frozenset({"that", "she"})
# A word that only another phrasing of the intent has is half an explanation.
_HALF: Final = 0.5


class Weighing:
    """The weights of a question's units, and which of them have a concept."""

    def __init__(self, question: "Question") -> None:
        self._base = question.base
        self._units = question.units
        self._places = {concept: bits_of(places) for concept, places in question.places.items()}
        self._earned = [unit.evidence * unit.score for unit in question.units]
        self._costs = [_cost(question.base, unit) for unit in question.units]
        self._narrowing = bits_of(i for i, unit in enumerate(question.units) if _may_narrow(question.base, unit))
        self._having: dict[frozenset[str], int] = {}
        self._weighed: dict[tuple[int, int, tuple[Slot, ...]], tuple[float, float]] = {}

    def having(self, concepts: frozenset[str]) -> int:
        """Return the units that have one of these concepts."""
        found = self._having.get(concepts)
        if found is None:
            found = 0
            for concept, bits in self._places.items():
                if concept in concepts:
                    found |= bits
            self._having[concepts] = found
        return found

    def weigh(self, matched: int, explained: int, slots: "tuple[Slot, ...]") -> tuple[float, float]:
        """Return the evidence of the explained units and the cost of the others; what is half explained counts half, on both sides."""
        key = (matched, explained, slots if self._narrowing & ~matched else ())
        if key not in self._weighed:
            self._weighed[key] = self._weigh(*key)
        return self._weighed[key]

    def _weigh(self, matched: int, explained: int, slots: "Sequence[Slot]") -> tuple[float, float]:
        evidence = cost = 0.0
        for i, unit in enumerate(self._units):
            if matched >> i & 1:
                evidence += self._earned[i]
                continue
            narrows = self._narrowing >> i & 1 and self._is_linked(unit, slots)
            own = _LINKED_COST if narrows else self._costs[i]
            if explained >> i & 1:
                evidence += _HALF * self._earned[i]
                cost += _HALF * _HALF * own
            else:
                cost += own
        return evidence, cost

    def _is_linked(self, unit: Unit, slots: "Sequence[Slot]") -> bool:
        """Whether what a record of the slots says names what the unit names."""
        named = unit.records or unit.members
        return any(not self._base.linked(self._base.by_id[r]).isdisjoint(named) for slot in slots for r in slot.records)


def bits_of(places: Iterable[int]) -> int:
    """Return places as the bits of a number."""
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits


@cache
def places_of(bits: int) -> frozenset[int]:
    """Return the places that are the bits of a number."""
    return frozenset(place for place in range(bits.bit_length()) if bits >> place & 1)


def _cost(base: Base, unit: Unit) -> float:
    """Return what a unit weighs against a reading that does not explain it, whose records do not name it either."""
    if unit.is_mention:
        named = [base.by_id[r] for r in unit.records or unit.members]
        if all(is_scope(base, record) for record in named):
            # What somebody said at one of several seminars is her own: another's words there are no answer.
            own = editions.several(base) and all(record.kind == "person" for record in named)
            return unit.cost if own else _SCOPE_COST
        return unit.cost / 2 if all(_is_stranger(record) for record in named) else unit.cost
    return _UNPOINTED if unit.concepts <= _POINTING and unit.concepts and not (unit.entry and unit.entry.light) else unit.cost


def _may_narrow(base: Base, unit: Unit) -> bool:
    """Whether a unit names something that narrows another record ("Ulsan's nano project")."""
    named = [base.by_id[r] for r in unit.records or unit.members]
    return bool(named) and not all(is_scope(base, record) for record in named) and not all(_is_stranger(record) for record in named)


def _is_stranger(record: Record) -> bool:
    return record.kind == "other" and not record.like


def is_scope(base: Base, record: Record) -> bool:
    """Whether a record named beside what is asked only says where to look."""
    kind = base.by_id[record.like].kind if record.kind == "other" and record.like else record.kind
    return kind in _SCOPES
