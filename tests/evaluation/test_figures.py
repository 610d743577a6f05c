import json
import sys
from pathlib import Path

import pytest

from bot.errors import InputError, SettingsError
from bot.evaluation import figures, plot, report
from tests.evaluation.questions import question, reply, score

SCORES = (
    score(question("answer"), reply("answer", confidence=0.9), 0.001),
    score(question("answer"), reply("answer", confidence=0.5), 0.002),
    score(question("answer", kind="typo"), reply("decline", confidence=0.4), 0.003),
    score(question("decline", kind="offtopic"), reply("answer", "rain", confidence=0.6), 0.004),
    score(question("decline", kind="offtopic"), reply("decline", confidence=0.1), 0.005),
)


def test_shares_count_each_group() -> None:
    found = figures.shares(SCORES, lambda s: s.question.kind)
    assert [(s.name, s.right, s.total) for s in found] == [("direct", 2, 2), ("offtopic", 1, 2), ("typo", 0, 1)]
    assert [s.percent for s in found] == [100.0, 50.0, 0.0]


def test_confusions_count_wrong_outcomes_alone() -> None:
    assert set(figures.confusions(SCORES)) == {("answer", "decline", 1), ("decline", "answer", 1)}


def test_reliability_looks_at_answers_alone() -> None:
    assert [(b.confidence, b.right, b.total) for b in figures.reliability(SCORES)] == [(0.5, 1.0, 1), (0.6, 0.0, 1), (0.9, 1.0, 1)]


def test_calibration_is_the_lowest_cut_off_without_a_wrong_fact() -> None:
    best = figures.calibrate(SCORES)
    assert best.wrong_facts == 0
    assert best.cutoff == pytest.approx(0.601)
    assert best.coverage == pytest.approx(1 / 3)
    # The definition, as an oracle: any lower cut-off at which an answer was given leaves a wrong fact.
    assert all(point.wrong_facts for point in figures.coverage(SCORES) if point.cutoff < best.cutoff)


def test_without_a_wrong_fact_nothing_is_cut_off() -> None:
    assert figures.calibrate(SCORES[:3]) == figures.Point(0.0, pytest.approx(2 / 3), 0)


def test_coverage_never_rises_with_the_cut_off() -> None:
    points = list(figures.coverage(SCORES))
    assert [p.cutoff for p in points] == [0.0, 0.5, 0.6, 0.9]
    assert sorted((p.coverage for p in points), reverse=True) == [p.coverage for p in points]


def test_times_are_milliseconds() -> None:
    assert figures.milliseconds(SCORES, 0.5) == pytest.approx(3.0)
    assert figures.milliseconds(SCORES, 0.99) == pytest.approx(5.0)
    assert figures.milliseconds((), 0.5) == 0.0


def test_the_report_names_each_mistake_and_ends_with_the_count() -> None:
    lines = list(report.lines(SCORES))
    assert lines[0] == "wrong facts: 1"
    assert "  a.yaml:1: [offtopic] '?'" in lines
    assert lines[-1] == "3 of 5 right, 60.0 %; wrong facts: 1"


def test_the_calibration_says_what_it_costs() -> None:
    cutoff, cost = report.calibration(SCORES)
    assert cutoff.endswith("0.601")
    assert cost == "right answers of those due: 66.7 % now, with 1 wrong facts; 33.3 % then"


def test_the_object_can_be_json_and_has_the_same_figures() -> None:
    found = json.loads(json.dumps(report.as_object(SCORES)))
    assert (found["total"], found["right"], found["wrong_facts"]) == (5, 3, 1)
    assert found["by_kind"]["offtopic"] == {"right": 1, "total": 2}
    assert [m["wrong_fact"] for m in found["mistakes"]] == [False, True]


def test_the_plot_is_a_png(tmp_path: Path) -> None:
    plot.draw(SCORES, tmp_path / "plot.png")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_a_plot_that_can_t_be_written_is_a_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be written"):
        plot.draw(SCORES, tmp_path / "none" / "plot.png")


def test_without_matplotlib_the_plot_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(SettingsError, match="pip install"):
        plot.draw(SCORES, tmp_path / "plot.png")
