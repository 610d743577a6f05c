"""Follow-ups: fragments that only mean something after what was said before ("and Daegu?", "the second one", "how many?")."""

from dataclasses import replace
from typing import Final

from bot.dialogue.context import Context
from bot.knowledge.grid import Base
from bot.knowledge.model import TYPES, WordRole
from bot.language import Language
from bot.matching import editions
from bot.matching.intents import CompiledIntent, Pattern
from bot.matching.lexicon import Entry
from bot.matching.question import Question, Slot, kinds_of
from bot.matching.readings import Reading
from bot.matching.slots import CARRIED
from bot.matching.unit import Unit

_EMPTY_QUESTIONS: Final = frozenset({"what", "how", "which"})
# What asks the last question again, in another way.
_RESTYLE: Final = frozenset({"brief", "full", "again", "say-english", "count", "why", "list", "which", "among"})
_HANGING: Final = _RESTYLE - {"brief", "full", "list"} | {"that", "rest", "both", "what", "who", "and", "what-about", "correction", "yesno"}
_OF_THEN: Final = frozenset({"yesno", "correction", "what-about", "and", "that", "she", "not"})
_ORDINALS: Final = {"ordinal-1": 0, "ordinal-2": 1, "ordinal-3": 2, "ordinal-4": 3, "ordinal-last": -1}


def resolve(units: tuple[Unit, ...], context: Context, base: Base) -> tuple[Unit, ...]:
    """Turn what points at the last reply's enumeration into what it means there: "the second one" and "the other one" into a record,
    "which of them" into the kind of what was enumerated."""
    listed = tuple(r for r in context.listed if r in base.by_id)
    earlier = tuple(r for r in context.earlier if r in base.by_id)
    kinds = {base.by_id[r].kind for r in listed}
    # "Is that one of them?" puts a record to the test, and asks for none.
    for_others = not _restyle(units) and not any(base.by_id[r].kind in kinds for unit in units for r in unit.records)
    resolved: list[Unit] = []
    said_with_it = False  # the kind that "the other programme" names is part of the name
    for index, unit in enumerate(units):
        if said_with_it:
            said_with_it = False
            continue
        place = next((_ORDINALS[c] for c in sorted(unit.concepts) if c in _ORDINALS), None)
        if other := _the_other(unit, units[index + 1 : index + 2], context, base):
            resolved.append(_pointing(unit, records=(other,)))
            named_so = {base.by_id[other].kind, *base.roles}
            said_with_it = any(after.concepts & named_so for after in units[index + 1 : index + 2])
        elif place is not None and not unit.is_mention and (record := _at(place, listed) or _at(place, earlier)):
            resolved.append(_pointing(unit, records=(record,)))
        elif unit.entry and "among" in unit.concepts and len(kinds) == 1 and for_others:
            resolved.append(_pointing(unit, concepts=((min(kinds), "content"), *unit.entry.concepts)))
        else:
            resolved.append(unit)
    return tuple(resolved)


def _at(place: int, listed: tuple[str, ...]) -> str:
    return listed[place] if -len(listed) <= place < len(listed) else ""


def _pointing(unit: Unit, concepts: tuple[tuple[str, WordRole], ...] = (), records: tuple[str, ...] = ()) -> Unit:
    """Return a unit that means what was enumerated; no spelling of the base does, so its entry has no keys."""
    return replace(unit, entry=Entry(unit.text, (), concepts, records))


def picks(question: Question) -> bool:
    """Whether a question takes a record out of the last reply's enumeration, by its place or as the other of two."""
    return any(unit.entry is not None and not unit.entry.keys and unit.records for unit in question.units)


def _the_other(unit: Unit, after: tuple[Unit, ...], context: Context, base: Base) -> str:
    """Return the record that "the other programme" or "the other one" means: of two, the one that was not asked about."""
    if "rest" not in unit.concepts or unit.is_mention:
        return ""
    kinds = [kind for follower in (unit, *after) for kind in sorted(follower.concepts) if kind in base.kinds]
    roles = [base.stands_for[concept] for follower in (unit, *after) for concept in sorted(follower.concepts & base.roles)]
    if any(follower.is_mention for follower in after):
        return ""
    if roles:
        kind, _, attribute = roles[0].partition(".")
        pairs = [tuple(other.id for other in base.related(holder, attribute)) for holder in base.records(kind)]
        spoken = context.focus
    elif kinds:
        pairs, spoken = [tuple(record.id for record in base.records(kinds[0]))], context.focus
    else:
        pairs, spoken = [context.listed, context.earlier], tuple(record for slot in context.slots for record in slot)
    others = ([record for record in pair if record not in spoken] for pair in pairs if len(pair) == 2)
    return next((other[0] for other in others if len(other) == 1 and other[0] in base.by_id), "")


def is_fragment(question: Question) -> bool:
    """Tell whether the question asks nothing by itself: names, modifiers and frame words only."""
    if only_restyles(question):
        return True
    words = [unit for i, unit in enumerate(question.units) if not unit.is_mention and i not in question.editions.units]
    if any(
        unit.cost >= 0.8 or unit.has_role("elsewhere") or unit.has_role("social") for unit in words if not (unit.entry and unit.entry.light)
    ):
        return False
    asking = [unit for unit in words if unit.has_role("question") and not (unit.entry and unit.entry.light)]
    return all(unit.concepts <= _RESTYLE for unit in asking) or (
        "what-about" in question.concepts and all(unit.concepts <= _EMPTY_QUESTIONS for unit in asking)
    )


def only_restyles(question: Question) -> bool:
    """Tell whether a fragment says only how to answer: "more briefly, please" asks the last question again."""
    return _restyle(question.units)


def _restyle(units: tuple[Unit, ...]) -> bool:
    asking = [unit for unit in units if not (unit.entry and unit.entry.light)]
    return bool(asking) and all(_in_a_language(unit) or (unit.concepts and unit.concepts <= _RESTYLE | {"that"}) for unit in asking)


def _in_a_language(unit: Unit) -> Language | None:
    """Return the language that a unit asks for: "in Korean" alone asks for the last answer in Korean."""
    return "en" if "say-english" in unit.concepts else "ko" if unit.concepts == {"korean-name"} else None


def language_wanted(question: Question) -> Language | None:
    """Return the language in which a fragment wants the last answer, where it says so."""
    return next(filter(None, map(_in_a_language, question.units)), None) if only_restyles(question) else None


def elliptic(question: Question, intents: tuple[CompiledIntent, ...]) -> Reading | None:
    """Return the last question asked again of what a fragment names, or with its modifiers; None where that makes no sense."""
    context = question.context
    if not context.intent or not is_fragment(question):
        return None
    last = next((intent for intent in intents if intent.intent.id == context.intent), None)
    if last is None:
        return None
    slots = tuple(Slot(kind, records, "carried") for kind, records in zip(_slot_kinds(last, context), context.slots, strict=False))
    mentions = [i for i, unit in enumerate(question.units) if unit.is_mention]
    explained = frozenset(i for i, unit in enumerate(question.units) if not unit.is_unknown)
    if not mentions and (question.editions.chosen or question.editions.missing):
        return _of_another_edition(question, last, slots, explained)
    if not mentions:
        modifying = any(unit.has_role("modifier") or unit.is_literal for unit in question.units) and not (
            "that" in question.concepts and question.concepts.isdisjoint(_RESTYLE)
        )
        modifying = modifying or only_restyles(question)
        return _reading(question, last, slots, (), explained) if modifying and (slots or only_restyles(question)) else None
    changed = _substituted(question, last, slots)
    return _reading(question, last, changed[0], changed[1], explained) if changed else None


def _of_another_edition(question: Question, last: CompiledIntent, slots: tuple[Slot, ...], explained: frozenset[int]) -> Reading | None:
    """Return the last question asked again of the seminars that a fragment chooses ("and in 2023?"), by whatever it was asked before."""
    kind = last.intent.id.partition(".")[0]
    place = next((i for i, slot in enumerate(slots) if slot.kind == editions.KIND), None)
    if place is None and kind != editions.KIND:
        return None
    chosen = Slot(editions.KIND, question.editions.chosen, "told" if question.editions.chosen else "carried")
    changed = (chosen,) if place is None else (*slots[:place], chosen, *slots[place + 1 :])
    return _reading(question, last, changed, (), explained)


def _slot_kinds(intent: CompiledIntent, context: Context) -> tuple[str, ...]:
    fitting = (p.slots for p in intent.patterns if len(p.slots) == len(context.slots))
    return next(fitting, ())


def _substituted(question: Question, last: CompiledIntent, slots: tuple[Slot, ...]) -> tuple[tuple[Slot, ...], tuple[str, ...]] | None:
    base = question.base
    for place, slot in enumerate(slots):
        found = question.named(kinds_of(slot.kind, base))
        if found:
            records = tuple(dict.fromkeys(r for _, named, _ in found for r in named))
            tie = any(unsure for _, _, unsure in found)
            return (*slots[:place], Slot(slot.kind, records, "named", tie), *slots[place + 1 :]), ()
    attribute = base.attribute(last.intent.id)
    if attribute is not None and attribute.type not in TYPES:
        found = question.named(kinds_of(attribute.type, base))
        if found:
            return slots, tuple(r for _, named, _ in found for r in named)
    return None


def _reading(
    question: Question, last: CompiledIntent, slots: tuple[Slot, ...], claims: tuple[str, ...], explained: frozenset[int]
) -> Reading:
    evidence = sum(max(question.units[i].evidence, 0.2 * question.units[i].is_literal) * question.units[i].score for i in explained)
    cost = sum(unit.cost for i, unit in enumerate(question.units) if i not in explained)
    score = evidence / (evidence + cost) - CARRIED / 2 if evidence else 0.0
    pattern = next((p for p in last.patterns if len(p.slots) == len(slots)), Pattern("", (), frozenset(), (), ()))
    return Reading(last, pattern, slots, claims, explained, explained, evidence, score, repeats=True)


def hangs_in_the_air(question: Question) -> bool:
    """Tell whether a question points at something although nothing was said before: "how many?", "the second one"."""
    asking = [unit for unit in question.units if not (unit.entry and unit.entry.light) and (unit.cost or unit.concepts)]
    pointing = _HANGING | _ORDINALS.keys() | question.base.kinds.keys()
    points = any(unit.concepts & (_HANGING | _ORDINALS.keys()) for unit in asking)
    return points and not question.context.intent and all(unit.concepts and unit.concepts <= pointing for unit in asking)


def kept(context: Context) -> frozenset[str]:
    """Return what the last question said that still holds when it is asked again: "the fewest", not how it was to be answered."""
    return frozenset(context.said) - _RESTYLE - _OF_THEN


def picked(question: Question, offered: tuple[tuple[str, ...], ...]) -> int | None:
    """Return which of the options offered last a fragment chooses: by its record, by its place, or by what only that record has."""
    if not offered or not is_fragment(question):
        return None
    named = {r for unit in question.units for r in (unit.records or unit.members)} | set(question.editions.chosen)
    by_name = [i for i, records in enumerate(offered) if named & set(records)]
    linked = [i for i, records in enumerate(offered) if any(named & question.base.linked(question.base.by_id[r]) for r in records)]
    counted = [_ORDINALS[c] for unit in question.units for c in sorted(unit.concepts & _ORDINALS.keys())]
    by_place = [place % len(offered) for place in counted if place < len(offered)]
    found = next((one for one in (by_name, by_place, linked) if len(one) == 1), [])
    return found[0] if found else None
