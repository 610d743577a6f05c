"""Keeping a loaded base as a file, so that a cold start need not read and check its YAML again.

The file is one of `kept_files`, named after a hash of all files of the base: after an edit they are read and checked anew.
"""

from pathlib import Path

import msgspec

from bot.knowledge import kept_files
from bot.knowledge.folders import files_of, revision
from bot.knowledge.grid import Base


def opened(directory: Path, folder: Path) -> Base:
    """Return the base in `directory`: from its kept file in `folder`, or read and then kept there. Raises KnowledgeError as `load`."""
    body = kept_files.read(_place(folder, _revision(directory)))
    if body is not None:
        return msgspec.msgpack.decode(body, type=Base)
    base = read(directory)
    kept_files.write(_place(folder, base.revision), msgspec.msgpack.encode(base))
    return base


def read(directory: Path) -> Base:
    """Read and check the base in `directory`. Raises KnowledgeError with every mistake that was found."""
    from bot.knowledge.loader import load  # with it come the YAML parser and all checks, which a kept base does without

    return load(directory)


def _revision(directory: Path) -> str:
    """Return the revision of the files in a folder; none where they can't be read, of which the loader says why."""
    try:
        return revision(dict(files_of(directory)))
    except OSError:
        return ""


def _place(folder: Path, of_revision: str) -> Path:
    return kept_files.place(folder, "base", of_revision, ".msgpack")
