"""Compiling the lexicon of a base: its names first, then its words, then parts of names, then words of its own phrasings."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, reduce
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.knowledge.grid import Base
from bot.language.hangul import initials, is_syllable, sound_key
from bot.language.text import atoms, normalise, stem
from bot.matching.lexicon import JOINT, Entry, Lexicon, Row, to_row

if TYPE_CHECKING:
    from bot.knowledge.model import WordRole

_HANGUL_WORDS: Final = re.compile("[가-힣]+(?: [가-힣]+)*")
_LATIN_WORDS: Final = re.compile("[a-z]+(?: [a-z]+)*")


def build(base: Base) -> Lexicon:
    """Build the lexicon of a base: record and group names first, then the words of its word lists."""
    entries: dict[tuple[str, ...], Entry] = {}
    for entry in _named(base):
        entries[entry.keys] = _merge(entries.get(entry.keys), entry)
    for word in base.words:
        keys = _keys(word.surface)
        if keys:
            concepts = ((word.concept, word.role),) if word.concept else ()
            breaks = _spelling(word.surface).breaks
            meant = Entry(word.surface, keys, concepts, light=word.role == "frame", ending=word.role == "ending", breaks=breaks)
            entries[keys] = _merge(entries.get(keys), meant)
    _partial_names(base, entries)
    _phrasing_words(base, entries)
    words = _latin_words(entries)
    empty = frozenset(spelled for spelled, key in words.items() if (known := entries.get((key,))) and not known.informative)
    return Lexicon(_rows(entries), words, empty, _sounds(entries), _initials(base, entries))


class _Spelling(NamedTuple):
    """A spelling read once: its keys, its words as spelled, and where it has spaces."""

    keys: tuple[str, ...]
    raws: tuple[str, ...]
    breaks: frozenset[int]


@lru_cache(maxsize=65_536)
def _spelling(surface: str) -> _Spelling:
    """Read a spelling. Plain Hangul and plain lower-case words, nearly all there are, go the short way to the same result."""
    if _HANGUL_WORDS.fullmatch(surface):
        parts = surface.split()
        syllables = tuple("".join(parts))
        return _Spelling(syllables, syllables, frozenset(accumulate(len(part) for part in parts[:-1])))
    if _LATIN_WORDS.fullmatch(surface):
        raws = tuple(surface.split())
        return _Spelling(tuple(map(stem, raws)), raws, frozenset(range(1, len(raws))))
    found = [atom for atom in atoms(normalise(surface)) if atom.key not in "?!"]
    breaks = frozenset(i for i, atom in enumerate(found) if i and atom.opens) if " " in surface else frozenset[int]()
    return _Spelling(tuple(atom.key for atom in found), tuple(atom.raw for atom in found), breaks)


def _keys(surface: str) -> tuple[str, ...]:
    return _spelling(surface).keys


def _named(base: Base) -> Iterator[Entry]:
    for record in base.by_id.values():
        for name in (*record.names, *record.described):
            for spelled in dict.fromkeys((name, name.partition("(")[0])):  # "medical devices (industry)" is asked for without
                for keys in _spellings(spelled):
                    yield Entry(spelled, keys, records=(record.id,), ours=record.kind != "other", breaks=_spelling(spelled).breaks)
    for group in base.groups:
        for name in group.names:
            for keys in _spellings(name):
                yield Entry(name, keys, members=group.members)


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    spelled = _spelling(name)
    if spelled.keys:
        yield spelled.keys
    if 1 < len(spelled.raws) < 4 and all(raw.isascii() and raw.isalpha() for raw in spelled.raws):
        yield _keys("".join(spelled.raws))


_MOST_PARTIAL: Final = 8


def _partial_names(base: Base, entries: dict[tuple[str, ...], Entry]) -> None:
    """Add the words of names that mean nothing by themselves: "machinery", 바이오."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for record in base.by_id.values():
        if base.kinds[record.kind].partial_names:
            for name in record.names:
                for keys in _parts_of(name):
                    if keys not in entries:
                        found.setdefault(keys, {})[record.id] = None
    for keys, records in found.items():
        if len(records) > _MOST_PARTIAL:
            continue  # "parts", "materials": such a word tells nothing apart
        entries[keys] = Entry(" ".join(keys), keys, records=tuple(records), ours=True, partial=True)


def _parts_of(name: str) -> Iterator[tuple[str, ...]]:
    keys = _keys(name)
    if all(is_syllable(key) for key in keys):
        for length in range(2, len(keys)) if " " not in name else ():
            yield keys[:length]
            yield keys[-length:]
    else:
        yield from ((key,) for key in keys if len(key) > 4 and key.isalpha())


def _merge(old: Entry | None, new: Entry) -> Entry:
    if old is None:
        return new
    return replace(
        old,
        concepts=tuple(dict.fromkeys(old.concepts + new.concepts)),
        records=tuple(dict.fromkeys(old.records + new.records)),
        members=old.members or new.members,
        light=old.light or new.light,
        ending=old.ending or new.ending,
        ours=old.ours or new.ours,
        breaks=old.breaks | new.breaks,
    )


def _phrasing_words(base: Base, entries: dict[tuple[str, ...], Entry]) -> None:
    """Make a concept of its own of each phrasing word that no word list has: an editor's new phrasing works without one.

    For intents, a word that stands in some name is known; a free entry may use "replace" though "replacement" is in a name.
    """
    in_names = {key for keys in entries for key in keys}
    for phrasing in (p for intent in base.intents.values() for p in intent.phrasings if p.language == "en"):
        _own_words(_keys(phrasing.text), entries, in_names)
    asked = [_keys(phrasing.text) for entry in base.entries.values() for phrasing in entry.phrasings]
    for keys in asked:
        _own_words(keys, entries, set())
    claimed = _claimed(asked, entries)
    for phrasing in (p for entry in base.entries.values() for p in entry.phrasings if p.language == "ko"):
        for word in normalise(phrasing.text).split():
            keys = _without_ending(_keys(word), entries)
            if len(keys) > 1 and all(is_syllable(key) for key in keys) and not _begins(keys, entries, claimed):
                whole = Entry("".join(keys), keys, ((f"word:{''.join(keys)}", "content"),))
                stems = (entries[keys[:length]] for length in range(2, len(keys)) if keys[:length] in claimed)
                entries[keys] = reduce(_merge, stems, whole)


def _own_words(phrasing: tuple[str, ...], entries: dict[tuple[str, ...], Entry], known: set[str]) -> None:
    for key in phrasing:
        if key not in known and (key,) not in entries and not key.startswith("{") and key.isalpha() and not is_syllable(key):
            entries[(key,)] = Entry(key, (key,), ((f"word:{key}", "content"),))


def _claimed(asked: list[tuple[str, ...]], entries: dict[tuple[str, ...], Entry]) -> set[tuple[str, ...]]:
    """Let a free entry speak of what is elsewhere in other bases, and return the keys of what it speaks of.

    Who keeps an entry about parking is asked about parking: about that word, not about all of travel.
    """
    claimed = set()
    for keys in set(asked):
        for start in range(len(keys)):
            for end in range(start + 1, min(len(keys), start + 6) + 1):
                found = entries.get(keys[start:end])
                if found and any(role == "elsewhere" for _, role in found.concepts):
                    own: tuple[str, WordRole] = (f"word:{found.surface}", "content")
                    ours = (own if role == "elsewhere" else (concept, role) for concept, role in found.concepts)
                    entries[found.keys] = replace(found, concepts=tuple(ours))
                    claimed.add(found.keys)
    return claimed


def _without_ending(keys: tuple[str, ...], entries: dict[tuple[str, ...], Entry]) -> tuple[str, ...]:
    """Return a Korean word without the longest particle or ending that leaves two syllables of it."""
    cut = (place for place in range(2, len(keys)) if (found := entries.get(keys[place:])) and found.ending)
    return keys[: next(cut, len(keys))]


def _begins(keys: tuple[str, ...], entries: dict[tuple[str, ...], Entry], claimed: set[tuple[str, ...]]) -> bool:
    """Whether a word begins with one that is known; 주차 was meant for other bases, and 주차장 is no form of it."""
    return keys in entries or any(keys[:length] in entries and keys[:length] not in claimed for length in range(2, len(keys)))


def _latin_words(entries: dict[tuple[str, ...], Entry]) -> dict[str, str]:
    words: dict[str, str] = {}
    for entry in entries.values():
        if entry.partial:
            continue
        spelled = _spelling(entry.surface)
        for raw, key in zip(spelled.raws, spelled.keys, strict=True):
            if raw.isascii() and raw.isalpha():
                words.setdefault(raw, key)
        for key in entry.keys:
            if key.isascii() and key.isalpha():
                words.setdefault(key, key)
    return words


_SHORTEST_WORD: Final = 7  # jamo


def _sounds(entries: dict[tuple[str, ...], Entry]) -> dict[int, tuple[list[str], list[str]]]:
    grouped: dict[int, tuple[list[str], list[str]]] = {}
    for entry in entries.values():
        if entry.is_hangul and len(entry.keys) > 1 and entry.informative and not entry.partial:
            heard = sound_key("".join(entry.keys))
            if len(heard) < _SHORTEST_WORD and len(entry.keys) < 3 and not entry.ours:
                continue  # short words are too near to others to be guessed at; the names of the base are worth the risk
            sounds, spellings = grouped.setdefault(len(heard), ([], []))
            sounds.append(heard)
            spellings.append(JOINT.join(entry.keys))
    return grouped


def _initials(base: Base, entries: dict[tuple[str, ...], Entry]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in entries.values():
        named = any(base.by_id[record].kind != "other" for record in entry.records)
        if named and entry.is_hangul and len(entry.keys) > 1 and not entry.partial:
            found.setdefault(initials("".join(entry.keys)), []).append(JOINT.join(entry.keys))
    return found


def _rows(entries: dict[tuple[str, ...], Entry]) -> dict[str, Row | None]:
    rows: dict[str, Row | None] = {}
    for keys, entry in entries.items():
        for length in range(1, len(keys)):
            rows.setdefault(JOINT.join(keys[:length]), None)
        rows[JOINT.join(keys)] = to_row(entry)
    return rows
