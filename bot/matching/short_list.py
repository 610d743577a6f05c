"""The few labels that are worth looking at for a question, and how strong the evidence for each is.

Which label comes first: separator + TIE_BREAK * likeness of its nearest phrasing. How strong the evidence is:
separator + NEAR * likeness + AHEAD * lead over the best other label. The separator alone is as exact with many phrasings, but
doesn't tell a question about something else; all three weights were measured on BANKING77 with 15 labels left out, three times.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy.typing as npt

from bot.matching.likeness import Likeness
from bot.matching.separators import BIAS, scores
from bot.matching.vocabulary import Floats, Ids, Places, Vocabulary

# The right label is among the best three for 96 % of BANKING77.
LENGTH: Final = 3
TIE_BREAK: Final = 0.5
NEAR: Final = 3.0
AHEAD: Final = 1.5


@dataclass(frozen=True, slots=True)
class Place:
    """A label on the short list: its number, its nearest phrasing (a row) and how like that is, and the strength of both together."""

    label: int
    row: int
    likeness: float
    strength: float


@dataclass(frozen=True, slots=True)
class ShortList:
    """Finds the places of the labels that a question's features speak for."""

    vocabulary: Vocabulary
    weights: Floats
    likeness: Likeness

    def places(self, features: Places, depth: int = LENGTH, unknown: float = 0.0, without: Ids | None = None) -> list[Place]:
        """Return the places of the `depth` labels with the best separators, the likeliest first; none where no feature is known.

        `unknown`: how much of the question the base has never seen (`likeness.unknown_part`); `without`: rows to leave out.
        """
        if not len(features):
            return []
        marks = scores(self.weights, features, self.vocabulary.informative)
        view = self.likeness.view(features, unknown)
        return placed([(label, float(marks[label]), *view.nearest(label, without)) for label in _best(marks, depth)])

    def spoken_for(self, features: Places, place: Place) -> float:
        """Return what these features of a question add to the label's separator."""
        return float(self.vocabulary.informative[features] @ self.weights[features, place.label])

    def sections(self) -> dict[str, npt.NDArray[Any]]:
        """Return all numbers, for keeping."""
        like: dict[str, npt.NDArray[Any]] = {"like.starts": self.likeness.starts, "like.runs": self.likeness.runs}
        return {"weights": self.weights, **like, **self.vocabulary.sections()}

    @classmethod
    def of_sections(cls, vocabulary: Vocabulary, first_rows: Ids, kept: Mapping[str, npt.NDArray[Any]]) -> "ShortList":
        """Return the short list whose `sections` were kept."""
        return cls(vocabulary, kept["weights"], Likeness(kept["like.starts"], kept["like.runs"], first_rows, vocabulary))


def _best(marks: Floats, count: int) -> list[int]:
    """Return the numbers of the `count` best marks, in no particular order."""
    if count >= len(marks):
        return list(range(len(marks)))
    best: list[int] = marks.argpartition(-count)[-count:].tolist()
    return best


def placed(seen: Sequence[tuple[int, float, float, int]]) -> list[Place]:
    """Return places for (label, mark, likeness, row), the likeliest first; equals in the order of their labels.

    None is stronger than the one before it, whatever its likeness says.
    """
    ranked = sorted([(-mark - TIE_BREAK * likeness, label, mark, likeness, row) for label, mark, likeness, row in seen])
    first, second = -ranked[0][0], -ranked[1][0] if len(ranked) > 1 else BIAS
    places, least = [], math.inf
    for i, (total, label, mark, likeness, row) in enumerate(ranked):
        least = min(least, mark + NEAR * likeness + AHEAD * (-total - (first if i else second)))
        places.append(Place(label, row, likeness, least))
    return places
