"""Readings: the ways to understand a question, each an intent with its slots filled and a score.

The score of a reading is the share of the question's informative weight that it explains: evidence / (evidence + unexplained
cost), both from the roles of the words (lexicon.EVIDENCE, lexicon.COST), less a small price for each thing that was assumed
(the prices below and in `slots`). An unexplained content word costs as much as an explained one earns; a frame word nothing.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from bot.knowledge.grid import Base
from bot.knowledge.model import TYPES, Record
from bot.matching import editions
from bot.matching.intents import ENTRY, FREE, POINTERS, CompiledIntent, IntentIndex, Pattern
from bot.matching.question import Question, Slot, kinds_of
from bot.matching.slots import fill, links
from bot.matching.unit import Unit

# What it costs a reading that its cells are empty, that it says little, or that an optional word of its phrasing is not there.
GAP: Final = 0.03  # the cells asked for are empty: of two equal readings the one that the sources can answer is meant
VAGUELY: Final = 0.05  # a phrasing that is a name and a kind, where the name is carried over: "the industry" points, it does not ask
LACKS: Final = 0.02
_SCOPE_COST: Final = 0.15  # a seminar, organisation or person named beside what was asked only says where to look
_LINKED_COST: Final = 0.3  # a record that the slot's record names ("Ulsan's nano project") narrows, and asks nothing
_UNPOINTED: Final = 0.5  # "it", "there" where nothing was carried over
_SCOPES: Final = ("seminar", "organisation", "person", "programme")
_DENIAL: Final = frozenset({"not"})
_ALWAYS: Final = (FREE - POINTERS) | {"count", "only", "both", "rest"}
# A word that only another phrasing of the intent has is half an explanation.
_HALF: Final = 0.5
_NUMBER: Final = re.compile(r"\d+")
_ASKS_FOR_KIND: Final = frozenset({"which", "what", "count", "list", "where", "most", "least", "any"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a question.

    `matched` are the indices of units that the slots, the phrasing and the modifiers take; `explained` adds those that other
    phrasings of the intent have. `claims` are records put to the test; `missing` is the kind of an empty slot; `gap` says that
    the cells asked for are empty.
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
    return _best(question, intent, list(intent.patterns), worded=False)


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


def _best(question: Question, intent: CompiledIntent, patterns: list[Pattern], *, worded: bool = True) -> Reading | None:
    """Return the best reading by one of the intent's phrasings; one that explains no word at all is none where it must be `worded`."""
    read = (_read(question, intent, pattern) for pattern in patterns)
    found = [reading for reading in read if reading is not None and (reading.evidence > 0 or not worded)]
    return max(
        found, key=lambda r: (not r.missing, round(r.score, 3), r.evidence, len(r.pattern.required), r.pattern.phrasing), default=None
    )


def _read(question: Question, intent: CompiledIntent, pattern: Pattern) -> Reading | None:
    if intent.intent.query == ENTRY and not numbers(pattern.phrasing) <= numbers(question.text):
        return None  # who asks about room 2 is not answered about room 3
    if pattern.slots and pattern.vague and _names_nothing(question, pattern):
        return None
    filled = fill(question, pattern, intent)
    if filled is None:
        return None
    slots, used, price, missing = filled
    if pattern.slots and not used and pattern.vague:
        if "that" not in question.concepts and not any(slot.origin == "carried" for slot in slots):
            return None  # a phrasing that says nothing but a name must find one
        price += VAGUELY
    if missing and missing in question.concepts and question.concepts & _ASKS_FOR_KIND and not question.points_to(missing):
        return None  # "which regions …" asks for regions: it does not speak of one
    claimed, claims = _claims(question, intent, used)
    known = (
        _ALWAYS
        | (_DENIAL if claims else frozenset())
        | (POINTERS if missing or any(slot.origin != "named" for slot in slots) else frozenset())
    )
    if any(slot.origin == "role" for slot in slots):
        known |= question.base.stands_for.keys()
    kinds = {kind for slot in pattern.slots for kind in kinds_of(slot, question.base)}
    known |= kinds.union(*(question.base.kinds[kind].also_called for kind in kinds))
    matched = used | claimed | _words(question, known.union(*pattern.required, *pattern.optional)) | _numbers(question, intent)
    if intent.intent.id.startswith(f"{editions.KIND}.") or any(slot.origin == "role" for slot in slots):
        matched |= question.editions.units
    explained = matched | _words(question, intent.vocabulary)
    lacking = sum(1 for part in pattern.optional if not part & question.concepts and not part <= FREE)
    evidence, cost = _weigh(question, matched, explained, slots)
    gap = _is_gap(question.base, intent, slots)
    price += GAP if gap else 0.0
    score = (evidence / (evidence + cost) if evidence > 0 else 0.0) - price - LACKS * min(lacking, 4)
    return Reading(intent, pattern, slots, claims, matched, explained, evidence, score, missing, gap)


def _names_nothing(question: Question, pattern: Pattern) -> bool:
    """Whether a question neither names, points to nor continues with a record for a phrasing that says nothing but a name."""
    if "that" in question.concepts or question.context.focus:
        return False
    return not any(question.named(kinds_of(kind, question.base)) for kind in pattern.slots)


def numbers(text: str) -> frozenset[str]:
    """Return the numbers that a text says in digits."""
    return frozenset(_NUMBER.findall(text))


def _is_gap(base: Base, intent: CompiledIntent, slots: tuple[Slot, ...]) -> bool:
    """Whether the cells that a look-up reads are all empty."""
    name = intent.intent.id.partition(".")[2]
    return intent.intent.query == "attribute" and bool(slots) and not any(base.facts(base.by_id[r], name) for r in slots[0].records)


def _weigh(question: Question, matched: frozenset[int], explained: frozenset[int], slots: tuple[Slot, ...]) -> tuple[float, float]:
    """Return the evidence of the explained units and the cost of the others; what is half explained counts half, on both sides."""
    evidence = cost = 0.0
    for i, unit in enumerate(question.units):
        if i in matched:
            evidence += unit.evidence * unit.score
        elif i in explained:
            evidence += _HALF * unit.evidence * unit.score
            cost += _HALF * _HALF * _cost(question, unit, slots)
        else:
            cost += _cost(question, unit, slots)
    return evidence, cost


def _cost(question: Question, unit: Unit, slots: tuple[Slot, ...]) -> float:
    if unit.is_mention:
        named = set(unit.records or unit.members)
        if all(is_scope(question.base, question.base.by_id[r]) for r in named):
            # What somebody said at one of several seminars is her own: another's words there are no answer.
            own = editions.several(question.base) and all(question.base.by_id[r].kind == "person" for r in named)
            return unit.cost if own else _SCOPE_COST
        linked = (links(question.base, question.base.by_id[r]) for slot in slots for r in slot.records)
        if all(question.base.by_id[r].kind == "other" and not question.base.by_id[r].like for r in named):
            return unit.cost / 2
        return _LINKED_COST if any(named & others for others in linked) else unit.cost
    return _UNPOINTED if unit.concepts <= {"that", "she"} and unit.concepts and not (unit.entry and unit.entry.light) else unit.cost


def is_scope(base: Base, record: Record) -> bool:
    """Whether a record named beside what is asked only says where to look."""
    kind = base.by_id[record.like].kind if record.kind == "other" and record.like else record.kind
    return kind in _SCOPES


def _words(question: Question, known: frozenset[str]) -> frozenset[int]:
    """Return the units whose words are among the known concepts."""
    return frozenset(i for concept, places in question.places.items() if concept in known for i in places)


def _numbers(question: Question, intent: CompiledIntent) -> frozenset[int]:
    """Return the units that are numbers, where the intent has values to compare them with."""
    if not question.literals:
        return frozenset()
    attribute = question.base.attribute(intent.intent.arguments.get("attribute", intent.intent.id))
    fitting = attribute is not None and (attribute.type in ("date", "number") or attribute.many)
    return question.literals if fitting else frozenset()


def _claims(question: Question, intent: CompiledIntent, used: frozenset[int]) -> tuple[frozenset[int], tuple[str, ...]]:
    """Return the units that name a value which the question takes the attribute to have, and the records that they name."""
    attribute = question.base.attribute(intent.intent.arguments.get("attribute", intent.intent.id))
    wanted = intent.intent.arguments.get("claim") or (attribute.type if attribute is not None and attribute.type not in TYPES else "")
    if not wanted:
        return frozenset(), ()
    left = [named for named in question.named(kinds_of(wanted, question.base)) if named[0] not in used]
    left += [named for named in question.named(("other",)) if _passes_for(question.base, named[1], kinds_of(wanted, question.base))]
    return frozenset(named[0] for named in left), tuple(dict.fromkeys(r for named in left for r in named[1]))


def _passes_for(base: Base, others: tuple[str, ...], kinds: tuple[str, ...]) -> bool:
    """Tell whether known others are taken for records of a kind: whoever asks whether KIET was the host asks about a host."""
    return any(base.by_id[other].like and base.by_id[base.by_id[other].like].kind in kinds for other in others)


def covered(question: Question, parts: tuple[Reading, ...]) -> float:
    """Return the score of several readings taken together: the parts of one question."""
    matched = frozenset[int]().union(*(part.matched for part in parts))
    explained = frozenset[int]().union(*(part.explained for part in parts))
    evidence, cost = _weigh(question, matched, explained, tuple(slot for part in parts for slot in part.slots))
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
