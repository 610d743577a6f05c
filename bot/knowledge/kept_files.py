"""Where compiled forms of a base are kept between starts: files named after the base and the code, so that no stale one is opened.

What is written here begins with a hash of the rest, so that a damaged file is made anew. Nothing in it is executed.
"""

import hashlib
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Final

_MOST_KEPT: Final = 3  # files of one sort: of other bases, or of this one before its last changes
_CODE: Final = tuple(Path(__file__).parents[1] / room for room in ("language", "knowledge", "matching"))


def place(folder: Path, sort: str, revision: str, suffix: str) -> Path:
    """Return where a compiled form of a base is kept: its name changes with the base and with the code that compiles it."""
    return folder / f"{sort}-{revision}-{code_revision()}{suffix}"


def read(path: Path) -> bytes | None:
    """Return what was written there; None where nothing was, or where it is damaged."""
    try:
        checksum, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest().encode() == checksum else None


def write(path: Path, body: bytes) -> None:
    """Write a file whole or not at all; where nothing can be written, the next start compiles again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        Path(file.name).replace(path)
        prune(path)
    except OSError:
        return


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
