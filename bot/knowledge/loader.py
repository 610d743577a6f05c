"""From a folder of YAML files to a Base, or to the list of everything that is wrong with it.

Each file says by its top-level keys what it holds: kinds, sources, records, aliases, groups, words, intents, faq, asked, tiles or base; the
files under replies/ hold texts. A folder speaks with the shipped words, phrasings and texts; its own are added to them, and one of the
same name takes the place of the shipped one. Only a folder with a schema of its own stands for itself.
"""

import re
from datetime import date
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from bot.errors import KnowledgeError, Problem
from bot.knowledge import document
from bot.knowledge.checks import check
from bot.knowledge.document import Value
from bot.knowledge.facts import read_facts
from bot.knowledge.fields import Fields
from bot.knowledge.folders import SHIPPED_PREFIX, files_of, revision
from bot.knowledge.grid import Base
from bot.knowledge.model import (
    ELSEWHERE,
    QUERIES,
    TYPES,
    Asked,
    Attribute,
    Entry,
    Example,
    Fact,
    Group,
    Intent,
    Kind,
    Record,
    Ref,
    Source,
    Text,
    Word,
    WordRole,
)
from bot.language import LANGUAGES

_TEXTS: Final = "replies"
_SLOT: Final = re.compile(r"\{([^{}]*)\}")
DATES: Final = "2018-10-29, 2018-10 or 2018"  # the ways to write one
_ROLES: Final[dict[str, WordRole]] = {
    "question": "question",
    "content": "content",
    "modifier": "modifier",
    "social": "social",
    "elsewhere": "elsewhere",
}
_SECTIONS: Final = (
    "base",
    "texts",
    "kinds",
    "unions",
    "stands_for",
    "sources",
    "records",
    "aliases",
    "groups",
    "words",
    "intents",
    "faq",
    "asked",
    "tiles",
)


def load(directory: Path) -> Base:
    """Read and check the base in `directory`. Raises KnowledgeError with every mistake that was found."""
    if not directory.is_dir():
        raise KnowledgeError((Problem(str(directory), 1, 1, "there is no such folder"),))
    files = dict(files_of(directory))
    if all(name.startswith(SHIPPED_PREFIX) for name in files):
        raise KnowledgeError((Problem(str(directory), 1, 1, "the folder holds no YAML file"),))
    reader = _Reader()
    for name, path in files.items():
        root = document.read(path, name, reader.problems)
        if root is not None:
            reader.roots.append(root)
    if reader.problems.unreadable:
        # What a file that can't be read would have held is missing everywhere else: only its own mistake helps.
        raise KnowledgeError(tuple(sorted(set(reader.problems.found))))
    base = reader.base(revision(files))
    problems = tuple(sorted(set(reader.problems.found)))
    if problems:
        raise KnowledgeError(problems)
    return base


def is_date(word: str) -> bool:
    """Whether a word is a day, a month or a year, as a source prints it."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", word):
        return False
    try:
        date.fromisoformat(f"{word}-01-01"[:10])
    except ValueError:
        return False
    return True


class _Reader(Fields):
    """Holds what was read so far; one method for each section that a file can have."""

    def __init__(self) -> None:
        super().__init__()
        self.roots: list[Value] = []
        self.title = Text("", "")
        self.examples: list[Example] = []
        self.kinds: dict[str, Kind] = {}
        self.unions: dict[str, tuple[str, ...]] = {}
        self.union_names: set[str] = set()
        self.stands_for: dict[str, str] = {}
        self.sources: dict[str, Source] = {}
        self.records: dict[str, Record] = {}
        self.groups: list[Group] = []
        self.words: list[Word] = []
        self.intents: dict[str, Intent] = {}
        self.entries: dict[str, Entry] = {}
        self.texts: dict[str, Text] = {}
        self.tiles: dict[str, tuple[int, int]] = {}
        self.asked: list[Asked] = []

    def base(self, revision: str) -> Base:
        """Read every section in the order in which they need each other, then check the whole."""
        sections: dict[str, list[tuple[Value, dict[str, Value]]]] = {name: [] for name in _SECTIONS}
        replies = [root for root in self.roots if _TEXTS in root.file.split("/")[:-1]]
        for root in self.roots:
            if root in replies:
                continue
            defaults = root.keys((), (*_SECTIONS, "kind", "source", "place", "as_of"))
            for name in _SECTIONS:
                if name in defaults:
                    sections[name].append((defaults[name], defaults))
        self.union_names = {key.node.value for value, _ in sections["unions"] if value.is_mapping for key, _ in value.pairs()}
        for name in _SECTIONS:
            for value, defaults in sections[name]:
                getattr(self, f"_{name}")(value, defaults)
        own = frozenset(self.texts)
        for root in replies:
            self._say(root, f"{root.file.rpartition('/')[2].removesuffix('.yaml')}.", own)
        self._gather()
        self._keep_outside()
        base = Base(revision, self.title, self.kinds, self.sources, self.records, tuple(self.groups), tuple(self.words),
                    self.intents, self.entries, self.texts, tuple(self.examples), self.unions, self.stands_for, self.tiles,
                    tuple(self.asked))  # fmt: skip
        check(base, self.places, self.problems)
        return base

    def _gather(self) -> None:
        """Fill what a record does not state from what it states of others: who operates and who takes part are its regions."""
        for record in tuple(self.records.values()):
            attributes = self.kinds[record.kind].attributes.values() if record.kind in self.kinds else ()
            filled = {a.id: self._gathered(record, a) for a in attributes if a.gathers and a.id not in record.facts}
            if any(filled.values()):
                self.records[record.id] = replace(
                    record, facts={**record.facts, **{name: facts for name, facts in filled.items() if facts}}
                )

    def _gathered(self, record: Record, attribute: Attribute) -> tuple[Fact, ...]:
        """Return a fact of one attribute for each source that states the others."""
        by_source: dict[str, list[Fact]] = {}
        for fact in (fact for name in attribute.gathers for fact in record.facts.get(name, ())):
            by_source.setdefault(fact.source, []).append(fact)
        gathered = []
        for source, facts in by_source.items():
            named = dict.fromkeys(v for fact in facts for v in fact.values if isinstance(v, Ref) and v.id in self.records)
            values = tuple(value for value in named if self.records[value.id].kind == attribute.type)
            places = "; ".join(dict.fromkeys(fact.place for fact in facts if fact.place))
            gathered += [Fact(record.id, attribute.id, values, source, places, facts[0].as_of)] if values else []
        return tuple(gathered)

    def _keep_outside(self) -> None:
        """Let `outside` hold only where a programme of the base says so: it names all the other records of the kind."""
        outside = {record.id for record in self.records.values() if record.outside}
        kinds = {self.records[name].kind for name in outside}
        inside = {record.id for record in self.records.values() if record.kind in kinds} - outside
        named = [{v.id for v in fact.values if isinstance(v, Ref)} for r in self.records.values() for fs in r.facts.values() for fact in fs]
        if not any(inside and inside <= values and not values & outside for values in named):
            self.records.update({name: replace(self.records[name], outside=False) for name in outside})

    def _base(self, value: Value, _: dict[str, Value]) -> None:
        found = value.keys(("title",), ("examples",))
        if "title" in found:
            self.title = self.both(found["title"])
        for item in found["examples"].items() if "examples" in found else ():
            example = item.keys(("question", "address"))
            if len(example) == 2:
                self.examples.append(Example(self.both(example["question"]), example["address"].text()))
                self.places[f"example {example['address'].text()}"] = example["address"]

    def _kinds(self, value: Value, _: dict[str, Value]) -> None:
        entries = [(self.identifier(key), key, body) for key, body in value.pairs()]
        names = {name for name, _, _ in entries}
        types = {*names, *self.union_names}
        for name, at, body in entries:
            self.once("kind", name, at)
            found = body.keys(("one", "several"), ("attributes", "main", "card", "next", "partial_names", "also_called"))
            attributes = {}
            for key, described in found["attributes"].pairs() if "attributes" in found else ():
                attribute = self._attribute(name, self.identifier(key), described, types)
                attributes[attribute.id] = attribute
                self.places[attribute.intent] = key
            one, several = (self.both(found[part]) if part in found else Text("", "") for part in ("one", "several"))
            main, card = (
                tuple(self.known(item, attributes, "attribute") for item in found[part].items()) if part in found else ()
                for part in ("main", "card")
            )
            alike = tuple(self.known(item, names, "kind") for item in found["also_called"].items()) if "also_called" in found else ()
            offered = tuple(item.text() for item in found["next"].items()) if "next" in found else ()
            self.kinds[name] = Kind(
                name, one, several, attributes, main, card, offered, "partial_names" in found and found["partial_names"].flag(), alike
            )

    def _attribute(self, kind: str, name: str, body: Value, kinds: set[str]) -> Attribute:
        found = body.keys(("label",), ("type", "many", "inverse_of", "asked_by", "gathers"))
        kind_of_value = found["type"].text() if "type" in found else "text"
        if kind_of_value not in (*TYPES, *kinds):
            found["type"].wrong(f"unknown type {kind_of_value}{document.nearest(kind_of_value, (*TYPES, *kinds))}")
            kind_of_value = "text"
        many = found["many"].flag() if "many" in found else False
        inverse = tuple(item.text() for item in found["inverse_of"].items()) if "inverse_of" in found else ()
        label = self.both(found["label"]) if "label" in found else Text("", "")
        asked_by = found["asked_by"].text() if "asked_by" in found else ""
        gathers = tuple(item.text() for item in found["gathers"].items()) if "gathers" in found else ()
        return Attribute(kind, name, kind_of_value, many, label, inverse, asked_by, gathers)

    def _unions(self, value: Value, _: dict[str, Value]) -> None:
        for key, body in value.pairs():
            self.unions[self.identifier(key)] = tuple(self.known(item, self.kinds, "kind") for item in body.items())

    def _stands_for(self, value: Value, _: dict[str, Value]) -> None:
        for key, body in value.pairs():
            attributes = {a.intent for kind in self.kinds.values() for a in kind.attributes.values()}
            self.stands_for[key.text()] = self.known(body, attributes, "attribute")

    def _sources(self, value: Value, _: dict[str, Value]) -> None:
        for key, body in value.pairs():
            found = body.keys(("title", "publisher"), ("url", "date"))
            name = self.identifier(key)
            self.once("source", name, key)
            title, publisher = (self.both(found[part]) if part in found else Text("", "") for part in ("title", "publisher"))
            day = found["date"].text() if "date" in found else ""
            if day and not is_date(day):
                found["date"].wrong(f"{day} is not a date: write {DATES}")
            self.sources[name] = Source(name, title, publisher, day, found["url"].text() if "url" in found else "")

    def _records(self, value: Value, defaults: dict[str, Value]) -> None:
        kind = self.known(defaults["kind"], self.kinds, "kind") if "kind" in defaults else ""
        if "kind" not in defaults:
            value.wrong("the key kind is missing above: of which kind are these records?")
        for key, body in value.pairs():
            name = self.identifier(key)
            self.once("record", name, key)
            self.places[name] = key
            found = body.keys(("name",), ("aliases", "facts", "outside", "like"))
            shown = self.both(found["name"]) if "name" in found else Text("", "")
            names = (shown.en, shown.ko, *self.surfaces(found.get("aliases")))
            outside = found["outside"].flag() if "outside" in found else False
            like = found["like"].text() if "like" in found else ""
            stated = "facts" in found and kind in self.kinds and found["facts"].node.value != ""  # a draft's facts are all remarks
            facts = read_facts(self, name, self.kinds[kind], found["facts"], defaults) if stated else {}
            self.records[name] = Record(name, kind, shown, tuple(dict.fromkeys(n for n in names if n)), facts, outside, like)

    def _aliases(self, value: Value, _: dict[str, Value]) -> None:
        for key, body in value.pairs():
            name = self.known(key, self.records, "record")
            if name in self.records:
                record = self.records[name]
                self.records[name] = replace(record, described=tuple(dict.fromkeys((*record.described, *self.surfaces(body)))))

    def _groups(self, value: Value, _: dict[str, Value]) -> None:
        for key, body in value.pairs():
            self.once("group", key.text(), key)
            found = body.keys(("name", "members"), ("aliases",))
            shown = self.both(found["name"]) if "name" in found else Text("", "")
            members = tuple(self.known(item, self.records, "record") for item in found["members"].items()) if "members" in found else ()
            names = (shown.en, shown.ko, *self.surfaces(found.get("aliases")))
            self.groups.append(Group(self.identifier(key), shown, tuple(dict.fromkeys(n for n in names if n)), members))

    def _words(self, value: Value, _: dict[str, Value]) -> None:
        found = value.keys((), ("frame", "endings", *_ROLES))
        for name in ("frame", "endings"):
            if name in found:
                role: WordRole = "frame" if name == "frame" else "ending"
                self.words += [Word("", role, surface) for surface in self.surfaces(found[name])]
        for name, concept_role in _ROLES.items():
            for key, body in found[name].pairs() if name in found else ():
                self.words += [Word(key.text(), concept_role, surface) for surface in self.surfaces(body)]

    def _intents(self, value: Value, _: dict[str, Value]) -> None:
        for key, body in value.pairs():
            name = key.text()
            if name in self.intents and value.file.startswith(SHIPPED_PREFIX):
                continue
            found = body.keys(("ask",), ("query", "with"))
            self.once("intent", name, key)
            self.places[name] = key
            query = self.known(found["query"], QUERIES, "query") if "query" in found else "attribute"
            arguments = {k.text(): v.text() for k, v in found["with"].pairs()} if "with" in found else {}
            self.intents[name] = Intent(name, query, tuple(self.phrasings(found.get("ask"))), arguments)

    def _faq(self, value: Value, _: dict[str, Value]) -> None:
        for key, body in value.pairs():
            found = body.keys(("ask", "answer", "source"), ("place", "review_by"))
            name = self.identifier(key)
            self.once("entry", name, key)
            self.places[name] = key
            answer = self.both(found["answer"]) if "answer" in found else Text("", "")
            source = self.known(found["source"], self.sources, "source") if "source" in found else ""
            place, review = (found[part].text() if part in found else "" for part in ("place", "review_by"))
            if review and not is_date(review):
                found["review_by"].wrong(f"{review} is not a date: write {DATES}")
            self.entries[name] = Entry(name, tuple(self.phrasings(found.get("ask"))), answer, source, place, review)

    def _asked(self, value: Value, _: dict[str, Value]) -> None:
        attributes = {attribute.intent for kind in self.kinds.values() for attribute in kind.attributes.values()}
        intents, slots = {*self.intents, *attributes, ELSEWHERE}, {*self.kinds, *self.unions}
        borrowed = value.file.startswith(SHIPPED_PREFIX)  # a base with a schema of its own has not all that these ask
        for key, body in value.pairs():
            if borrowed and key.text() not in intents:
                continue
            intent = self.known(key, intents, "intent")
            for block in body.keys((), LANGUAGES).values():
                lines = [line.strip() for line in block.text().splitlines()]
                odd = {i: slot for i, line in enumerate(lines, 1) for slot in _SLOT.findall(line) if slot not in slots}
                for below, slot in odd.items() if not borrowed else ():
                    block.wrong(f"unknown slot {{{slot}}}{document.nearest(slot, slots)}", below)
                self.asked.append(Asked(intent, tuple(line for i, line in enumerate(lines, 1) if line and i not in odd)))

    def _tiles(self, value: Value, _: dict[str, Value]) -> None:
        for key, body in value.pairs():
            numbers = [item.text() for item in body.items()]
            if len(numbers) != 2 or not all(number.isascii() and number.isdigit() for number in numbers):
                body.wrong("a tile is [column, row], two whole numbers")
            else:
                self.tiles[self.known(key, self.records, "record")] = (int(numbers[0]), int(numbers[1]))

    def _texts(self, value: Value, _: dict[str, Value]) -> None:
        self._say(value, "")

    def _say(self, root: Value, prefix: str, own: frozenset[str] = frozenset()) -> None:
        """Read texts; those of a section `texts` (`own`) come before those of the folder, and these before the shipped ones."""
        for key, body in root.pairs():
            name = f"{prefix}{key.text()}"
            if name in own or name in self.texts and root.file.startswith(SHIPPED_PREFIX):
                continue
            self.once("text", name, key)
            self.places[f"text {name}"] = body
            self.texts[name] = self.both(body)
