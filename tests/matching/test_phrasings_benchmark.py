"""The benchmark runs as documented and its measures are right on answers that are known."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VERBS = ("where is the", "show me the", "i want a", "sell me your")
PHRASINGS = [(f"{verb} {noun}", noun) for verb in VERBS for noun in ("cat", "house", "river")]


def written(path: Path, rows: list[tuple[str, str]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "category"), *rows])
    return str(path)


def test_the_intents_benchmark_prints_every_figure(tmp_path: Path) -> None:
    train = written(tmp_path / "train.csv", PHRASINGS)
    outside = written(tmp_path / "outside.csv", [("play some jazz", ""), ("what time is it", "")])
    command = [sys.executable, str(ROOT / "benchmarks" / "intents.py"), "--train", train, "--test", train, "--validation", train]
    done = subprocess.run([*command, "--out-of-scope", outside, "--peers", "ratio", "--json"], capture_output=True, text=True, check=True)
    rows = {row["engine"]: row for row in json.loads(done.stdout)}
    assert set(rows) == {"matcher", "ratio"}
    assert rows["matcher"]["accuracy"] == rows["matcher"]["auroc"] == 100
    assert rows["matcher"]["kept_accuracy"] >= 90
    for row in rows.values():
        assert {"typos", "outside_recall", "median_ms", "p99_ms", "build_s", "memory_mb"} <= set(row)
        assert row["memory_mb"] > 5


def test_an_unknown_peer_is_refused(tmp_path: Path) -> None:
    train = written(tmp_path / "train.csv", PHRASINGS)
    command = [sys.executable, str(ROOT / "benchmarks" / "intents.py"), "--train", train, "--test", train, "--peers", "oracle"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2


@pytest.mark.parametrize("case", ["factored", "free"])
def test_the_growth_benchmark_finds_what_it_asks_for(case: str) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "growth.py"), "--case", case, "--largest", "100", "--questions", "40", "--json"]
    (row,) = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert row["phrasings"] == 100
    assert row["accuracy"] >= 85
