"""An index kept as a file: named arrays after a header that says what they were built from, under one checksum.

Layout: 8 bytes of magic, 32 bytes BLAKE2b of all that follows, 8 bytes length of the header (little-endian), the header (JSON:
fingerprint, sections with dtype, length and place), the sections, each at a multiple of 64 bytes. Sections are read-only views
of the mapped file. Nothing is trusted before the checksum has been compared, and nothing is ever executed (no pickle).
"""

import hashlib
import json
import mmap
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bot.errors import InputError

_MAGIC: Final = b"phrases3"
_ALIGNMENT: Final = 64
_START: Final = len(_MAGIC) + 32 + 8
_DTYPES: Final = frozenset({"<i4", "<i8", "<f4", "<f8", "|u1"})
_CHUNK: Final = 1 << 24

Sections = Mapping[str, npt.NDArray[Any]]


def fingerprint(parts: Iterable[str]) -> str:
    """Return what an index built from `parts` is known by: 32 hex characters that differ when any part or their order does."""
    digest = hashlib.blake2b(_MAGIC, digest_size=16)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "little"))
        digest.update(encoded)
    return digest.hexdigest()


def write(path: Path, built_from: str, sections: Sections) -> None:
    """Write an index in one stroke: whoever reads meanwhile sees the old file or the new one, never a half."""
    table, place = {}, 0
    arrays = {name: np.ascontiguousarray(array) for name, array in sections.items()}
    for name, array in arrays.items():
        place = -(-place // _ALIGNMENT) * _ALIGNMENT
        table[name] = [array.dtype.str, list(array.shape), place]
        place += array.nbytes
    header = json.dumps({"built_from": built_from, "size": place, "sections": table}, sort_keys=True).encode()
    header += b" " * (-(_START + len(header)) % _ALIGNMENT)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            digest = hashlib.blake2b(digest_size=32)
            file.write(bytes(_START))
            for piece in _pieces(header, arrays, table):
                digest.update(piece)
                file.write(piece)
            file.seek(0)
            file.write(_MAGIC + digest.digest() + len(header).to_bytes(8, "little"))
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink()
            raise


def _pieces(header: bytes, arrays: Sections, table: Mapping[str, Sequence[Any]]) -> Iterable[bytes | memoryview]:
    yield header
    place = 0
    for name, array in arrays.items():
        yield bytes(table[name][2] - place)
        if array.nbytes:
            yield array.reshape(-1).view(np.uint8).data
        place = table[name][2] + array.nbytes


def read(path: Path, built_from: str | None = None) -> Sections:
    """Return the sections of the index at `path`, mapped.

    Raises InputError where it is missing, damaged or built from something else.
    """
    try:
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise InputError(f"The kept index {path} can't be opened: {error}.") from error
    header, body = _verified(path, view)
    if built_from is not None and header["built_from"] != built_from:
        raise InputError(f"The kept index {path} was built from other texts.")
    return {name: _section(body, *entry) for name, entry in header["sections"].items()}


def _verified(path: Path, view: memoryview) -> tuple[dict[str, Any], memoryview]:
    """Return the header and what follows it, once the checksum is right."""
    if len(view) < _START or bytes(view[: len(_MAGIC)]) != _MAGIC:
        raise InputError(f"{path} is no kept index of this version.")
    digest = hashlib.blake2b(digest_size=32)
    for start in range(_START, len(view), _CHUNK):
        digest.update(view[start : start + _CHUNK])
    # The length of the header lies before what is summed; a wrong one fails below, as JSON or as a size.
    length = int.from_bytes(view[_START - 8 : _START], "little")
    if digest.digest() != bytes(view[len(_MAGIC) : _START - 8]) or length > len(view) - _START:
        raise InputError(f"The kept index {path} is damaged.")
    try:
        header: dict[str, Any] = json.loads(bytes(view[_START : _START + length]))
    except ValueError as error:
        raise InputError(f"The kept index {path} is damaged.") from error
    return header, view[_START + length :]


def _section(body: memoryview, dtype: str, shape: list[int], place: int) -> npt.NDArray[Any]:
    if dtype not in _DTYPES:
        raise InputError(f"A kept index holds numbers only, not {dtype}.")
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(body, np.dtype(dtype), count, place).reshape(shape)


def pack(texts: Iterable[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Return texts as one run of UTF-8 and the place where each ends."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    ends = np.cumsum([len(piece) for piece in encoded], dtype=np.int64)
    return np.frombuffer(b"".join(encoded), np.uint8), ends


def unpack(letters: npt.NDArray[np.uint8], ends: npt.NDArray[np.int64]) -> list[str]:
    """Return the texts that `pack` made one run of."""
    whole, start, texts = letters.tobytes(), 0, []
    for end in ends.tolist():
        texts.append(whole[start:end].decode("utf-8", "surrogatepass"))
        start = end
    return texts
