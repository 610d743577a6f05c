"""How long pictures take: each one of the shipped base fresh and from memory, and the first one of a new process.

    python benchmarks/pictures.py [--all]

Exit status 1 when the slowest fresh picture takes more than 300 ms or the slowest from memory more than 5 ms (median of five).
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.knowledge.folders import shipped_directory
from bot.knowledge.grid import Base
from bot.knowledge.loader import load
from bot.language import LANGUAGES, Language
from bot.replies import pictures
from bot.replies.pictures import drawing
from bot.replies.reply import PictureRequest

FRESH, REMEMBERED = 300.0, 5.0  # milliseconds
SAMPLE = ("", "ulsan", "daegu", "jeju", "seoul", "chungbuk", "nano-convergence-material", "secondary-battery", "intelligent-machinery")
COLD = """
import time
from bot.knowledge.folders import shipped_directory
from bot.knowledge.loader import load
base = load(shipped_directory())
start = time.perf_counter()
from bot.replies.pictures import draw
from bot.replies.reply import PictureRequest
draw(base, PictureRequest("map", "ulsan"), "en")
print(1000 * (time.perf_counter() - start))
"""


def requests(base: Base, everything: bool) -> Iterator[PictureRequest]:
    """The pictures to draw: a sample, or all that the base can fill."""
    records = ("", *base.by_id) if everything else SAMPLE
    drawable = (PictureRequest(what, record) for record in records for what in ("map", "partners"))
    return (request for request in drawable if pictures.drawable(base, request))


def milliseconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def forget() -> None:
    """Empty every memory of finished pictures; the letters' outlines stay, as they do in a running bot."""
    pictures.draw_scene.cache_clear()
    pictures.remembered_png.cache_clear()


def measure(base: Base, request: PictureRequest, language: Language) -> tuple[float, float, int]:
    """Median time of a fresh picture and of one from memory, in milliseconds, and its size in bytes."""

    def fresh() -> None:
        forget()
        pictures.draw(base, request, language)

    times = [milliseconds(fresh) for _ in range(5)]
    remembered = [milliseconds(lambda: pictures.draw(base, request, language)) for _ in range(5)]
    return statistics.median(times), statistics.median(remembered), len(pictures.draw(base, request, language).png)


def main(everything: bool) -> int:
    """Print the table; 0 when all are within the limits."""
    base = load(shipped_directory())
    rows = [(request, language, *measure(base, request, language)) for request in requests(base, everything) for language in LANGUAGES]
    for request, language, fresh, remembered, size in rows:
        print(f"{request.drawing:9}{request.record or 'all':28}{language}  {fresh:6.1f} ms  {remembered:5.2f} ms  {size / 1024:4.0f} kB")
    cold = float(
        subprocess.run([sys.executable, "-c", COLD], check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1]).stdout
    )
    slowest, slowest_remembered = max(row[2] for row in rows), max(row[3] for row in rows)
    print(f"{len(rows)} pictures with libvips {drawing.VERSION}: fresh median {statistics.median(row[2] for row in rows):.0f} ms, "
          f"slowest {slowest:.0f} ms; from memory slowest {slowest_remembered:.2f} ms; first of a process {cold:.0f} ms")  # fmt: skip
    return int(slowest > FRESH or slowest_remembered > REMEMBERED)


if __name__ == "__main__":
    raise SystemExit(main("--all" in sys.argv[1:]))
