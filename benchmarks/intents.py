"""Measure the matcher, and what people would take instead, on questions with one of many intents.

    python benchmarks/intents.py --train F.csv --test F.csv [--validation F.csv] [--out-of-scope F.csv]
                                 [--typos 2] [--peers ratio,svc,… | all] [--json]

The files have the columns text and category. Every engine runs in a process of its own, one thread, one question at a time;
its memory is the peak of that whole process. Building starts when the phrasings are read and the libraries still unknown.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

# Run as a script, a file sees its own folder only.
sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from benchmarks.measures import Run, auroc, mistyped, peak_megabytes, read_questions, run, threshold  # noqa: E402
from benchmarks.peers import ENGINES  # noqa: E402

COLUMNS: Final = {
    "engine": ("engine", "{}"),
    "accuracy": ("accuracy %", "{:.1f}"),
    "typos": ("with typos %", "{:.1f}"),
    "auroc": ("AUROC %", "{:.1f}"),
    "kept_accuracy": ("accuracy at threshold %", "{:.1f}"),
    "outside_recall": ("out-of-scope recall %", "{:.1f}"),
    "median_ms": ("median ms", "{:.3f}"),
    "p99_ms": ("p99 ms", "{:.3f}"),
    "build_s": ("build s", "{:.2f}"),
    "memory_mb": ("memory MB", "{:.0f}"),
}
_ONE_THREAD: Final = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")


def measure(engine: str, options: argparse.Namespace) -> dict[str, Any]:
    """Return all figures of one engine; None where the file for it wasn't given."""
    train = read_questions(options.train)
    validation = read_questions(options.validation) if options.validation else []
    start = time.perf_counter()
    answer = ENGINES[engine](train, [])
    figures: dict[str, Any] = {"engine": engine, "build_s": time.perf_counter() - start}
    test = read_questions(options.test)
    asked = run(answer, test)
    figures |= {"accuracy": asked.accuracy(), "median_ms": asked.milliseconds(0.5), "p99_ms": asked.milliseconds(0.99)}
    if options.typos:
        figures["typos"] = run(answer, mistyped(test, options.typos)).accuracy()
    outside = run(answer, read_questions(options.out_of_scope)) if options.out_of_scope else None
    if outside:
        figures["auroc"] = auroc(asked.scores, outside.scores)
    if validation:
        labels = {label for _, label in train}
        figures |= _withholding(threshold(run(answer, validation), [label in labels for _, label in validation]), asked, outside)
    return figures | {"memory_mb": peak_megabytes()}


def _withholding(least: float, asked: Run, outside: Run | None) -> dict[str, float]:
    """Return the figures of an engine that says nothing below the score `least`."""
    answered = [ok and score >= least for ok, score in zip(asked.right, asked.scores, strict=True)]
    figures = {"threshold": least, "kept_accuracy": 100 * sum(answered) / max(len(answered), 1)}
    if outside:
        figures["outside_recall"] = 100 * sum(score < least for score in outside.scores) / max(len(outside.scores), 1)
    return figures


def in_own_process(engine: str, arguments: Sequence[str]) -> dict[str, Any]:
    """Return the figures of one engine, measured in a fresh process; {"engine", "error"} where it failed."""
    command = [sys.executable, __file__, *arguments, "--engine", engine]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | _ONE_THREAD, check=False)
    if done.returncode:
        return {"engine": engine, "error": (done.stderr.strip().splitlines() or ["no message"])[-1]}
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| " + " | ".join(title for title, _ in COLUMNS.values()) + " |", "|---" * len(COLUMNS) + "|"]
    for row in rows:
        cells = [form.format(row[key]) if row.get(key) is not None else "-" for key, (_, form) in COLUMNS.items()]
        lines.append("| " + " | ".join(cells) + " |" + (f" {row['error']}" if "error" in row else ""))
    return "\n".join(lines)


def options_of(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True, help="the phrasings to match against")
    parser.add_argument("--test", type=Path, required=True, help="the questions to ask")
    parser.add_argument("--validation", type=Path, help="questions to compute the threshold from; engines don't learn from them")
    parser.add_argument("--out-of-scope", type=Path, help="questions that have no right answer")
    parser.add_argument("--typos", type=int, default=2, metavar="N", help="random edits a question in the second run (default 2, 0: none)")
    parser.add_argument("--peers", default="", metavar="NAME,…", help="engines beside the matcher: all, or " + ", ".join(ENGINES))
    parser.add_argument("--json", action="store_true", help="print a JSON list instead of a table")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Measure and print; exit status 1 where an engine failed."""
    options = options_of(arguments)
    if options.engine:
        print(json.dumps(measure(options.engine, options)))
        return 0
    peers = list(ENGINES) if options.peers == "all" else [name for name in options.peers.split(",") if name]
    unknown = [name for name in peers if name not in ENGINES]
    if unknown:
        print(f"There is no engine {', '.join(unknown)}; there are {', '.join(ENGINES)}.", file=sys.stderr)
        return 2
    rows = [in_own_process(name, arguments) for name in dict.fromkeys(["matcher", *peers])]
    print(json.dumps(rows, indent=1) if options.json else table(rows))
    return 1 if any("error" in row for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
