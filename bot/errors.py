"""Every error that this package raises on purpose.

    BotError
    ├── KnowledgeError     the base has mistakes: one Problem each, with file, line and column
    ├── SettingsError      a setting is missing or makes no sense
    └── InputError         a file that was handed in (questions, a batch) can't be read

Libraries raise; only the command line turns an error into a sentence and exit status 2.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file, at a place that an editor can jump to (lines and columns count from 1)."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class BotError(Exception):
    """The root of every error raised on purpose; its text is one clear sentence."""


class SettingsError(BotError):
    """A setting is missing or makes no sense."""


class InputError(BotError):
    """A file handed in by the operator can't be read as what it should be."""


class KnowledgeError(BotError):
    """The knowledge base has mistakes; `problems` lists all of them, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
