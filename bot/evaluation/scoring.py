"""Asking a corpus, and judging each reply by what must come of it."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.assistant import Assistant
from bot.dialogue.context import EMPTY, Context
from bot.evaluation.corpus import Question
from bot.replies.reply import Outcome, Reply


@dataclass(frozen=True, slots=True)
class Score:
    """A question, the reply that it got, what was wrong with it (nothing: it is right), and the seconds that it took."""

    question: Question
    reply: Reply
    mistakes: tuple[str, ...]
    seconds: float

    @property
    def right(self) -> bool:
        """Whether outcome and content are as they must be."""
        return not self.mistakes

    @property
    def answered(self) -> bool:
        """Whether facts were given."""
        return self.reply.outcome is Outcome.ANSWER

    @property
    def wrong_fact(self) -> bool:
        """Whether facts were given to a question that must get none, or a fact that is forbidden.

        This is the mistake that costs trust, and the one that calibration rules out. An answer that lacks a required part is a mistake
        of another kind: what it says is true, but not all that was asked.
        """
        uncalled = Outcome.ANSWER not in self.question.outcomes
        return not self.right and self.answered and (uncalled or bool(_said(self.question.forbid, self.reply)))


def ask_all(assistant: Assistant, questions: Iterable[Question]) -> Iterator[Score]:
    """Ask the questions in order, each in its conversation."""
    contexts: dict[str, Context] = {}
    for question in questions:
        began = time.perf_counter()
        reply, contexts[question.chat] = assistant.ask(question.text, contexts.get(question.chat, EMPTY))
        seconds = time.perf_counter() - began
        yield Score(question, reply, tuple(mistakes(question, reply)), seconds)


def mistakes(question: Question, reply: Reply) -> Iterator[str]:
    """Yield what is wrong with a reply, each as a short sentence."""
    if reply.outcome not in question.outcomes:
        yield f"{reply.outcome.value} in place of {' or '.join(question.outcomes)}"
    for part in question.require:
        if not _said(part, reply):
            yield f"lacks {' or '.join(part)}"
    for word in _said(question.forbid, reply):
        yield f"says {word}"


def _said(words: Iterable[str], reply: Reply) -> list[str]:
    text = reply.text.casefold()
    return [word for word in words if word.casefold() in text]
