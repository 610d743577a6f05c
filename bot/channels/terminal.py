"""The chat in a terminal: with colours and a history where a person sits, plain lines where a program does."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Literal

from bot.assistant import Assistant
from bot.dialogue.context import EMPTY, Context
from bot.errors import SettingsError
from bot.language import Language
from bot.replies.reply import Option, PictureRequest, Reply

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.styles import Style

Look = Literal["note", "body", "option", "source", "next", "frame"]
LOOKS: Final[dict[Look, str]] = {
    "note": "ansiyellow",
    "body": "",
    "option": "bold",
    "source": "ansibrightblack",
    "next": "ansicyan",
    "frame": "ansibrightblack",
}
_PROMPT: Final = "> "
_PICTURES: Final = "picture_"  # how the addresses of pictures begin
_MOST_OFFERED: Final = 4  # things to ask next; more would bury the answer


@dataclass(frozen=True, slots=True)
class Line:
    """One line to show, and how it should look."""

    look: Look
    text: str


class Conversation:
    """One person's chat: questions in, lines out. A number chooses what the last reply offered."""

    def __init__(self, assistant: Assistant, language: Language) -> None:
        self._assistant = assistant
        self._context: Context = replace(EMPTY, language=language)
        self._language: Language = language
        self._offered: tuple[Option, ...] = ()

    def welcome(self) -> tuple[Line, ...]:
        """Return the lines before the first question."""
        base = self._assistant.base
        texts = (base.say("terminal.welcome", self._language, title=base.title[self._language]), base.say("terminal.keys", self._language))
        return tuple(Line("frame", text) for text in texts)

    def goodbye(self) -> tuple[Line, ...]:
        """Return the lines after the last question."""
        return (Line("frame", self._assistant.base.say("terminal.goodbye", self._language)),)

    def ask(self, text: str) -> Iterator[Line]:
        """Answer one line that was typed: notes, body, options, sources, and what can be asked next."""
        reply = self._chosen(text) or self._asked(text)
        self._language = reply.language
        self._offered = reply.options or tuple(self._answerable(reply))[:_MOST_OFFERED]
        yield from reply_lines(reply)
        if self._offered and not reply.options:
            asked = "  ".join(f"[{number}] {option.label}" for number, option in enumerate(self._offered, start=1))
            yield Line("next", f"{self._assistant.base.say('terminal.next', reply.language)} {asked}")
        if reply.picture is not None:
            yield Line("next", self._assistant.base.say("terminal.picture", reply.language, command=_drawn(reply.picture)))

    def _asked(self, text: str) -> Reply:
        reply, self._context = self._assistant.ask(text, self._context)
        return reply

    def _chosen(self, text: str) -> Reply | None:
        """Return the answer to what a bare number chooses."""
        number = text.strip().strip(".)[]")
        if not (number.isascii() and number.isdigit() and 0 < int(number[:3]) <= len(self._offered)):
            return None
        opened = self._assistant.open(self._offered[int(number) - 1].address, self._language, self._context)
        if opened is None:
            return None
        reply, self._context = opened
        return reply

    def _answerable(self, reply: Reply) -> Iterator[Option]:
        """Yield the follow-ups that a terminal can answer; it can't show a picture."""
        for option in reply.follow_ups:
            shown_elsewhere = option.address.startswith(_PICTURES)
            if not shown_elsewhere and self._assistant.open(option.address, reply.language, self._context) is not None:
                yield option


def _drawn(picture: PictureRequest) -> str:
    """Return the command that draws a picture."""
    words = ("seminar-bot map", picture.record, "--partners" if picture.drawing == "partners" else "", "--out map.png")
    return " ".join(word for word in words if word)


def reply_lines(reply: Reply) -> Iterator[Line]:
    """Yield the lines of `Reply.text`, each with its look."""
    yield from (Line("note", note) for note in reply.notes)
    yield from (Line("body", paragraph) for paragraph in reply.body)
    yield from (Line("option", f"{number}. {option.label}") for number, option in enumerate(reply.options, start=1))
    yield from (Line("source", citation.line) for citation in reply.citations)


def interface_language(environ: Mapping[str, str]) -> Language:
    """Return the language of the machine's user, by the variables that POSIX reads, in its order."""
    spoken = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "ko" if spoken.startswith("ko") else "en"


def answer_lines(assistant: Assistant, questions: Iterable[bytes], out: IO[str]) -> None:
    """Answer each line that is not blank, without colours; answers stand apart by a blank line."""
    conversation = Conversation(assistant, interface_language(os.environ))
    first = True
    for question in questions:
        text = question.decode("utf-8", "replace")
        if text.strip():
            shown = [line.text for line in conversation.ask(text) if line.look != "next"]
            out.write(("" if first else "\n") + "\n".join(shown) + "\n")
            out.flush()
            first = False


def chat(assistant: Assistant, history: Path | None) -> None:
    """Chat with the person at the terminal until Ctrl-D or Ctrl-C. Raises SettingsError when the history can't be kept."""
    from prompt_toolkit import print_formatted_text  # only people need it, and a pipe should start fast
    from prompt_toolkit.formatted_text import FormattedText

    style = _style()
    conversation = Conversation(assistant, interface_language(os.environ))

    def show(lines: Iterable[Line]) -> None:
        for line in lines:
            print_formatted_text(FormattedText([(f"class:{line.look}", line.text)]), style=style)

    session = _session(history)
    show(conversation.welcome())
    while True:
        try:
            text = session.prompt(_PROMPT)
        except (EOFError, KeyboardInterrupt):
            show(conversation.goodbye())
            return
        if text.strip():
            show((*conversation.ask(text), Line("frame", "")))


def _style() -> "Style":
    from prompt_toolkit.styles import Style

    return Style(list(LOOKS.items()) if not os.environ.get("NO_COLOR") else [])


def _session(history: Path | None) -> "PromptSession[str]":
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory

    kept: History = InMemoryHistory()
    if history is not None:
        try:
            history.parent.mkdir(parents=True, exist_ok=True)
            history.touch(mode=0o600)
        except OSError as error:
            raise SettingsError(f"The history can't be kept in {history}: {error.strerror}.") from None
        kept = FileHistory(str(history))
    return PromptSession(history=kept)
