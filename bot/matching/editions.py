"""Editions: which of several seminars a question means by its year, month or day, by its number ("the second forum"), or as the latest.

With one seminar there is nothing to choose: then no question chooses or misses one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.knowledge.grid import Base
from bot.knowledge.model import Day, Record, Text
from bot.language.days import days, months, years
from bot.language.text import normalise
from bot.matching.unit import Unit

KIND: Final = "seminar"
_NUMBER: Final = "edition"  # the attribute that says which edition a seminar is; without it, the number in its names
_ORDINAL: Final = "ordinal-"
_LATEST: Final = frozenset({"latest", "ordinal-last"})
_COUNTED: Final = re.compile(r"제\s?(\d{1,3})\s?[회차]|(?<![\d.])(\d{1,3})(?:회|번째|st\b|nd\b|rd\b|th\b)")


@dataclass(frozen=True, slots=True)
class Editions:
    """The seminars that a question chooses; how it names one that none of them is (`missing`); the units that say so."""

    chosen: tuple[str, ...] = ()
    missing: str = ""
    units: frozenset[int] = frozenset()


NONE: Final = Editions()


def several(base: Base) -> bool:
    """Whether the base has editions to choose from."""
    return len(base.records(KIND)) > 1


def newest_first(base: Base) -> tuple[Record, ...]:
    """Return the seminars, the newest first."""
    return tuple(sorted(base.records(KIND), key=_held, reverse=True))


def _held(record: Record) -> str:
    days_of = (v.day.isoformat() for fact in record.facts.get("date", ()) for v in fact.values if isinstance(v, Day))
    return max(days_of, default="")


def chosen_by(units: tuple[Unit, ...], text: str, base: Base) -> Editions:
    """Return what a question chooses: the seminars that it names, and those of the times and numbers that stand outside of names."""
    if not several(base):
        return NONE
    named = _named(units, base)
    counting = _counting(units, base)
    places = {i: unit for i, unit in enumerate(units) if i in counting or unit.is_literal or years(unit.text) and not unit.is_mention}
    rest = _without_names(units, text)
    choices = [choice for choice in (_by_time(rest, base), _by_number(rest, tuple(places.values()), base)) if choice]
    if not choices:
        newest = () if named or not any(unit.concepts & _LATEST for unit in places.values()) else (newest_first(base)[0].id,)
        return Editions(named or newest, "", frozenset(places))
    fitting = tuple(r.id for r in base.records(KIND) if all(r.id in found for found, _ in choices))
    missing = "" if fitting else " ".join(said for _, said in choices)
    return Editions(tuple(dict.fromkeys((*named, *fitting))), missing, frozenset(places))


def _named(units: tuple[Unit, ...], base: Base) -> tuple[str, ...]:
    """Return the seminars that a name of their own names."""
    alone = (unit.records[0] for unit in units if len(unit.records) == 1)
    return tuple(dict.fromkeys(record for record in alone if base.by_id[record].kind == KIND))


def _without_names(units: tuple[Unit, ...], text: str) -> str:
    """Return a text without the names in it: the year in the name of a seminar chooses no other."""
    for unit in reversed(units):
        if len(unit.records) == 1 or unit.members:
            text = f"{text[: unit.start]};{text[unit.end :]}"
    return text


def _by_time(text: str, base: Base) -> tuple[frozenset[str], str] | None:
    """Return the seminars of the years, months and days that a text names, and how it names them; None where it names none."""
    of_years, of_days, of_months = set(years(text)), set(days(text)), months(text)
    if not (of_years or of_days or of_months):
        return None

    def fits(record: Record) -> bool:
        day = _held(record)
        if not day:
            return not (of_days or of_months) and any(year in name for year in of_years for name in record.names)
        year, month, number = day.split("-")
        on = not of_days or (int(month), int(number)) in of_days
        return on and (not of_years or year in of_years) and (not of_months or int(month) in of_months.values())

    said = (*sorted(of_years), *of_months, *(f"{month}/{day}" for month, day in sorted(of_days)))
    return frozenset(record.id for record in base.records(KIND) if fits(record)), " ".join(said)


def _by_number(text: str, counting: tuple[Unit, ...], base: Base) -> tuple[frozenset[str], str] | None:
    """Return the seminars of the numbers that a text names: "the second", 제2회; None where it names none."""
    asked = {number: unit.text for unit in counting for number in _ordinals(unit)}
    asked |= {int(found[1] or found[2]): found[0] for found in _COUNTED.finditer(text)}
    if not asked:
        return None
    numbers = {record.id: _numbers_of(record, base) for record in base.records(KIND)}
    if not any(numbers.values()):  # without a number in the base, they are counted in the order that they were held
        numbers = {record.id: {place} for place, record in enumerate(reversed(newest_first(base)), start=1)}
    return frozenset(record for record, own in numbers.items() if own & asked.keys()), " ".join(asked.values())


def _numbers_of(record: Record, base: Base) -> set[int]:
    stated = {value for fact in record.facts.get(_NUMBER, ()) for value in fact.values if isinstance(value, int)}
    return stated or {number for name in record.names for number in _counted_in(normalise(name), base)}


def _counted_in(name: str, base: Base) -> Iterator[int]:
    yield from (int(found[1] or found[2]) for found in _COUNTED.finditer(name))
    spoken = {w.surface: w.concept.removeprefix(_ORDINAL) for w in base.words if w.concept.startswith(_ORDINAL)}
    yield from (int(spoken[word]) for word in name.split() if spoken.get(word, "").isdecimal())


def _ordinals(unit: Unit) -> list[int]:
    words = (concept.removeprefix(_ORDINAL) for concept in unit.concepts if concept.startswith(_ORDINAL))
    return [int(word) for word in words if word.isdecimal()]


def _counting(units: tuple[Unit, ...], base: Base) -> frozenset[int]:
    """Return the units that say which seminar: an ordinal, or "latest", right before the noun, or with only its name between."""
    found = []
    for place, unit in enumerate(units):
        if unit.is_mention or not (_ordinals(unit) or unit.concepts & _LATEST):
            continue
        after = place
        while after + 1 < len(units) and units[after + 1].start - units[after].end <= 1 and not _is_seminar(units[after], base):
            after += 1
        if _is_seminar(units[after], base):
            found.append(place)
    return frozenset(found)


def _is_seminar(unit: Unit, base: Base) -> bool:
    named = (base.by_id[record].kind == KIND for record in unit.records)
    return KIND in unit.concepts or "previous" in unit.concepts or any(named)


def speaking_of(base: Base, missing: str, attribute: str) -> tuple[str, ...]:
    """Return the seminars whose cell tells of a year that none was held in: what was agreed for 2024."""
    asked = set(years(missing))
    told = {
        record.id: {year for fact in record.facts.get(attribute, ()) for v in fact.values if isinstance(v, Text) for year in years(v.en)}
        for record in base.records(KIND)
    }
    return tuple(record for record, own in told.items() if asked and asked <= own)
