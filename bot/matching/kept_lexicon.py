"""Keeping the compiled lexicon and phrasings of a base as a file, so that a cold start need not compile them again.

The file is one of `kept_files`, its body MessagePack.
"""

from pathlib import Path
from typing import Any

import msgspec

from bot.knowledge import kept_files
from bot.knowledge.grid import Base
from bot.matching.compilation import build
from bot.matching.intents import CompiledIntent, Pattern, compile_intents, with_patterns
from bot.matching.lexicon import Lexicon


def opened(base: Base, folder: Path) -> tuple[Lexicon, tuple[CompiledIntent, ...]]:
    """Return the lexicon and the intents of a base: from its kept file in `folder`, or compiled and then kept there."""
    path = kept_files.place(folder, "lexicon", base.revision, ".msgpack")
    body = kept_files.read(path)
    if body is not None:
        kept = msgspec.msgpack.decode(body)
        return _lexicon(kept), with_patterns(base, [[_pattern(row) for row in rows] for rows in kept["patterns"]])
    lexicon, intents = compiled(base)
    kept_files.write(path, msgspec.msgpack.encode(_plain(lexicon, intents)))
    return lexicon, intents


def compiled(base: Base) -> tuple[Lexicon, tuple[CompiledIntent, ...]]:
    """Compile the lexicon and the intents of a base."""
    lexicon = build(base)
    return lexicon, compile_intents(base, lexicon)


def _plain(lexicon: Lexicon, intents: tuple[CompiledIntent, ...]) -> dict[str, Any]:
    return {
        "rows": lexicon.rows,
        "words": lexicon.words,
        "empty": sorted(lexicon.empty),
        "sounds": {str(length): lists for length, lists in lexicon.sounds.items()},
        "initials": lexicon.initials,
        "patterns": [[_row(pattern) for pattern in intent.patterns] for intent in intents],
    }


def _lexicon(kept: dict[str, Any]) -> Lexicon:
    sounds = {int(length): (heard, joined) for length, (heard, joined) in kept["sounds"].items()}
    return Lexicon(kept["rows"], kept["words"], frozenset(kept["empty"]), sounds, kept["initials"])


def _row(pattern: Pattern) -> list[Any]:
    parts = ([sorted(part) for part in side] for side in (pattern.required, pattern.optional))
    return [pattern.phrasing, list(pattern.slots), sorted(pattern.named), *parts]


def _pattern(row: list[Any]) -> Pattern:
    phrasing, slots, named, required, optional = row
    return Pattern(phrasing, tuple(slots), frozenset(named), tuple(map(frozenset, required)), tuple(map(frozenset, optional)))
