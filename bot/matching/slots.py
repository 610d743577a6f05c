"""Filling the slots of a phrasing: from the question, from what was said before, from what the facts tell, or by default."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.knowledge.grid import Base
from bot.knowledge.model import Record, Text
from bot.language.text import beginning, stem
from bot.matching import editions
from bot.matching.intents import CompiledIntent, Pattern
from bot.matching.question import Filling, Named, Question, Slot, kinds_of
from bot.matching.weighing import bits_of

# What it costs a reading that a slot was not named. They order readings that explain the same words.
CARRIED: Final = 0.06
FURTHER: Final = 0.005  # each record that was spoken of since
ENUMERATED: Final = 0.05  # not what was asked about, only part of the answer
SHIFTED: Final = 0.08  # filled by default although the conversation is about a record of another kind
SPLIT: Final = 0.03  # one name for several records, taken apart: "in the two Gyeongsangs" asks of both rather than what they share
DEFAULT: Final = 0.01
SUPPOSED: Final = 0.3  # the only person or organisation of the base, when nothing points to one
MISSING: Final = 0.2  # nothing fills a slot: the reading can only ask back
_POINTING: Final = frozenset({"that", "she", "both", "rest"})
_FEW: Final = 3  # records of a kind that can be told apart by what their facts say


def fill(question: Question, pattern: Pattern, intent: CompiledIntent) -> Filling | None:
    """Fill the slots from the question, then from what was said before; None where the question names something else instead."""
    for_all = (pattern.slots, pattern.named)
    if for_all in question.filled:
        return question.filled[for_all]
    for_one = (*for_all, intent.order, pattern.vague, pattern.undecided)
    if for_one not in question.filled:
        filling, same_for_all = _fill(question, pattern, intent)
        question.filled[for_all if same_for_all else for_one] = filling
        return filling
    return question.filled[for_one]


def _fill(question: Question, pattern: Pattern, intent: CompiledIntent) -> tuple[Filling | None, bool]:
    """Fill the slots; tell whether they are the same for all intents."""
    slots: list[Slot] = []
    used: set[int] = set()
    price, missing = 0.0, ""
    same_for_all = True
    for index, kind in enumerate(pattern.slots):
        kinds = kinds_of(kind, question.base)
        left = [named for named in question.named(kinds) if named[0] not in used]
        more = pattern.slots[index + 1 :].count(kind)
        twin = pattern.slots.count(kind) > 1
        if left and twin:
            slot, taken = _one_of(left, more, slots)
            slots.append(Slot(kind, slot))
            used |= taken
        elif left:
            same_for_all = same_for_all and kind != editions.KIND and not any(unsure for *_, unsure in left)
            slots.append(_all_of(question, kind, left, intent))
            used |= {named[0] for named in left}
        elif twin:
            if slots and len(slots[0].records) > 1:  # a group ("the two Gyeongsangs") fills both slots
                records = slots[0].records
                slots[0], slot_two = Slot(kind, records[:1]), Slot(kind, records[1:])
                slots.append(slot_two)
                price += SPLIT
            else:
                return None, same_for_all
        elif kind in pattern.named:
            return None, same_for_all
        else:
            slot_found, extra, certain = _unnamed(question, kind, kinds, intent, pattern)
            same_for_all = same_for_all and certain
            price += extra
            if slot_found is None:
                missing = missing or kind
            else:
                slots.append(slot_found)
    origins = frozenset(slot.origin for slot in slots)
    return Filling(tuple(slots), bits_of(used), price, missing, origins), same_for_all


def _one_of(left: list[Named], more: int, before: list[Slot]) -> tuple[tuple[str, ...], set[int]]:
    """Take one mention for a slot that has a twin; the last of the twins takes all that is left."""
    if more or not before:
        return left[0][1], {left[0][0]}
    return tuple(r for named in left for r in named[1]), {named[0] for named in left}


def _all_of(question: Question, kind: str, left: list[Named], intent: CompiledIntent) -> Slot:
    records: list[str] = []
    tie = False
    for _, named, unsure in left:
        chosen = _told_apart(question, named, intent) if unsure else named
        tie = tie or (unsure and len(chosen) > 1)
        records += chosen
    if kind == editions.KIND:
        records = [r.id for r in editions.newest_first(question.base) if r.id in (*records, *_editions(question, intent))]
        tie = tie and not _say_the_same(question.base, intent, tuple(records))
    return Slot(kind, tuple(dict.fromkeys(records)), "named", tie)


def _told_apart(question: Question, named: tuple[str, ...], intent: CompiledIntent) -> tuple[str, ...]:
    """Choose among records of one name by year, by what else the question names, or by what was spoken of before."""
    if of_then := tuple(r for r in named if r in _editions(question, intent)):
        return of_then
    others = {r for unit in question.units for r in (unit.records or unit.members)} - set(named)
    linked = tuple(r for r in named if others & question.base.linked(question.base.by_id[r]))
    if linked:
        return linked
    focus = tuple(r for r in named if r in question.context.focus[:3])
    return focus or named


def _unnamed(
    question: Question, kind: str, kinds: tuple[str, ...], intent: CompiledIntent, pattern: Pattern
) -> tuple[Slot | None, float, bool]:
    """Fill a slot that the question does not name: by the year it names, by a word that stands for a record, by the conversation,
    by what the facts tell, or by default where the phrasing says enough without the name. Tell whether any intent has it so."""
    if kinds == (editions.KIND,) and (of_then := _editions(question, intent)):
        return Slot(kind, of_then, "told"), DEFAULT, False
    slot, price = _spoken_of(question, kind, kinds)
    if slot is not None:
        return slot, price, kinds != (editions.KIND,)
    certain = not (pattern.vague if kinds == (editions.KIND,) else pattern.undecided)
    return *_supposed(question, kind, kinds, intent, certain), False


def _spoken_of(question: Question, kind: str, kinds: tuple[str, ...]) -> tuple[Slot | None, float]:
    """Fill a slot by a word that stands for a record, or from the conversation."""
    base, context = question.base, question.context
    for concept, attribute in base.stands_for.items():
        target = base.attribute(attribute) if concept in question.concepts else None
        if target is not None and target.type in kinds:
            for holders in _holders(question, target.kind):
                found = tuple(dict.fromkeys(r.id for holder in holders for r in base.related(holder, target.id)))
                if found:
                    unsure = len(holders) > 1 and len(found) > 1 and not question.editions.chosen
                    return Slot(kind, found, "role", unsure), DEFAULT
    if question.concepts >= {"both", *kinds} and len(kinds) == 1 and len(base.records(kinds[0])) == 2:
        return Slot(kind, tuple(record.id for record in base.records(kinds[0])), "told"), DEFAULT
    remembered = tuple(r for r in context.focus if r in base.by_id and base.by_id[r].kind in kinds)
    if not remembered:
        return None, 0.0
    pointing = not question.concepts.isdisjoint(_POINTING)
    at_hand = pointing or context.intent.startswith(f"{base.by_id[remembered[0]].kind}.") or remembered[0] in context.focus[:1]
    price = 0.0 if "among" in question.concepts else CARRIED / 3 if at_hand else CARRIED  # "which one leads?" asks of what was spoken of
    asked_about = any(remembered[0] in slot for slot in context.slots)
    price += FURTHER * context.focus.index(remembered[0]) + (0.0 if asked_about else ENUMERATED)
    return Slot(kind, _remembered(question, remembered), "carried"), price


def _supposed(question: Question, kind: str, kinds: tuple[str, ...], intent: CompiledIntent, certain: bool) -> tuple[Slot | None, float]:
    """Fill a slot that nothing was said of: by what the facts tell, or by default where the phrasing is `certain` to ask for it."""
    base, context = question.base, question.context
    default = base.record(intent.default)  # a base that borrows the phrasings need not have it
    if default is not None and default.kind in kinds:
        return Slot(kind, (default.id,), "default"), DEFAULT
    records = [r for kind in kinds for r in base.records(kind)]
    told = (
        _called(question, records)
        or _told(question, records, intent)
        or _naming(question, records, intent)
        or _described(question, records)
    )
    if told is not None:
        return Slot(kind, (told,), "told"), DEFAULT
    dated = _dated(question, records, intent)
    if dated is not None:
        return Slot(kind, (dated,), "told"), DEFAULT
    by_kind = kinds == ("seminar",) and (certain or "seminar" in question.concepts)
    if records and (by_kind or (len(records) == 1 and certain and kinds != ("seminar",))):
        price = DEFAULT if by_kind or "she" in question.concepts else SUPPOSED
        meant = tuple(r.id for r in editions.newest_first(base)) if kinds == (editions.KIND,) else (records[0].id,)
        unsure = len(meant) > 1 and not _say_the_same(base, intent, meant)
        return Slot(kind, meant, "default", unsure), price + (SHIFTED if context.slots else 0.0)
    return None, MISSING


def _editions(question: Question, intent: CompiledIntent) -> tuple[str, ...]:
    """Return the seminars that the question chooses by year or number, or whose cell tells of a year in which none was held."""
    found = question.editions
    attribute = intent.attribute.partition(".")[2]
    return found.chosen or (editions.speaking_of(question.base, found.missing, attribute) if found.missing else ())


def _called(question: Question, records: list[Record]) -> str | None:
    """Return the one record whose name has a word of the question that nothing else explains: "the aquaculture seminar"."""
    said = question.unknown_stems
    called = [record.id for record in records if said & name_stems(record)] if said and len(records) > 1 else []
    return called[0] if len(called) == 1 else None


def _described(question: Question, records: list[Record]) -> str | None:
    """Return the one of a few records whose everyday names have words of the question that those of the others have not."""
    if not 1 < len(records) <= _FEW or not question.beginnings:
        return None
    words = [_described_words(record) for record in records]
    own = [question.beginnings & mine - frozenset[str]().union(*(other for other in words if other is not mine)) for mine in words]
    most = max(map(len, own))
    best = [record.id for record, found in zip(records, own, strict=True) if len(found) == most]
    return best[0] if most and len(best) == 1 else None


@lru_cache(maxsize=4096)
def _described_words(record: Record) -> frozenset[str]:
    """Return the beginnings of all words of a record's names, its everyday ones too."""
    return frozenset(beginning(word) for name in (*record.names, *record.described) for word in name.casefold().split())


@lru_cache(maxsize=4096)
def name_stems(record: Record) -> frozenset[str]:
    """Return the stems of the words of a record's names."""
    return frozenset(stem(word) for name in record.names for word in name.casefold().split())


def _told(question: Question, records: list[Record], intent: CompiledIntent) -> str | None:
    """Return the record whose facts speak of what the question says ("the one about sales and jobs"), if it is one alone."""
    if len(records) > _FEW or not question.content_stems:
        return None
    words = [parts for parts in question.content_stems if not intent.literally.issuperset(parts)]
    if not words:
        return None
    told = {record.id: _told_of(record, question.base.kinds[record.kind].main) for record in records}
    scores = {record: sum(1 for parts in words if all(part in text for part in parts)) for record, text in told.items()}
    most = max(scores.values(), default=0)
    best = [record for record, score in scores.items() if score == most]
    return best[0] if most and len(best) == 1 else None


def _naming(question: Question, records: list[Record], intent: CompiledIntent) -> str | None:
    """Return the one record whose cell speaks of another that the question names ("which example was given for Daejeon?")."""
    attribute = question.base.attribute(intent.attribute) if len(records) <= _FEW and question.kinds else None
    if attribute is None or attribute.type != "text":
        return None
    named = [question.base.by_id[record].name for unit in question.units for record in unit.records]
    cells = {r.id: [f.values for f in question.base.facts(r, attribute.id)] for r in records if r.kind == attribute.kind}
    texts = {record: [value for values in cell for value in values if isinstance(value, Text)] for record, cell in cells.items()}
    naming = [r for r, said in texts.items() if any(name.en in text.en or name.ko in text.ko for text in said for name in named)]
    return naming[0] if len(naming) == 1 else None


def _dated(question: Question, records: list[Record], intent: CompiledIntent) -> str | None:
    """Return the one record whose cell tells of the year that the question names ("which ministry was it in 2015?")."""
    attribute = question.base.attribute(intent.attribute) if len(records) <= _FEW and question.period else None
    if attribute is None:
        return None
    of_then = [
        record.id
        for record in records
        if record.kind == attribute.kind
        and any(fact.as_of.startswith(question.period) for fact in question.base.facts(record, attribute.id))
    ]
    return of_then[0] if len(of_then) == 1 else None


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


def _say_the_same(base: Base, intent: CompiledIntent, records: tuple[str, ...]) -> bool:
    """Whether the cells that an intent looks up hold the same in all records: then it need not be asked which is meant."""
    attribute = base.attribute(intent.attribute)
    if attribute is None or intent.intent.query != "attribute":
        return False
    cells = [tuple(fact.values for fact in base.facts(base.by_id[record], attribute.id)) for record in records]
    return bool(cells[0]) and all(cell == cells[0] for cell in cells)


def _holders(question: Question, kind: str) -> Iterator[tuple[Record, ...]]:
    """Yield the records that a role may be held in: those chosen, those spoken of, or all of them."""
    base = question.base
    if kind == editions.KIND and question.editions.chosen:
        yield tuple(base.by_id[r] for r in question.editions.chosen)
    yield from ((base.by_id[r],) for r in question.context.focus if r in base.by_id and base.by_id[r].kind == kind)
    yield editions.newest_first(base) if kind == editions.KIND else base.records(kind)
