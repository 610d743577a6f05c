"""The report of an evaluation: lines for people, one object for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Final

from bot.evaluation import figures
from bot.evaluation.figures import Share
from bot.evaluation.scoring import Score

_WIDTH: Final = 110  # characters of a line that quotes a question


def lines(scores: Sequence[Score]) -> Iterator[str]:
    """Yield the report: what was wrong, shares, confusions, wrong facts, reliability, times."""
    wrong = [score for score in scores if not score.right]
    for title, chosen in (("wrong facts", [s for s in wrong if s.wrong_fact]), ("other mistakes", [s for s in wrong if not s.wrong_fact])):
        yield f"{title}: {len(chosen)}"
        for score in chosen:
            yield from _mistake(score)
    yield ""
    for title, group in _GROUPS:
        yield f"{title:<12} right   of   share"
        yield from (_share(share) for share in figures.shares(scores, group))
        yield ""
    yield "expected -> got, of the wrong outcomes"
    yield from (f"  {expected} -> {got}: {count}" for expected, got, count in figures.confusions(scores))
    yield ""
    yield "confidence of answers -> share right"
    yield from (f"  {b.confidence:.2f} -> {100 * b.right:.1f} % of {b.total}" for b in figures.reliability(scores))
    yield ""
    median, slow = (figures.milliseconds(scores, share) for share in (0.5, 0.99))
    yield f"time of an answer: median {median:.2f} ms, 99th percentile {slow:.2f} ms"
    yield total(scores)


def total(scores: Sequence[Score]) -> str:
    """Return the one line that counts."""
    right = sum(score.right for score in scores)
    wrong_facts = sum(score.wrong_fact for score in scores)
    return f"{right} of {len(scores)} right, {Share('', right, len(scores)).percent:.1f} %; wrong facts: {wrong_facts}"


def calibration(scores: Sequence[Score]) -> Iterator[str]:
    """Yield the lowest cut-off without a wrong fact, and what it costs."""
    now, then = figures.at(scores, 0.0), figures.calibrate(scores)
    yield f"lowest cut-off of confidence without a wrong fact: {then.cutoff:.3f}"
    yield (
        f"right answers of those due: {100 * now.coverage:.1f} % now, with {now.wrong_facts} wrong facts; {100 * then.coverage:.1f} % then"
    )


def as_object(scores: Sequence[Score]) -> dict[str, object]:
    """Return the figures as an object that JSON can hold; the mistakes come with file and line."""
    return {
        "total": len(scores),
        "right": sum(score.right for score in scores),
        "wrong_facts": sum(score.wrong_fact for score in scores),
        **{
            f"by_{title}": {s.name: {"right": s.right, "total": s.total} for s in figures.shares(scores, group)} for title, group in _GROUPS
        },
        "confusions": [{"expected": expected, "got": got, "count": count} for expected, got, count in figures.confusions(scores)],
        "reliability": [asdict(found) for found in figures.reliability(scores)],
        "calibration": asdict(figures.calibrate(scores)),
        "median_ms": round(figures.milliseconds(scores, 0.5), 3),
        "p99_ms": round(figures.milliseconds(scores, 0.99), 3),
        "mistakes": [
            {
                "file": s.question.file,
                "line": s.question.line,
                "text": s.question.text,
                "wrong_fact": s.wrong_fact,
                "mistakes": list(s.mistakes),
            }
            for s in scores
            if not s.right
        ],
    }


def _mistake(score: Score) -> Iterator[str]:
    question, reply = score.question, score.reply
    shown = question.text.replace("\n", " ")
    yield f"  {question.file}:{question.line}: [{question.kind}] {shown[:_WIDTH]!r}"
    yield f"      {reply.outcome.value} {reply.intent} {reply.confidence:.2f}: {' / '.join(reply.body)[:_WIDTH]}"
    yield f"      {'; '.join(score.mistakes)}"


def _share(share: Share) -> str:
    return f"  {share.name:<10} {share.right:>5} {share.total:>4} {share.percent:>6.1f} %"


def _kind(score: Score) -> str:
    return score.question.kind


def _language(score: Score) -> str:
    return score.question.language


_GROUPS: Final = (("kind", _kind), ("language", _language))
