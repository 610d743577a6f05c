"""Figures over scores: shares by kind and language, confusions, reliability, coverage, and the cut-off that calibration finds."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.evaluation.scoring import Score
from bot.replies.reply import Outcome

_BINS: Final = 10
_STEP: Final = 0.001  # the precision of a cut-off; a reply's confidence is given with three digits


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a group of questions were right."""

    name: str
    right: int
    total: int

    @property
    def percent(self) -> float:
        """The share in percent; an empty group has none wrong."""
        return 100 * self.right / self.total if self.total else 100.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about the same confidence: its mean, and the share of them that was right."""

    confidence: float
    right: float
    total: int


@dataclass(frozen=True, slots=True)
class Point:
    """What a cut-off would give: the share of the questions due an answer that get a right one, and the wrong facts that are left."""

    cutoff: float
    coverage: float
    wrong_facts: int


def shares(scores: Sequence[Score], group: Callable[[Score], str]) -> tuple[Share, ...]:
    """Return the share of each group, in the order of their names."""
    total = Counter(group(score) for score in scores)
    right = Counter(group(score) for score in scores if score.right)
    return tuple(Share(name, right[name], total[name]) for name in sorted(total))


def confusions(scores: Iterable[Score]) -> tuple[tuple[str, str, int], ...]:
    """Return (expected outcome, outcome, count) for the replies of a wrong outcome, the most frequent first."""
    found = Counter(
        ("|".join(score.question.outcomes), score.reply.outcome.value)
        for score in scores
        if score.reply.outcome not in score.question.outcomes
    )
    return tuple((expected, got, count) for (expected, got), count in found.most_common())


def reliability(scores: Iterable[Score]) -> tuple[Bin, ...]:
    """Return the answers in bins of confidence, the empty ones left out."""
    bins: list[list[Score]] = [[] for _ in range(_BINS)]
    for score in scores:
        if score.answered:
            bins[min(int(score.reply.confidence * _BINS), _BINS - 1)].append(score)
    return tuple(
        Bin(sum(s.reply.confidence for s in inside) / len(inside), sum(s.right for s in inside) / len(inside), len(inside))
        for inside in bins
        if inside
    )


def coverage(scores: Sequence[Score]) -> Iterator[Point]:
    """Yield a point for every confidence at which an answer was given, the lowest first."""
    for cutoff in sorted({0.0, *(score.reply.confidence for score in scores if score.answered)}):
        yield at(scores, cutoff)


def at(scores: Sequence[Score], cutoff: float) -> Point:
    """Return what would be if answers below `cutoff` had not been given."""
    given = [score for score in scores if score.answered and score.reply.confidence >= cutoff]
    due = sum(Outcome.ANSWER in score.question.outcomes for score in scores)
    right = sum(score.right for score in given)
    return Point(cutoff, right / due if due else 1.0, sum(score.wrong_fact for score in given))


def calibrate(scores: Sequence[Score]) -> Point:
    """Return the lowest cut-off that leaves no wrong fact; it lies just above the most confident one, and is 0 when there is none."""
    wrong = [score.reply.confidence for score in scores if score.wrong_fact]
    return at(scores, max(wrong) + _STEP if wrong else 0.0)


def milliseconds(scores: Sequence[Score], share: float) -> float:
    """Return the time below which `share` of the replies came."""
    ordered = sorted(score.seconds for score in scores)
    return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0
