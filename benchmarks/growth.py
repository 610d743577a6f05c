"""Measure how time and memory grow from a hundred phrasings to a million.

    python benchmarks/growth.py [--case factored|free|both] [--largest 1000000] [--questions 1000] [--plot F.png] [--json]

factored: records named in two languages, asked about with templates; names and templates are indexed apart and never multiplied out,
so that 10 templates and 100,000 records stand for 1,000,000 phrasings. free: as many distinct phrasings, ten a record. All is made
here from a fixed seed; every size is measured in a process of its own. Half of the questions have one mistyped letter.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

# Run as a script, a file sees its own folder only.
sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from benchmarks.measures import Run, mistyped, peak_megabytes, run  # noqa: E402

_SEED: Final = 20181029
SIZES: Final = (100, 1_000, 10_000, 100_000, 1_000_000)
COLUMNS: Final = ("case", "phrasings", "build_s", "open_s", "median_ms", "p99_ms", "accuracy", "memory_mb")
_ONSETS: Final = ("b", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "ch", "gy", "hw", "")
_RIMES: Final = ("a", "e", "i", "o", "u", "ang", "eon", "im", "ol", "eung", "ae", "yeok")
_TEMPLATES: Final = {
    "operator": ("who runs {name}", "{name}의 주관기관은 어디인가요"),
    "budget": ("what is the budget of {name}", "{name}의 예산은 얼마인가요"),
    "start": ("when did {name} begin", "{name}의 시작일은 언제인가요"),
    "place": ("where is {name} carried out", "{name}의 위치를 알려주세요"),
    "field": ("which industry does {name} belong to", "{name}의 산업 분야를 알려주세요"),
}
_PER_RECORD: Final = 10
_PARTICLE: Final = "의"


def names_of(records: int) -> list[tuple[str, str]]:
    """Return an English and a Korean name for every record; none names two."""
    chance, names, taken = random.Random(_SEED), [], set()
    for number in range(records):
        for spell in (_english, _korean):
            name = spell(chance)
            while name in taken:
                name = spell(chance)
            taken.add(name)
            names.append((name, f"r{number}"))
    return names


def _english(chance: random.Random) -> str:
    return " ".join(
        "".join(chance.choice(_ONSETS) + chance.choice(_RIMES) for _ in range(chance.randint(2, 4))) for _ in range(chance.randint(1, 3))
    )


def _korean(chance: random.Random) -> str:
    return "".join(chr(0xAC00 + 28 * chance.randrange(399) + chance.choice((0, 0, 4, 8, 16, 21))) for _ in range(chance.randint(3, 6)))


class Factored:
    """Names and templates apart: the words that no template has are the name, the rest is the template."""

    def __init__(self, records: int, folder: Path) -> None:
        from bot.matching.names import NameIndex
        from bot.matching.phrasings import PhrasingMatcher

        self.named = names_of(records)
        templates = [(text, attribute) for attribute, texts in _TEMPLATES.items() for text in texts]
        start = time.perf_counter()
        self.names = NameIndex.build(self.named)
        self.templates = PhrasingMatcher.build(templates)
        self.build_s = time.perf_counter() - start
        self._frame = {word for text, _ in templates for word in text.replace("{name}의", "").replace("{name}", "").split()}
        self.names.save(folder / "names")
        self.templates.save(folder / "templates")

    def opened(self, folder: Path) -> float:
        """Return the seconds that opening the kept indexes takes."""
        from bot.matching.names import NameIndex
        from bot.matching.phrasings import PhrasingMatcher

        start = time.perf_counter()
        NameIndex.open(folder / "names")
        PhrasingMatcher.open(folder / "templates")
        return time.perf_counter() - start

    def questions(self, count: int) -> list[tuple[str, str]]:
        """Return questions with "record.attribute" as the right answer."""
        chance, found = random.Random(_SEED + 1), []
        for _ in range(count):
            number = chance.randrange(0, len(self.named), 2)
            attribute = chance.choice(list(_TEMPLATES))
            language = chance.randrange(2)
            name, record = self.named[number + language]
            found.append((_TEMPLATES[attribute][language].format(name=name), f"{record}.{attribute}"))
        return found

    def answer(self, text: str) -> tuple[str, float]:
        """Find the name, put the slot in its place, rank the templates."""
        words = text.split()
        stretches = _stretches([i for i, word in enumerate(words) if word not in self._frame])
        named = [part for first, last in stretches for part in _parts(words, first, last)]
        exact = next((part for part in named if self.names.exact(part[0])), None)
        near = [exact] if exact else [part for part in named if part[3]]
        hits = [(hits[0].distance, hits[0].id, part) for part in near if (hits := self.names.nearest(part[0], 1))]
        best = min(hits, key=lambda hit: hit[0], default=None)
        if best is None:
            return "", 0.0
        _, record, (_, first, last, _) = best
        particle = _PARTICLE if words[last].endswith(_PARTICLE) else ""
        ranked = self.templates.rank(" ".join([*words[:first], "{name}" + particle, *words[last + 1 :]]), 1)
        return (f"{record}.{ranked[0].label}", ranked[0].score) if ranked else ("", 0.0)


def _parts(words: Sequence[str], first: int, last: int) -> list[tuple[str, int, int, bool]]:
    """Return what may be the name in a stretch, the longest first, and whether it is worth a fuzzy look (the whole stretch is)."""
    parts = []
    for start in range(first, last + 1):
        for end in range(last, start - 1, -1):
            parts.append((" ".join(words[start : end + 1]).removesuffix(_PARTICLE), start, end, (start, end) == (first, last)))
    return sorted(parts, key=lambda part: part[1] - part[2])


def _stretches(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches of neighbouring places, the longest first: a mistyped template word stands apart from the name."""
    stretches: list[tuple[int, int]] = []
    for place in places:
        if stretches and stretches[-1][1] == place - 1:
            stretches[-1] = (stretches[-1][0], place)
        else:
            stretches.append((place, place))
    return sorted(stretches, key=lambda stretch: stretch[0] - stretch[1])


class Free:
    """Distinct phrasings of six to ten words, ten a record; a question leaves out one word of a phrasing."""

    def __init__(self, records: int, folder: Path) -> None:
        from bot.matching.phrasings import PhrasingMatcher

        chance = random.Random(_SEED)
        words = sorted({_english(chance).replace(" ", "") for _ in range(min(20_000, records * 20))})
        # Frequent words are frequent as in language: the n-th about 1/n of the first.
        weights = [1 / (place + 10) for place in range(len(words))]
        flat = iter(chance.choices(words, weights, k=records * _PER_RECORD * 10))
        self.phrasings = [
            (" ".join(next(flat) for _ in range(chance.randint(6, 10))), f"r{number // _PER_RECORD}")
            for number in range(records * _PER_RECORD)
        ]
        start = time.perf_counter()
        self.matcher = PhrasingMatcher.build(self.phrasings)
        self.build_s = time.perf_counter() - start
        self.matcher.save(folder / "free")

    def opened(self, folder: Path) -> float:
        """Return the seconds that opening the kept index takes."""
        from bot.matching.phrasings import PhrasingMatcher

        start = time.perf_counter()
        PhrasingMatcher.open(folder / "free")
        return time.perf_counter() - start

    def questions(self, count: int) -> list[tuple[str, str]]:
        """Return questions with the record as the right answer."""
        chance, found = random.Random(_SEED + 1), []
        for _ in range(count):
            text, record = chance.choice(self.phrasings)
            words = text.split()
            del words[chance.randrange(len(words))]
            found.append((" ".join(words), record))
        return found

    def answer(self, text: str) -> tuple[str, float]:
        """Rank all phrasings."""
        ranked = self.matcher.rank(text, 1)
        return (ranked[0].label, ranked[0].score) if ranked else ("", 0.0)


CASES: Final[dict[str, Callable[[int, Path], Factored | Free]]] = {"factored": Factored, "free": Free}


def measure(case: str, phrasings: int, questions: int) -> dict[str, Any]:
    """Return the figures of one case and size."""
    with tempfile.TemporaryDirectory() as folder:
        base = CASES[case](max(phrasings // _PER_RECORD, 1), Path(folder))
        asked = base.questions(questions)
        half = len(asked) // 2
        done: Run = run(base.answer, asked[:half] + mistyped(asked[half:], 1))
        memory = peak_megabytes()
        open_s = base.opened(Path(folder))
    figures = {"case": case, "phrasings": phrasings, "build_s": base.build_s, "open_s": open_s, "memory_mb": memory}
    return figures | {"median_ms": done.milliseconds(0.5), "p99_ms": done.milliseconds(0.99), "accuracy": done.accuracy()}


def plot(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw time and memory against size, both on logarithmic axes."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, 3, figsize=(12, 4), layout="constrained")
    drawn = {"median_ms": "median, ms", "build_s": "build, s", "memory_mb": "memory, MB"}
    for panel, (key, title) in zip(panels, drawn.items(), strict=True):
        for case in CASES:
            of_case = [row for row in rows if row["case"] == case and "error" not in row]
            panel.loglog([row["phrasings"] for row in of_case], [row[key] for row in of_case], marker="o", label=case)
        panel.set(title=title, xlabel="phrasings")
        panel.grid(visible=True, which="major", alpha=0.3)
    panels[0].legend()
    figure.savefig(path, dpi=110)


def in_own_process(case: str, phrasings: int, questions: int) -> dict[str, Any]:
    """Return the figures of one case and size, measured in a fresh process with one thread."""
    command = [sys.executable, __file__, "--case", case, "--only", str(phrasings), "--questions", str(questions)]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        return {"case": case, "phrasings": phrasings, "error": (done.stderr.strip().splitlines() or ["no message"])[-1]}
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---" * len(COLUMNS) + "|"]
    for row in rows:
        cells = [f"{value:.3f}" if isinstance(value, float) else str(value) for value in (row.get(key, "-") for key in COLUMNS)]
        lines.append("| " + " | ".join(cells) + " |" + (f" {row['error']}" if "error" in row else ""))
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Measure and print; exit status 1 where a size failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", choices=[*CASES, "both"], default="both")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="leave out sizes above this")
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--plot", type=Path, help="draw the growth into this PNG file")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.only:
        print(json.dumps(measure(options.case, options.only, options.questions)))
        return 0
    cases = list(CASES) if options.case == "both" else [options.case]
    rows = [in_own_process(case, size, options.questions) for case in cases for size in SIZES if size <= options.largest]
    if options.plot:
        plot(rows, options.plot)
    print(json.dumps(rows, indent=1) if options.json else table(rows))
    return 1 if any("error" in row for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
