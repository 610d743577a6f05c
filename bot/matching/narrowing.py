"""Narrowing: what a unit means beside the others of its question, before anything is read into them."""

from dataclasses import replace
from typing import Final

from bot.knowledge.grid import Base
from bot.matching.question import kinds_of
from bot.matching.unit import Unit

_NARROWER: Final = frozenset({"project", "industry", "region"})  # what belongs to a programme


def narrowed(units: tuple[Unit, ...], base: Base) -> tuple[Unit, ...]:
    """Return the units as they are meant together."""
    return _one_of_its_kind(_plain_kinds(_affirmed(_without_the_set_aside(units, base)), base), base)


def _affirmed(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Leave out the denial of a question that begins with one: "isn't Busan in it?" asks whether it is."""
    return tuple(unit for i, unit in enumerate(units) if not (i == 1 and not unit.text and "not" in unit.concepts))


def _without_the_set_aside(units: tuple[Unit, ...], base: Base) -> tuple[Unit, ...]:
    """Leave out a project, industry or programme that is named only to set it aside: "what does Ulsan do besides the nano project"."""
    named = [i for i, unit in enumerate(units) if unit.is_mention]
    for place in named if len(named) > 1 else ():
        before = next((i for i in range(place - 1, -1, -1) if not _is_light(units[i])), -1)
        aside = [i for i in (place + 1, before) if 0 <= i < len(units) and "besides" in units[i].concepts]
        if aside and all(base.by_id[record].kind in kinds_of("topic", base) for record in units[place].records):
            return tuple(unit for i, unit in enumerate(units) if i not in (place, aside[0]))
    return units


def _is_light(unit: Unit) -> bool:
    return unit.entry is not None and unit.entry.light


def _plain_kinds(units: tuple[Unit, ...], base: Base) -> tuple[Unit, ...]:
    """Take "cooperation projects" beside a region or a project for a kind of thing, and not for the programme that is called so, too."""
    if not any(_kinds(unit, base) & _NARROWER for unit in units):
        return units
    return tuple(_as_a_kind(unit) if _kinds(unit, base) == {"programme"} and unit.concepts & _NARROWER else unit for unit in units)


def _as_a_kind(unit: Unit) -> Unit:
    return replace(unit, entry=replace(unit.entry, records=(), members=())) if unit.entry else unit


def _one_of_its_kind(units: tuple[Unit, ...], base: Base) -> tuple[Unit, ...]:
    """Take a name that a project and an industry share for the one whose kind the question says, if it says one alone."""
    said = frozenset[str]().union(*(unit.concepts for unit in units if not unit.is_mention)) & frozenset(kinds_of("topic", base))
    if len(said) != 1:
        return units
    return tuple(_of_kind(unit, said, base) if len(_kinds(unit, base)) > 1 else unit for unit in units)


def _of_kind(unit: Unit, kinds: frozenset[str], base: Base) -> Unit:
    records = tuple(record for record in unit.records if base.by_id[record].kind in kinds)
    return replace(unit, entry=replace(unit.entry, records=records)) if records and unit.entry else unit


def _kinds(unit: Unit, base: Base) -> set[str]:
    return {base.by_id[record].kind for record in unit.records or unit.members}
