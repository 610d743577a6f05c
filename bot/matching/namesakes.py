"""Names that only resemble ours, or that nobody of ours has: "Dr. Jang Min-ho", the "fuel cell" project, 김영희 박사."""

import re
from typing import Final

from bot.knowledge.grid import Base
from bot.language.text import stem
from bot.matching.question import Question
from bot.matching.readings import Reading
from bot.matching.slots import name_stems
from bot.matching.unit import Unit

_NAMED_KINDS: Final = frozenset({"project", "industry"})
_GIVEN_NAME: Final = re.compile(r" ([a-z]{2,})(-[a-z]{2,})?(?![a-z])")
_TITLES: Final = frozenset({"honorific", "position"})
_GUESS: Final = 0.3  # a reading that explains less has hardly anything to do with the question
_SHORTEST_NAME: Final = 3  # syllables of a Korean name; two are too often another word


def namesake(question: Question, best: Reading | None) -> tuple[str, str] | None:
    """Return (name, kind) of a name that only resembles one of ours: "Dr. Jang Min-ho", the "fuel cell" project."""
    for place, unit in enumerate(question.units):
        kinds = sorted({question.base.by_id[r].kind for r in unit.records})
        after = question.units[place + 1] if place + 1 < len(question.units) else None
        before = question.units[place - 1] if place else None
        if kinds == ["person"]:
            given = _GIVEN_NAME.match(question.text, unit.end)
            if given and (after is None or not after.is_mention) and (given.group(2) or (after and after.is_unknown)):
                return question.text[unit.start : given.end()], "person"
        elif _new_record(question, unit) and (new := _unknown_before(question.units[:place])):
            return question.text[new.start : unit.start].strip(), next(iter(sorted(unit.concepts & _NAMED_KINDS)), "project")
        elif "seminar" in unit.concepts and not unit.is_mention and before and _names_another(question, before, unit, "seminar"):
            return before.text, "seminar"
        elif unit.concepts & _TITLES and (whose := _titled(question, unit, before, after)):
            whole = "-" in whose  # a surname and a given name
            asked = "honorific" in unit.concepts and _is_about_words(question, best)
            if whole or asked or (question.korean and _is_a_name(question, before)):
                return whose, "person"
        elif kinds and unit.entry and unit.entry.partial and before and before.is_unknown and unit.start - before.end <= 1:
            return question.text[before.start : unit.end], kinds[-1]
    return None


def _names_another(question: Question, before: Unit, unit: Unit, kind: str) -> bool:
    """Whether a word right before a kind makes it another one ("the fisheries seminar"), and not one that a record's name has."""
    foreign = before.is_unknown and before.cost >= 0.3 or before.has_role("elsewhere")
    if not (foreign and unit.start - before.end <= 1 and before.text not in ("", "?")):
        return False
    return not any(stem(before.text) in name_stems(record) for record in question.base.records(kind))


def _is_about_words(question: Question, best: Reading | None) -> bool:
    """Whether what somebody said is asked for: who asks who somebody is, or where from, takes the name for that of the speaker."""
    if best is None or best.score < _GUESS:
        return True
    attribute = question.base.attribute(best.id)
    return attribute is not None and attribute.kind != "person" and attribute.type == "text" and "yesno" not in question.concepts


def _is_a_name(question: Question, before: Unit | None) -> bool:
    """Whether an unknown Korean word before a title is somebody's name: a whole word, long enough, that does not end like a verb."""
    if before is None or len(before.text) < _SHORTEST_NAME or bent(question.base, before.text):
        return False
    return before.start == 0 or question.text[before.start - 1] == " "


def _titled(question: Question, title: Unit, before: Unit | None, after: Unit | None) -> str:
    """Return the name that a title belongs to, where nobody of ours is called so: before it in Korean, after it in English."""
    name = before if question.korean else after
    if not question.korean and not title.is_mention and after and not after.is_mention:
        given = _GIVEN_NAME.match(question.text, after.end)
        if given and given.group(2):  # "Dr. Park Ji-hoon", although a park is something known
            return question.text[title.start : given.end()]
    if title.is_mention or name is None or not name.is_unknown or max(name.start - title.end, title.start - name.end) > 2:
        return ""
    return question.text[min(name.start, title.start) : max(name.end, title.end)]


def bent(base: Base, name: str) -> bool:
    """Whether what was taken for a name ends like a word inside a sentence: no one calls a project "at the interview"."""
    return any(len(name) > len(ending) and name.endswith(ending) for ending in base.endings)


def _unknown_before(units: tuple[Unit, ...]) -> Unit | None:
    """Return the unknown word right before, or before one word that is no name: "hydrogen economy"."""
    for unit in reversed(units[-2:]):
        if unit.is_unknown and unit.cost > 0.5:
            return unit
        if unit.is_mention or not unit.has_role("content"):
            return None
    return None


def _new_record(question: Question, unit: Unit) -> bool:
    """Whether an unknown word before this unit names a record: "the hydrogen project", where no known one is named."""
    kinds = {"project", "industry"}
    return (
        bool(unit.concepts & _NAMED_KINDS or unit.records and question.base.by_id[unit.records[0]].kind == "programme")
        and not question.kinds & kinds
    )
