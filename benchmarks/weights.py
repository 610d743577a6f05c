"""Learns the weights of bot/matching/arbiter.py: python benchmarks/weights.py [FILE...], by default the development questions.

Each question is read as the bot reads it, and every option that the arbiter has is turned into a reply and judged. The weights make the
right options likely (maximum likelihood of a softmax). While learning, an option that gives facts to a question that must get none weighs
DEARER more than it does, so that it must lose by so much. What the printed weights would come to is printed beside what those in use do.

Most development questions are filed in knowledge/asked, too: who has learned a question is surer of it than of a new one. So the questions
are parted in two, and each half is asked of a bot that has learned only what does not read like one of them.
"""

import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

ROOT: Final = Path(__file__).resolve().parents[1]
# Of 1,771 weighed development questions, right / wrong facts at 0: 1566 / 47, 2: 1559 / 39, 3: 1562 / 32, 4: 1557 / 31, 6: 1544 / 31.
DEARER: Final = 3.0
PENALTY: Final = 1.0  # on the squares of the weights, against 3,600 questions
ROUNDS: Final = 1500
STEP: Final = 0.05  # of Adam

if not __package__:
    sys.path.insert(0, str(ROOT))

from bot.assistant import Assistant  # noqa: E402 - the path comes first
from bot.dialogue.context import EMPTY, Context  # noqa: E402 - the path comes first
from bot.evaluation import corpus  # noqa: E402 - the path comes first
from bot.evaluation.scoring import Score, mistakes  # noqa: E402 - the path comes first
from bot.knowledge.folders import shipped_directory  # noqa: E402 - the path comes first
from bot.knowledge.model import Asked  # noqa: E402 - the path comes first
from bot.language.text import normalise  # noqa: E402 - the path comes first
from bot.matching import kept_lexicon  # noqa: E402 - the path comes first
from bot.matching.arbiter import WEIGHTS, Option  # noqa: E402 - the path comes first
from bot.matching.classifier import rendered  # noqa: E402 - the path comes first
from bot.matching.segmentation import segment_exactly  # noqa: E402 - the path comes first

SIGNS: Final = tuple(WEIGHTS)


@dataclass(frozen=True)
class Judged:
    """The options of one question: a row of signs each, whether it would be right, and whether it would give wrong facts."""

    signs: np.ndarray
    right: np.ndarray
    wrong_facts: np.ndarray


def judged(assistant: Assistant, questions: Sequence[corpus.Question]) -> Iterator[Judged]:
    """Yield the options of each question that has any, asked in its conversation."""
    contexts: dict[str, Context] = {}
    for question in questions:
        context = contexts.get(question.chat, EMPTY)
        understood, notes, language = assistant.read(normalise(question.text), context)
        options = assistant.options(understood)
        if options:
            replies = [assistant.reply(option.verdict, understood, notes, language)[0] for option in options]
            scores = [Score(question, reply, tuple(mistakes(question, reply)), 0.0) for reply in replies]
            yield Judged(_signs(options), np.array([s.right for s in scores]), np.array([s.wrong_fact for s in scores]))
        _, contexts[question.chat] = assistant.ask(question.text, context)


def halves(questions: Sequence[corpus.Question]) -> tuple[list[corpus.Question], list[corpus.Question]]:
    """Part the questions in two, whole conversations at a time."""
    parts: tuple[list[corpus.Question], list[corpus.Question]] = ([], [])
    for question in questions:
        parts[hashlib.sha256(question.chat.encode()).digest()[0] % 2].append(question)
    return parts


def unprepared(assistant: Assistant, questions: Sequence[corpus.Question]) -> Assistant:
    """Return an assistant of the same base that has learned no filed question which reads like one of these."""
    asked = {rendered(assistant.read(normalise(question.text), EMPTY)[0].units, assistant.base) for question in questions}
    lexicon, _ = kept_lexicon.compiled(assistant.base)

    def is_new(text: str) -> bool:
        return rendered(segment_exactly(normalise(text), lexicon), assistant.base) not in asked

    filed = tuple(Asked(part.intent, tuple(filter(is_new, part.questions))) for part in assistant.base.asked)
    return Assistant(replace(assistant.base, asked=filed)).ready()


def _signs(options: Sequence[Option]) -> np.ndarray:
    return np.array([[float(option.signs.get(name, 0.0)) for name in SIGNS] for option in options])


def learned(cases: Sequence[Judged]) -> np.ndarray:
    """Return the likeliest weights."""
    decisive = [case for case in cases if case.right.any() and not case.right.all()]
    weights, slope, square = (np.zeros(len(SIGNS)) for _ in range(3))
    for turn in range(1, ROUNDS + 1):
        uphill = sum(_uphill(case, weights) for case in decisive) / len(decisive) - PENALTY * weights / len(decisive)
        slope, square = 0.9 * slope + 0.1 * uphill, 0.999 * square + 0.001 * uphill**2
        weights = weights + STEP * slope / (1 - 0.9**turn) / (np.sqrt(square / (1 - 0.999**turn)) + 1e-8)
    return weights


def _uphill(case: Judged, weights: np.ndarray) -> np.ndarray:
    """Return the gradient of the log likelihood that a right option is chosen."""
    strength = case.signs @ weights + DEARER * case.wrong_facts
    likely = np.exp(strength - strength.max())
    likely /= likely.sum()
    right = likely * case.right
    gradient: np.ndarray = (right / max(right.sum(), 1e-12) - likely) @ case.signs
    return gradient


def outcome(cases: Sequence[Judged], weights: Mapping[str, float]) -> str:
    """Return what choosing by some weights comes to, in a line."""
    vector = np.array([weights[name] for name in SIGNS])
    chosen = [(case, int((case.signs @ vector).argmax())) for case in cases]
    right, wrong = sum(bool(case.right[i]) for case, i in chosen), sum(bool(case.wrong_facts[i]) for case, i in chosen)
    return f"{right} of {len(cases)} weighed questions right, {wrong} wrong facts"


def main(files: Sequence[str]) -> None:
    """Learn and print."""
    paths = [Path(file) for file in files] or sorted((ROOT / "tests" / "questions" / "development").glob("*.yaml"))
    assistant = Assistant.load(shipped_directory(), ROOT / ".pytest_cache" / "kept")
    cases = tuple(case for half in halves(corpus.load(paths)) for case in judged(unprepared(assistant, half), half))
    best = {name: round(float(weight), 2) for name, weight in zip(SIGNS, learned(cases), strict=True)}
    for name, weight in best.items():
        print(f'    "{name}": {weight},')
    print(f"in use: {outcome(cases, WEIGHTS)}\nlearned: {outcome(cases, best)}")


if __name__ == "__main__":
    main(sys.argv[1:])
