"""Who works with whom, worked out from the base: the regions of a project, the projects of a region, the pairs that share some."""

from dataclasses import dataclass
from itertools import combinations

from bot.knowledge.grid import Base
from bot.knowledge.model import Record, Ref

_OF_PROJECT = ("operator", "participants", "regions")
_OF_REGION = ("operates", "participates", "projects")


@dataclass(frozen=True, slots=True)
class Members:
    """A project's regions by what the sources state of them; `others` are in it without a stated role."""

    operator: tuple[Record, ...]
    participants: tuple[Record, ...]
    others: tuple[Record, ...]

    @property
    def all(self) -> tuple[Record, ...]:
        """Every region, the operator first."""
        return self.operator + self.participants + self.others


def members(base: Base, project: Record) -> Members:
    """The regions of a project, each once, under the strongest role that a source states."""
    seen: set[str] = set()
    roles: list[tuple[Record, ...]] = []
    for attribute in _OF_PROJECT:
        fresh = tuple(region for region in base.related(project, attribute) if region.id not in seen)
        seen |= {region.id for region in fresh}
        roles.append(fresh)
    return Members(*roles)


def projects_of(base: Base, region: Record) -> tuple[Record, ...]:
    """The projects of a region: those that it operates first, then those that it takes part in, then the rest."""
    found = [project for attribute in _OF_REGION for project in base.related(region, attribute)]
    return tuple({project.id: project for project in found}.values())


def partners(base: Base, region: Record, projects: tuple[Record, ...]) -> tuple[Record, ...]:
    """The other regions of these projects, each once, in the order of the projects."""
    found = [other for project in projects for other in members(base, project).all if other.id != region.id]
    return tuple({other.id: other for other in found}.values())


def pairs(base: Base, projects: tuple[Record, ...]) -> dict[tuple[str, str], tuple[Record, ...]]:
    """Every two regions with the projects that they share, the pair in the order of its ids."""
    shared: dict[tuple[str, str], tuple[Record, ...]] = {}
    for project in projects:
        for first, second in combinations(sorted(region.id for region in members(base, project).all), 2):
            shared[first, second] = (*shared.get((first, second), ()), project)
    return shared


def sources(base: Base, projects: tuple[Record, ...]) -> tuple[str, ...]:
    """The ids of the sources that name the regions of these projects, those that state roles first."""
    found = (fact.source for attribute in _OF_PROJECT for project in projects for fact in base.facts(project, attribute))
    return tuple(dict.fromkeys(found))


def programmes(base: Base, record: Record) -> tuple[Record, ...]:
    """The programmes that a project or an industry belongs to."""
    refs = (value.id for fact in base.facts(record, "programme") for value in fact.values if isinstance(value, Ref))
    return tuple(base.by_id[ref] for ref in dict.fromkeys(refs))
