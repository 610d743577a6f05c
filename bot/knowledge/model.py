"""What a base is made of: kinds and their attributes, records and their facts, and the ways to ask."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from bot.language import Language

# The ways in which an intent can be answered; each is a function under bot/replies.
QUERIES: Final = (
    "all-participants", "attribute", "both-roles", "by-participants", "by-projects", "card", "common", "compare", "entry",
    "involvement", "korean-name", "lead-unknown", "list", "map", "membership", "name", "never-operates", "no-industries",
    "operators", "outside", "partners", "programme", "project-extreme", "region-extreme", "regions", "role", "social",
    "sources", "summary", "without",
)  # fmt: skip
TYPES: Final = ("text", "date", "number")


class Text(Struct, frozen=True, array_like=True, tag=True):
    """The same thing said in both languages."""

    en: str
    ko: str

    def __getitem__(self, language: Language) -> str:
        return self.en if language == "en" else self.ko


class Ref(Struct, frozen=True, array_like=True, tag=True):
    """A value that is another record."""

    id: str


class Day(Struct, frozen=True, array_like=True, tag=True):
    """A value that is a day; `note` says what the source leaves out (a year that follows from elsewhere)."""

    day: date


Value = Text | Ref | Day | int


class Fact(Struct, frozen=True, array_like=True):
    """One filled cell, as one source has it: its values in the source's order, the place in the source, and the as-of date."""

    record: str
    attribute: str
    values: tuple[Value, ...]
    source: str
    place: str
    as_of: str
    note: Text | None = None

    @property
    def id(self) -> str:
        """The cell's name, `record.attribute`."""
        return f"{self.record}.{self.attribute}"


class Attribute(Struct, frozen=True, array_like=True):
    """A property that people ask of a kind of record.

    `type` is text, date, number, the id of a kind, or that of a union of kinds. `inverse_of` names the attributes (kind.attribute)
    whose facts, turned round, fill this one. `gathers` names others of the kind that fill it together where it is not stated.
    `asked_by` names the intent that asks for this one too, in place of one of its own.
    """

    kind: str
    id: str
    type: str
    many: bool
    label: Text
    inverse_of: tuple[str, ...] = ()
    asked_by: str = ""
    gathers: tuple[str, ...] = ()

    @property
    def intent(self) -> str:
        """The id of the intent that asks for it."""
        return f"{self.kind}.{self.id}"


class Kind(Struct, frozen=True, array_like=True):
    """A kind of record: what one and several are called, and its attributes by id.

    `main` are the attributes that are said where the one asked for is not known; `card` those that show the record as a
    whole; `next` the intents offered after an answer about a record. With
    `partial_names`, a word of a name ("machinery") is recognised as one of the records that have it;
    `also_called` are other kinds whose noun is used for this one too (a programme is called a project).
    """

    id: str
    one: Text
    several: Text
    attributes: Mapping[str, Attribute]
    main: tuple[str, ...] = ()
    card: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    partial_names: bool = False
    also_called: tuple[str, ...] = ()


class Record(Struct, frozen=True, array_like=True, eq=False):
    """One thing that the base knows. `names` holds every alias as typed by the editor, the display names included;
    `described` more of them, in everyday words, whose single words do not stand for the record.

    Records are compared by identity: a base holds each of them once.
    """

    id: str
    kind: str
    name: Text
    names: tuple[str, ...]
    facts: Mapping[str, tuple[Fact, ...]] = {}
    outside: bool = False
    like: str = ""
    described: tuple[str, ...] = ()


class Group(Struct, frozen=True, array_like=True):
    """A name for several records at once ("Chungcheong" is both); `members` are record ids of one kind."""

    id: str
    name: Text
    names: tuple[str, ...]
    members: tuple[str, ...]


class Source(Struct, frozen=True, array_like=True):
    """Where facts come from; `date` as printed (a day, a month or a year; empty where none is printed)."""

    id: str
    title: Text
    publisher: Text
    date: str
    url: str


WordRole = Literal["frame", "ending", "question", "content", "modifier", "social", "elsewhere"]


class Word(Struct, frozen=True, array_like=True):
    """A concept and one way to write it: what `surface` means (its role) in a question. Frame words and endings mean nothing."""

    concept: str
    role: WordRole
    surface: str


class Phrasing(Struct, frozen=True, array_like=True):
    """A way to ask, one alternative chosen for each bracket: "who runs {project}"."""

    text: str
    language: Language


class Intent(Struct, frozen=True, array_like=True):
    """What can be asked: `query` names how it is answered; for `attribute` that is a look-up of `kind.attribute`.

    `arguments` refine the query (an attribute to look at, a part to show).
    """

    id: str
    query: str
    phrasings: tuple[Phrasing, ...]
    arguments: Mapping[str, str] = {}


class Asked(Struct, frozen=True, array_like=True):
    """Questions as people asked them, filed under the intent that they ask for; ELSEWHERE where the base has no answer."""

    intent: str
    questions: tuple[str, ...]


ELSEWHERE: Final = "elsewhere"
UNLISTED: Final = "unlisted"  # the attribute for whatever else people ask of a kind of record: no source tells it


class Entry(Struct, frozen=True, array_like=True):
    """A free question-and-answer entry: phrasings in each language, the answer, its source, and when to look at it again."""

    id: str
    phrasings: tuple[Phrasing, ...]
    answer: Text
    source: str
    place: str
    review_by: str


class Example(Struct, frozen=True, array_like=True):
    """A question to try first: how it is worded, and the address that asks it."""

    question: Text
    address: str
