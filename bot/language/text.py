"""Normalising: from what was typed to atoms that can be compared."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import Stemmer

from bot.language import Language
from bot.language.hangul import HANGUL, is_syllable

_stem: Final = Stemmer.Stemmer("english", 10_000).stemWord
_TOKEN: Final = re.compile(
    r"[가-힣]+|[ㄱ-ㅎㅏ-ㅣ]+|\d+(?:[.,]\d{3})*(?:\.\d+)?|[^\W\d_가-힣ㄱ-ㅣ]+(?:['’][^\W\d_가-힣ㄱ-ㅣ]+)?|\{[a-z-]+!?\}|[?!]"
)
_COMPATIBILITY_JAMO: Final = re.compile("([\u3131-\u318e]+)")
# Letters of other alphabets that look like Latin ones (Unicode's confusables, lower case), for names pasted or disguised.
_LOOKALIKES: Final = str.maketrans("авекмнорстухіјѕԁһԛԝαορνικτυ", "abekmhopctyxijsdhqwaopviktu")
_PLAIN: Final = re.compile("[ -~가-힣]*")
_TERMINAL_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_MARKS: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Mn", "Me"})


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest piece that is matched: one Hangul syllable, one stemmed word, one number or one slot.

    `key` is what is compared, `raw` the normalised spelling, `start` and `end` the place in the normalised text;
    `opens` says that a word starts here (a space or another script stood before).
    """

    key: str
    raw: str
    start: int
    end: int
    opens: bool


def normalise(text: str) -> str:
    """Return `text` composed, width-folded, lower-cased, without control, zero-width and bidi marks, with single spaces.

    Idempotent. Compatibility jamo (ㅇㅅ) stay as they are: folding would turn them into conjoining jamo.
    """
    if _PLAIN.fullmatch(text):  # nothing to fold: most questions, and nearly every spelling of a base
        return " ".join(text.lower().split())
    composed = unicodedata.normalize("NFC", _TERMINAL_COLOUR.sub(" ", text))
    parts = _COMPATIBILITY_JAMO.split(composed)
    folded = "".join(part if index % 2 else unicodedata.normalize("NFKC", part) for index, part in enumerate(parts))
    bare = "".join(" " if c in "\t\r\n\v\f" else c for c in folded if unicodedata.category(c) not in _MARKS or c in "\t\r\n\v\f")
    return " ".join(unicodedata.normalize("NFC", bare.casefold()).translate(_LOOKALIKES).split())


# Porter2 takes a body for what its organisers do.
_APART: Final = dict.fromkeys(("organisation", "organisations", "organization", "organizations"), "organisation")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the English stem of a lower-case word (Snowball's Porter2), so that runs, running and run compare equal."""
    return _APART.get(word) or str(_stem(word))


def beginning(word: str) -> str:
    """Return what the forms of a lower-case word have in common: its stem, or the first two syllables of a Korean one."""
    return word[:2] if is_syllable(word[0]) else stem(word)


def atoms(normalised: str) -> tuple[Atom, ...]:
    """Split normalised text into atoms, in order; punctuation other than ? and ! is left out."""
    found: list[Atom] = []
    for token in _TOKEN.finditer(normalised):
        raw, start = token.group(), token.start()
        spaced = start == 0 or not (found and found[-1].end == start and HANGUL.match(raw))
        if is_syllable(raw[0]):
            found += [Atom(c, c, start + i, start + i + 1, spaced and i == 0) for i, c in enumerate(raw)]
        else:
            found += _words(raw, start)
    return tuple(found)


def _words(raw: str, start: int) -> list[Atom]:
    end = start + len(raw)
    if raw[0].isdecimal():
        return [Atom(raw.replace(",", ""), raw, start, end, True)]
    word, apostrophe, tail = raw.replace("’", "'").partition("'")
    if not apostrophe:
        return [Atom(raw if raw[0] in "{?!" else stem(raw), raw, start, end, True)]
    if tail == "t" and word.endswith("n"):
        verb = word if word == "can" else word[:-1]
        return [Atom(stem(verb), verb, start, end, True), Atom("not", "not", end, end, True)]
    return [Atom(stem(word), word, start, start + len(word), True)]


def language_of(text: str) -> Language | None:
    """Tell which of the two languages `text` is written in, by its letters; None where it has none of either."""
    hangul = sum(1 for c in text if "가" <= c <= "힣" or "ㄱ" <= c <= "ㅣ")
    latin = sum(1 for c in text if c.isascii() and c.isalpha())
    if not hangul and not latin:
        return None
    # A Hangul syllable holds about as much as three Latin letters; names typed in the other script should not decide.
    return "ko" if hangul * 3 >= latin else "en"
