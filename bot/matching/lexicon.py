"""The lexicon: every name and every word of the base, ready to be found in a question."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from bot.knowledge.model import WordRole
from bot.language.hangul import is_syllable

Row = list[Any]  # an entry as plain data: see to_row
JOINT: Final = "\x1f"
_NEITHER: Final[Any] = object()
_FLAGS: Final = ("light", "ending", "ours", "partial")

# What a word of each role weighs when a reading explains it, and what it costs when none does. A frame word weighs nothing.
EVIDENCE: Final[dict[WordRole, float]] = {
    "frame": 0.0,
    "ending": 0.0,
    "social": 1.0,
    "modifier": 0.2,
    "question": 0.3,
    "content": 1.0,
    "elsewhere": 0.0,
}
COST: Final[dict[WordRole, float]] = {
    "frame": 0.0,
    "ending": 0.0,
    "social": 0.0,
    "modifier": 0.15,
    "question": 0.25,
    "content": 0.8,
    "elsewhere": 2.5,
}
UNKNOWN_COST: Final = 0.7  # what an unknown word, or one of a longer name, weighs against a reading
_PARTIAL_EVIDENCE: Final = 0.5  # what a word of a longer name weighs for one


@dataclass(frozen=True)
class Entry:
    """What one spelling can mean: concepts with their roles, records that it names, members of a group that it names.

    `light` spellings are frame words as well: they may be evidence, and cost nothing when they are not. `ours` says that a record
    of the base is named, not only known others; `partial`, that it is a word of longer names. `breaks` are the places where the
    spelling has a space.
    """

    surface: str
    keys: tuple[str, ...]
    concepts: tuple[tuple[str, WordRole], ...] = ()
    records: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    light: bool = False
    ending: bool = False
    ours: bool = False
    breaks: frozenset[int] = frozenset()
    partial: bool = False

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The concepts that it can mean."""
        return frozenset(concept for concept, _ in self.concepts)

    @cached_property
    def roles(self) -> frozenset[WordRole]:
        """The roles of its concepts."""
        return frozenset(role for _, role in self.concepts)

    @cached_property
    def names(self) -> bool:
        """Whether it names records."""
        return bool(self.records or self.members)

    @cached_property
    def evidence(self) -> float:
        """What it weighs when a reading explains it."""
        if self.names:
            return _PARTIAL_EVIDENCE if self.partial else 1.0
        return max((EVIDENCE[role] for role in self.roles), default=0.0)

    @cached_property
    def cost(self) -> float:
        """What it weighs against a reading that does not explain it."""
        if self.light:
            return 0.0
        if self.partial:
            return UNKNOWN_COST
        return 1.0 if self.names else max((COST[role] for role in self.roles), default=0.0)

    @cached_property
    def is_hangul(self) -> bool:
        """Whether it is written in Hangul throughout."""
        return all(is_syllable(key) for key in self.keys)

    @cached_property
    def content(self) -> bool:
        """Whether it means more than a modifier does."""
        return bool(self.records or self.members) or any(role not in ("modifier", "frame") for _, role in self.concepts)

    @cached_property
    def informative(self) -> bool:
        """Whether it means anything at all."""
        return bool(self.concepts or self.records or self.members)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Every spelling, and the lists in which mistyped ones are looked for; plain data, so that it can be kept as a file.

    `rows` maps a spelling's joined keys to its row, and each beginning of a spelling to None: a trie without nodes. `words` maps
    a spelled Latin word to its key; `empty` are those that mean nothing. `sounds` maps a number of jamo to the spellings of that
    length: what is heard and, in the same order, their joined keys. `initials` maps initial consonants to joined keys of names.
    `guessed` remembers what mistyped words were found to be; it lives as long as the lexicon, and no longer.
    """

    rows: dict[str, Row | None]
    words: dict[str, str]
    empty: frozenset[str]
    sounds: dict[int, tuple[list[str], list[str]]]
    initials: dict[str, list[str]]
    by_length: dict[int, list[str]] = field(default_factory=dict)
    made: dict[str, Entry] = field(default_factory=dict)
    guessed: dict[tuple[str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for word in self.words:
            self.by_length.setdefault(len(word), []).append(word)

    def entry(self, joined: str) -> Entry:
        """Return the entry of a spelling, by its joined keys; entries are made when they are met."""
        found = self.made.get(joined)
        if found is None:
            row = self.rows[joined]
            assert row is not None
            found = self.made[joined] = from_row(joined, row)
        return found

    def walk(self, keys: list[tuple[tuple[str, float], ...]], start: int) -> Iterator[tuple[int, float, Entry]]:
        """Yield (end, distance, entry) for each spelling that begins at `start`; `keys` holds the readings of each atom."""
        stack: list[tuple[str, int, float]] = [("", start, 0.0)]
        while stack:
            before, at, distance = stack.pop()
            if at == len(keys):
                continue
            for key, extra in keys[at]:
                joined = f"{before}{JOINT}{key}" if before else key
                row = self.rows.get(joined, _NEITHER)
                if row is _NEITHER:
                    continue
                if row is not None:
                    yield at + 1, distance + extra, self.entry(joined)
                stack.append((joined, at + 1, distance + extra))


def to_row(entry: Entry) -> Row:
    """Return an entry as plain data."""
    flags = [name for name in _FLAGS if getattr(entry, name)]
    concepts = [list(pair) for pair in entry.concepts]
    return [entry.surface, concepts, list(entry.records), list(entry.members), flags, sorted(entry.breaks)]


def from_row(joined: str, row: Row) -> Entry:
    """Return the entry that `to_row` wrote."""
    surface, concepts, records, members, flags, breaks = row
    meant = tuple((concept, role) for concept, role in concepts)
    held = {name: name in flags for name in _FLAGS}
    return Entry(surface, tuple(joined.split(JOINT)), meant, tuple(records), tuple(members), breaks=frozenset(breaks), **held)
