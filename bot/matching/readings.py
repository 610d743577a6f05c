"""Readings: the ways to understand a question, each an intent with its slots filled and a score.

The score of a reading is the share of the question's informative weight that it explains: evidence / (evidence + unexplained
cost), both from the roles of the words (lexicon.EVIDENCE, lexicon.COST), less a small price for each thing that was assumed
(the prices below and in `slots`). An unexplained content word costs as much as an explained one earns; a frame word nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from bot.knowledge.grid import Base
from bot.knowledge.model import TYPES
from bot.matching import editions
from bot.matching.intents import ENTRY, FREE, POINTERS, CompiledIntent, IntentIndex, Pattern
from bot.matching.question import Filling, Named, Question, Slot, kinds_of
from bot.matching.slots import fill
from bot.matching.weighing import bits_of, places_of

# What it costs a reading that its cells are empty, that it says little, or that an optional word of its phrasing is not there.
GAP: Final = 0.03  # the cells asked for are empty: of two equal readings the one that the sources can answer is meant
VAGUELY: Final = 0.05  # a phrasing that is a name and a kind, where the name is carried over: "the industry" points, it does not ask
LACKS: Final = 0.02
EVERY: Final = 0.05  # asked of every record of a kind, where none was named
_NAMED: Final = frozenset({"named"})
_DENIAL: Final = frozenset({"not"})
_ALWAYS: Final = (FREE - POINTERS) | {"count", "only", "both", "rest"}
_NUMBER: Final = re.compile(r"\d+")
_ASKS_FOR_KIND: Final = frozenset({"which", "what", "count", "list", "where", "most", "least", "any"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a question.

    `matched` are the indices of units that the slots, the phrasing and the modifiers take; `explained` adds those that other
    phrasings of the intent have. `claims` are records put to the test; `missing` is the kind of an empty slot; `gap` says that
    the cells asked for are empty; `repeats`, that the last question is asked again.
    """

    intent: CompiledIntent
    pattern: Pattern
    slots: tuple[Slot, ...]
    claims: tuple[str, ...]
    matched: frozenset[int]
    explained: frozenset[int]
    evidence: float
    score: float
    missing: str = ""
    gap: bool = False
    repeats: bool = False

    @property
    def id(self) -> str:
        """The intent's id."""
        return self.intent.intent.id

    @property
    def named(self) -> int:
        """How many slots the question itself fills."""
        return sum(1 for slot in self.slots if slot.origin == "named")

    @property
    def tie(self) -> Slot | None:
        """The slot in which one of several records must be chosen."""
        return next((slot for slot in self.slots if slot.tie), None)


def readings(question: Question, index: IntentIndex) -> tuple[Reading, ...]:
    """Return the readings of a question, the best first; equal ones by what their phrasing requires, then in the base's order."""
    fitting = index.fitting(question.concepts).values()
    meant = ((intent, patterns) for intent, patterns in fitting if _fits(question, intent))
    found = [reading for intent, patterns in meant if (reading := _best(question, intent, patterns)) is not None]
    return tuple(sorted(found, key=lambda reading: _rank(reading, question)))


def by(question: Question, intent: CompiledIntent) -> Reading | None:
    """Return the best reading of a question by one intent, whether or not it has the words that the phrasings require, or any of them."""
    return _best(question, intent, intent.patterns, worded=False)


def _rank(reading: Reading, question: Question) -> tuple[float, ...]:
    closeness = (-round(reading.score, 3), -round(reading.evidence, 3))
    # Two free entries can ask for the same things in other words: the one that is worded more alike is meant.
    alike = fuzz.ratio(question.text, reading.pattern.phrasing) if reading.intent.intent.query == ENTRY else 0.0
    # "Sejong has only biomaterials" is put to the test; else what is named is what is asked about.
    about = (-len(reading.claims), -reading.named) if "only" in question.concepts else (-reading.named, len(reading.claims))
    literally = sum(1 for part in reading.pattern.optional if part & question.concepts)
    return (*closeness, *about, -len(reading.pattern.required), -literally, -alike, reading.intent.order)


def _fits(question: Question, intent: CompiledIntent) -> bool:
    """Whether a question has what phrasings alone do not tell of an intent: one of the words it needs, and the kind of record asked for."""
    if intent.needs and intent.needs.isdisjoint(question.concepts):
        return False
    return not (intent.target and intent.target != question.target) and not (intent.unless and intent.unless == question.target)


def _best(question: Question, intent: CompiledIntent, patterns: Iterable[Pattern], *, worded: bool = True) -> Reading | None:
    """Return the best reading by one of the intent's phrasings; one that explains no word at all is none where it must be `worded`."""
    patterns = [pattern for pattern in patterns if not (pattern.slots and pattern.vague and _names_nothing(question, pattern))]
    if not patterns:
        return None
    reader = _Reader(question, intent)
    drafts = [draft for pattern in patterns if (draft := reader.read(pattern)) is not None and (draft.evidence > 0 or not worded)]
    return reader.reading(max(drafts, key=_merit)) if drafts else None


class _Draft(NamedTuple):
    """A reading by one phrasing, as far as it is needed to choose the best one; sets of units are bits."""

    pattern: Pattern
    slots: tuple[Slot, ...]
    claims: tuple[str, ...]
    matched: int
    explained: int
    evidence: float
    score: float
    missing: str
    gap: bool


def _merit(draft: _Draft) -> tuple[bool, float, float, int, str]:
    return not draft.missing, round(draft.score, 3), draft.evidence, len(draft.pattern.required), draft.pattern.phrasing


class _Reader:
    """Reads one question by the phrasings of one intent."""

    def __init__(self, question: Question, intent: CompiledIntent) -> None:
        self._question = question
        self._intent = intent
        self._units = question.weighing
        self._vocabulary = self._units.having(intent.vocabulary)
        self._gaps: dict[tuple[str, ...], bool] = {}
        self._claimable = _claimable(question, intent)
        self._numbers = bits_of(question.literals) if question.literals and _has_numbers(question.base, intent) else 0

    def read(self, pattern: Pattern) -> _Draft | None:
        """Return the reading by one phrasing; None where the question can't be meant so."""
        question, intent = self._question, self._intent
        if intent.intent.query == ENTRY and not numbers(pattern.phrasing) <= numbers(question.text):
            return None  # who asks about room 2 is not answered about room 3
        filled = fill(question, pattern, intent)
        if filled is None:
            return None
        slots, used, price, missing, origins = filled
        if pattern.slots and not used and pattern.vague:
            if "that" not in question.concepts and "carried" not in origins:
                return None  # a phrasing that says nothing but a name must find one
            price += VAGUELY
        if missing and missing in question.concepts and question.concepts & _ASKS_FOR_KIND and not question.points_to(missing):
            every = self._every(pattern)  # "which regions …" asks for regions: it does not speak of one
            if every is None:
                return None
            slots, missing, price = (every,), "", price + EVERY
        claims = [named for named in self._claimable if not used >> named[0] & 1] if self._claimable else []
        matched = used | self._numbers | self._units.having(pattern.words) | self._by_the_way(pattern, filled, bool(claims))
        if claims:
            matched |= bits_of(named[0] for named in claims)
        explained = matched | self._vocabulary
        evidence, cost = self._units.weigh(matched, explained, slots)
        gap = self._is_gap(slots)
        lacking = sum(map(question.concepts.isdisjoint, pattern.asked_optionally))
        price += (GAP if gap else 0.0) + LACKS * min(lacking, 4)
        score = (evidence / (evidence + cost) if evidence > 0 else 0.0) - price
        claimed = tuple(dict.fromkeys(record for named in claims for record in named[1])) if claims else ()
        return _Draft(pattern, slots, claimed, matched, explained, evidence, score, missing, gap)

    def _every(self, pattern: Pattern) -> Slot | None:
        """Return a slot with every record of the kind that is asked for, where it is asked which has what: the biggest budget."""
        base = self._question.base
        attribute = base.attribute(self._intent.attribute)
        if (
            attribute is None
            or attribute.type not in TYPES
            or self._intent.intent.query != "attribute"
            or pattern.slots != (attribute.kind,)
        ):
            return None
        records = tuple(record.id for record in base.records(attribute.kind) if not record.outside)
        return Slot(attribute.kind, records, "every") if len(records) > 1 else None

    def reading(self, draft: _Draft) -> Reading:
        """Return the reading that a draft is of."""
        matched, explained = places_of(draft.matched), places_of(draft.explained)
        numbers = draft.evidence, draft.score
        return Reading(self._intent, draft.pattern, draft.slots, draft.claims, matched, explained, *numbers, draft.missing, draft.gap)

    def _by_the_way(self, pattern: Pattern, filled: Filling, claims: bool) -> int:
        """Return the units that any phrasing of such slots explains: how to answer, pointers, what its kinds are called."""
        base, units = self._question.base, self._units
        by_role = "role" in filled.origins
        found = units.having(_ALWAYS) | units.having(base.called(pattern.slots))
        if claims:
            found |= units.having(_DENIAL)
        if filled.missing or not filled.origins <= _NAMED:
            found |= units.having(POINTERS)
        if by_role:
            found |= units.having(base.roles)
        if by_role or self._intent.kind == editions.KIND:
            found |= bits_of(self._question.editions.units)
        return found

    def _is_gap(self, slots: tuple[Slot, ...]) -> bool:
        """Whether the cells that a look-up reads are all empty."""
        if self._intent.intent.query != "attribute" or not slots:
            return False
        records = slots[0].records
        if records not in self._gaps:
            base, name = self._question.base, self._intent.intent.id.partition(".")[2]
            self._gaps[records] = not any(base.facts(base.by_id[record], name) for record in records)
        return self._gaps[records]


def _names_nothing(question: Question, pattern: Pattern) -> bool:
    """Whether a question neither names, points to nor continues with a record for a phrasing that says nothing but a name."""
    if "that" in question.concepts or question.context.focus:
        return False
    return not any(question.named(kinds_of(kind, question.base)) for kind in pattern.slots)


def numbers(text: str) -> frozenset[str]:
    """Return the numbers that a text says in digits."""
    return frozenset(_NUMBER.findall(text))


def _has_numbers(base: Base, intent: CompiledIntent) -> bool:
    """Whether an intent has values that numbers can be compared with."""
    attribute = base.attribute(intent.attribute)
    return attribute is not None and (attribute.type in ("date", "number") or attribute.many)


def _claimable(question: Question, intent: CompiledIntent) -> list[Named]:
    """Return where the question names a value which it may take the intent's attribute to have."""
    attribute = question.base.attribute(intent.attribute)
    wanted = intent.intent.arguments.get("claim") or (attribute.type if attribute is not None and attribute.type not in TYPES else "")
    if not wanted or not question.kinds:
        return []
    kinds = kinds_of(wanted, question.base)
    return question.named(kinds) + [named for named in question.named(("other",)) if _passes_for(question.base, named[1], kinds)]


def _passes_for(base: Base, others: tuple[str, ...], kinds: tuple[str, ...]) -> bool:
    """Tell whether known others are taken for records of a kind: whoever asks whether KIET was the host asks about a host."""
    return any(base.by_id[other].like and base.by_id[base.by_id[other].like].kind in kinds for other in others)


def covered(question: Question, parts: tuple[Reading, ...]) -> float:
    """Return the score of several readings taken together: the parts of one question."""
    matched = frozenset[int]().union(*(part.matched for part in parts))
    explained = frozenset[int]().union(*(part.explained for part in parts))
    slots = tuple(slot for part in parts for slot in part.slots)
    evidence, cost = question.weighing.weigh(bits_of(matched), bits_of(explained), slots)
    return evidence / (evidence + cost) if evidence else 0.0


def again(reading: Reading, slots: tuple[Slot, ...], claims: tuple[str, ...]) -> Reading:
    """Return the same reading of other records."""
    return replace(reading, slots=slots, claims=claims, missing="")


def each_claim_once(question: Question, parts: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Put each claim to the test of one part alone, the one whose words stand nearest to it: "as Jeonnam operates it, who helps?"."""
    if len(parts) < 2:
        return parts
    fair = []
    for part in parts:
        rivals = [other for other in parts if other is not part]
        own = tuple(c for c in part.claims if all(c not in o.claims or _far(question, part, c) <= _far(question, o, c) for o in rivals))
        fair.append(replace(part, claims=own))
    return tuple(fair)


def _far(question: Question, reading: Reading, claim: str) -> int:
    """Return how many units lie between a claim and the nearest word that the reading requires."""
    required = frozenset[str]().union(*reading.pattern.required)
    places = [i for concept, found in question.places.items() if concept in required for i in found]
    at = next((i for i, unit in enumerate(question.units) if claim in unit.records), 0)
    return min((abs(i - at) for i in places), default=len(question.units))
