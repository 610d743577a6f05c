"""The few labels that are worth looking at for a question, and how strong the evidence for each is.

Which label comes first: separator + TIE_BREAK * likeness of its nearest phrasing. How strong the evidence is:
separator + NEAR * likeness + NEAREST * likeness of the nearest phrasing of any label + AHEAD * lead over the next two labels
+ GROUND * what the other labels were taught about the question.
The separator alone is as exact with many phrasings, but doesn't tell a question about something else. The weights were chosen for
two kinds of it, with 3 to 120 phrasings a label: questions of labels left out (BANKING77) and questions about anything at all (filed
ones of the shipped base, English and Korean). A lead tells only the first kind apart, since two labels that both fit make a question no
stranger: with NEAR 4, AHEAD 2 and no NEAREST, AUROC is 0.2 points less for the first kind and 2.2 for the second.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bot.matching.likeness import Likeness
from bot.matching.separators import BIAS, scores
from bot.matching.vocabulary import Floats, Ids, Places, Vocabulary

# The right label is among the best three for 96 % of BANKING77.
LENGTH: Final = 3
TIE_BREAK: Final = 0.5
NEAR: Final = 2.0
NEAREST: Final = 2.0
AHEAD: Final = 1.0
GROUND: Final = 4.0


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
        seen = [(label, float(marks[label]), *view.nearest(label, without)) for label in _best(marks, depth)]
        return placed(seen, ground(marks, sorted([mark for _, mark, *_ in seen])[-LENGTH:]))

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


def ground(marks: Floats, best: Sequence[float]) -> float:
    """Return how far all marks but the `best` three lie above BIAS on average: 0 where nothing was learned about the question's words."""
    others = len(marks) - len(best)
    return (float(np.add.reduce(marks)) - sum(best)) / others - BIAS if others else 0.0


def placed(seen: Sequence[tuple[int, float, float, int]], common: float = 0.0) -> list[Place]:
    """Return places for (label, mark, likeness, row), the likeliest first; equals in the order of their labels.

    None is stronger than the one before it, whatever its likeness says.
    """
    ranked = sorted([(-mark - TIE_BREAK * likeness, label, mark, likeness, row) for label, mark, likeness, row in seen])
    first, rivals = -ranked[0][0], [-total for total, *_ in ranked[1:3]] or [BIAS]
    rival = sum(rivals) / len(rivals)
    shared = NEAREST * max([likeness for *_, likeness, _ in ranked]) + GROUND * common
    places, least = [], math.inf
    for i, (total, label, mark, likeness, row) in enumerate(ranked):
        lead = -total - (first if i else rival)
        least = min(least, mark + NEAR * likeness + AHEAD * lead + shared)
        places.append(Place(label, row, likeness, least))
    return places
