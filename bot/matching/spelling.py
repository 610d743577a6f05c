"""Which words of the base the unknown words of a question were meant to be.

Measured on BANKING77 with two and with four random edits a question: correcting by one edit is worth 2 to 3 points; on top of it a
slipped space 0.2 and 0.2, the neighbours' say 0.2 and 0.2, a replaced space and a second edit in long words 0.1 and 0.3.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from bot.matching.ngrams import is_slot

_SHORTEST_CORRECTED: Final = 3
# Below this, too many words are two edits away from any other.
_SHORTEST_TWICE_WRONG: Final = 6
# Two words of fewer letters together (a, i, to) can be parted anew in too many ways.
_SHORTEST_RESPACED: Final = 4


class Spelling:
    """Reads misspelt words in terms of known ones; `counts` and `pairs` (first * (words + 1) + second) decide between several."""

    def __init__(self, ids: Mapping[str, int], spellings: Sequence[str], counts: npt.NDArray[np.int32], pairs: Mapping[int, int]) -> None:
        self._ids = ids
        self._spellings = spellings
        self._counts = counts
        self._pairs = pairs

    def spaced(self, typed: Sequence[str]) -> list[str]:
        """Return as many words, each space that slipped by one letter put right: m ycard -> my card."""
        ids, meant = self._ids, list(typed)
        for i in range(len(meant) - 1):
            first, second = meant[i], meant[i + 1]
            if len(first) + len(second) < _SHORTEST_RESPACED or (first in ids and second in ids):
                continue
            ways = ((first + second[0], second[1:]), (first[:-1], first[-1] + second))
            meant[i : i + 2] = next((way for way in ways if way[0] in ids and way[1] in ids), (first, second))
        return meant

    def meant(self, words: Sequence[str], place: int) -> tuple[int, ...]:
        """Return the known word that the unknown one at `place` was meant to be, or two that it was run together from; () for none.

        Tried in turn: one edit; two words, also with a letter in place of the space; two edits of a long word.
        """
        word = words[place]
        if len(word) < _SHORTEST_CORRECTED or is_slot(word):
            return ()
        sharing = {i for key in _shortened(word) for i in self._shortenings.get(key, ())}
        found = self._nearest(words, place, sharing, 1) or self._halves(word)
        if found or len(word) < _SHORTEST_TWICE_WRONG:
            return found
        return self._nearest(words, place, {i for i in sharing if len(self._spellings[i]) >= _SHORTEST_TWICE_WRONG - 1}, 2)

    def _nearest(self, words: Sequence[str], place: int, among: set[int], edits: int) -> tuple[int, ...]:
        """Return the word within `edits` that most neighbours are known to stand beside, of equals the most frequent."""
        near = [i for i in among if OSA.distance(words[place], self._spellings[i], score_cutoff=edits) <= edits]
        if len(near) < 2:
            return tuple(near)
        edge = len(self._spellings)
        before = self._ids.get(words[place - 1], -1) if place else edge
        after = self._ids.get(words[place + 1], -1) if place + 1 < len(words) else edge

        def likely(i: int) -> tuple[int, int, int]:
            return self._beside(before, i) + self._beside(i, after), int(self._counts[i]), -i

        return (max(near, key=likely),)

    def _beside(self, first: int, second: int) -> bool:
        return first >= 0 and second >= 0 and first * (len(self._spellings) + 1) + second in self._pairs

    def _halves(self, word: str) -> tuple[int, ...]:
        """Return the two known words that `word` is without their space, or with a letter in its place; () for none."""
        get, size = self._ids.get, len(word)
        parts = [(i, i) for i in range(1, size)] + [(i, i + 1) for i in range(1, size - 1)]
        halves = ((get(word[:end]), get(word[start:])) for end, start in parts)
        whole = [(a, b) for a, b in halves if a is not None and b is not None]
        return max(whole, key=lambda pair: (min(int(self._counts[i]) for i in pair), pair), default=())

    @cached_property
    def _shortenings(self) -> dict[str, tuple[int, ...]]:
        """Known words by themselves and by every way to leave out one letter: two that share a key are at most two edits apart."""
        found: dict[str, tuple[int, ...]] = {}
        for i, word in enumerate(self._spellings):
            if len(word) >= _SHORTEST_CORRECTED and not is_slot(word):
                for key in _shortened(word):
                    found[key] = (*found.get(key, ()), i)
        return found


def _shortened(word: str) -> Iterator[str]:
    yield from {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
