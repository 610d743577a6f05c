"""From a text to the features that are weighed: its words, the letters inside them, which word follows which and which stand near.

Letters of Hangul are jamo, so that 대전 and 대젼 share most of their features. A slot ({project}) is one word and has no letters.
"""

import re
from typing import Final

from bot.language.hangul import HANGUL, to_jamo
from bot.language.text import normalise

_WORD: Final = re.compile(r"\{[^{}\s]+\}|[^\W_]+|[?!]")
_INNER_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APOSTROPHES: Final = str.maketrans("", "", "'’`´")
# Measured on BANKING77 with 104, 10 and 3 phrasings an intent: runs of two letters are worth nothing (0.1 points with typos) and are
# a third of the features of a phrasing. Without runs of two jamo, Korean loses 2.5 points.
SHORTEST: Final = 3
SHORTEST_JAMO: Final = 2
LONGEST: Final = 4
# Two words that begin with the same letters are one to their companions: a stem without a list of endings, in any language. Four letters
# are as good as a Snowball stem in English and 0.5 points better in Korean; five and six the same within 0.1.
_BEGINNING: Final = 4


def words(text: str) -> list[str]:
    """Return the words of `text` in order: lower case, apostrophes dropped (don't -> dont), Hangul as jamo, ? and ! as words.

    Idempotent when its result is joined by spaces; any text is accepted, an empty list is possible.
    """
    # What normalising does to printable ASCII is lower it; half of a question's time would go into the long way.
    if text.isascii() and text.isprintable():
        plain = text.lower()
        return _WORD.findall(plain.replace("'", "").replace("`", ""))
    plain = normalise(text).translate(_APOSTROPHES)
    return [to_jamo(word) if HANGUL.search(word) else word for word in _WORD.findall(plain)]


def is_slot(word: str) -> bool:
    """Tell whether the word is a slot marker, which counts as a whole and is never corrected."""
    return word[0] == "{"


def letters(word: str) -> tuple[str, ...]:
    """Return the distinct runs of 3 to 4 letters inside ^word$ (2 to 4 in Hangul), in order of first appearance; none for a slot."""
    if is_slot(word):
        return ()
    edged = f"^{word}$"
    shortest = SHORTEST if word.isascii() else SHORTEST_JAMO
    runs = (edged[i : i + n] for n in range(shortest, LONGEST + 1) for i in range(len(edged) - n + 1))
    return tuple(dict.fromkeys(runs))


def beginning(word: str) -> str:
    """Return what a word is to its companions: its first letters, all of a slot."""
    return word if is_slot(word) else word[:_BEGINNING]


def name_words(label: str) -> str:
    """Return what the name of a label says in words: card_arrival -> card arrival, BookFlight -> book flight, l77 -> nothing."""
    return " ".join(word for word in words(_INNER_CAPITAL.sub(" ", label)) if word.isalpha() and len(word) > 1)
