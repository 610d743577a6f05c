"""The machine's view: JSON lines in, JSON lines out, many conversations in one process. The form is stable (docs/batch.md)."""

import json
import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.assistant import Assistant
from bot.dialogue.context import EMPTY, Context
from bot.replies.reply import Reply

_log = logging.getLogger(__name__)
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Id = str | int | float | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch; `chat` names the conversation, None stands alone."""

    id: Id
    chat: str | int | None
    text: str


class OddLine(Exception):  # noqa: N818 - not an error of the program: it becomes a line of the output
    """A line that asks nothing; `id` is its id as far as one can be told."""

    def __init__(self, line_id: Id, reason: str) -> None:
        self.id = line_id
        super().__init__(reason)


class Batch:
    """Answers the lines of a batch in order; `odd` counts those that got an error for an answer."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._contexts: dict[str | int, Context] = {}
        self.odd = 0

    def answers(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield one line for each line that is not blank."""
        for number, line in enumerate(lines):
            if line.strip():
                yield encoded(self._answer(line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line))

    def _answer(self, line: bytes) -> dict[str, Json]:
        try:
            asked = parse(line)
        except OddLine as odd:
            self.odd += 1
            return {"id": odd.id, "error": str(odd)}
        context = EMPTY if asked.chat is None else self._contexts.get(asked.chat, EMPTY)
        try:
            answered, context = timed(self._assistant, asked.text, context)
        except Exception:  # noqa: BLE001 - the channel's edge: a defect must not take the other lines with it
            _log.exception("the question %r could not be answered", asked.id)
            self.odd += 1
            return {"id": asked.id, "error": "this question could not be answered: a defect of the program"}
        if asked.chat is not None:
            self._contexts[asked.chat] = context
        return {"id": asked.id, **answered}


def answer_one(assistant: Assistant, text: str) -> bytes:
    """Return the line for one question alone; it has no id."""
    answered, _ = timed(assistant, text, EMPTY)
    return encoded(answered)


def timed(assistant: Assistant, text: str, context: Context) -> tuple[dict[str, Json], Context]:
    """Ask, and return the reply as an object with the milliseconds that it took."""
    began = time.perf_counter()
    reply, after = assistant.ask(text, context)
    milliseconds = (time.perf_counter() - began) * 1000
    return {**as_object(reply), "ms": round(milliseconds, 3)}, after


def parse(line: bytes) -> Asked:
    """Read one line. Raises OddLine, saying what is odd about it."""
    try:
        found = json.loads(line.decode())
    except UnicodeDecodeError:
        raise OddLine(None, "the line is not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise OddLine(None, "the line is not JSON") from None
    if not isinstance(found, dict):
        raise OddLine(None, "the line is not a JSON object")
    line_id, chat, text = found.get("id"), found.get("chat"), found.get("text")
    if line_id is None or isinstance(line_id, bool | list | dict):
        raise OddLine(None, "the line has no id (a text or a number)")
    if chat is not None and (isinstance(chat, bool) or not isinstance(chat, str | int)):
        raise OddLine(line_id, "chat must be a text")
    if not isinstance(text, str):
        raise OddLine(line_id, "text must be a text" if "text" in found else "the line has no text")
    return Asked(line_id, chat, text)


def as_object(reply: Reply) -> dict[str, Json]:
    """Return what a program needs to know of a reply."""
    return {
        "outcome": reply.outcome.value,
        "language": reply.language,
        "text": reply.text,
        "intent": reply.intent,
        "entities": [
            {"kind": e.kind, "id": e.id, "mention": e.mention, "score": round(e.score, 2), "corrected": e.corrected} for e in reply.entities
        ],
        "facts": list(reply.facts),
        "sources": list(dict.fromkeys(citation.source for citation in reply.citations)),
        "options": [option.label for option in reply.options],
        "confidence": round(reply.confidence, 3),
    }


def encoded(found: dict[str, Json]) -> bytes:
    """Return one line of UTF-8; a lone surrogate, which UTF-8 can't hold, stays the JSON escape that it came as."""
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
