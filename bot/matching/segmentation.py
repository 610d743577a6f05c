"""Segmentation: the cheapest way to read a question as names and words of the base.

A dynamic programme over atoms. Names and words cover atoms exactly; where nothing fits, mistyped ones are tried; what is left
is unknown. Korean particles and endings are words of the lexicon that may only follow something known, so that 대전에서는 is
Daejeon and a particle, while 대전화 is not Daejeon.
"""

from typing import Final

from bot.language.hangul import JAMO_RUN, is_syllable
from bot.language.text import Atom, atoms
from bot.matching.arcs import Arc, Keys, exact
from bot.matching.lexicon import Entry, Lexicon
from bot.matching.slips import mistyped_syllables, mistyped_words
from bot.matching.unit import Unit

# Costs of the segmentation, in the order that they must keep: known < mistyped < unknown. Only their order was chosen, not tuned.
_NAME: Final = 0.08
_KNOWN: Final = 0.10
_FRAME: Final = 0.14
_PARTIAL: Final = 0.1
_LONGER: Final = 0.004  # of two ways to read the same syllables, the one with the longer word
_PER_SLIP: Final = 0.5
_UNKNOWN_WORD: Final = 2.0
_UNKNOWN_SYLLABLE: Final = 1.2
_INSIDE_A_WORD: Final = 0.8
_SPACE_KNOWN: Final = 0.02
_SPACE_NEW: Final = 0.13
_SPACE_IN_TWO: Final = 0.32


def segment(text: str, lexicon: Lexicon) -> tuple[Unit, ...]:
    """Read normalised `text` as units, in order; every atom belongs to one unit, endings and particles are dropped."""
    pieces = tuple(atom for atom in _respaced(atoms(text)) if atom.key not in "?!")
    keys: Keys = [((atom.key, 0.0),) for atom in pieces]
    arcs = [exact(lexicon, keys, i) for i in range(len(pieces))]
    path = _cheapest(pieces, arcs)
    unknown = {i for i, arc in path if arc is None}
    if unknown:
        mistyped_words(lexicon, pieces, keys, arcs, unknown)
        mistyped_syllables(lexicon, pieces, arcs, unknown)
        path = _cheapest(pieces, arcs)
    return _units(text, pieces, path, arcs)


def _respaced(pieces: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """Forget the spaces of a text that puts one after every syllable (게 시 일)."""
    hangul = [atom for atom in pieces if is_syllable(atom.key)]
    if len(hangul) < 3 or not all(atom.opens for atom in hangul):
        return pieces
    return tuple(Atom(a.key, a.raw, a.start, a.end, i == 0 or not is_syllable(a.key)) for i, a in enumerate(pieces))


def _price(pieces: tuple[Atom, ...], start: int, arc: Arc, after_known: bool) -> float | None:
    """Return what the arc costs at this place, or None where it must not stand."""
    entry, first = arc.entry, pieces[start]
    price = (_NAME if entry.records or entry.members else _KNOWN if entry.content else _FRAME) + _PER_SLIP * arc.slips
    if entry.partial:
        price += _PARTIAL
    if not is_syllable(first.key):
        return price
    syllables = arc.end - start
    price -= _LONGER * syllables if entry.content else 0.0
    price += sum(_space(entry, i) for i in range(1, syllables) if pieces[start + i].opens and is_syllable(pieces[start + i].key))
    if first.opens:
        bound = entry.ending and not (entry.light or entry.content)
        return (price + 0.3 if after_known else None) if bound else price
    if entry.partial:
        return None
    if after_known:
        return price + (0.25 if syllables == 1 and not entry.ending else 0.0)
    return price + _INSIDE_A_WORD if syllables > 1 and entry.informative else None


def _space(entry: Entry, place: int) -> float:
    """Return what a space inside a spelling costs: hardly anything where the base has one too, more in a word of two syllables."""
    if place in entry.breaks:
        return _SPACE_KNOWN
    return _SPACE_NEW if len(entry.keys) > 2 else _SPACE_IN_TWO


def _cheapest(pieces: tuple[Atom, ...], arcs: list[list[Arc]]) -> list[tuple[int, Arc | None]]:
    """Return the cheapest path as (start, arc), the arc None for an unknown atom."""
    size = len(pieces)
    best: list[list[tuple[float, int, int, Arc | None] | None]] = [[None, None] for _ in range(size + 1)]
    best[0][1] = (0.0, -1, 0, None)
    for start in range(size):
        for known in (0, 1):
            here = best[start][known]
            if here is None:
                continue
            syllable = is_syllable(pieces[start].key)
            literal = pieces[start].key[:1].isdecimal() or pieces[start].key[:1] == "{"
            step = 0.05 if literal else _UNKNOWN_SYLLABLE if syllable else _UNKNOWN_WORD
            _relax(best[start + 1], int(literal), (here[0] + step, start, known, None))
            for found in arcs[start]:
                price = _price(pieces, start, found, bool(known) and start > 0)
                if price is not None:
                    _relax(best[found.end], 1, (here[0] + price, start, known, found))
    state = min((state for state in (0, 1) if best[size][state]), key=lambda s: best[size][s][0], default=0)  # type: ignore[index]
    path: list[tuple[int, Arc | None]] = []
    at = size
    while at > 0:
        step_back = best[at][state]
        assert step_back is not None
        _, start, state_before, arc = step_back
        path.append((start, arc))
        at, state = start, state_before
    return path[::-1]


def _relax(cell: list[tuple[float, int, int, Arc | None] | None], state: int, step: tuple[float, int, int, Arc | None]) -> None:
    old = cell[state]
    if old is None or step[0] < old[0] - 1e-9:
        cell[state] = step


def _units(text: str, pieces: tuple[Atom, ...], path: list[tuple[int, Arc | None]], arcs: list[list[Arc]]) -> tuple[Unit, ...]:
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


def _with_rivals(arc: Arc, others: list[Arc]) -> Entry:
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


def _means_nothing(unit: Unit) -> bool:
    """Whether a unit is a bare frame word: at the beginning of an unknown word (수소) it is none."""
    return unit.entry is not None and not unit.entry.informative and is_syllable(unit.text[0])


def _add_unknown(units: list[Unit], text: str, atom: Atom) -> None:
    """Add an unknown atom, joined to the unknown syllables of the same word before it."""
    while units and is_syllable(atom.key) and units[-1].end == atom.start and _means_nothing(units[-1]):
        begin = units.pop().start
        atom = Atom(atom.key, text[begin : atom.end], begin, atom.end, True)
    if units and units[-1].is_unknown and is_syllable(atom.key) and not atom.opens and units[-1].end == atom.start:
        begin = units.pop().start
        units.append(Unit(text[begin : atom.end], begin, atom.end, None))
    elif not (JAMO_RUN.fullmatch(atom.raw) and len(set(atom.raw)) == 1):
        units.append(Unit(atom.raw, atom.start, atom.end, None))


def segment_exactly(text: str, lexicon: Lexicon) -> tuple[Unit, ...]:
    """Segment without looking for mistyped words."""
    pieces = atoms(text)
    keys: Keys = [((atom.key, 0.0),) for atom in pieces]
    arcs = [exact(lexicon, keys, i) for i in range(len(pieces))]
    return _units(text, pieces, _cheapest(pieces, arcs), arcs)
