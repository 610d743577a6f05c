"""The files of a base: those in its folder, and those of the shipped one that it borrows."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SHIPPED: Final = Path(__file__).resolve().parents[2] / "knowledge"
PACKAGED: Final = Path(__file__).resolve().parents[1] / "_knowledge"
SHIPPED_PREFIX: Final = "(shipped)/"  # of the names of files that a base borrows
_BORROWED: Final = ("schema.yaml", "words", "intents", "asked", "replies")


def shipped_directory() -> Path:
    """Return the folder of the base that comes with the package: in a wheel inside it, in a checkout beside it."""
    return PACKAGED if PACKAGED.is_dir() else SHIPPED


def files_of(directory: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a base by name: its own, then those that it borrows."""

    def inside(root: Path, part: str = "") -> Iterator[Path]:
        top = root / part
        found = [top] if top.is_file() else sorted(top.rglob("*.yaml"))
        return (path for path in found if "questions" not in path.relative_to(root).parts)

    for path in inside(directory):
        yield path.relative_to(directory).as_posix(), path
    own_schema = (directory / "schema.yaml").exists()
    for part in _BORROWED:
        # Beside a schema of its own a base speaks with its own words and phrasings alone: the shipped ones ask for what it has not.
        if part == "replies" or not own_schema or not (directory / part).exists():
            for path in inside(shipped_directory(), part):
                yield f"{SHIPPED_PREFIX}{path.relative_to(shipped_directory()).as_posix()}", path


def revision(files: dict[str, Path]) -> str:
    """Return a hash of all files of a base."""
    digest = hashlib.sha256()
    for name, path in sorted(files.items()):
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
