"""Retrieval for bases with too many labels to learn weights for: which phrasings share the question's rarest features.

The short list is made from posting lists, rarest feature first, until the budget is spent; the best rows are then compared in
full, by the cosine of informative features. One question costs the budget, whatever the size of the base.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bot.matching.separators import BIAS
from bot.matching.short_list import LENGTH, Place, placed
from bot.matching.vocabulary import Floats, Ids, Places, Sheaf, Vocabulary

# Postings read for a question, beyond the list of its rarest feature, which is always read.
_BUDGET: Final = 8_000
_COMPARED: Final = 64


@dataclass(frozen=True, slots=True)
class Postings:
    """Every phrasing's features and, for every feature, the rows that have it: feature f is in `rows[starts[f] : starts[f + 1]]`."""

    vocabulary: Vocabulary
    sheaf: Sheaf
    starts: npt.NDArray[np.int64]
    rows: Ids
    norms: Floats
    label_of: Ids

    @classmethod
    def of(cls, vocabulary: Vocabulary, sheaf: Sheaf, label_of: Ids) -> "Postings":
        """Return the posting lists of a sheaf."""
        row_of = np.repeat(np.arange(len(label_of), dtype=np.int32), np.diff(sheaf.starts))
        order = np.argsort(sheaf.ids, kind="stable")
        starts = np.concatenate(([0], np.cumsum(np.bincount(sheaf.ids, minlength=vocabulary.size)))).astype(np.int64)
        squares = np.bincount(row_of, vocabulary.informative[sheaf.ids] ** 2, minlength=len(label_of))
        return cls(vocabulary, sheaf, starts, row_of[order], np.sqrt(np.maximum(squares, 1e-9)).astype(np.float32), label_of)

    def places(self, features: Places, depth: int = LENGTH, unknown: float = 0.0, without: Ids | None = None) -> list[Place]:
        """Return the places of up to `depth` labels, the likeliest first (see `ShortList.places`)."""
        if not len(features):
            return []
        squares = self.vocabulary.informative.take(features) ** 2
        rows = self._retrieved(features, squares)
        if without is not None:
            rows = np.setdiff1d(rows, without)
        norm = (float(squares.sum()) + unknown * float(self.vocabulary.informative.max()) ** 2) ** 0.5
        likeness = self._shared(rows, features) / (self.norms[rows] * norm)
        best: dict[int, tuple[int, float, float, int]] = {}
        for i in np.lexsort((rows, -likeness)).tolist():
            label, like = int(self.label_of[rows[i]]), float(likeness[i])
            best.setdefault(label, (label, BIAS + 2 * like, like, int(rows[i])))
        return placed(list(best.values())[:depth]) if best else []

    def _retrieved(self, features: Places, squares: Floats) -> Ids:
        """Return the rows that share most with the question, as far as the budget goes."""
        lengths = self.starts[features + 1] - self.starts[features]
        order = np.lexsort((features, lengths))
        read = order[: max(1, int(np.searchsorted(np.cumsum(lengths[order]), _BUDGET)))]
        rows = np.concatenate([self.rows[self.starts[features[i]] : self.starts[features[i] + 1]] for i in read])
        gains = np.repeat(squares[read], lengths[read])
        in_order = np.argsort(rows, kind="stable")
        rows, gains = rows[in_order], gains[in_order]
        firsts = np.flatnonzero(np.diff(rows, prepend=-1))
        likeness = np.add.reduceat(gains, firsts) / self.norms[rows[firsts]]
        best = np.argsort(-likeness, kind="stable")[:_COMPARED]
        found: Ids = rows[firsts[best]]
        return found

    def _shared(self, rows: Ids, features: Places) -> Floats:
        """Return the squared weight of the features that each row shares with the question."""
        own = np.zeros(self.vocabulary.size, np.float32)
        own[features] = self.vocabulary.informative.take(features) ** 2
        starts, ends = self.sheaf.starts[rows], self.sheaf.starts[rows + 1]
        before = np.concatenate(([0], np.cumsum(ends - starts)))
        places = np.arange(before[-1]) + np.repeat(starts - before[:-1], ends - starts)
        shared: Floats = np.add.reduceat(own[self.sheaf.ids[places]], before[:-1]) if len(places) else np.zeros(len(rows), np.float32)
        return shared

    def spoken_for(self, features: Places, place: Place) -> float:
        """Return what these features of a question add to its likeness with the nearest phrasing."""
        row = np.array([place.row], np.int32)
        return float(self._shared(row, features)[0] / self.norms[place.row])

    def sections(self) -> dict[str, npt.NDArray[Any]]:
        """Return all numbers, for keeping."""
        sheaf: dict[str, npt.NDArray[Any]] = {"sheaf.starts": self.sheaf.starts, "sheaf.ids": self.sheaf.ids}
        return {"starts": self.starts, "rows": self.rows, "norms": self.norms, **sheaf, **self.vocabulary.sections()}

    @classmethod
    def of_sections(cls, vocabulary: Vocabulary, first_rows: Ids, kept: Mapping[str, npt.NDArray[Any]]) -> "Postings":
        """Return the postings whose `sections` were kept."""
        label_of = np.repeat(np.arange(len(first_rows) - 1, dtype=np.int32), np.diff(first_rows))
        return cls(vocabulary, Sheaf(kept["sheaf.starts"], kept["sheaf.ids"]), kept["starts"], kept["rows"], kept["norms"], label_of)
