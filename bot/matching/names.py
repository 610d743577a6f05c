"""The names that records go by, found as they were typed: exactly, or the nearest by letters.

The distance is the number of letters (jamo for Hangul) inserted, left out, replaced or swapped with their neighbour (optimal string
alignment). Retrieval loses nothing: one such edit spoils at most four of a name's triples of letters (three of its pairs), so that
a name within k edits has at least one of any 4k + 1 triples (3k + 1 pairs) of the query. The rarest are looked up, among names
whose length fits, and rapidfuzz judges. Triples where the query is long enough to have that many, else pairs.

Plain Python: importing numpy would cost a small base a quarter of its cold start. Only `save` and `open` use it.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.ngrams import words

_PAIR: Final = 2
_TRIPLE: Final = 3
_MOST_EDITS: Final = 3
# Pairs are only asked for where a query of n letters has no more than 4 triples an edit, by names up to that and the edits longer.
_LONGEST_WITH_PAIRS: Final = (_TRIPLE + 1) * _MOST_EDITS + _MOST_EDITS
# Names of neighbouring lengths share their lists, so that a hundred thousand names have half as many.
_LENGTHS_TOGETHER: Final = 2

Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class NameHit:
    """One name near what was typed: the record's id, the name as the base spells it, and the edits between them."""

    id: str
    surface: str
    distance: int


class NameIndex:
    """Surfaces and the records that they name; one surface may name several, one record may have many."""

    def __init__(self, names: Sequence[Name], keys: Sequence[str], postings: Mapping[str, Sequence[int]]) -> None:
        self._names = names
        self._keys = keys
        self._postings = postings
        self._first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
        self._others: dict[str, list[int]] = {}
        if len(self._first) < len(keys):
            for i, key in enumerate(keys):
                if self._first[key] != i:
                    self._others.setdefault(key, []).append(i)

    @classmethod
    def build(cls, names: Sequence[Name]) -> Self:
        """Return the index of (surface, id) pairs, whatever their order; a pair that comes twice counts once."""
        ordered = sorted(set(names))
        keys = [spelling(surface) for surface, _ in ordered]
        postings: dict[str, array[int]] = {}
        for i, key in enumerate(keys):
            for piece in _indexed(key):
                found = postings.get(piece)
                if found is None:
                    found = postings[piece] = array("i")
                found.append(i)
        return cls(ordered, keys, postings)

    def exact(self, surface: str) -> tuple[str, ...]:
        """Return the ids of all records that go by this name, case, width and apostrophes aside; ascending, possibly none."""
        return tuple(sorted({self._names[i][1] for i in self._named(spelling(surface))}))

    def nearest(self, surface: str, limit: int = 3) -> tuple[NameHit, ...]:
        """Return all names at the smallest distance and, while those are fewer than `limit`, all that are one edit further.

        Nearest first, then by surface and id. None is further than `allowed` edits.
        """
        key = spelling(surface)
        found = [(0, i) for i in self._named(key)]
        edits, furthest = 0, allowed(key)
        while edits < furthest and len(found) < limit:
            edits += 1
            if found:
                furthest = edits
            found = sorted(self._within(key, edits))
        # Names are sorted, so that their numbers are already in the order of surface and id.
        return tuple(NameHit(self._names[i][1], self._names[i][0], distance) for distance, i in found)

    def _named(self, key: str) -> Sequence[int]:
        first = self._first.get(key)
        return () if first is None else (first, *self._others.get(key, ()))

    def _within(self, key: str, edits: int) -> list[tuple[int, int]]:
        """Return (distance, name) of every name within that many edits."""
        candidates = list(self._candidates(key, edits))
        keys = self._keys
        judged = process.extract(key, [keys[i] for i in candidates], scorer=OSA.distance, score_cutoff=edits, limit=None)
        return [(int(distance), candidates[place]) for _, distance, place in judged]

    def _candidates(self, key: str, edits: int) -> set[int]:
        """Return all names that can be within that many edits, and some that are not."""
        size = _TRIPLE if len(key) > (_TRIPLE + 1) * edits else _PAIR
        shortest, longest = (n // _LENGTHS_TOGETHER for n in (max(1, len(key) - edits), len(key) + edits))
        lengths = [chr(n) for n in range(shortest, longest + 1)]
        get = self._postings.get
        lists = [[found for found in (get(piece + length) for length in lengths) if found is not None] for piece in _pieces(key, size)]
        lists.sort(key=lambda found: sum(map(len, found)))
        return set().union(*(one for found in lists[: (size + 1) * edits + 1] for one in found))

    def save(self, path: Path) -> None:
        """Keep the index as a file that `open` maps."""
        import numpy as np

        from bot.matching import kept_index  # numpy: only for bases large enough to be kept

        pairs = sorted(self._postings)
        sections = {
            "ends": np.cumsum([len(self._postings[pair]) for pair in pairs], dtype=np.int64),
            "postings": np.concatenate([np.asarray(self._postings[pair], np.int32) for pair in pairs] or [np.zeros(0, np.int32)]),
        }
        surfaces, ids = [surface for surface, _ in self._names], [identity for _, identity in self._names]
        for name, texts in {"surfaces": surfaces, "ids": ids, "keys": self._keys, "pairs": pairs}.items():
            sections[f"{name}.letters"], sections[f"{name}.ends"] = kept_index.pack(texts)
        kept_index.write(path, _fingerprint(self._names), sections)

    @classmethod
    def open(cls, path: Path, names: Sequence[Name] | None = None) -> Self:
        """Return the index kept at `path`; raises InputError where it is missing, damaged or, if they are given, of other names."""
        from bot.matching import kept_index

        kept = kept_index.read(path, None if names is None else _fingerprint(sorted(set(names))))
        surfaces, ids, keys, pairs = (
            kept_index.unpack(kept[f"{name}.letters"], kept[f"{name}.ends"]) for name in ("surfaces", "ids", "keys", "pairs")
        )
        postings, starts = kept["postings"].data, [0, *kept["ends"].tolist()]
        stretches = {pair: postings[starts[i] : starts[i + 1]] for i, pair in enumerate(pairs)}
        return cls(list(zip(surfaces, ids, strict=True)), keys, stretches)


def spelling(surface: str) -> str:
    """Return the letters by which names are compared: words of lower case and jamo, joined by single spaces."""
    return " ".join(words(surface))


def allowed(key: str) -> int:
    """Return how many edits make a letter sequence another word: two in a third of the letters, three in a quarter, one in two letters."""
    letters = len(key)
    return max(min(letters // 3, 2), min(letters // 4, _MOST_EDITS), 1) if letters > 1 else 0


def _pieces(key: str, size: int) -> list[str]:
    """Return the pairs or triples of letters of ^key$, each with a count where it comes again: a repeated one is another one."""
    edged = f"^{key}$"
    plain = [edged[i : i + size] for i in range(len(edged) - size + 1)]
    if len(set(plain)) == len(plain):
        return plain
    seen: Counter[str] = Counter()
    for i, piece in enumerate(plain):
        if seen[piece]:
            plain[i] = f"{piece}{seen[piece]}"
        seen[piece] += 1
    return plain


def _indexed(key: str) -> Iterator[str]:
    """Return what a name is looked up by: its pairs, if it is not too long, and its triples, each with the name's length."""
    length = chr(len(key) // _LENGTHS_TOGETHER)
    for size in (_PAIR, _TRIPLE) if len(key) <= _LONGEST_WITH_PAIRS else (_TRIPLE,):
        for piece in _pieces(key, size):
            yield piece + length


def _fingerprint(names: Iterable[Name]) -> str:
    from bot.matching import kept_index

    return kept_index.fingerprint(part for name in names for part in name)
