"""Which label a question belongs to, judged by the phrasings that the base gives for each: free entries and intents alike.

Two kinds of evidence are added: what every feature of the question speaks for (`separators`, learned from all phrasings), and
how near the nearest phrasing of the label comes (`likeness`). The first is exact where there are many phrasings, the second
tells a question about something else, which resembles none. Importing this module imports numpy: do it when it is needed.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np

from bot.errors import InputError
from bot.knowledge import kept_files
from bot.matching import kept_index
from bot.matching.calibration import DEFAULT, Calibration, fitted
from bot.matching.likeness import Likeness, unknown_part
from bot.matching.ngrams import name_words, words
from bot.matching.postings import Postings
from bot.matching.separators import Separators, rounds_for
from bot.matching.short_list import LENGTH, Place, ShortList
from bot.matching.vocabulary import Ids, Places, Sheaf, Sight, Vocabulary, learn

_HELD_OUT: Final = 8
# A curve of two numbers is known well enough from these.
_MOST_HELD_OUT: Final = 800
# A label's own name teaches the separators as much as this many phrasings: worth 7 points of accuracy on BANKING77 with 3 phrasings a
# label, 1.5 with 10 and nothing with 104; counted once, 6.
_NAME_COUNTS: Final = 2
# Above this, weights for every label would outgrow the time and memory of a small machine (500 labels: 100 MB, 5 s).
MOST_LEARNED: Final = 500
_MOST_WITH_LETTERS: Final = 20_000
# The strength where a question shares nothing with the base: no probability is left.
_NOTHING: Final = -9.0

Phrasing = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One label that a question may belong to; `score` is the calibrated probability that it does, `phrasing` the nearest one."""

    label: str
    score: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class WordShare:
    """What one word of the question adds to a label's score (negative: speaks against it), and what it was read as ("": unknown)."""

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


class PhrasingMatcher:
    """Ranks the labels of a base for a question. Immutable once built; the same phrasings give the same ranking."""

    def __init__(self, phrasings: "_Ordered", short_list: ShortList | Postings, calibration: Calibration) -> None:
        self._phrasings = phrasings
        self._short_list = short_list
        self._calibration = calibration

    @classmethod
    def build(cls, phrasings: Sequence[Phrasing], *, validation: Sequence[Phrasing] | None = None) -> Self:
        """Return a matcher for (text, label) phrasings, whatever their order; repeated ones count once.

        Scores are calibrated on `validation` where it is given, else on one in eight phrasings, held out meanwhile.
        """
        ordered = _Ordered.of(phrasings)
        if len(ordered.labels) > MOST_LEARNED:
            vocabulary, sheaf = learn(ordered.texts, words_only=len(ordered.texts) > _MOST_WITH_LETTERS, companions=False)
            return cls(ordered, Postings.of(vocabulary, sheaf, ordered.label_of()), DEFAULT)
        return cls(ordered, *_learned(ordered, [(text, ordered.number(label)) for text, label in validation or ()]))

    def rank(self, text: str, limit: int = 3) -> tuple[Candidate, ...]:
        """Return up to `limit` labels, the likeliest first; none where no word, letter or neighbour of `text` is known."""
        sight = self._short_list.vocabulary.see(text)
        places = self._short_list.places(sight.ids(), max(limit, LENGTH), unknown_part(sight))
        return tuple([self._candidate(place) for place in places[:limit]])

    def explain(self, text: str, label: str) -> Explanation:
        """Return why `label` scores as it does for `text`; raises KeyError for a label that the matcher doesn't have."""
        number = self._phrasings.number(label)
        if number < 0:
            raise KeyError(label)
        sight = self._short_list.vocabulary.see(text)
        ids = sight.ids()
        places = self._short_list.places(ids, len(self._phrasings.labels), unknown_part(sight))
        nothing = Place(number, int(self._phrasings.first_rows[number]), 0.0, _NOTHING)
        place = next((p for p in places if p.label == number), nothing)
        candidate = self._candidate(place)
        shares = self._shares(sight, ids, place)
        return Explanation(label, candidate.score, candidate.phrasing, place.likeness, shares, self._unexplained(sight, number))

    def _candidate(self, place: Place) -> Candidate:
        phrasings = self._phrasings
        return Candidate(phrasings.labels[place.label], self._calibration.probability(place.strength), phrasings.texts[place.row])

    def _shares(self, sight: Sight, ids: Places, place: Place) -> tuple[WordShare, ...]:
        spelled, short_list = self._short_list.vocabulary.spelled, self._short_list
        norm = float(np.linalg.norm(short_list.vocabulary.informative[ids])) or 1.0
        return tuple(
            WordShare(word, spelled(read), short_list.spoken_for(own, place) / norm)
            for word, read, own in zip(sight.typed, sight.read, sight.features, strict=True)
        )

    def _unexplained(self, sight: Sight, label: int) -> tuple[str, ...]:
        known = {word for text in self._phrasings.of_label(label) for word in words(text)}
        spelled = self._short_list.vocabulary.spelled
        pairs = zip(sight.typed, sight.read, strict=True)
        return tuple(word for word, read in pairs if not read or not known.issuperset(spelled(read).split()))

    def save(self, path: Path) -> None:
        """Keep the matcher as a file that `open` maps; whoever reads meanwhile sees the old file or the new one."""
        sections = {
            "calibration": np.array([self._calibration.slope, self._calibration.offset]),
            "first_rows": self._phrasings.first_rows,
            **self._short_list.sections(),
        }
        for name, texts in self._strings().items():
            sections[f"{name}.letters"], sections[f"{name}.ends"] = kept_index.pack(texts)
        kept_index.write(path, _fingerprint(self._phrasings.pairs()), sections)

    def _strings(self) -> dict[str, Sequence[str]]:
        vocabulary = self._short_list.vocabulary
        return {"texts": self._phrasings.texts, "labels": self._phrasings.labels, "words": vocabulary.spellings, "runs": vocabulary.runs}

    @classmethod
    def open(cls, path: Path, phrasings: Sequence[Phrasing] | None = None) -> Self:
        """Return the matcher kept at `path`.

        Raises InputError where it is missing, damaged or, if they are given, of other phrasings.
        """
        built_from = None if phrasings is None else _fingerprint(_Ordered.of(phrasings).pairs())
        kept = kept_index.read(path, built_from)
        texts, labels, spellings, runs = (
            kept_index.unpack(kept[f"{name}.letters"], kept[f"{name}.ends"]) for name in ("texts", "labels", "words", "runs")
        )
        ordered = _Ordered(texts, labels, kept["first_rows"])
        vocabulary = Vocabulary(spellings, runs, kept["pairs"], kept["counts"], kept["informative"])
        slope, offset = kept["calibration"].tolist()
        kind = Postings if "rows" in kept else ShortList
        return cls(ordered, kind.of_sections(vocabulary, ordered.first_rows, kept), Calibration(slope, offset))

    @classmethod
    def kept(cls, path: Path, phrasings: Callable[[], Sequence[Phrasing]]) -> Self:
        """Return the matcher kept at `path`, else that of `phrasings`, kept there if the folder can be written.

        The path must be named after what the phrasings come from: they are not compared with those of the file, which would take
        five times as long as opening it.
        """
        try:
            return cls.open(path)
        except InputError:
            matcher = cls.build(phrasings())
        with suppress(OSError):
            matcher.save(path)
            kept_files.prune(path)
        return matcher


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Phrasings in the order of their labels, none twice: label l has the texts from `first_rows[l]` up to `first_rows[l + 1]`."""

    texts: Sequence[str]
    labels: Sequence[str]
    first_rows: Ids

    @classmethod
    def of(cls, phrasings: Sequence[Phrasing]) -> "_Ordered":
        ordered = sorted({(label, text) for text, label in phrasings})
        labels = sorted({label for label, _ in ordered})
        number = {label: i for i, label in enumerate(labels)}
        counts = np.bincount([number[label] for label, _ in ordered], minlength=len(labels)) if ordered else np.zeros(0, np.int64)
        return cls([text for _, text in ordered], labels, np.concatenate(([0], np.cumsum(counts))).astype(np.int32))

    def number(self, label: str) -> int:
        """Return the number of a label, -1 for one that no phrasing has."""
        return self.labels.index(label) if label in self.labels else -1

    def label_of(self) -> Ids:
        """Return the number of each row's label."""
        return np.repeat(np.arange(len(self.labels), dtype=np.int32), np.diff(self.first_rows))

    def of_label(self, label: int) -> Sequence[str]:
        return self.texts[self.first_rows[label] : self.first_rows[label + 1]]

    def pairs(self) -> list[Phrasing]:
        return [(text, self.labels[label]) for text, label in zip(self.texts, self.label_of().tolist(), strict=True)]


def _fingerprint(phrasings: Sequence[Phrasing]) -> str:
    return kept_index.fingerprint(part for phrasing in phrasings for part in phrasing)


def _learned(ordered: _Ordered, validation: Sequence[tuple[str, int]]) -> tuple[ShortList, Calibration]:
    """Return what is learned from all phrasings, and the curve from `validation` or else from phrasings held out meanwhile."""
    names = [(i, name) for i, label in enumerate(ordered.labels) if (name := name_words(label))] * _NAME_COUNTS
    vocabulary, sheaf = learn([*ordered.texts, *(name for _, name in names)])
    label_of = np.concatenate((ordered.label_of(), np.array([i for i, _ in names], np.int32)))
    separators = Separators(sheaf, vocabulary.informative, label_of, len(ordered.labels))
    short_list = ShortList(vocabulary, separators.weights, Likeness.of(sheaf, ordered.first_rows, vocabulary))
    every = np.arange(len(label_of), dtype=np.int32)
    held = every[:0] if validation else _held_out(ordered.first_rows)
    learned_first = np.setdiff1d(every, held)
    for _ in range(rounds_for(len(every)) - 1):
        separators.round(learned_first)
    # The held-out phrasings calibrate what was learned without them, then they are caught up with (worth 0.4 points).
    tried = _tried_rows(short_list, sheaf, held, label_of)
    for _ in range(rounds_for(len(every)) - 1):
        separators.round(held)
    separators.round(every)
    return short_list, fitted(*(_tried(short_list, validation) if validation else tried))


def _held_out(first_rows: Ids) -> Ids:
    """Return one row in eight, or fewer of many, where its label has others."""
    count = int(first_rows[-1])
    rows = np.arange(_HELD_OUT // 2, count, max(_HELD_OUT, count // _MOST_HELD_OUT), dtype=np.int32)
    label = np.searchsorted(first_rows, rows, side="right") - 1
    held: Ids = rows[np.diff(first_rows)[label] > 1]
    return held


def _tried(short_list: ShortList, questions: Sequence[tuple[str, int]]) -> tuple[list[float], list[bool]]:
    """Return the strength of the first place for each question, and whether its label is the right one."""
    sights = [(short_list.vocabulary.see(text), label) for text, label in questions]
    firsts = [(short_list.places(sight.ids(), LENGTH, unknown_part(sight))[:1], label) for sight, label in sights]
    return [p.strength for places, _ in firsts for p in places], [p.label == label for places, label in firsts for p in places]


def _tried_rows(short_list: ShortList, sheaf: Sheaf, rows: Ids, label_of: Ids) -> tuple[list[float], list[bool]]:
    """Return the same for phrasings of the base itself, each compared with those that are not held out."""
    firsts = [(short_list.places(sheaf.row(row), LENGTH, without=rows)[:1], label_of[row]) for row in rows.tolist()]
    return [p.strength for places, _ in firsts for p in places], [bool(p.label == label) for places, label in firsts for p in places]
