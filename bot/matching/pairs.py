"""Which words of a phrasing count together: neighbours in their order, and companions, whose order and endings don't matter.

Companions stand at most REACH words apart and count only where two phrasings have them: two thirds of them occur once, which would
double the features for nothing. Measured with 117, 104 and 10 phrasings a label: accuracy +1.0, +0.6 and +0.4, with two typos the same.
Retrieval, which compares and doesn't learn, does without: they cost it 2 points.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.ngrams import beginning

REACH: Final = 4

Numbers = npt.NDArray[np.int64]


class PairKeys:
    """A number for every pair of known words: `first * (words + 1) + second` for neighbours, larger ones for companions."""

    def __init__(self, spellings: Sequence[str]) -> None:
        self.edge = len(spellings)
        begun: dict[str, int] = {}
        self.begins = [begun.setdefault(beginning(word), len(begun)) for word in spellings]
        self.beginnings = len(begun)

    def of_rows(self, tokens: Numbers, lengths: Numbers, companions: bool) -> tuple[Numbers, Numbers]:
        """Return (row, key) of every pair that counts, in the order of the rows; `tokens` are the words of all rows."""
        row_of = np.repeat(np.arange(len(lengths)), lengths)
        rows, keys = self._neighbours(tokens, row_of, lengths)
        if not companions:
            return rows, keys
        near_rows, near = self._repeated(tokens, row_of)
        every = np.concatenate((rows, near_rows))
        order = np.argsort(every, kind="stable")
        return every[order], np.concatenate((keys, near))[order]

    def _neighbours(self, tokens: Numbers, row_of: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
        framed = np.full(len(tokens) + 2 * len(lengths), self.edge, np.int64)
        framed[np.arange(len(tokens)) + 2 * row_of + 1] = tokens
        frame_row = np.repeat(np.arange(len(lengths)), lengths + 2)
        same = frame_row[1:] == frame_row[:-1]
        return frame_row[:-1][same], (framed[:-1] * (self.edge + 1) + framed[1:])[same]

    def _repeated(self, tokens: Numbers, row_of: Numbers) -> tuple[Numbers, Numbers]:
        """Return the companions that two rows have."""
        begins = np.array(self.begins, np.int64)[tokens]
        rows, keys = [row_of[:0]], [begins[:0]]
        for apart in range(1, REACH + 1):
            same = row_of[apart:] == row_of[:-apart]
            one, other = begins[:-apart][same], begins[apart:][same]
            rows.append(row_of[apart:][same])
            keys.append(_companions_from(self.edge) + np.minimum(one, other) * self.beginnings + np.maximum(one, other))
        row, key = np.concatenate(rows), np.concatenate(keys)
        order = np.lexsort((row, key))
        row, key = row[order], key[order]
        fresh = np.flatnonzero((np.diff(key, prepend=-1) != 0) | (np.diff(row, prepend=-1) != 0))
        row, key = row[fresh], key[fresh]
        twice = np.zeros(len(key), bool)
        twice[1:] = key[1:] == key[:-1]
        twice[:-1] |= twice[1:].copy()
        return row[twice], key[twice]


class KnownPairs:
    """The pairs of a base and their feature numbers, from `first` on in the order of `pairs`; `neighbours` by their keys."""

    def __init__(self, spellings: Sequence[str], pairs: Numbers, first: int) -> None:
        self._edge = len(spellings)
        split = int(np.searchsorted(pairs, _companions_from(self._edge)))
        self.neighbours = {pair: i for i, pair in enumerate(pairs[:split].tolist(), first)}
        # By each of the two: at a question, 40 keys would take longer to make than to look up.
        self._near: dict[int, dict[int, int]] = {}
        if split == len(pairs):
            return
        keys = PairKeys(spellings)
        self._begins = keys.begins
        for i, pair in enumerate(pairs[split:].tolist(), first + split):
            one, other = divmod(pair - _companions_from(self._edge), keys.beginnings)
            self._near.setdefault(one, {})[other] = self._near.setdefault(other, {})[one] = i

    def of(self, ids: Sequence[int]) -> tuple[int, ...]:
        """Return the features of the pairs of these words, which are framed by the edge on both ends."""
        get, base, before = self.neighbours.get, self._edge + 1, self._edge
        found = []
        for word in (*ids, self._edge):
            pair = get(before * base + word)
            if pair is not None:
                found.append(pair)
            before = word
        begins = [self._begins[i] for i in ids] if self._near else []
        for i, begin in enumerate(begins, 1):
            if near := self._near.get(begin):
                # No pair is feature 0: words come before them.
                found += filter(None, map(near.get, begins[i : i + REACH]))
        return tuple(found)


def _companions_from(words: int) -> int:
    """Return the first key of companions: those of neighbours lie below."""
    return (words + 1) ** 2
