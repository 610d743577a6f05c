"""Arcs: stretches of atoms that a spelling of the lexicon can cover."""

from dataclasses import dataclass

from bot.matching.lexicon import Entry, Lexicon

Keys = list[tuple[tuple[str, float], ...]]  # for each atom the keys that it can be read as, each with its number of slips


@dataclass(frozen=True, slots=True)
class Arc:
    """A spelling that covers the atoms up to `end`, with so many slips."""

    end: int
    entry: Entry
    slips: float


def exact(lexicon: Lexicon, keys: Keys, start: int) -> list[Arc]:
    """Return the arcs that begin at `start`."""
    return [Arc(end, entry, slips) for end, slips, entry in lexicon.walk(keys, start)]
