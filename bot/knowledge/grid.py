"""The base: the grid of records x attributes, and what can be looked up in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.knowledge.model import Asked, Attribute, Entry, Example, Fact, Group, Intent, Kind, Record, Ref, Source, Text, Word
from bot.language import Language
from bot.language.josa import PAIRS, with_particle


class Said(str):
    """A string that a text of the base can give a Korean particle to: `{name:은/는}`."""

    def __format__(self, spec: str) -> str:
        return with_particle(self, spec) if "/" in spec else str.__format__(self, spec)


@dataclass(frozen=True)
class Base:
    """A loaded, checked knowledge base. Everything in it is immutable; `revision` is a hash of all its files."""

    revision: str
    title: Text
    kinds: Mapping[str, Kind]
    sources: Mapping[str, Source]
    by_id: Mapping[str, Record]
    groups: tuple[Group, ...]
    words: tuple[Word, ...]
    intents: Mapping[str, Intent]
    entries: Mapping[str, Entry]
    texts: Mapping[str, Text]
    examples: tuple[Example, ...] = ()
    unions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stands_for: Mapping[str, str] = field(default_factory=dict)
    tiles: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()

    def record(self, record_id: str) -> Record | None:
        """Return the record with this id."""
        return self.by_id.get(record_id)

    def records(self, kind: str) -> tuple[Record, ...]:
        """Return the records of a kind, in the order of the files."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {}
        for record in self.by_id.values():
            found.setdefault(record.kind, []).append(record)
        return {kind: tuple(records) for kind, records in found.items()}

    @cached_property
    def endings(self) -> frozenset[str]:
        """Korean particles, and endings of two syllables and more: a shorter one may be part of a noun."""
        particles = {particle for pair in PAIRS for particle in pair.split("/")}
        return frozenset(particles | {word.surface for word in self.words if word.role == "ending" and len(word.surface) > 1})

    def kinds_of(self, name: str) -> tuple[str, ...]:
        """Return the kinds that a slot or a type takes: its own, or those of a union."""
        return self.unions.get(name, (name,))

    @cached_property
    def roles(self) -> frozenset[str]:
        """The words that stand for a record: "the speaker"."""
        return frozenset(self.stands_for)

    def called(self, slots: tuple[str, ...]) -> frozenset[str]:
        """Return the kinds that slots take, and those whose noun is used for them too."""
        if slots not in self._called:
            kinds = [kind for slot in slots for kind in self.kinds_of(slot)]
            self._called[slots] = frozenset(kinds).union(*(self.kinds[kind].also_called for kind in kinds))
        return self._called[slots]

    @cached_property
    def _called(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    def attribute(self, name: str) -> Attribute | None:
        """Return the attribute named `kind.attribute`."""
        kind, _, attribute = name.partition(".")
        return self.kinds[kind].attributes.get(attribute) if kind in self.kinds else None

    def facts(self, record: Record, attribute: str) -> tuple[Fact, ...]:
        """Return the cell's facts, one for each source; inverse cells are filled from the facts that they turn round.

        Facts come in the order of the base's sources: the first source is the one that the base is about.
        """
        key = (record.id, attribute)
        if key not in self._cells:
            own = record.facts.get(attribute, ())
            described = self.kinds[record.kind].attributes.get(attribute)
            if described is not None and described.inverse_of:
                own += tuple(self._inverse(record, described))
            self._cells[key] = tuple(sorted(own, key=lambda fact: self._rank.get(fact.source, len(self._rank))))
        return self._cells[key]

    @cached_property
    def _cells(self) -> dict[tuple[str, str], tuple[Fact, ...]]:
        return {}

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {source: place for place, source in enumerate(self.sources)}

    def _inverse(self, record: Record, attribute: Attribute) -> Iterator[Fact]:
        grouped: dict[str, list[Fact]] = {}
        for kind, _, turned in (inverse.partition(".") for inverse in attribute.inverse_of):
            for other in self.records(kind):
                for fact in other.facts.get(turned, ()):
                    if Ref(record.id) in fact.values:
                        grouped.setdefault(fact.source, []).append(fact)
        for source, facts in grouped.items():
            values = tuple(dict.fromkeys(Ref(fact.record) for fact in facts))
            places = "; ".join(dict.fromkeys(fact.place for fact in facts if fact.place))
            yield Fact(record.id, attribute.id, values, source, places, facts[0].as_of)

    def related(self, record: Record, attribute: str) -> tuple[Record, ...]:
        """Return the records that the cell names, over all its sources, each once, in order."""
        refs = (value.id for fact in self.facts(record, attribute) for value in fact.values if isinstance(value, Ref))
        return tuple(self.by_id[ref] for ref in dict.fromkeys(refs))

    def linked(self, record: Record) -> frozenset[str]:
        """Return the ids of the records that the facts of a record name."""
        if record.id not in self._links:
            self._links[record.id] = frozenset(other.id for attribute in record.facts for other in self.related(record, attribute))
        return self._links[record.id]

    @cached_property
    def _links(self) -> dict[str, frozenset[str]]:
        return {}

    def has_text(self, key: str) -> bool:
        """Tell whether the base has a text of this name."""
        return key in self.texts

    def say(self, key: str, language: Language, **values: str) -> str:
        """Return a text of the base, filled in; raises KeyError for a text that the base does not have."""
        said = {name: Said(value) for name, value in values.items()}
        return self.texts[key][language].format_map(said)
