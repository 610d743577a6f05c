"""Hangul as letters: syllables to jamo, initial consonants, and the two keyboard layouts.

The arithmetic of syllables is that of the Unicode Standard, section 3.12; the keyboard is the two-set layout (KS X 5002).
"""

import re
from typing import Final

_FIRST: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MIDDLE: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_LAST: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_BASE: Final = 0xAC00
_SYLLABLES: Final = len(_FIRST) * len(_MIDDLE) * len(_LAST)

_KEYS: Final = dict(
    zip(
        "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml",
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
        strict=True,
    )
)
_LETTER_OF: Final = {jamo: key for key, jamo in _KEYS.items()}
_PAIRS: Final = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ",
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ",
    "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
_SPLIT: Final = {pair: both for both, pair in _PAIRS.items()}
_SOUNDS_ALIKE: Final = str.maketrans("ㅐㅒㅙㅞ", "ㅔㅖㅚㅚ")

HANGUL: Final = re.compile("[가-힣]")
JAMO_RUN: Final = re.compile("[ㄱ-ㅎㅏ-ㅣ]+")


def is_syllable(character: str) -> bool:
    """Tell whether the character is one precomposed Hangul syllable."""
    return len(character) == 1 and 0 <= ord(character) - _BASE < _SYLLABLES


def split_syllable(syllable: str) -> tuple[str, str, str]:
    """Return the initial, the vowel and the final (possibly empty) of one syllable, as compatibility jamo."""
    first, rest = divmod(ord(syllable) - _BASE, len(_MIDDLE) * len(_LAST))
    middle, last = divmod(rest, len(_LAST))
    return _FIRST[first], _MIDDLE[middle], _LAST[last]


def to_jamo(text: str) -> str:
    """Split every syllable of `text` into its letters; other characters stay."""
    return "".join("".join(split_syllable(c)) if is_syllable(c) else c for c in text)


def sound_key(text: str) -> str:
    """Return the jamo of `text` with the vowels that sound alike (ㅐ ㅔ, ㅙ ㅚ ㅞ) made one: for comparing what was heard."""
    return to_jamo(text).translate(_SOUNDS_ALIKE)


def initials(text: str) -> str:
    """Return the initial consonants of the syllables of `text` (울산 -> ㅇㅅ); other characters are left out."""
    return "".join(split_syllable(c)[0] for c in text if is_syllable(c))


def has_final(text: str) -> bool:
    """Tell whether `text` ends in a consonant as it is spoken: decides between 은 and 는, 이 and 가."""
    last = text.rstrip(')”"’]')[-1:]
    if not last:
        return False
    if is_syllable(last):
        return bool(split_syllable(last)[2])
    return last.lower() in "lmnbkpt013678"


def ends_in_rieul(text: str) -> bool:
    """Tell whether `text` ends in ㄹ as it is spoken: such words take 로, not 으로."""
    last = text.rstrip(')”"’]')[-1:]
    return bool(last) and (split_syllable(last)[2] == "ㄹ" if is_syllable(last) else last.lower() in "l178")


def compose(jamo: str) -> str:
    """Join a run of jamo into syllables, as a two-set keyboard does; what can't be joined stays as it is."""
    out: list[str] = []
    first = middle = last = ""

    def close() -> None:
        nonlocal first, middle, last
        if first and middle:
            index = (_FIRST.index(first) * len(_MIDDLE) + _MIDDLE.index(middle)) * len(_LAST) + _LAST.index(last)
            out.append(chr(_BASE + index))
        else:
            out.append(first + middle)
        first = middle = last = ""

    for letter in jamo:
        if letter in _MIDDLE:
            if last:
                moved = _SPLIT.get(last, last)[-1]
                last = _SPLIT[last][0] if last in _SPLIT else ""
                close()
                first, middle = moved, letter
            elif middle and middle + letter in _PAIRS:
                middle = _PAIRS[middle + letter]
            elif middle:
                close()
                middle = letter
            else:
                middle = letter
        elif first and middle and not last and letter in _LAST:
            last = letter
        elif last and last + letter in _PAIRS:
            last = _PAIRS[last + letter]
        else:
            close()
            first = letter
    close()
    return "".join(out)


def from_latin_keys(typed: str) -> str:
    """Read Latin letters as the Hangul that the same keys give (eowjs -> 대전); keys without a letter stay."""
    return compose("".join(_KEYS.get(key) or _KEYS.get(key.lower(), key) for key in typed))


def to_latin_keys(typed: str) -> str:
    """Read Hangul as the Latin letters that the same keys give (ㅕㅣㄴ무 -> ulsan)."""
    letters = (part for jamo in to_jamo(typed) for part in _SPLIT.get(jamo, jamo))
    return "".join(_LETTER_OF.get(letter, letter) for letter in letters).lower()
