"""Putting facts into words: names, lists, dates and sentences from the base's texts, in one language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.knowledge.grid import Base
from bot.knowledge.model import Attribute, Day, Fact, Record, Ref, Text, Value
from bot.language import Language
from bot.replies.reply import Citation

_NUMBERS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A base and the language to speak."""

    base: Base
    language: Language

    def say(self, key: str, **values: str) -> str:
        """Return a text of the base, filled in."""
        return self.base.say(key, self.language, **values)

    @property
    def title(self) -> str:
        """What the base is about: its title, or else its seminars."""
        return self.base.title[self.language] or self.names(self.base.records("seminar")[:2])

    def say_of(self, key: str, records: Iterable[Record], **values: str) -> str:
        """Return a text in the wording that is for such records: `key.region` for regions alone, `key.several` for more than one."""
        return self.say(self._variant(key, tuple(records)), **values)

    def _variant(self, key: str, records: Sequence[Record]) -> str:
        kinds = sorted({record.kind for record in records})
        special = ([f"{key}.{kinds[0]}"] if len(kinds) == 1 else []) + ([f"{key}.several"] if len(records) > 1 else [])
        return next((name for name in special if self.base.has_text(name)), key)

    def label(self, attribute: Attribute) -> str:
        """Return what an attribute is called in a sentence: a text for what fills it, or the schema's label."""
        filled = [other for record in self.base.records(attribute.kind) for other in self.base.related(record, attribute.id)]
        key = self._variant(f"attributes.{attribute.intent}", filled)
        return self.say(key) if self.base.has_text(key) else attribute.label[self.language]

    def name(self, record: Record) -> str:
        """Return what the record is called; of several held under one name, with its year."""
        called, held = record.name[self.language], record.facts.get("date", ())
        alike = held and sum(other.name == record.name for other in self.base.records(record.kind)) > 1
        return f"{called} ({held[0].values[0].day.year!s})" if alike and isinstance(held[0].values[0], Day) else called

    def names(self, records: Iterable[Record], joiner: str = "and") -> str:
        """Return the names as an enumeration."""
        return self.series([self.name(record) for record in records], joiner)

    def series(self, parts: Sequence[str], joiner: str = "and") -> str:
        """Return "A, B and C", or A, B, C in Korean."""
        if len(parts) < 2:
            return "".join(parts)
        if len(parts) > 2:
            return self.say(f"answers.{joiner}", first=", ".join(parts[:-1]), last=parts[-1])
        return self.say(f"answers.{joiner}", first=parts[0], last=parts[1])

    def value(self, value: Value) -> str:
        """Return one value in words."""
        match value:
            case Ref(id=record):
                return self.name(self.base.by_id[record])
            case Day(day=day):
                month = self.say(f"answers.month-{day.month}")
                return self.say("answers.day", year=str(day.year), month=month, day=str(day.day))
            case Text():
                return value[self.language]
            case _:
                return f"{value:,}"

    def sentence(self, record: Record, facts: Sequence[Fact]) -> list[str]:
        """Return the paragraphs that say one cell: one sentence where its sources agree, one for each source where they differ."""
        groups: dict[tuple[Value, ...], list[Fact]] = {}
        for fact in facts:
            groups.setdefault(fact.values, []).append(fact)
        said = []
        for values, same in groups.items():
            lines = self._lines(record, same[0], values)
            if len(groups) > 1:
                lines[-1] = self.say("answers.by-source", sentence=lines[-1], source=self.sources_of(same))
            said += lines
            said += [self.say("answers.note", note=fact.note[self.language]) for fact in same if fact.note]
        return said

    def _lines(self, record: Record, fact: Fact, values: tuple[Value, ...]) -> list[str]:
        attribute = self.base.kinds[record.kind].attributes[fact.attribute]
        key = self._variant(f"facts.{attribute.intent}", [self.base.by_id[v.id] for v in values if isinstance(v, Ref)])
        words = [self.value(value) for value in values]
        closed = not self.base.has_text(key) or "{value}." in self.base.texts[key][self.language]
        words[-1] = words[-1].removesuffix(".") if closed else words[-1]
        headed = self.base.has_text(key) and "{value" not in self.base.texts[key][self.language]
        long = headed or (attribute.type == "text" and len(words) > 2 and sum(map(len, words)) > 100)
        filling = {"record": self.name(record), "label": self.label(attribute), "count": str(len(words))}
        if long:
            head = self.say(key, value="", **filling) if self.base.has_text(key) else f"{self.label(attribute)}:"
            return [head.rstrip(" .:") + ":", *(f"{number}) {word}" for number, word in enumerate(words, start=1))]
        known = key if self.base.has_text(key) else "answers.attribute"
        return [self.say(known, value=self.series(words), **filling)]

    def sources_of(self, facts: Iterable[Fact]) -> str:
        """Return publishers and years of the facts' sources."""
        sources = dict.fromkeys(fact.source for fact in facts)
        parts = []
        for source in (self.base.sources[name] for name in sources):
            parts.append(f"{source.publisher[self.language]}{', ' + source.date[:7] if source.date else ''}")
        return "; ".join(parts)

    def citations(self, facts: Iterable[Fact]) -> tuple[Citation, ...]:
        """Return one citation for each source, with all the places in it."""
        places: dict[str, dict[str, None]] = {}
        for fact in facts:
            places.setdefault(fact.source, {}).update({fact.place: None} if fact.place else {})
        return tuple(self.citation(source, "; ".join(self.place(place) for place in found)) for source, found in places.items())

    def place(self, place: str) -> str:
        """Return a place in a source in the language spoken, where the base has a text for it."""
        key, numbers = f"places.{place.replace(' ', '-')}", _NUMBERS.findall(place)
        if self.base.has_text(key):
            return self.say(key)
        numbered = f"places.{_NUMBERS.sub('n', place).replace(' ', '-')}"
        filling = dict(zip(("first", "last"), numbers, strict=False))
        return self.say(numbered, **filling) if self.base.has_text(numbered) and len(numbers) < 3 else place

    def citation(self, source_id: str, place: str) -> Citation:
        """Return the citation of a source."""
        source = self.base.sources[source_id]
        title = source.title[self.language]
        date = f" ({source.date})" if source.date else ""
        line = self.say("answers.source-line", title=title, date=date, place=f", {place}" if place else "", url=source.url).rstrip()
        return Citation(source.id, title, source.date, place, source.url, line)
