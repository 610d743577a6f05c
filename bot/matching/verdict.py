"""The verdict: the closed choice made from the readings, and the thresholds that it is made by."""

from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Final

from bot.knowledge.grid import Base
from bot.matching import editions
from bot.matching.intents import FREE, IntentIndex
from bot.matching.namesakes import bent, namesake
from bot.matching.question import Question
from bot.matching.readings import Reading, covered, readings
from bot.matching.slots import MISSING
from bot.matching.unit import Unit

# The share of a question that must be explained before facts are given: a lower one gives more wrong facts,
# a higher one loses many right answers for few. Of the 2,360 development questions, right / wrong facts
# at 0.50: 2130 / 18, 0.54: 2126 / 15, 0.58: 2122 / 13, 0.62: 2108 / 13, 0.68: 2059 / 11.
ANSWER: Final = 0.58
# A question of one bare name and nothing else that is understood ("Gwangju … raining") must be explained better.
# At 0.70: 2121 / 14, 0.75 and 0.80: 2122 / 13, 0.85: 2120 / 13, 0.90: 2118 / 13.
BARE: Final = 0.80
_POINTING: Final = frozenset({"that", "project", "region", "industry"})
# A reading that asks for an empty cell may be so much worse and still be the one that is meant.
NEARLY: Final = 0.2
MOST_PARTS: Final = 4
# What an organisation does by itself, and words for people, who come from one.
_SAID: Final = frozenset({"presented", "points", "agreed", "discussed"})
_PEOPLE: Final = frozenset({"person", "she"})
_ASKING_WHICH: Final = frozenset({"which", "what", "count"})
_HOLDING: Final = frozenset({"hold", "host"})
_ASKING: Final = frozenset({"when", "where", "why"})


@dataclass(frozen=True, slots=True)
class Understood:
    """Facts can be looked up: one reading, or the parts of a question that asks several things."""

    parts: tuple[Reading, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Unclear:
    """The question is understood but for which record is meant."""

    reading: Reading
    score: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """The question is about something that the base does not have: a known other (`record`), or a name that it never heard.

    `certain` where somebody of ours has another given name there, or where a known other is named; `called` where what is
    unknown stands as a name does ("the hydrogen project"), and is not just left over. `instead` are the records that there are.
    """

    name: str
    kind: str
    record: str
    reading: Reading | None
    score: float
    certain: bool = True
    called: bool = False
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declined:
    """The question is not about this base, or was not understood."""

    score: float


Verdict = Understood | Unclear | Unknown | Declined


def decide(question: Question, index: IntentIndex) -> tuple[Verdict, tuple[Reading, ...]]:
    """Return the verdict on a question, and the readings that it was made from, the best first."""
    found = tuple(r for r in readings(question, index) if not r.missing or _several(question.base, r.missing))
    if any(reading.missing for reading in found[:3]):
        found = _ordered(question, found)
    best = found[0] if found else None
    named_alike = namesake(question, best)
    if named_alike and (best is not None or named_alike[1] == "person"):
        called = not bent(question.base, named_alike[0])
        score = best.score if best is not None else ANSWER
        return Unknown(*named_alike, "", best, score, certain=called and named_alike[1] == "person", called=called), found
    small_talk = next((reading for reading in found if reading.intent.intent.query == "social"), None)
    if small_talk is not None and best is not None and _only_parts_of_names(question, best):
        return Understood((small_talk,), 1.0), found
    other = _known_other(question)
    if other is not None and not (best is not None and _stands_beside(question, other, best)):
        return _about_another(question, other, best), found
    if best is None:
        return Declined(0.0), found
    best = _gap_first(question, best, found)
    parts = _parts(question, (best, *(reading for reading in found if reading is not best)))
    score = max(best.score, covered(question, parts)) if len(parts) > 1 else best.score
    if score + (MISSING if best.missing else 0.0) < _needed(question, best):
        if small_talk is not None and _only_small_talk(question):
            return Understood((small_talk,), 1.0), found
        return _not_understood(question, best), found
    named = _unknown_name(question, best)
    if named:
        kind = best.missing or next(iter(sorted(best.intent.vocabulary & question.base.kinds.keys())), "")
        return Unknown(named, kind, "", best, score, certain=False), found
    pointing = _pointing(question, found) if not best.missing else None
    if pointing is not None:
        return Unclear(pointing, pointing.score), found
    unsure = next((part for part in parts if part.missing or part.tie), None)
    if unsure is not None and (len(parts) == 1 or unsure is best):
        return Unclear(unsure, score), found
    return Understood(tuple(part for part in parts if not part.missing and not part.tie), score), found


def of_an_edition(question: Question, verdict: Verdict) -> Verdict:
    """Return a verdict, or that there is no such seminar where a year or number names one that none is: never another one's facts."""
    missing = question.editions.missing
    parts = verdict.parts if isinstance(verdict, Understood) else (verdict.reading,) if isinstance(verdict, Unclear) else ()
    slots = [slot for part in parts for slot in part.slots if slot.kind == editions.KIND or slot.origin == "role"]
    if not missing or not slots or all(slot.origin in ("named", "told") and not slot.tie for slot in slots):
        return verdict
    known = tuple(record.id for record in editions.newest_first(question.base))
    return Unknown(missing, editions.KIND, "", parts[0], verdict.score, instead=known)


def of_another(question: Question, verdict: Verdict) -> Verdict:
    """Return a verdict, or that a known other is spoken of where it would be asked back which of ours is meant."""
    other = _known_other(question) if isinstance(verdict, Unclear) and verdict.reading.missing else None
    return _about_another(question, other, verdict.reading) if other is not None and isinstance(verdict, Unclear) else verdict


def _pointing(question: Question, found: tuple[Reading, ...]) -> Reading | None:
    """Return the reading that asks back where "it" or "there" points to nothing that was said."""
    pointers = [
        i
        for i, unit in enumerate(question.units)
        if "that" in unit.concepts and unit.concepts <= _POINTING and (unit.cost > 0 or not found[0].slots)
    ]
    mentions = any(unit.is_mention for unit in question.units)
    if not pointers or mentions or (found[0].slots and any(i in found[0].matched for i in pointers)) or question.context.focus:
        return None
    return next((r for r in found if r.missing and r.score + MISSING >= ANSWER and set(pointers) <= r.matched), None)


def _several(base: Base, kind: str) -> bool:
    """Whether a kind has records to choose from: it makes no sense to ask back for the only one."""
    return sum(len(base.records(one)) for one in base.unions.get(kind, (kind,))) > 1


def _only_parts_of_names(question: Question, best: Reading) -> bool:
    """Whether all that a reading has to go on are words of longer names: "are you a machine" is no question about machinery."""
    mentions = [unit for unit in question.units if unit.is_mention]
    return not best.pattern.required and bool(mentions) and all(unit.entry is not None and unit.entry.partial for unit in mentions)


def _ordered(question: Question, found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Put readings that can only ask back behind those that are good enough to be given."""
    return tuple(sorted(found, key=lambda r: bool(r.missing) and any(o.score >= _needed(question, o) for o in found if not o.missing)))


def _stands_beside(question: Question, other: Unit, best: Reading) -> bool:
    """Whether a known other is put to the test, or only stands beside a question that is understood without it."""
    if best.missing:
        return False
    place = question.units.index(other)
    record = question.base.by_id[other.records[0]]
    like = question.base.record(record.like)
    beside = like is None or like.kind == "organisation"
    if like is not None and _speaks_of(question, place, like.kind):
        return False
    return place in best.matched or (beside and best.score >= ANSWER and bool(best.pattern.required))


def _speaks_of(question: Question, place: int, kind: str) -> bool:
    """Whether the question is about what another organisation did: its own seminar ("the KDI seminar",
    "which seminars did KDI hold"), or what it presented."""
    other, after = question.units[place], question.units[place + 1 : place + 4]
    if kind != "organisation" or other.has_role("question") or question.concepts & _PEOPLE:
        return False
    asked = (unit for before, unit in pairwise(question.units[:place]) if before.concepts & _ASKING_WHICH)
    if not question.korean:  # "did KDI hold the seminar?" asks about ours; in Korean the verb comes last, unless the seminar is that of KDI
        after = tuple(takewhile(lambda unit: not unit.concepts & _HOLDING, after))
    held = (_is_seminar(question, unit) for unit in (*after, *asked))
    return any(held) or any(unit.concepts & _SAID for unit in question.units[place + 1 :])


def _is_seminar(question: Question, unit: Unit) -> bool:
    return "seminar" in unit.concepts or any(question.base.by_id[r].kind == "seminar" for r in unit.records)


def _unknown_name(question: Question, reading: Reading) -> str:
    """Return the words that nothing explains, where a reading lacks just a name, or where they stand before a kind ("hydrogen project")."""
    unknown = [i for i, unit in enumerate(question.units) if unit.is_unknown and unit.cost > 0.5 and i not in reading.explained]
    if not reading.missing and not reading.slots:
        unknown = [i for i in unknown if i + 1 < len(question.units) and question.units[i + 1].concepts & question.base.kinds.keys()]
    elif not reading.missing:
        return ""
    return " ".join(question.units[i].text for i in unknown)


def _only_small_talk(question: Question) -> bool:
    """Whether beside small talk nothing is said that could be a question: "thank you so much for your patience"."""
    asked = any(
        u.is_mention or u.has_role("content") or u.has_role("elsewhere")
        for u in question.units
        if not u.has_role("social") and not (u.entry and u.entry.light)
    )
    return not asked and sum(1 for u in question.units if u.is_unknown) <= 1


def _gap_first(question: Question, best: Reading, found: tuple[Reading, ...]) -> Reading:
    """Prefer the reading that asks for an empty cell, where the best one leaves the very word for it unexplained.

    "Which firms got support through X" asks for firms: that X has regions is no answer to it.
    """
    left = frozenset(c for i, unit in enumerate(question.units) if i not in best.explained and _asks(unit) for c in unit.concepts)
    for reading in found:
        asks_for = frozenset[str]().union(*reading.pattern.required)
        if (
            reading.gap
            and not reading.missing
            and reading.score >= best.score - NEARLY
            and asks_for & left
            and reading.score >= ANSWER - NEARLY
            and not any(_told(other, asks_for & left) for other in found if other.score >= reading.score)
        ):
            return reading
    return best


def _told(reading: Reading, asked: frozenset[str]) -> bool:
    """Whether a reading asks for the same, and its cells are filled."""
    return not reading.gap and not reading.missing and bool(asked & frozenset[str]().union(*reading.pattern.required))


def _needed(question: Question, reading: Reading) -> float:
    """Return the share that must be explained: more where nothing but one bare name is understood."""
    mentions = sum(1 for i in reading.explained if question.units[i].is_mention)
    asked = any(not question.units[i].is_mention and question.units[i].evidence >= 0.3 for i in reading.matched)
    if reading.pattern.required or mentions > 1:
        return ANSWER
    return (ANSWER + BARE) / 2 if asked else BARE


def _parts(question: Question, found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Add to the best reading those that explain what it leaves over, where the question joins several things."""
    parts = [found[0]]
    further = (reading for reading in found[1:] if reading.intent.intent.query != "social")
    for reading in further if found[0].intent.intent.query != "social" else ():
        matched = frozenset[int]().union(*(part.matched for part in parts))
        fresh = frozenset(i for i in reading.matched - matched if not question.units[i].is_mention)
        asking = any(_asks(question.units[i]) or question.units[i].concepts & _ASKING for i in fresh)
        if len(parts) < MOST_PARTS and asking and not reading.missing and _needs_fresh(question, reading, fresh):
            parts.append(reading)
    joins = question.concepts & {"and"} or question.joined
    return _whole(question, parts) if joins or len(question.concepts & _ASKING) > 1 else (found[0],)


def _whole(question: Question, parts: list[Reading]) -> tuple[Reading, ...]:
    """Leave out a part of which all words are asked with by another: of "scores of the evaluation", the evaluation."""
    words = {part.id: frozenset(i for i in part.matched if _asks(question.units[i])) for part in parts}
    return tuple(part for part in parts if not any(words[part.id] < words[other.id] for other in parts))


def _asks(unit: Unit) -> bool:
    return unit.has_role("content") and not (unit.entry is not None and unit.entry.light)


def _needs_fresh(question: Question, reading: Reading, fresh: frozenset[int]) -> bool:
    """Whether what the reading requires stands among the fresh words: it was asked for, not just touched."""
    concepts = frozenset(concept for i in fresh for concept in question.units[i].concepts)
    return bool(reading.pattern.required) and all(part & concepts for part in reading.pattern.required)


def _known_other(question: Question) -> Unit | None:
    for unit in question.units:
        if unit.records and not unit.has_role("content") and all(question.base.by_id[r].kind == "other" for r in unit.records):
            return unit
    return None


def _about_another(question: Question, unit: Unit, best: Reading | None) -> Verdict:
    elsewhere = any(u.has_role("elsewhere") and not u.is_mention for u in question.units)
    domain = any(u.has_role("content") or u.has_role("question") or u.is_mention and u is not unit for u in question.units)
    said = [u for u in question.units if u.cost > 0 and not (u.concepts and u.concepts <= FREE)]
    if elsewhere or not (domain or len(said) == 1):
        return Declined(best.score if best else 0.0)
    return Unknown(unit.text, "other", unit.records[0], best, best.score if best else 0.5)


def _not_understood(question: Question, best: Reading) -> Verdict:
    """Tell a question about an unknown record from one about something else."""
    if any(unit.has_role("elsewhere") and not unit.is_mention for unit in question.units):
        return Declined(best.score)
    left = [unit for i, unit in enumerate(question.units) if i not in best.explained and unit.cost > 0.5]
    unknown = [unit for unit in left if unit.is_unknown]
    asked = any(question.units[i].evidence >= 0.3 and not question.units[i].is_mention for i in best.matched)
    if asked and unknown and len(unknown) == len(left) and len(unknown) <= 2 and best.score >= ANSWER / 2:
        slots = best.pattern.slots
        return Unknown(" ".join(unit.text for unit in unknown), best.missing or (slots[0] if slots else ""), "", best, best.score, False)
    return Declined(best.score)
