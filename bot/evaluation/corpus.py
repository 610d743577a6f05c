"""Questions with what must come of them, read from YAML with every mistake at its place. The form: docs/questions.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.errors import InputError
from bot.knowledge.document import Problems, Value, nearest, read
from bot.replies.reply import Outcome

KINDS: Final = (
    "direct", "paraphrase", "indirect", "terse", "typo", "register", "name", "followup", "yesno", "premise", "list", "count",
    "compare", "reverse", "set", "twopart", "summary", "absent", "ambiguous", "offtopic", "social", "hostile",
)  # fmt: skip
SPOKEN: Final = ("en", "ko", "mixed")
_ALTERNATIVES: Final = "|"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a corpus.

    `chat` names the conversation, in the order of the file. `outcomes` are the right ones. Of each part of `require` one alternative must
    stand in the reply, of `forbid` none; letters' case does not count.
    """

    chat: str
    text: str
    language: str
    kind: str
    outcomes: tuple[Outcome, ...]
    require: tuple[tuple[str, ...], ...]
    forbid: tuple[str, ...]
    file: str
    line: int


def load(paths: Iterable[Path]) -> tuple[Question, ...]:
    """Read corpora; the chats of two files are never the same. Raises InputError that lists every mistake, one on a line."""
    problems = Problems()
    questions: list[Question] = []
    for path in paths:
        if not path.is_file():
            raise InputError(f"There is no file of questions {path}.")
        root = read(path, str(path), problems)
        if root is not None and not root.is_list:
            root.wrong("expected a list of questions here (- chat: …)")
        elif root is not None:
            questions += [question for item in root.items() if (question := _question(item)) is not None]
    if problems.found:
        raise InputError("\n".join(str(problem) for problem in sorted(problems.found)))
    return tuple(questions)


def _question(item: Value) -> Question | None:
    found = item.keys(("chat", "text", "language", "kind", "outcome"), ("require", "forbid"))
    if not {"chat", "text", "language", "kind", "outcome"} <= found.keys():
        return None
    outcomes = [one_of(found["outcome"], name, tuple(Outcome), "outcome") for name in found["outcome"].text().split(_ALTERNATIVES)]
    return Question(
        chat=f"{item.file}#{found['chat'].text()}",
        text=_verbatim(found["text"]),
        language=one_of(found["language"], found["language"].text(), SPOKEN, "language"),
        kind=one_of(found["kind"], found["kind"].text(), KINDS, "kind"),
        outcomes=tuple(Outcome(name) for name in outcomes if name),
        require=tuple(tuple(part.split(_ALTERNATIVES)) for part in _texts(found.get("require"))),
        forbid=tuple(word for part in _texts(found.get("forbid")) for word in part.split(_ALTERNATIVES)),
        file=item.file,
        line=item.line,
    )


def one_of(value: Value, name: str, allowed: tuple[str, ...], what: str) -> str:
    """Return `name` if it is allowed; else note the mistake and return an empty text."""
    if name in allowed:
        return name
    value.wrong(f"unknown {what} {name}{nearest(name, allowed)}")
    return ""


def _verbatim(value: Value) -> str:
    """Return what was typed to the letter: a question may be empty, or begin and end with spaces."""
    return value.text() if value.is_mapping or value.is_list else str(value.node.value)


def _texts(value: Value | None) -> list[str]:
    return [] if value is None or _is_empty(value) else [item.text() for item in value.items()]


def _is_empty(value: Value) -> bool:
    """Whether nothing stands after the key, or null."""
    return not value.is_mapping and not value.is_list and value.node.value in ("", "null", "~")
