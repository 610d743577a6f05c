"""How good and how fast an engine is: the same measures for all."""

import csv
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Question = tuple[str, str]
_SEED: Final = 20181029
# Without out-of-scope questions in the validation set, the threshold lets this share of its right answers through.
_KEPT: Final = 0.95


def read_questions(path: Path) -> list[Question]:
    """Return the (text, category) rows of a CSV file with these two columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["text"], row["category"]) for row in csv.DictReader(file)]


def mistyped(questions: Sequence[Question], edits: int) -> list[Question]:
    """Return the questions with that many random edits each: a letter put in, left out, replaced, or swapped with the next.

    Letters come from the questions themselves, so that Korean is mistyped in Korean.
    """
    chance = random.Random(_SEED)
    letters = sorted({c for text, _ in questions for c in text.lower() if c.isalpha()})
    return [(_edited(text, edits, letters, chance), label) for text, label in questions]


def _edited(text: str, edits: int, letters: Sequence[str], chance: random.Random) -> str:
    for _ in range(edits):
        place, letter = chance.randrange(len(text) + 1), chance.choice(letters)
        before, after = text[:place], text[place:]
        text = before + chance.choice([letter + after, after[1:], letter + after[1:], after[1:2] + after[:1] + after[2:]])
    return text


@dataclass(frozen=True, slots=True)
class Run:
    """What an engine answered to a list of questions: whether rightly, how sure, and in how many seconds each."""

    right: list[bool]
    scores: list[float]
    seconds: list[float]

    def accuracy(self) -> float:
        """Return the share of right answers, in per cent."""
        return 100 * sum(self.right) / max(len(self.right), 1)

    def milliseconds(self, share: float) -> float:
        """Return the time that `share` of the questions took at most."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def run(answer: Callable[[str], tuple[str, float]], questions: Sequence[Question]) -> Run:
    """Ask one question at a time."""
    right, scores, seconds = [], [], []
    for text, label in questions:
        start = time.perf_counter()
        found, score = answer(text)
        seconds.append(time.perf_counter() - start)
        right.append(found == label)
        scores.append(score)
    return Run(right, scores, seconds)


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Return how often (per cent) a question of the base scores above one that is none; a tie counts half."""
    ordered = sorted([(score, 1) for score in inside] + [(score, 0) for score in outside])
    wins, below, place = 0.0, 0, 0
    while place < len(ordered):
        end = place
        while end < len(ordered) and ordered[end][0] == ordered[place][0]:
            end += 1
        ours = sum(side for _, side in ordered[place:end])
        theirs = end - place - ours
        wins += ours * (below + theirs / 2)
        below += theirs
        place = end
    return 100 * wins / max(len(inside) * len(outside), 1)


def threshold(validation: Run, known: Sequence[bool]) -> float:
    """Return the score below which an answer should be withheld, computed on validation questions.

    Where some of them have a label that training doesn't (`known` false), the one with the most right decisions; else the one
    that 95 % of the right answers reach.
    """
    if all(known):
        right = sorted(score for score, ok in zip(validation.scores, validation.right, strict=True) if ok)
        return right[int((1 - _KEPT) * len(right))] if right else 0.0
    rows = sorted(zip(validation.scores, validation.right, known, strict=True), reverse=True)
    best, most, decided = rows[0][0], 0, sum(not inside for inside in known)
    for score, ok, inside in rows:
        decided += ok if inside else -1
        if decided > most:
            best, most = score, decided
    return best


def peak_megabytes() -> float:
    """Return the most memory that this process ever had, as the operating system counted."""
    status = Path("/proc/self/status")
    if sys.platform == "linux" and status.exists():
        # Not ru_maxrss: a child process inherits its parent's there.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / 1024
