"""What a button carries: a versioned, stable, ASCII text of at most 64 bytes that needs no memory to be understood."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.language import Language

_VERSION: Final = "1"
_LANGUAGE_LETTERS: Final[dict[Language, str]] = {"en": "e", "ko": "k"}
_LETTER_LANGUAGES: Final[dict[str, Language]] = {letter: language for language, letter in _LANGUAGE_LETTERS.items()}
_FORM: Final = re.compile(r"1(?P<verb>[a-zA-Z])(?P<language>[ek]):(?P<address>[A-Za-z0-9_-]{0,60})")


class Verb(StrEnum):
    """What a press asks for. The letters are stored in messages that live for years: add, never change."""

    OPEN = "o"
    BACK = "b"
    SOURCE = "s"
    WHY = "w"
    UP = "u"
    DOWN = "d"
    WRONG_MISREAD = "m"
    WRONG_FACT = "f"
    WRONG_OLD = "a"
    WRONG_UNCLEAR = "c"
    SPEAK = "l"
    FORGET = "x"


_VERBS: Final = frozenset(verb.value for verb in Verb)
REASONS: Final = (Verb.WRONG_MISREAD, Verb.WRONG_FACT, Verb.WRONG_OLD, Verb.WRONG_UNCLEAR)


@dataclass(frozen=True, slots=True)
class Press:
    """One meaning of a button: what to do, in which language the message speaks, and with which stable address."""

    verb: Verb
    language: Language
    address: str = ""

    @property
    def data(self) -> str:
        """The press as callback_data: version, verb, language, address; 4 + at most 60 bytes."""
        return f"{_VERSION}{self.verb}{_LANGUAGE_LETTERS[self.language]}:{self.address}"

    @classmethod
    def read(cls, data: str) -> "Press | None":
        """Return the press that callback_data means, or None for anything that this version does not know."""
        form = _FORM.fullmatch(data)
        if form is None or form["verb"] not in _VERBS:
            return None
        return cls(Verb(form["verb"]), _LETTER_LANGUAGES[form["language"]], form["address"])
