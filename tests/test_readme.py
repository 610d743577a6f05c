"""The conversations in the README are what the chat and the Telegram bot really say. `make readme` writes them anew."""

import asyncio
import io
import os
import re
from pathlib import Path
from unittest import mock

from bot.assistant import Assistant
from bot.channels.terminal import answer_lines
from tests.shipped import shipped
from tests.telegram import conversation

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"(?s)(?<=<!-- conversation -->\n```\n).*?(?=```\n<!-- end -->)")
TELEGRAM = re.compile(r"(?s)(?<=<!-- telegram -->\n```\n).*?(?=```\n<!-- end -->)")
SAID = ("who operates the secondary battery project?", "> Why this answer?", "대구의 주력산업은?")


def printed(assistant: Assistant, questions: list[str]) -> str:
    """The conversation as the README prints it."""
    out = io.StringIO()
    with mock.patch.dict(os.environ, {"LC_ALL": "C.UTF-8"}):
        answer_lines(assistant, [question.encode() for question in questions], out)
    answers = out.getvalue().rstrip("\n").split("\n\n")
    assert len(answers) == len(questions)
    return "\n\n".join(f"> {question}\n{answer}" for question, answer in zip(questions, answers, strict=True)) + "\n"


def asked(text: str) -> list[str]:
    block = BLOCK.search(text)
    assert block, "the README has lost its conversation"
    return re.findall(r"(?m)^> (.*)$", block[0])


def test_the_conversation_is_what_the_chat_says(assistant: Assistant) -> None:
    text = README.read_text(encoding="utf-8")
    block = BLOCK.search(text)
    assert len(asked(text)) >= 6
    assert block
    assert block[0] == printed(assistant, asked(text)), "the replies have changed: make readme"


async def test_the_telegram_conversation_is_what_the_bot_shows(assistant: Assistant) -> None:
    block = TELEGRAM.search(README.read_text(encoding="utf-8"))
    assert block
    assert block[0] == await shown(assistant), "the replies have changed: make readme"


async def shown(assistant: Assistant) -> str:
    """Hold the Telegram conversation through the server stand-in, and return it as the README prints it."""
    told, server = await conversation.held(assistant, SAID)
    assert not server.refused
    return conversation.told_as_text(told) + "\n"


def write() -> None:
    """Put what the chat and the bot say now into the README."""
    text, assistant = README.read_text(encoding="utf-8"), shipped()
    text = BLOCK.sub(lambda _: printed(assistant, asked(text)), text)
    on_telegram = asyncio.run(shown(assistant))
    README.write_text(TELEGRAM.sub(lambda _: on_telegram, text), encoding="utf-8")


if __name__ == "__main__":
    write()
