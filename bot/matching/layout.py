"""Words typed in the wrong keyboard layout: eowjs is 대전, ㅕㅣㄴ무 is ulsan."""

from typing import Final

from bot.language.hangul import from_latin_keys, is_syllable, to_latin_keys
from bot.language.text import normalise
from bot.matching.lexicon import Lexicon
from bot.matching.segmentation import segment_exactly

_PUNCTUATION: Final = "?!.,~"


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


def _all_known(text: str, lexicon: Lexicon) -> bool:
    return not any(unit.is_unknown for unit in segment_exactly(text, lexicon))
