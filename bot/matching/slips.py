"""Slips of the hand and the ear: which words of the base a mistyped word can be. Corrections go towards the base's own words only."""

from collections.abc import Callable
from typing import Final, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.hangul import JAMO_RUN, is_syllable, sound_key
from bot.language.text import Atom
from bot.matching.arcs import Arc, Keys, exact
from bot.matching.lexicon import Entry, Lexicon

_LONGEST_STRETCH: Final = 10  # syllables of a mistyped Korean name
T = TypeVar("T")
_MOST_GUESSED: Final = 8192  # mistyped words remembered; when there are more, all are forgotten


def slips_allowed(letters: int) -> int:
    """Return how many slips a spelling of so many letters may have and still be recognised: 0 below 5, 1 to 7, 2 to 11, then 3."""
    return 0 if letters < 5 else 1 if letters < 8 else 2 if letters < 12 else 3


def mistyped_words(lexicon: Lexicon, pieces: tuple[Atom, ...], keys: Keys, arcs: list[list[Arc]], unknown: set[int]) -> None:
    for i in sorted(unknown):
        raw = pieces[i].raw
        if raw.isalpha() and raw.isascii():
            near = _remembered(lexicon, raw, _nearest_words)
            keys[i] = (*keys[i], *near)
        elif JAMO_RUN.fullmatch(raw):
            arcs[i] += [Arc(i + 1, entry, 0.5) for entry in _of_initials(lexicon, raw)]
    touched = {i for i in unknown if len(keys[i]) > 1}
    for start in range(len(pieces)):
        if any(i in touched for i in range(start, start + 8)):
            arcs[start] = list(
                {
                    (arc.end, id(arc.entry)): arc for arc in sorted((*exact(lexicon, keys, start), *arcs[start]), key=lambda a: -a.slips)
                }.values()
            )


def _remembered(lexicon: Lexicon, typed: str, guess: Callable[[Lexicon, str], T]) -> T:
    """Return what `guess` makes of a mistyped word. Remembered with the lexicon: a base that was reloaded must leave the memory."""
    key = (guess.__name__, typed)
    if key not in lexicon.guessed:
        if len(lexicon.guessed) >= _MOST_GUESSED:
            lexicon.guessed.clear()
        lexicon.guessed[key] = guess(lexicon, typed)
    found: T = lexicon.guessed[key]
    return found


def _nearest_words(lexicon: Lexicon, raw: str) -> tuple[tuple[str, float], ...]:
    words = lexicon.words
    allowed = max(1, slips_allowed(len(raw))) if len(raw) > 2 else 0
    if not allowed:
        return ()
    lengths = range(len(raw) - allowed, len(raw) + allowed + 1)
    near = (process.extract(raw, lexicon.by_length.get(n, ()), scorer=OSA.distance, score_cutoff=allowed, limit=12) for n in lengths)
    found = [match for matches in near for match in matches]
    fitting = [(word, distance) for word, distance, _ in found if _may_be(word, raw, distance, word in lexicon.empty)]
    nearest = min((distance for _, distance in fitting), default=0)
    return tuple(dict.fromkeys((words[word], float(distance)) for word, distance in fitting if distance == nearest))


def _may_be(word: str, raw: str, slips: float, empty: bool) -> bool:
    """Whether `raw` may be a slip of `word`. An unknown word is not taken for a frame word unless its letters are only swapped."""
    swapped = sorted(word) == sorted(raw)
    if len(raw) < 5 or (empty and len(raw) < 7) or (len(word) < 5 and word[0] != raw[0]):
        return swapped
    return slips <= slips_allowed(max(len(word), len(raw)))


def _of_initials(lexicon: Lexicon, raw: str) -> tuple[Entry, ...]:
    found = tuple(lexicon.entry(joined) for joined in lexicon.initials.get(raw, ())) if len(raw) > 1 else ()
    return found if len({record for entry in found for record in entry.records}) == 1 else ()


def mistyped_syllables(lexicon: Lexicon, pieces: tuple[Atom, ...], arcs: list[list[Arc]], unknown: set[int]) -> None:
    for start in sorted(_stretch_starts(pieces, arcs, unknown)):
        for end in range(start + 2, min(len(pieces), start + _LONGEST_STRETCH) + 1):
            if not is_syllable(pieces[end - 1].key):
                break
            spaced = any(atom.opens for atom in pieces[start + 1 : end])
            if any(start <= i < end for i in unknown) and (pieces[start].opens or not spaced):
                arcs[start] += _heard(lexicon, "".join(atom.key for atom in pieces[start:end]), end)


def _stretch_starts(pieces: tuple[Atom, ...], arcs: list[list[Arc]], unknown: set[int]) -> set[int]:
    starts: set[int] = set()
    for i in unknown:
        if is_syllable(pieces[i].key):
            begin = i
            while begin > 0 and not pieces[begin].opens:
                begin -= 1
            starts.update(range(max(begin, i - _LONGEST_STRETCH), i + 1))
    reachable = {arc.end for i, found in enumerate(arcs) for arc in found}
    return {i for i in starts if pieces[i].opens or i in reachable}


def _heard(lexicon: Lexicon, stretch: str, end: int) -> list[Arc]:
    return [Arc(end, entry, slips) for entry, slips in _remembered(lexicon, sound_key(stretch), _sounding_like)]


def _jamo_slips(letters: int) -> int:
    """Return how many jamo of a Korean spelling may be wrong: a two-syllable name has five or six, and neighbours differ in two."""
    return 0 if letters < 5 else 1 if letters < 10 else 2 if letters < 15 else 3


def _sounding_like(lexicon: Lexicon, heard: str) -> tuple[tuple[Entry, float], ...]:
    found: list[tuple[Entry, float]] = []
    for length in range(len(heard) - 3, len(heard) + 4):
        allowed = _jamo_slips(length)
        if length not in lexicon.sounds or abs(length - len(heard)) > allowed:
            continue
        keys, spellings = lexicon.sounds[length]
        for _, distance, index in process.extract(heard, keys, scorer=OSA.distance, score_cutoff=allowed, limit=6):
            found.append((lexicon.entry(spellings[index]), max(float(distance), 0.4)))
    nearest = min((slips for _, slips in found), default=0.0)
    return tuple((entry, slips) for entry, slips in found if slips == nearest)
