"""Which label a question belongs to, judged by the phrasings that the base gives for each: free entries and intents alike.

Two kinds of evidence are added: what every feature of the question speaks for (`separators`, learned from all phrasings), and
how near the nearest phrasing of the label comes (cosine of informative features). The first is exact where there are many
phrasings, the second where there are few, and it tells a question about something else, which resembles no phrasing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from bot.matching.calibration import Calibration, fitted
from bot.matching.likeness import Likeness, unknown_part
from bot.matching.separators import BIAS, ROUNDS, Separators, scores
from bot.matching.vocabulary import Floats, Ids, Places, Sheaf, Sight, Vocabulary, learn

# Labels whose phrasings are looked at one by one; the right one is among the best three for 96 % of BANKING77.
SHORT_LIST: Final = 3
# Which label comes first: separator + TIE_BREAK * likeness of its nearest phrasing. How strong the evidence is:
# separator + NEAR * likeness + AHEAD * lead over the best other label. Measured on BANKING77 with 15 labels left out, thrice.
TIE_BREAK: Final = 0.7
NEAR: Final = 3.0
AHEAD: Final = 1.5
_HELD_OUT: Final = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """One label that a question may belong to; `score` is the calibrated probability that it does, `phrasing` the nearest one."""

    label: str
    score: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class WordShare:
    """What one word of the question adds to the score of a label (negative: speaks against it), and the word that it was read as."""

    word: str
    read_as: str
    share: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a label scores as it does: its nearest phrasing and likeness (0..1), each word's share, and words no phrasing of it has."""

    label: str
    score: float
    phrasing: str
    likeness: float
    words: tuple[WordShare, ...]
    unexplained: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A label on the short list: its number, what its separator and its nearest phrasing (a row) say, and both together."""

    label: int
    row: int
    likeness: float
    strength: float


class PhrasingMatcher:
    """Ranks the labels of a base for a question. Immutable once built; the same phrasings give the same ranking everywhere."""

    def __init__(self, texts: Sequence[str], labels: Sequence[str], first_rows: Ids, learned: "Learned", calibration: Calibration) -> None:
        self._texts = texts
        self._labels = labels
        self._first_rows = first_rows
        self._vocabulary = learned.vocabulary
        self._weights = learned.weights
        self._calibration = calibration
        self._sheaf = learned.sheaf
        self._likeness = Likeness.of(learned.sheaf, first_rows, learned.vocabulary)

    @classmethod
    def build(cls, phrasings: Sequence[tuple[str, str]], *, validation: Sequence[tuple[str, str]] | None = None) -> Self:
        """Return a matcher for (text, label) phrasings, whatever their order; repeated ones count once.

        Scores are calibrated on `validation` where it is given, else on one in eight phrasings, held out meanwhile.
        """
        ordered = sorted({(label, text) for text, label in phrasings})
        texts = [text for _, text in ordered]
        labels = sorted({label for label, _ in ordered})
        number = {label: i for i, label in enumerate(labels)}
        label_of = np.array([number[label] for label, _ in ordered], np.int32)
        first_rows = np.searchsorted(label_of, np.arange(len(labels) + 1)).astype(np.int32)
        vocabulary, sheaf = learn(texts)
        separators = Separators(sheaf, vocabulary.informative, label_of, len(labels))
        held = np.zeros(0, np.int32) if validation else _held_out(first_rows)
        kept = np.setdiff1d(np.arange(len(texts), dtype=np.int32), held)
        for _ in range(ROUNDS - 1):
            separators.round(kept)
        draft = cls(texts, labels, first_rows, Learned(vocabulary, sheaf, separators.weights), Calibration(1, 0))
        if validation is None:
            calibration = draft._calibrated_on_rows(held, label_of)
        separators.round(np.arange(len(texts), dtype=np.int32))
        if validation is not None:
            calibration = draft._calibrated_on([(text, number.get(label, -1)) for text, label in validation])
        return cls(texts, labels, first_rows, Learned(vocabulary, sheaf, separators.weights), calibration)

    def rank(self, text: str, limit: int = 3) -> tuple[Candidate, ...]:
        """Return up to `limit` labels, the likeliest first; none where no word, letter or neighbour of `text` is known."""
        sight = self._vocabulary.see(text)
        places = self._places(sight.ids(), max(limit, SHORT_LIST), unknown_part(sight))
        return tuple(self._candidate(place) for place in places[:limit])

    def explain(self, text: str, label: str) -> Explanation:
        """Return why `label` scores as it does for `text`; raises KeyError for a label that the matcher doesn't have."""
        number = self._number(label)
        sight = self._vocabulary.see(text)
        place = next((p for p in self._places(sight.ids(), len(self._labels), unknown_part(sight)) if p.label == number), _Place(number, -1, 0.0, -9.0))
        candidate = self._candidate(place)
        shares = self._shares(sight, number)
        return Explanation(label, candidate.score, candidate.phrasing, place.likeness, shares, self._unexplained(sight, number))

    def _number(self, label: str) -> int:
        try:
            return self._labels.index(label)
        except ValueError:
            raise KeyError(label) from None

    def _candidate(self, place: _Place) -> Candidate:
        phrasing = self._texts[place.row] if place.row >= 0 else ""
        return Candidate(self._labels[place.label], self._calibration.probability(place.strength), phrasing)

    def _places(self, features: Ids, depth: int, unknown: float = 0.0, without: Ids | None = None) -> list[_Place]:
        """Return the places of the `depth` labels with the best separators, strongest first."""
        if not len(features) or not self._labels:
            return []
        marks = scores(self._weights, features, self._vocabulary.informative)
        view = self._likeness.view(features, unknown)
        seen = [(label, float(marks[label]), *view.nearest(label, without)) for label in _best(marks, depth)]
        return _placed(seen)

    def _shares(self, sight: Sight, label: int) -> tuple[WordShare, ...]:
        informative = self._vocabulary.informative
        ids = sight.ids()
        norm = float(np.linalg.norm(informative[ids])) or 1.0
        spellings = self._vocabulary.spellings
        return tuple(
            WordShare(word, " ".join(spellings[i] for i in read), float(informative[own] @ self._weights[own, label]) / norm)
            for word, read, own in zip(sight.typed, sight.read, sight.features, strict=True)
        )

    def _unexplained(self, sight: Sight, label: int) -> tuple[str, ...]:
        first, last = self._first_rows[label], self._first_rows[label + 1]
        known = set(self._sheaf.ids[self._sheaf.starts[first] : self._sheaf.starts[last]].tolist())
        return tuple(word for word, read in zip(sight.typed, sight.read, strict=True) if not read or not known.issuperset(read))

    def _calibrated_on_rows(self, held: Ids, label_of: Ids) -> Calibration:
        tried = [(self._places(self._row(row), SHORT_LIST, without=held), int(label_of[row])) for row in held]
        return _calibrated(tried)

    def _row(self, row: int) -> Ids:
        return self._sheaf.ids[self._sheaf.starts[row] : self._sheaf.starts[row + 1]]

    def _calibrated_on(self, questions: Sequence[tuple[str, int]]) -> Calibration:
        sights = [(self._vocabulary.see(text), label) for text, label in questions]
        return _calibrated([(self._places(sight.ids(), SHORT_LIST, unknown_part(sight)), label) for sight, label in sights])


@dataclass(frozen=True, slots=True)
class Learned:
    """All that was learned from the phrasings: the features, each phrasing's own, and what they speak for."""

    vocabulary: Vocabulary
    sheaf: Sheaf
    weights: Floats


def _best(marks: Floats, count: int) -> list[int]:
    """Return the numbers of the `count` best marks, in no particular order."""
    if count >= len(marks):
        return list(range(len(marks)))
    best: list[int] = marks.argpartition(-count)[-count:].tolist()
    return best


def _placed(seen: Sequence[tuple[int, float, float, int]]) -> list[_Place]:
    """Return places for (label, mark, likeness, row), strongest first; equals in the order of their labels."""
    sums = sorted([(-mark - TIE_BREAK * likeness, label, mark, likeness, row) for label, mark, likeness, row in seen])
    first, second = -sums[0][0], -sums[1][0] if len(sums) > 1 else BIAS
    places = []
    for i, (total, label, mark, likeness, row) in enumerate(sums):
        lead = -total - (first if i else second)
        places.append(_Place(label, row, likeness, mark + NEAR * likeness + AHEAD * lead))
    return places


def _held_out(first_rows: Ids) -> Ids:
    """Return one row in eight of every label that has at least as many."""
    return np.concatenate(
        [np.zeros(0, np.int32), *(np.arange(first + _HELD_OUT // 2, last, _HELD_OUT, np.int32) for first, last in zip(first_rows, first_rows[1:], strict=False))]
    ).astype(np.int32)


def _calibrated(tried: Sequence[tuple[list[_Place], int]]) -> Calibration:
    firsts = [(places[0], label) for places, label in tried if places]
    return fitted([place.strength for place, _ in firsts], [place.label == label for place, label in firsts])
