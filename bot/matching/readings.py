"""Readings: the ways to understand a question, each an intent with its slots filled and a score.

The score of a reading is the share of the question's informative weight that it explains: evidence / (evidence + unexplained
cost), both from the roles of the words (lexicon.EVIDENCE, lexicon.COST), less a small price for each thing that was assumed
(lexicon of PRICES below). An unexplained content word costs as much as an explained one earns; a frame word nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Final

from bot.dialogue.context import Context
from bot.knowledge.grid import Base
from bot.knowledge.model import TYPES, Record, Text
from bot.language.text import stem
from bot.matching.intents import DECISIVE, FREE, POINTERS, VAGUE, CompiledIntent, IntentIndex, Pattern
from bot.matching.segmentation import Unit

# What assumptions cost: a slot carried over from before, a slot filled with the only record of its kind, an
# optional word of the phrasing that the question lacks. They order readings that explain the same words.
CARRIED: Final = 0.06
FURTHER: Final = 0.005  # each record that was spoken of since
SHIFTED: Final = 0.08  # filled by default although the conversation is about a record of another kind
DEFAULT: Final = 0.01
SUPPOSED: Final = 0.3  # the only person or organisation of the base, when nothing points to one
GAP: Final = 0.03  # the cells asked for are empty: of two equal readings the one that the sources can answer is meant
VAGUELY: Final = 0.05  # a phrasing that is a name and a kind, where the name is carried over: "the industry" points, it does not ask
LACKS: Final = 0.02
MISSING: Final = 0.2  # nothing fills a slot: the reading can only ask back
_SCOPE_COST: Final = 0.15  # a seminar, organisation or person named beside what was asked only says where to look
_LINKED_COST: Final = 0.3  # a record that the slot's record names ("Ulsan's nano project") narrows, and asks nothing
_FEW: Final = 3  # records of a kind that can be told apart by what their facts say
_UNPOINTED: Final = 0.5  # "it", "there" where nothing was carried over
_SCOPES: Final = ("seminar", "organisation", "person", "programme")
_QUESTION_WORDS: Final = frozenset({"who", "what", "which", "when", "where", "why", "how"})
_DENIAL: Final = frozenset({"not"})
_ALWAYS: Final = (FREE - POINTERS) | {"count", "only", "both", "rest"}
# A word that only another phrasing of the intent has is half an explanation.
_HALF: Final = 0.5
_ASKS_FOR_KIND: Final = frozenset({"which", "what", "count", "list", "where", "most", "least", "any"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of a reading: its kind, the records in it, how they got there, and, for a tie, that one of them is meant."""

    kind: str
    records: tuple[str, ...]
    origin: str = "named"
    tie: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a question.

    `matched` are the indices of units that the slots, the phrasing and the modifiers take; `explained` adds those that other
    phrasings of the intent have. `claims` are records put to the test; `missing` is the kind of an empty slot.
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


@dataclass(frozen=True)
class Question:
    """The units of a question and the conversation before it. `joined`: punctuation joins several things that are asked."""

    units: tuple[Unit, ...]
    base: Base
    context: Context
    text: str = ""
    joined: bool = False
    korean: bool = False
    carried: dict[tuple[str, str, frozenset[str]], tuple[Slot | None, float]] = field(default_factory=dict)
    _named: dict[tuple[str, ...], list[tuple[int, tuple[str, ...], bool]]] = field(default_factory=dict)

    def named(self, kinds: tuple[str, ...]) -> list[tuple[int, tuple[str, ...], bool]]:
        """Return (unit, records, tie) for each unit that can name a record of these kinds."""
        if kinds not in self._named:
            self._named[kinds] = self._find(kinds) if not self.kinds.isdisjoint(kinds) else []
        return self._named[kinds]

    def _find(self, kinds: tuple[str, ...]) -> list[tuple[int, tuple[str, ...], bool]]:
        found = []
        whole = any(unit.is_mention and unit.entry and not unit.entry.partial and self._fitting(unit, kinds) for unit in self.units)
        for i, unit in enumerate(self.units):
            if whole and unit.entry and unit.entry.partial:
                continue
            fitting = self._fitting(unit, kinds)
            if fitting:
                kinds_named = {self.base.by_id[r].kind for r in fitting}
                tie = bool(unit.records) and len(fitting) > len(kinds_named)
                found.append((i, fitting, tie))
        return found

    def _fitting(self, unit: Unit, kinds: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(r for r in (unit.records or unit.members) if self.base.by_id[r].kind in kinds)

    @cached_property
    def places(self) -> dict[str, tuple[int, ...]]:
        """Where each concept stands."""
        found: dict[str, tuple[int, ...]] = {}
        for i, unit in enumerate(self.units):
            for concept in unit.concepts:
                found[concept] = (*found.get(concept, ()), i)
        return found

    @cached_property
    def asks_twice(self) -> bool:
        """Whether two things are asked, each with a question word of its own: "who is in it, and who leads it?"."""
        words = [unit for unit in self.units if unit.has_role("question") and unit.concepts & _QUESTION_WORDS]
        return len(words) > 1 and (self.joined or "and" in self.concepts)

    @cached_property
    def literals(self) -> frozenset[int]:
        """Which units are numbers."""
        return frozenset(i for i, unit in enumerate(self.units) if unit.is_literal)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Every concept in the question."""
        return frozenset(self.places)

    @cached_property
    def target(self) -> str:
        """The kind of record that is asked for: English names it first, Korean last."""
        nouns = [kind for unit in self.units for kind in _kind_nouns(unit, self.base)]
        return "" if not nouns else nouns[-1 if self.korean else 0]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of record that it names."""
        return frozenset(self.base.by_id[r].kind for unit in self.units for r in (unit.records or unit.members))


def _kind_nouns(unit: Unit, base: Base) -> list[str]:
    if unit.is_mention and all(base.by_id[r].kind == "programme" for r in unit.records):
        return ["project"]
    return ["region" if concept in ("who", "where") else concept for concept in sorted(unit.concepts) if concept in ("region", "project", "who", "where")]


def kinds_of(slot: str, base: Base) -> tuple[str, ...]:
    """Return the kinds that a slot takes: its own, or those of a union."""
    return base.unions.get(slot, (slot,))


def readings(question: Question, index: IntentIndex) -> tuple[Reading, ...]:
    """Return the readings of a question, the best first; equal ones by what their phrasing requires, then in the base's order."""
    fitting = index.fitting(question.concepts).values()
    found = [reading for intent, patterns in fitting if (reading := _best(question, intent, patterns)) is not None]
    return tuple(sorted(found, key=_rank))


def _rank(reading: Reading) -> tuple[float, ...]:
    closeness = (-round(reading.score, 3), -round(reading.evidence, 3), -reading.named)
    return (*closeness, len(reading.claims), -len(reading.pattern.required), reading.intent.order)


def _best(question: Question, intent: CompiledIntent, patterns: list[Pattern]) -> Reading | None:
    """Return the best reading by one of the intent's phrasings, unless the question asks for another kind of record."""
    if intent.needs and intent.needs.isdisjoint(question.concepts):
        return None
    if (intent.target and intent.target != question.target) or (intent.unless and intent.unless == question.target):
        return None
    found = [reading for pattern in patterns if (reading := _read(question, intent, pattern)) is not None]
    return max(found, key=lambda r: (not r.missing, round(r.score, 3), r.evidence, len(r.pattern.required), r.pattern.phrasing), default=None)


def _read(question: Question, intent: CompiledIntent, pattern: Pattern) -> Reading | None:
    filled = _fill(question, pattern, intent)
    if filled is None:
        return None
    slots, used, price, missing = filled
    if pattern.slots and not used and pattern.vague:
        if "that" not in question.concepts and not any(slot.origin == "carried" for slot in slots):
            return None  # a phrasing that says nothing but a name must find one
        price += VAGUELY
    if missing and missing in question.concepts and question.concepts & _ASKS_FOR_KIND:
        return None  # "which regions …" asks for regions: it does not speak of one
    claimed, claims = _claims(question, intent, used)
    known = _ALWAYS | (_DENIAL if claims else frozenset()) | (POINTERS if missing or any(slot.origin != "named" for slot in slots) else frozenset())
    kinds = {kind for slot in pattern.slots for kind in kinds_of(slot, question.base)}
    known |= kinds.union(*(question.base.kinds[kind].also_called for kind in kinds))
    matched = used | claimed | _words(question, known.union(*pattern.required, *pattern.optional)) | _numbers(question, intent)
    explained = matched | _words(question, intent.vocabulary)
    lacking = sum(1 for part in pattern.optional if not part & question.concepts and not part <= FREE)
    evidence, cost = _weigh(question, matched, explained, slots)
    if evidence <= 0:
        return None
    price += GAP if _is_gap(question.base, intent, slots) else 0.0
    score = evidence / (evidence + cost) - price - LACKS * min(lacking, 4)
    return Reading(intent, pattern, slots, claims, matched, explained, evidence, score, missing)


def _is_gap(base: Base, intent: CompiledIntent, slots: tuple[Slot, ...]) -> bool:
    """Whether the cells that a look-up reads are all empty."""
    name = intent.intent.id.partition(".")[2]
    return intent.intent.query == "attribute" and bool(slots) and not any(base.facts(base.by_id[r], name) for r in slots[0].records)


def _weigh(question: Question, matched: frozenset[int], explained: frozenset[int], slots: tuple[Slot, ...]) -> tuple[float, float]:
    """Return the evidence of the explained units and the cost of the others; what is half explained counts half, on both sides."""
    evidence = cost = 0.0
    for i, unit in enumerate(question.units):
        share = 1.0 if i in matched else _HALF if i in explained else 0.0
        evidence += share * unit.evidence * unit.score
        cost += (1.0 - share) * (_HALF if share else 1.0) * _cost(question, unit, slots) if share < 1.0 else 0.0
    return evidence, cost


def _cost(question: Question, unit: Unit, slots: tuple[Slot, ...]) -> float:
    if unit.is_mention:
        named = set(unit.records or unit.members)
        if all(_scope(question.base, question.base.by_id[r]) for r in named):
            return _SCOPE_COST
        linked = (links(question.base, question.base.by_id[r]) for slot in slots for r in slot.records)
        if all(question.base.by_id[r].kind == "other" and not question.base.by_id[r].like for r in named):
            return unit.cost / 2
        return _LINKED_COST if any(named & others for others in linked) else unit.cost
    return _UNPOINTED if unit.concepts <= {"that", "she"} and unit.concepts and not (unit.entry and unit.entry.light) else unit.cost


def _scope(base: Base, record: Record) -> bool:
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


def _fill(question: Question, pattern: Pattern, intent: CompiledIntent) -> tuple[tuple[Slot, ...], frozenset[int], float, str] | None:
    """Fill the slots from the question, then from what was said before; None where the question names something else instead."""
    slots: list[Slot] = []
    used: set[int] = set()
    price, missing = 0.0, ""
    for index, kind in enumerate(pattern.slots):
        kinds = kinds_of(kind, question.base)
        left = [named for named in question.named(kinds) if named[0] not in used]
        more = pattern.slots[index + 1 :].count(kind) + 0
        twin = pattern.slots.count(kind) > 1
        if left and twin:
            slot, taken = _one_of(left, more, slots)
            slots.append(Slot(kind, slot))
            used |= taken
        elif left:
            slots.append(_all_of(question, kind, left))
            used |= {named[0] for named in left}
        elif twin:
            if slots and len(slots[0].records) > 1:  # a group ("the two Gyeongsangs") fills both slots
                records = slots[0].records
                slots[0], slot_two = Slot(kind, records[:1]), Slot(kind, records[1:])
                slots.append(slot_two)
            else:
                return None
        elif kind in pattern.named:
            return None
        else:
            required = frozenset[str]().union(*pattern.required)
            key = (kind, intent.default, required)
            if key not in question.carried:
                question.carried[key] = _carried(question, kind, kinds, intent, required)
            slot_found, extra = question.carried[key]
            price += extra
            if slot_found is None:
                missing = missing or kind
            else:
                slots.append(slot_found)
    return tuple(slots), frozenset(used), price, missing


def _one_of(left: list[tuple[int, tuple[str, ...], bool]], more: int, before: list[Slot]) -> tuple[tuple[str, ...], set[int]]:
    """Take one mention for a slot that has a twin; the last of the twins takes all that is left."""
    if more or not before:
        return left[0][1], {left[0][0]}
    return tuple(r for named in left for r in named[1]), {named[0] for named in left}


def _all_of(question: Question, kind: str, left: list[tuple[int, tuple[str, ...], bool]]) -> Slot:
    records: list[str] = []
    tie = False
    for _, named, unsure in left:
        chosen = _told_apart(question, named) if unsure else named
        tie = tie or (unsure and len(chosen) > 1)
        records += chosen
    return Slot(kind, tuple(dict.fromkeys(records)), "named", tie)


def _told_apart(question: Question, named: tuple[str, ...]) -> tuple[str, ...]:
    """Choose among records of one name by what else the question names, or by what was spoken of before."""
    others = {r for unit in question.units for r in (unit.records or unit.members)} - set(named)
    linked = tuple(r for r in named if others & links(question.base, question.base.by_id[r]))
    if linked:
        return linked
    focus = tuple(r for r in named if r in question.context.focus[:3])
    return focus or named


def links(base: Base, record: Record) -> set[str]:
    """Return the records that the facts of a record name."""
    return {other.id for attribute in record.facts for other in base.related(record, attribute)}


def _carried(question: Question, kind: str, kinds: tuple[str, ...], intent: CompiledIntent, required: frozenset[str]) -> tuple[Slot | None, float]:
    """Fill a slot that the question does not name: by a word that stands for a record, by the conversation, by what the facts
    tell, or by default where what is `required` says enough without the name."""
    base, context = question.base, question.context
    for concept, attribute in base.stands_for.items():
        target = base.attribute(attribute)
        if concept in question.concepts and target is not None and target.type in kinds:
            for holder in _holders(base, context, target.kind):
                found = tuple(r.id for r in base.related(holder, target.id))
                if found:
                    return Slot(kind, found, "role"), DEFAULT
    pointing = bool(question.concepts & {"that", "she", "both", "rest"})
    remembered = tuple(r for r in context.focus if r in base.by_id and base.by_id[r].kind in kinds)
    if remembered:
        at_hand = pointing or context.intent.startswith(f"{base.by_id[remembered[0]].kind}.") or remembered[0] in context.focus[:1]
        price = CARRIED / 3 if at_hand else CARRIED
        return Slot(kind, _remembered(question, remembered), "carried"), price + FURTHER * context.focus.index(remembered[0])
    if intent.default and base.by_id[intent.default].kind in kinds:
        return Slot(kind, (intent.default,), "default"), DEFAULT
    records = [r for kind in kinds for r in base.records(kind)]
    told = _told(question, records, intent)
    if told is not None:
        return Slot(kind, (told,), "told"), DEFAULT
    certain = not required <= (VAGUE if kinds == ("seminar",) else VAGUE | DECISIVE)
    by_kind = kinds == ("seminar",) and (certain or "seminar" in question.concepts)
    if records and (by_kind or (len(records) == 1 and certain and kinds != ("seminar",))):
        price = DEFAULT if by_kind or "she" in question.concepts else SUPPOSED
        return Slot(kind, (_newest(base, records).id,), "default"), price + (SHIFTED if context.slots and not pointing else 0.0)
    return None, MISSING


def _told(question: Question, records: list[Record], intent: CompiledIntent) -> str | None:
    """Return the record whose facts speak of what the question says ("the one about sales and jobs"), if it is one alone."""
    speaking = [u for u in question.units if u.has_role("content") and not u.is_mention]
    words = [tuple(stem(word) for word in unit.text.split()) for unit in speaking]
    words = [parts for parts in words if not intent.literally.issuperset(parts)]
    if not words or len(records) > _FEW:
        return None
    told = {record.id: _told_of(record, question.base.kinds[record.kind].main) for record in records}
    scores = {record: sum(1 for parts in words if all(part in text for part in parts)) for record, text in told.items()}
    most = max(scores.values(), default=0)
    best = [record for record, score in scores.items() if score == most]
    return best[0] if most and len(best) == 1 else None


@lru_cache(maxsize=4096)
def _told_of(record: Record, attributes: tuple[str, ...]) -> str:
    """Return the text of a record's facts, in both languages, lower case."""
    values = (value for name in attributes for fact in record.facts.get(name, ()) for value in fact.values)
    return " ".join(f"{value.en} {value.ko}".casefold() for value in values if isinstance(value, Text))


def _remembered(question: Question, remembered: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is carried over: the records that were asked of together, or for "both" those that were enumerated."""
    context = question.context
    if "both" in question.concepts and remembered[0] in context.listed:
        return tuple(r for r in context.listed if question.base.by_id[r].kind == question.base.by_id[remembered[0]].kind)
    together = next((slot for slot in context.slots if remembered[0] in slot), ())
    return tuple(r for r in together if r in remembered) or remembered[:1]


def _holders(base: Base, context: Context, kind: str) -> Iterator[Record]:
    yield from (base.by_id[r] for r in context.focus if r in base.by_id and base.by_id[r].kind == kind)
    records = list(base.records(kind))
    if records:
        yield _newest(base, records)


def _newest(base: Base, records: list[Record]) -> Record:
    def day(record: Record) -> str:
        return max((str(value) for facts in record.facts.values() for fact in facts for value in fact.values if hasattr(value, "day")), default="")

    return max(records, key=day)


def _claims(question: Question, intent: CompiledIntent, used: frozenset[int]) -> tuple[frozenset[int], tuple[str, ...]]:
    """Return the units that name a value which the question takes the attribute to have, and the records that they name."""
    attribute = question.base.attribute(intent.intent.arguments.get("attribute", intent.intent.id))
    wanted = attribute.type if attribute is not None and attribute.type not in TYPES else intent.intent.arguments.get("claim", "")
    if not wanted:
        return frozenset(), ()
    left = [named for named in question.named((wanted,)) if named[0] not in used]
    left += [named for named in question.named(("other",)) if _passes_for(question.base, named[1], wanted)]
    return frozenset(named[0] for named in left), tuple(dict.fromkeys(r for named in left for r in named[1]))


def _passes_for(base: Base, others: tuple[str, ...], kind: str) -> bool:
    """Tell whether known others are taken for records of a kind: whoever asks whether KIET was the host asks about a host."""
    return any(base.by_id[other].like and base.by_id[base.by_id[other].like].kind == kind for other in others)


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
