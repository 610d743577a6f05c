"""Questions over the whole grid: who works with whom, what is shared, who never leads. Pure look-ups, no words."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.knowledge.grid import Base
from bot.knowledge.model import Fact, Record


@dataclass(frozen=True, slots=True)
class Found:
    """Records that answer a query, and the facts that say so."""

    records: tuple[Record, ...]
    facts: tuple[Fact, ...]


def partners(base: Base, region: Record) -> dict[Record, tuple[Record, ...]]:
    """Return each project of a region with the other regions in it."""
    return {project: tuple(r for r in project_regions(base, project) if r.id != region.id) for project in region_projects(base, region)}


def project_regions(base: Base, project: Record) -> tuple[Record, ...]:
    """Return every region of a project: operator, participants, and those that are only listed."""
    attributes = ("operator", "participants", "regions") if project.kind == "project" else ("regions",)
    named = dict.fromkeys(actor for name in attributes for actor in base.related(project, name))
    return tuple(actor for actor in named if actor.kind == "region")


def region_projects(base: Base, region: Record) -> tuple[Record, ...]:
    """Return every project that a region operates, participates in or is listed for."""
    named = dict.fromkeys(p for name in ("operates", "participates", "projects") for p in base.related(region, name))
    return tuple(p for p in named if p.kind == "project")


def project_facts(base: Base, projects: Iterable[Record]) -> tuple[Fact, ...]:
    """Return the facts that say which regions these projects have."""
    return tuple(
        fact
        for p in projects
        for name in ("operator", "participants", "regions")
        if name in base.kinds[p.kind].attributes
        for fact in base.facts(p, name)
    )


def operators(base: Base) -> Found:
    """Return whom a source names as an operator."""
    return _named_in(base, "operator")


def participants(base: Base) -> Found:
    """Return whom a source names as a participant; where none is, the regions of the programmes take part in them."""
    named = _named_in(base, "participants")
    return named if named.records else _named_in(base, "regions", ("programme",))


def _named_in(base: Base, attribute: str, kinds: tuple[str, ...] = ("project", "programme")) -> Found:
    schemes = [scheme for kind in kinds for scheme in base.records(kind)]
    facts = tuple(fact for scheme in schemes for fact in base.facts(scheme, attribute))
    return Found(tuple(dict.fromkeys(actor for scheme in schemes for actor in base.related(scheme, attribute))), facts)


def extremes(counts: dict[Record, int], most: bool) -> tuple[int, tuple[Record, ...]]:
    """Return the highest (or lowest) count and the records that have it."""
    edge = (max if most else min)(counts.values(), default=0)
    return edge, tuple(record for record, count in counts.items() if count == edge)


def nearest_inside(base: Base, region: Record, most: int = 3) -> tuple[Record, ...]:
    """Return the regions of the programmes whose tiles lie nearest to a region's, where the base has tiles."""
    here = base.tiles.get(region.id)
    if here is None:
        return ()

    def distance(other: Record) -> float:
        column, row = base.tiles[other.id]
        return ((column - here[0]) / 2) ** 2 + (row - here[1]) ** 2  # columns count half tiles

    inside = [r for r in base.records(region.kind) if not r.outside and r.id in base.tiles]
    return tuple(sorted(inside, key=distance)[:most])
