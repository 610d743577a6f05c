"""Reading YAML with positions: every value knows where it stands, every mistake is collected, none stops the reading."""

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import yaml

from bot.errors import Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What the parser says, and what it means to somebody who keeps a base and is no programmer.
_PLAIN: Final = {
    "mapping values are not allowed in this context": "a second colon in one line: put the text after the first in quotes",
    "did not find expected key": "this line begins further left or right than its neighbours, or a quote inside a text ends it",
    "did not find expected ',' or ']'": "a bracket [ is not closed, or a comma is missing",
    "did not find expected ',' or '}'": "a brace { is not closed, or a comma is missing",
    "found unexpected end of stream": "a quote that begins here is not closed",
}
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Problems:
    """The mistakes found so far, and the one way to note another; `unreadable` where a whole file could not be read."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.unreadable = False

    def add_unreadable(self, problem: Problem) -> None:
        """Note what keeps a whole file from being read."""
        self.found.append(problem)
        self.unreadable = True

    def add(self, at: "Value", message: str) -> None:
        """Note a mistake at the place where `at` stands."""
        self.found.append(Problem(at.file, at.line, at.column, message))


class Value:
    """A YAML value and its place. The readers below return an empty value after noting what is wrong."""

    __slots__ = ("file", "node", "problems")

    def __init__(self, node: yaml.Node, file: str, problems: Problems) -> None:
        self.node, self.file, self.problems = node, file, problems

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return int(self.node.start_mark.line) + 1

    @property
    def column(self) -> int:
        """The column, counted from 1."""
        return int(self.node.start_mark.column) + 1

    def wrong(self, message: str, below: int = 0) -> None:
        """Note a mistake here, or so many lines further down in a text of several lines."""
        if below:
            self.problems.found.append(Problem(self.file, self.line + below, 1, message))
        else:
            self.problems.add(self, message)

    @property
    def is_mapping(self) -> bool:
        """Whether this is `key: value` lines."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        """Whether this is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    def text(self) -> str:
        """Return the words that stand here, trimmed."""
        if isinstance(self.node, yaml.ScalarNode):
            value = str(self.node.value).strip()
            if not value:
                self.wrong("a text is missing here")
            return value
        self.wrong("expected a text here, found " + ("a list" if self.is_list else "a set of keys"))
        return ""

    def flag(self) -> bool:
        """Return yes or no."""
        value = self.node.value if isinstance(self.node, yaml.ScalarNode) else None
        if value not in ("true", "false", "yes", "no"):
            self.wrong("expected true or false here")
        return value in ("true", "yes")

    def items(self) -> Iterator["Value"]:
        """Yield the items of a list; a single value counts as a list of one."""
        if not self.is_list:
            yield self
            return
        for node in self.node.value:
            yield Value(node, self.file, self.problems)

    def pairs(self) -> Iterator[tuple["Value", "Value"]]:
        """Yield key and value of each line, noting keys that stand twice."""
        if not self.is_mapping:
            self.wrong("expected keys and values here (key: value)")
            return
        seen: set[str] = set()
        for key_node, value_node in self.node.value:
            key = Value(key_node, self.file, self.problems)
            name = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            if name and name in seen:
                key.wrong(f"the key {name} stands here a second time")
            seen.add(name)
            yield key, Value(value_node, self.file, self.problems)

    def keys(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, "Value"]:
        """Return the values by key, noting keys that are unknown (with the nearest known one) and keys that are missing."""
        required = tuple(required)
        allowed = (*required, *optional)
        found: dict[str, Value] = {}
        for key, value in self.pairs():
            name = key.text()
            if name in allowed:
                found[name] = value
            else:
                key.wrong(f"unknown key {name}{nearest(name, allowed)}{self._cut(value) if found else ''}")
        for name in required:
            if name not in found and self.is_mapping:
                self.wrong(f"the key {name} is missing here")
        return found

    def _cut(self, value: "Value") -> str:
        """Return what helps where a comma cut a text in two: `{en: Land, Water, ko: …}` reads as a key without a value."""
        in_braces = isinstance(self.node, yaml.MappingNode) and self.node.flow_style
        return "; put a text that has a comma in quotes" if in_braces and not value.node.value else ""


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return " (did you mean X?)" for the allowed word that looks most like `word`, or the allowed words where they are few."""
    words = sorted(set(allowed))
    if close := closest(word, words):
        return f" (did you mean {close}?)"
    return f" (allowed: {', '.join(words)})" if 0 < len(words) <= 12 else ""


def closest(word: str, allowed: Iterable[str]) -> str:
    """Return the allowed word that looks most like `word`, or nothing where none does."""
    return next(iter(difflib.get_close_matches(word, sorted(set(allowed)), n=1, cutoff=0.6)), "")


def read(path: Path, name: str, problems: Problems) -> Value | None:
    """Return the root of a YAML file, or None after noting why it can't be read; an empty file is a mistake too."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        problems.add_unreadable(Problem(name, 1, 1, f"the file is not UTF-8 text (byte {error.start}): save it as UTF-8"))
        return None
    except yaml.MarkedYAMLError as error:
        problems.add_unreadable(_not_yaml(error, name, text))
        return None
    except yaml.YAMLError as error:
        problems.add_unreadable(_not_text(error, name, text))
        return None
    if node is None:
        problems.found.append(Problem(name, 1, 1, "the file is empty"))
        return None
    return Value(node, name, problems)


def _not_yaml(error: yaml.MarkedYAMLError, name: str, text: str) -> Problem:
    # An open quote is found at the end of the file; the place to look at is where it begins.
    open_quote = error.problem == "found unexpected end of stream"
    mark = (error.context_mark if open_quote else None) or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    if line <= len(lines) and lines[line - 1][column - 1 : column] == "\t":
        return Problem(name, line, column, "a tab stands here: indent with spaces")
    said = str(error.problem or error.context)
    return Problem(name, line, column, f"this is not YAML: {_PLAIN.get(said, said)}")


def _not_text(error: yaml.YAMLError, name: str, text: str) -> Problem:
    unseen = _UNSEEN.search(text)
    if unseen is None:
        return Problem(name, 1, 1, f"this is not YAML: {str(error).splitlines()[0]}")
    before = text[: unseen.start()]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Problem(name, line, column, f"an invisible character stands here (U+{ord(unseen.group()):04X}): delete it")
