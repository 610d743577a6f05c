"""Segmentation: the cheapest way to read a question as names and words of the base.

A dynamic programme over atoms. Names and words cover atoms exactly; where nothing fits, mistyped ones are tried; what is left
is unknown. Korean particles and endings are words of the lexicon that may only follow something known, so that 대전에서는 is
Daejeon and a particle, while 대전화 is not Daejeon.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.hangul import JAMO_RUN, from_latin_keys, is_syllable, sound_key, to_latin_keys
from bot.language.text import Atom, atoms, normalise
from bot.matching.lexicon import COST, EVIDENCE, Entry, Lexicon

# Costs of the segmentation, in the order that they must keep: known < mistyped < unknown. Only their order was chosen, not tuned.
_NAME: Final = 0.08
_KNOWN: Final = 0.10
_FRAME: Final = 0.14
_PER_SLIP: Final = 0.5
_UNKNOWN_WORD: Final = 2.0
_UNKNOWN_SYLLABLE: Final = 1.2
_INSIDE_A_WORD: Final = 0.8
_SPACE_KNOWN: Final = 0.02
_SPACE_NEW: Final = 0.13
_SPACE_IN_TWO: Final = 0.32
_UNKNOWN_COST: Final = 0.7  # what an unknown word weighs against a reading
_PARTIAL_EVIDENCE: Final = 0.5  # what a word of a longer name weighs for one
_PUNCTUATION: Final = "?!.,~"
_LONGEST_STRETCH: Final = 10  # syllables of a mistyped Korean name


@dataclass(frozen=True)
class Unit:
    """A stretch of the question and what it means: concepts, records (`members`: all of them at once), or nothing known.

    `score` is 1 for a spelling of the base and falls with each slip; `corrected` is the spelling that was read instead.
    """

    text: str
    start: int
    end: int
    entry: Entry | None
    score: float = 1.0
    corrected: str = ""

    @cached_property
    def concepts(self) -> frozenset[str]:
        """The concepts that it can mean."""
        return frozenset(concept for concept, _ in self.entry.concepts) if self.entry else frozenset()

    @cached_property
    def records(self) -> tuple[str, ...]:
        """The records that it can name."""
        return self.entry.records if self.entry else ()

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The records that it names together."""
        return self.entry.members if self.entry else ()

    @cached_property
    def is_mention(self) -> bool:
        """Whether it names records."""
        return bool(self.records or self.members)

    @cached_property
    def is_unknown(self) -> bool:
        """Whether nothing in the base explains it."""
        return self.entry is None and not self.is_literal and not self.is_slot

    @cached_property
    def is_literal(self) -> bool:
        """Whether it is a number."""
        return self.text[:1].isdigit()

    @cached_property
    def is_slot(self) -> bool:
        """Whether it is a slot of a phrasing."""
        return self.text.startswith("{")

    @cached_property
    def evidence(self) -> float:
        """What it weighs when a reading explains it."""
        if self.is_mention and self.entry:
            return _PARTIAL_EVIDENCE if self.entry.partial else 1.0
        return max((EVIDENCE[role] for _, role in self.entry.concepts), default=0.0) if self.entry else 0.0

    @cached_property
    def cost(self) -> float:
        """What it weighs against a reading that does not explain it."""
        if self.entry is None:
            return 0.1 if self.is_literal else 0.3 if len(self.text) == 1 or len(self.text) < 3 and self.text.isascii() else _UNKNOWN_COST
        if self.entry.light:
            return 0.0
        if self.entry.partial:
            return _UNKNOWN_COST
        return 1.0 if self.is_mention else max((COST[role] for _, role in self.entry.concepts), default=0.0)

    def has_role(self, role: str) -> bool:
        """Tell whether one of its concepts has this role."""
        return self.entry is not None and any(found == role for _, found in self.entry.concepts)


@dataclass(frozen=True, slots=True)
class _Arc:
    end: int
    entry: Entry
    slips: float


def segment(text: str, lexicon: Lexicon) -> tuple[Unit, ...]:
    """Read normalised `text` as units, in order; every atom belongs to one unit, endings and particles are dropped."""
    pieces = tuple(atom for atom in _respaced(atoms(text)) if atom.key not in "?!")
    keys: list[tuple[tuple[str, float], ...]] = [((atom.key, 0.0),) for atom in pieces]
    arcs = [_exact(lexicon, keys, i) for i in range(len(pieces))]
    path = _cheapest(pieces, arcs)
    unknown = {i for i, arc in path if arc is None}
    if unknown:
        _mistyped_words(lexicon, pieces, keys, arcs, unknown)
        _mistyped_syllables(lexicon, pieces, arcs, unknown)
        path = _cheapest(pieces, arcs)
    return _units(text, pieces, path, arcs)


def _respaced(pieces: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """Forget the spaces of a text that puts one after every syllable (게 시 일)."""
    hangul = [atom for atom in pieces if is_syllable(atom.key)]
    if len(hangul) < 3 or not all(atom.opens for atom in hangul):
        return pieces
    return tuple(Atom(a.key, a.raw, a.start, a.end, i == 0 or not is_syllable(a.key)) for i, a in enumerate(pieces))


def _exact(lexicon: Lexicon, keys: list[tuple[tuple[str, float], ...]], start: int) -> list[_Arc]:
    return [_Arc(end, entry, slips) for end, slips, entry in lexicon.walk(keys, start)]


def _price(pieces: tuple[Atom, ...], start: int, arc: _Arc, after_known: bool) -> float | None:
    """Return what the arc costs at this place, or None where it must not stand."""
    entry, first = arc.entry, pieces[start]
    price = (_NAME if entry.records or entry.members else _KNOWN if entry.content else _FRAME) + _PER_SLIP * arc.slips
    if not is_syllable(first.key):
        return price
    syllables = arc.end - start
    price += sum(_space(entry, i) for i in range(1, syllables) if pieces[start + i].opens and is_syllable(pieces[start + i].key))
    if first.opens:
        bound = entry.ending and not (entry.light or entry.content)
        return (price + 0.3 if after_known else None) if bound else price
    if after_known:
        return price + (0.25 if syllables == 1 and not entry.ending else 0.0)
    return price + _INSIDE_A_WORD if syllables > 1 and entry.informative else None


def _space(entry: Entry, place: int) -> float:
    """Return what a space inside a spelling costs: hardly anything where the base has one too, more in a word of two syllables."""
    if place in entry.breaks:
        return _SPACE_KNOWN
    return _SPACE_NEW if len(entry.keys) > 2 else _SPACE_IN_TWO


def _cheapest(pieces: tuple[Atom, ...], arcs: list[list[_Arc]]) -> list[tuple[int, _Arc | None]]:
    """Return the cheapest path as (start, arc), the arc None for an unknown atom."""
    size = len(pieces)
    best: list[list[tuple[float, int, int, _Arc | None] | None]] = [[None, None] for _ in range(size + 1)]
    best[0][1] = (0.0, -1, 0, None)
    for start in range(size):
        for known in (0, 1):
            here = best[start][known]
            if here is None:
                continue
            syllable = is_syllable(pieces[start].key)
            literal = pieces[start].key[:1].isdigit() or pieces[start].key[:1] == "{"
            step = 0.05 if literal else _UNKNOWN_SYLLABLE if syllable else _UNKNOWN_WORD
            _relax(best[start + 1], int(literal), (here[0] + step, start, known, None))
            for arc in arcs[start]:
                price = _price(pieces, start, arc, bool(known) and start > 0)
                if price is not None:
                    _relax(best[arc.end], 1, (here[0] + price, start, known, arc))
    state = min((state for state in (0, 1) if best[size][state]), key=lambda s: best[size][s][0], default=0)  # type: ignore[index]
    path: list[tuple[int, _Arc | None]] = []
    at = size
    while at > 0:
        step_back = best[at][state]
        assert step_back is not None
        _, start, state_before, arc = step_back
        path.append((start, arc))
        at, state = start, state_before
    return path[::-1]


def _relax(cell: list[tuple[float, int, int, _Arc | None] | None], state: int, step: tuple[float, int, int, _Arc | None]) -> None:
    old = cell[state]
    if old is None or step[0] < old[0] - 1e-9:
        cell[state] = step


def slips_allowed(letters: int) -> int:
    """Return how many slips a spelling of so many letters may have and still be recognised: 0 below 4, 1 to 7, 2 to 11, then 3."""
    return 0 if letters < 4 else 1 if letters < 8 else 2 if letters < 12 else 3


def _mistyped_words(lexicon: Lexicon, pieces: tuple[Atom, ...], keys: list[tuple[tuple[str, float], ...]], arcs: list[list[_Arc]], unknown: set[int]) -> None:
    for i in sorted(unknown):
        raw = pieces[i].raw
        if raw.isalpha() and raw.isascii():
            near = _nearest_words(lexicon, raw)
            keys[i] = (*keys[i], *near)
        elif JAMO_RUN.fullmatch(raw):
            arcs[i] += [_Arc(i + 1, entry, 0.5) for entry in _of_initials(lexicon, raw)]
    touched = {i for i in unknown if len(keys[i]) > 1}
    for start in range(len(pieces)):
        if any(i in touched for i in range(start, start + 8)):
            arcs[start] = list({(arc.end, id(arc.entry)): arc for arc in sorted((*_exact(lexicon, keys, start), *arcs[start]), key=lambda a: -a.slips)}.values())


@lru_cache(maxsize=4096)
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
    if len(raw) < 4 or (empty and len(raw) < 7) or (len(word) < 5 and word[0] != raw[0]):
        return swapped
    return slips <= slips_allowed(max(len(word), len(raw)))


def _of_initials(lexicon: Lexicon, raw: str) -> tuple[Entry, ...]:
    found = lexicon.initials.get(raw, ()) if len(raw) > 1 else ()
    return found if len({record for entry in found for record in entry.records}) == 1 else ()


def _mistyped_syllables(lexicon: Lexicon, pieces: tuple[Atom, ...], arcs: list[list[_Arc]], unknown: set[int]) -> None:
    for start in sorted(_stretch_starts(pieces, arcs, unknown)):
        for end in range(start + 2, min(len(pieces), start + _LONGEST_STRETCH) + 1):
            if not is_syllable(pieces[end - 1].key):
                break
            spaced = any(atom.opens for atom in pieces[start + 1 : end])
            if any(start <= i < end for i in unknown) and (pieces[start].opens or not spaced):
                arcs[start] += _heard(lexicon, "".join(atom.key for atom in pieces[start:end]), end)


def _stretch_starts(pieces: tuple[Atom, ...], arcs: list[list[_Arc]], unknown: set[int]) -> set[int]:
    starts: set[int] = set()
    for i in unknown:
        if is_syllable(pieces[i].key):
            begin = i
            while begin > 0 and not pieces[begin].opens:
                begin -= 1
            starts.update(range(max(begin, i - _LONGEST_STRETCH), i + 1))
    reachable = {arc.end for i, found in enumerate(arcs) for arc in found}
    return {i for i in starts if pieces[i].opens or i in reachable}


def _heard(lexicon: Lexicon, stretch: str, end: int) -> list[_Arc]:
    return [_Arc(end, entry, slips) for entry, slips in _sounding_like(lexicon, sound_key(stretch))]


def _jamo_slips(letters: int) -> int:
    """Return how many jamo of a Korean spelling may be wrong: a two-syllable name has five or six, and neighbours differ in two."""
    return 0 if letters < 5 else 1 if letters < 10 else 2 if letters < 15 else 3


@lru_cache(maxsize=4096)
def _sounding_like(lexicon: Lexicon, heard: str) -> tuple[tuple[Entry, float], ...]:
    found: list[tuple[Entry, float]] = []
    for length in range(len(heard) - 3, len(heard) + 4):
        allowed = _jamo_slips(length)
        if length not in lexicon.sounds or abs(length - len(heard)) > allowed:
            continue
        keys, entries = lexicon.sounds[length]
        for _, distance, index in process.extract(heard, keys, scorer=OSA.distance, score_cutoff=allowed, limit=6):
            found.append((entries[index], max(float(distance), 0.4)))
    nearest = min((slips for _, slips in found), default=0.0)
    return tuple((entry, slips) for entry, slips in found if slips == nearest)


def _units(text: str, pieces: tuple[Atom, ...], path: list[tuple[int, _Arc | None]], arcs: list[list[_Arc]]) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for start, arc in path:
        if arc is None:
            _add_unknown(units, text, pieces[start])
        elif arc.entry.informative or arc.entry.light:
            first, last = pieces[start], pieces[arc.end - 1]
            entry = _with_rivals(arc, arcs[start])
            letters = sum(len(atom.raw) * (3 if is_syllable(atom.key) else 1) for atom in pieces[start : arc.end])
            score = 1.0 - arc.slips / max(letters, 1)
            units.append(Unit(text[first.start : last.end], first.start, last.end, entry, score, entry.surface if arc.slips else ""))
    return tuple(units)


def _with_rivals(arc: _Arc, others: list[_Arc]) -> Entry:
    """Join what lies as near: with a slip, the same letters may mean two names, and then neither is certain."""
    if not arc.slips:
        return arc.entry
    entry = arc.entry
    for other in others:
        if other.end == arc.end and other.slips == arc.slips and other.entry is not entry:
            entry = Entry(entry.surface, entry.keys, tuple(dict.fromkeys(entry.concepts + other.entry.concepts)),
                          tuple(dict.fromkeys(entry.records + other.entry.records)), entry.members or other.entry.members,
                          entry.light, entry.ending)  # fmt: skip
    return entry


def _add_unknown(units: list[Unit], text: str, atom: Atom) -> None:
    """Add an unknown atom, joined to the unknown syllables of the same word before it."""
    if units and units[-1].is_unknown and is_syllable(atom.key) and not atom.opens and units[-1].end == atom.start:
        begin = units.pop().start
        units.append(Unit(text[begin : atom.end], begin, atom.end, None))
    elif not (JAMO_RUN.fullmatch(atom.raw) and len(set(atom.raw)) == 1):
        units.append(Unit(atom.raw, atom.start, atom.end, None))


def other_layout(text: str, lexicon: Lexicon) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Re-read words typed in the wrong keyboard layout; return the text and the (typed, read) pairs.

    A word is read in the other layout only when the base knows nothing like it as typed and knows all of it as re-read; once
    one word is, words that mean nothing by themselves (gotdj, 했어) follow.
    """
    words = text.split(" ")
    read = [_in_other_layout(word.strip(_PUNCTUATION), lexicon) for word in words]
    telling = any(found and any(unit.evidence >= 0.2 for unit in segment_exactly(found, lexicon)) for found in read)
    changed = tuple((w.strip(_PUNCTUATION), found) for w, found in zip(words, read, strict=True) if found and telling)
    joined = " ".join(found if found and telling else word for word, found in zip(words, read, strict=True))
    return (normalise(joined) if changed else text), changed


def _in_other_layout(word: str, lexicon: Lexicon) -> str:
    if len(word) < 4 or word in lexicon.words:
        return ""
    if word.isascii() and word.isalpha():
        read = from_latin_keys(word)
        good = len(read) > 1 and all(is_syllable(c) for c in read)
    else:
        read = to_latin_keys(word)
        good = not word.isascii() and read.isascii() and read.isalpha() and read in lexicon.words
    return read if good and _all_known(read, lexicon) and not _all_known(word, lexicon) else ""


def segment_exactly(text: str, lexicon: Lexicon) -> tuple[Unit, ...]:
    """Segment without looking for mistyped words."""
    pieces = atoms(text)
    arcs = [_exact(lexicon, [((atom.key, 0.0),) for atom in pieces], i) for i in range(len(pieces))]
    return _units(text, pieces, _cheapest(pieces, arcs), arcs)


def _all_known(text: str, lexicon: Lexicon) -> bool:
    return not any(unit.is_unknown for unit in segment_exactly(text, lexicon))
