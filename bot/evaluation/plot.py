"""The picture of an evaluation: can the confidence be believed, and what would a cut-off cost? Needs the extra `plots`."""

from collections.abc import Sequence
from pathlib import Path

from bot.errors import InputError, SettingsError
from bot.evaluation import figures
from bot.evaluation.scoring import Score


def draw(scores: Sequence[Score], out: Path) -> None:
    """Write the picture as PNG. Raises SettingsError without matplotlib, InputError where the file can't be written."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise SettingsError("A plot needs matplotlib: pip install 'seminar-bot[plots]'.") from None
    figure = Figure(figsize=(10, 4.5), layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    _reliability(left, scores)
    _coverage(right, scores)
    try:
        figure.savefig(out, dpi=120, format="png")
    except OSError as error:
        raise InputError(f"{out} can't be written: {error.strerror}.") from None


def _reliability(axes, scores: Sequence[Score]) -> None:  # type: ignore[no-untyped-def]  # matplotlib's types change with each release
    bins = figures.reliability(scores)
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="as confident as right")
    axes.plot([b.confidence for b in bins], [b.right for b in bins], "o-", color="#1f5a99", label="answers, with their number")
    for b in bins:
        axes.annotate(str(b.total), (b.confidence, b.right), textcoords="offset points", xytext=(0, 8), ha="center")
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1.05), ylim=(0, 1.1), title="Reliability of answers")
    axes.legend(loc="lower right")


def _coverage(axes, scores: Sequence[Score]) -> None:  # type: ignore[no-untyped-def]  # as above
    points, best = list(figures.coverage(scores)), figures.calibrate(scores)
    axes.step([p.cutoff for p in points], [p.coverage for p in points], where="pre", color="#1f5a99", label="right answers of those due")
    axes.axvline(best.cutoff, color="0.5", linestyle=":", label=f"no wrong fact from {best.cutoff:.3f}")
    axes.set(xlabel="cut-off of confidence", ylabel="coverage", xlim=(0, 1.05), ylim=(0, 1.05), title="What a cut-off costs")
    wrong = axes.twinx()
    wrong.step([p.cutoff for p in points], [p.wrong_facts for p in points], where="pre", color="#b3372f")
    wrong.set_ylabel("wrong facts left", color="#b3372f")
    wrong.set_ylim(bottom=0)
    axes.legend(loc="lower left")
