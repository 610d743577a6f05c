"""Short ways to make questions and scores for tests."""

from bot.evaluation.corpus import Question
from bot.evaluation.scoring import Score, mistakes
from bot.replies.reply import Outcome, Reply


def question(
    outcome: str = "answer", require: tuple[tuple[str, ...], ...] = (), forbid: tuple[str, ...] = (), kind: str = "direct"
) -> Question:
    """A question whose right outcomes are those of `outcome`, as a corpus writes them."""
    return Question("a", "?", "en", kind, tuple(Outcome(name) for name in outcome.split("|")), require, forbid, "a.yaml", 1)


def reply(outcome: str, text: str = "", confidence: float = 1.0) -> Reply:
    """A reply with one paragraph."""
    return Reply(Outcome(outcome), "en", (text,), confidence=confidence)


def score(expected: Question, got: Reply, seconds: float = 0.001) -> Score:
    """The score of a reply."""
    return Score(expected, got, tuple(mistakes(expected, got)), seconds)
