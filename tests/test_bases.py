"""Bases of other seminars: what an office would ask of each is held above its floor, and no fact is told of the wrong one."""

import json
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.evaluation import corpus, report, scoring
from tests.shipped import KEPT

BASES = Path(__file__).parent / "bases"
FLOORS = json.loads((BASES / "floor.json").read_text(encoding="utf-8"))


def test_every_base_has_a_floor() -> None:
    assert sorted(FLOORS) == sorted(path.name for path in BASES.iterdir() if path.is_dir())
    assert len(FLOORS) >= 5


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_base_of_another_seminar_stays_above_its_floor(name: str) -> None:
    folder, floor = BASES / name, FLOORS[name]
    assistant = Assistant.load(folder / "knowledge", KEPT)
    scores = tuple(scoring.ask_all(assistant, corpus.load([folder / "questions.yaml"])))
    told = "\n".join(report.lines(scores))
    assert sum(score.right for score in scores) >= floor["right"], told
    assert sum(score.wrong_fact for score in scores) <= floor["wrong_facts"], told
