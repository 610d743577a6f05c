"""The words of the pictures, from the base, in one language: names, lists of names, counts, sources."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.knowledge.grid import Base
from bot.knowledge.model import Record
from bot.language import Language
from bot.replies.pictures.partnership import Members
from bot.replies.pictures.scene import LegendEntry, Role


@dataclass(frozen=True, slots=True)
class Voice:
    """Says the texts of the base's `pictures` file in one language."""

    base: Base
    language: Language

    def say(self, key: str, **values: str) -> str:
        """A text by its key in the file."""
        return self.base.say(f"pictures.{key}", self.language, **values)

    def name(self, record: Record) -> str:
        """A record's name, as a heading begins."""
        name = record.name[self.language]
        return name[:1].upper() + name[1:]

    def listed(self, records: Iterable[Record]) -> str:
        """Names in a row: "A, B and C"."""
        names = [record.name[self.language] for record in records]
        return self.joined("last", [self.joined("comma", names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)

    def joined(self, key: str, parts: Iterable[str]) -> str:
        """Parts joined two by two with a text of the file: `comma`, `last`, `clauses` or `sentences`."""
        rest = iter(parts)
        whole = next(rest, "")
        for part in rest:
            whole = self.say(key, before=whole, after=part)
        return whole

    def counted(self, what: str, count: int) -> str:
        """A number of projects, industries, regions or partners: "1 project", "3 projects"."""
        singular = {"projects": "one-project", "industries": "one-industry", "regions": "one-region", "partners": "one-partner"}[what]
        return self.say(singular) if count == 1 else self.say(what, count=str(count))

    def roles(self, members: Members) -> str:
        """Who does what in a project, as far as a source states it."""
        if not members.operator:
            return self.say("project-members", members=self.listed(members.all))
        key = {0: "project-operated-alone", 1: "project-operated-one"}.get(len(members.participants), "project-operated")
        said = self.say(key, operator=self.listed(members.operator), participants=self.listed(members.participants))
        return self.say("project-others", roles=said, members=self.listed(members.others)) if members.others else said

    def sources(self, ids: Iterable[str]) -> str:
        """The line that names the sources with their dates."""
        return self.say("source", sources=self.joined("clauses", map(self._source, dict.fromkeys(ids))))

    def _source(self, source_id: str) -> str:
        source = self.base.sources[source_id]
        publisher = source.publisher[self.language]
        return self.say("source-dated" if source.date else "source-undated", publisher=publisher, date=source.date)

    def legend(self, roles: Iterable[tuple[Role, str]]) -> tuple[LegendEntry, ...]:
        """Entries of a legend from roles and the keys of their texts."""
        return tuple(LegendEntry(role, self.say(key)) for role, key in roles)
