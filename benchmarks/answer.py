"""How long an answer takes: warm, in one process over the development questions; cold, as `seminar-bot ask`, beside an empty Python.

Run: python benchmarks/answer.py [RUNS]. The cold runs alternate with `python -c pass`, so that both see the same machine; the ratio of
their medians says more than the milliseconds do.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
QUESTION: Final = "who operates the secondary battery project?"
ROUNDS: Final = 5  # over the corpus; a question's time is the median of its rounds, which leaves the machine's own noise out

if not __package__:
    sys.path.insert(0, str(ROOT))

from bot.assistant import Assistant  # noqa: E402 - the path comes first
from bot.evaluation import corpus  # noqa: E402 - the path comes first
from bot.evaluation.figures import milliseconds  # noqa: E402 - the path comes first
from bot.evaluation.scoring import Score, ask_all  # noqa: E402 - the path comes first
from bot.knowledge.folders import shipped_directory  # noqa: E402 - the path comes first


def warm(assistant: Assistant, questions: tuple[corpus.Question, ...]) -> list[Score]:
    """Return a score for each question, its seconds the median of the rounds; the first round warms the caches and is dropped."""
    rounds = [tuple(ask_all(assistant, questions)) for _ in range(ROUNDS + 1)][1:]
    return [
        Score(s.question, s.reply, s.mistakes, statistics.median(other[i].seconds for other in rounds)) for i, s in enumerate(rounds[0])
    ]


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def process(*arguments: str) -> None:
    """Run a Python process to its end, with the compiled modules that every installation has."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=environ)


def cold(runs: int) -> tuple[float, float]:
    """Return the median seconds of a cold question and of an empty Python, run in turns; the first turn is dropped."""
    pairs = [(seconds(lambda: process("-m", "bot", "ask", QUESTION)), seconds(lambda: process("-c", "pass"))) for _ in range(runs + 1)][1:]
    asked, empty = zip(*pairs, strict=True)
    return statistics.median(asked), statistics.median(empty)


def main(runs: int) -> None:
    """Measure and print."""
    questions = corpus.load(sorted((ROOT / "tests" / "questions" / "development").glob("*.yaml")))
    loading = seconds(lambda: Assistant.load(shipped_directory()))
    scores = warm(Assistant.load(shipped_directory()), questions)
    median, slow, slowest = (milliseconds(scores, share) for share in (0.5, 0.99, 1.0))
    print(f"warm: median {median:.2f} ms, p99 {slow:.2f} ms, slowest {slowest:.2f} ms")
    print(f"      over {len(questions)} development questions, {ROUNDS} rounds; loading the base took {loading:.2f} s")
    asked, empty = cold(runs)
    print(f"cold: `seminar-bot ask` {asked:.2f} s, `python -c pass` {empty:.3f} s, ratio {asked / empty:.1f} (medians of {runs} runs)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
