"""Where compiled forms of a base are kept between starts: files named after the base and the code, so that no stale one is opened."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from bot.knowledge.grid import Base

_MOST_KEPT: Final = 3  # files of one sort: of other bases, or of this one before its last changes
_CODE: Final = tuple(Path(__file__).parents[1] / room for room in ("language", "knowledge", "matching"))


def place(folder: Path, sort: str, base: Base, suffix: str) -> Path:
    """Return where a compiled form of a base is kept: its name changes with the base and with the code that compiles it."""
    return folder / f"{sort}-{base.revision}-{code_revision()}{suffix}"


def prune(kept: Path) -> None:
    """Remove the oldest files of the same sort as one that was just kept, beyond a few. Raises OSError where that can't be done."""
    alike = kept.parent.glob(f"{kept.name.partition('-')[0]}-*{kept.suffix}")
    for old in sorted(alike, key=lambda file: -file.stat().st_mtime)[_MOST_KEPT:]:
        old.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def code_revision() -> str:
    """Return a hash of the code that compiled forms depend on."""
    digest = hashlib.sha256()
    for source in sorted(path for room in _CODE for path in room.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]
