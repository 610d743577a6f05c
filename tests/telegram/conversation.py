"""A conversation with the shipped base through the stand-in, printed as a person reads it:

python -m tests.telegram.conversation [--language ko] [LINE ...]

A line that begins with > presses the button of that label under the last message.
"""

import argparse
import asyncio
from typing import Any

from bot.assistant import Assistant
from bot.channels.telegram.options import TelegramOptions
from bot.channels.telegram.service import serve_until
from tests.shipped import shipped
from tests.telegram import TOKEN
from tests.telegram.people import Person
from tests.telegram.server import Server

LINES = (
    "/start",
    "Who operates the secondary battery project?",
    "> Why this answer?",
    "> « Back to the answer",
    "and who takes part?",
    "Does Chungbuk operate it?",
    "Ulsna?",
    "what was the budget of the seminar?",
    "대구의 주력산업은?",
    "what's the weather tomorrow?",
)


def written(message: dict[str, Any]) -> str:
    """Return a message of the bot as lines: its text, then its rows of buttons."""
    text = ("[picture] " if "photo" in message else "") + (message.get("text") or message.get("caption", ""))
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = ["  ".join(f"[{button['text']}]" for button in row) for row in rows]
    return "\n".join("    " + line if line else "" for line in (*text.splitlines(), *buttons))


async def held(assistant: Assistant, lines: tuple[str, ...], language: str = "en") -> tuple[list[tuple[str, str]], Server]:
    """Hold a conversation; return each line with what the bot then showed, and the server that saw it all."""
    server, stop = await Server().start(), asyncio.Event()
    options = TelegramOptions(TOKEN, api_url=server.url, messages_per_second=1000, questions_per_minute=1000)
    serving = asyncio.create_task(serve_until(assistant, options, stop, asyncio.Event()))
    await server.until(lambda: server.allowed_updates)
    person, told = Person(server, language=language), []
    for line in lines:
        before = {message["message_id"]: written(message) for message in person.private.bots()}
        if line.startswith("> "):
            await person.press(person.private.bots()[-1], line[2:])
        else:
            await person.say(line)

        def shown(known: dict[int, str] = before) -> list[str]:
            return [text for message in person.private.bots() if (text := written(message)) != known.get(message["message_id"])]

        await server.until(shown)
        told.append((line, "\n\n".join(shown())))
    stop.set()
    await serving
    await server.stop()
    return told, server


def told_as_text(told: list[tuple[str, str]]) -> str:
    """Return a conversation as it is printed: what was said or pressed, and what was shown then."""
    return "\n\n".join(f"{'You press' if line.startswith('> ') else 'You'}: {line.removeprefix('> ')}\n\n{answer}" for line, answer in told)


def main() -> None:
    """Print a conversation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", default="en")
    parser.add_argument("lines", nargs="*", default=LINES)
    given = parser.parse_args()
    told, server = asyncio.run(held(shipped(), tuple(given.lines), given.language))
    print(told_as_text(told) + "\n")  # noqa: T201
    print(f"Requests that the server refused: {len(server.refused)}")  # noqa: T201


if __name__ == "__main__":
    main()
