"""Ready answers as a person would write them into a faq file: commented, one thing a line, quotes only where they are needed."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

# What no reader of YAML takes for anything but a text. Brackets and quotes are left out: docs/knowledge.md puts them into quotes.
_PLAIN: Final = re.compile(r"(?=.*[^\W\d_])[^\W_]([\w .,?!/~·%+-]*[\w.,?!~%+])?")
_TAKEN_FOR_OTHERS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_HEAD: Final = """\
# Questions with a ready answer, imported from {table}. Edit them here: the table is not read again.
# A line under `ask` is a way to ask. [ ] may be left out, ( | ) choose one: "(when|at what time) does [the] office open"
# review_by is when somebody should look whether the answer still holds. A line that begins with # is a remark.

faq:
"""


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    """An entry as it is typed: `ask` holds the ways to ask for each language, brackets and all; what is not given is empty."""

    id: str
    ask: Mapping[str, Sequence[str]]
    en: str
    ko: str
    source: str
    place: str = ""
    review_by: str = ""


def written(answers: Iterable[ReadyAnswer], table: str) -> str:
    """Return the YAML of a faq file with these answers; `table` is where they came from."""
    head = _HEAD.format(table=" ".join(table.split()))
    return head + "\n".join("\n".join(_lines(answer)) + "\n" for answer in answers)


def _lines(answer: ReadyAnswer) -> Iterator[str]:
    yield f"  {_text(answer.id)}:"
    yield "    ask:"
    for language, asked in answer.ask.items():
        if asked:
            yield f"      {language}:"
            yield from (f"        - {_text(line)}" for line in asked)
    yield "    answer:"
    yield from (f"      {language}: {_text(said)}" for language, said in (("en", answer.en), ("ko", answer.ko)))
    yield f"    source: {_text(answer.source)}"
    if answer.place:
        yield f"    place: {_text(answer.place)}"
    if answer.review_by:
        yield f"    review_by: {answer.review_by}"


def _text(text: str) -> str:
    """Return a text as YAML: plain, in quotes, or, with more than one line, as a block that is indented below its key."""
    if "\n" in text:
        return "\n".join(("|-", *(f"        {line}".rstrip() for line in text.split("\n"))))
    if _PLAIN.fullmatch(text) and text.casefold() not in _TAKEN_FOR_OTHERS:
        return text
    return json.dumps(text, ensure_ascii=False)
