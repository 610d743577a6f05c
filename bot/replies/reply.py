"""The reply: what the assistant says, before any channel gives it a shape."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.language import Language


class Outcome(StrEnum):
    """The five ways in which a question can end."""

    ANSWER = "answer"
    ABSENT = "absent"
    CLARIFY = "clarify"
    DECLINE = "decline"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True)
class Option:
    """Something to ask next: a label to show, and the stable address that asks it.

    An address is ASCII of the alphabet A-Z a-z 0-9 _ -, at most 60 characters, so that it fits a button and a deep link;
    `Assistant.open` answers it, also after a restart or a reload.
    """

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact stands: the source's id and title, its date as printed, the place in it, its address on the
    web, and the whole as one line in the language of the reply."""

    source: str
    title: str
    date: str
    place: str
    url: str
    line: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A record that the reply speaks of, and how the question named it (`mention` is empty when it was carried over)."""

    kind: str
    id: str
    mention: str
    score: float
    corrected: bool


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A picture that belongs to the reply: `map` or `partners`, of one record (empty: of all)."""

    drawing: Literal["map", "partners"]
    record: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The channel-independent answer.

    `body` holds the paragraphs of the answer, plain text. `notes` are the assumptions said aloud (a corrected name, a record
    carried over). `options` are the choices of a clarifying question, in the order in which `body` numbers them;
    `follow_ups` are further things to ask. `address` asks the same thing again. `confidence` is the score of the chosen reading, 0 to 1.
    """

    outcome: Outcome
    language: Language
    body: tuple[str, ...]
    notes: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    options: tuple[Option, ...] = ()
    follow_ups: tuple[Option, ...] = ()
    intent: str = ""
    entities: tuple[Entity, ...] = ()
    facts: tuple[str, ...] = ()
    confidence: float = 0.0
    address: str = ""
    picture: PictureRequest | None = None

    @property
    def text(self) -> str:
        """The reply as a person reads it in a plain channel: notes, body, numbered options, sources last."""
        lines = [*self.notes, *self.body]
        lines += [f"{number}. {option.label}" for number, option in enumerate(self.options, start=1)]
        lines += [citation.line for citation in self.citations]
        return "\n".join(lines)
