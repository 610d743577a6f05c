"""Reading what stands in every section: ids, names, texts in both languages, phrasings with their brackets expanded."""

import re
from collections.abc import Iterator
from typing import Final

from bot.knowledge import document
from bot.knowledge.document import Problems, Value
from bot.knowledge.model import Phrasing, Text
from bot.knowledge.patterns import PatternError, expand
from bot.language import LANGUAGES

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID: Final = 40


def is_id(name: str) -> bool:
    """Whether a name can be an id: lower-case letters, digits and hyphens, short enough for a button."""
    return len(name) <= _LONGEST_ID and _ID.fullmatch(name) is not None


class Fields:
    """Readers of fields, which note what is wrong; `places` remembers where things stand."""

    def __init__(self) -> None:
        self.problems = Problems()
        self.places: dict[str, Value] = {}

    def both(self, value: Value) -> Text:
        """Read a text in both languages; a plain text counts for both."""
        if not value.is_mapping:
            same = value.text()
            return Text(same, same)
        found = value.keys(LANGUAGES)
        return Text(*(found[language].text() if language in found else "" for language in LANGUAGES))

    def surfaces(self, value: Value | None) -> list[str]:
        """Read names or words (a list, or a list for each language), brackets expanded."""
        if value is None:
            return []
        lists = value.keys((), LANGUAGES).values() if value.is_mapping else (value,)
        return [surface for part in lists for item in part.items() for surface in self.alternatives(item)]

    def phrasings(self, value: Value | None) -> Iterator[Phrasing]:
        """Read ways to ask, for each language, brackets expanded."""
        if value is None:
            return
        found = value.keys((), LANGUAGES)
        for language in LANGUAGES:
            for item in found[language].items() if language in found else ():
                for text in self.alternatives(item):
                    self.places[f"ask {text}"] = item
                    yield Phrasing(text, language)

    def alternatives(self, item: Value) -> tuple[str, ...]:
        """Expand the brackets of one pattern, noting those that don't fit."""
        try:
            return expand(item.text())
        except PatternError as error:
            item.wrong(str(error))
            return ()

    def once(self, what: str, name: str, key: Value) -> None:
        """Note a name that stands in another place too."""
        first = self.places.setdefault(f"{what} {name}", key)
        if first.file != key.file:  # twice in one file is noted with the keys
            key.wrong(f"the {what} {name} stands also in {first.file}:{first.line}")

    def identifier(self, key: Value) -> str:
        """Read an id."""
        name = key.text()
        if name and not is_id(name):
            key.wrong(f"{name} can't be an id: use a-z, 0-9 and hyphens, at most {_LONGEST_ID} characters")
        return name

    def known(self, value: Value, allowed: object, what: str) -> str:
        """Read a name that must be one of `allowed`."""
        name = value.text()
        if name and name not in allowed:  # type: ignore[operator]
            value.wrong(f"unknown {what} {name}{document.nearest(name, allowed)}")  # type: ignore[arg-type]
        return name
