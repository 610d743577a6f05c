"""The conversation in the README is what the chat really says. `make readme` writes it anew."""

import io
import os
import re
from pathlib import Path
from unittest import mock

from bot.assistant import Assistant
from bot.channels.terminal import answer_lines
from bot.knowledge.loader import SHIPPED

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"(?s)(?<=<!-- conversation -->\n```\n).*?(?=```\n<!-- end -->)")


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


def write() -> None:
    """Put what the chat says now into the README."""
    text = README.read_text(encoding="utf-8")
    conversation = printed(Assistant.load(SHIPPED), asked(text))
    README.write_text(BLOCK.sub(lambda _: conversation, text), encoding="utf-8")


if __name__ == "__main__":
    write()
