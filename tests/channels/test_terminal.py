import io

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.plain_text import PlainTextOutput

from bot.assistant import Assistant
from bot.channels.terminal import Conversation, answer_lines, chat, interface_language, reply_lines


def piped(assistant: Assistant, *lines: bytes) -> str:
    out = io.StringIO()
    answer_lines(assistant, lines, out)
    return out.getvalue()


def test_a_piped_question_gets_the_reply_and_nothing_else(assistant: Assistant) -> None:
    reply, _ = assistant.ask("who operates the secondary battery project?")
    assert piped(assistant, b"who operates the secondary battery project?\n") == reply.text + "\n"


def test_piped_lines_are_one_conversation_with_a_blank_line_between_answers(assistant: Assistant) -> None:
    first, second = piped(assistant, b"who operates the secondary battery project?\n", b"\n", b"and who takes part?\n").split("\n\n")
    assert "Chungnam" in first
    assert "Chungbuk" in second


def test_bytes_that_are_no_text_are_answered_too(assistant: Assistant) -> None:
    assert piped(assistant, b"\xff\xfe\x00\n")


def test_the_lines_are_those_of_the_reply(assistant: Assistant) -> None:
    reply, _ = assistant.ask("who runs the project?")
    assert reply.options
    assert "\n".join(line.text for line in reply_lines(reply)) == reply.text


def test_a_number_chooses_an_option(assistant: Assistant) -> None:
    conversation = Conversation(assistant, "en")
    offered = [line.text for line in conversation.ask("who runs the project?") if line.look == "option"]
    assert offered[1].startswith("2. ")
    chosen = [line.text for line in conversation.ask("2")]
    assert offered[1].removeprefix("2. ") in chosen[0]


def test_a_number_chooses_what_can_be_asked_next(assistant: Assistant) -> None:
    conversation = Conversation(assistant, "en")
    offered = [line.text for line in conversation.ask("who operates the secondary battery project?") if line.look == "next"]
    assert "[1] participating regions" in offered[0]
    assert "Map" not in offered[0]
    assert "Chungbuk" in "".join(line.text for line in conversation.ask("1"))


def test_a_picture_is_offered_as_the_command_that_draws_it(assistant: Assistant) -> None:
    lines = [line.text for line in Conversation(assistant, "en").ask("Daegu")]
    assert "As a picture: seminar-bot map daegu --out map.png" in lines


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "ko"}, "ko"),
        ({}, "en"),
    ],
)
def test_the_interface_speaks_the_machine_s_language(environ: dict[str, str], language: str) -> None:
    assert interface_language(environ) == language


@pytest.mark.parametrize("leaving", ["\x04", "\x03"])  # Ctrl-D, Ctrl-C
def test_a_person_chats_and_leaves(assistant: Assistant, monkeypatch: pytest.MonkeyPatch, leaving: str) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    shown = io.StringIO()
    with create_pipe_input() as typed, create_app_session(input=typed, output=PlainTextOutput(shown)):
        typed.send_text("who operates the secondary battery project?\n\n" + leaving)
        chat(assistant, None)
    assert "Chungnam operates" in shown.getvalue()
    assert "Source: " in shown.getvalue()
    assert shown.getvalue().rstrip().endswith("Goodbye.")


def test_the_history_is_kept_where_it_was_asked_for(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> None:
    history = tmp_path_factory.mktemp("home") / "state" / "history"
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        typed.send_text("hello\n\x04")
        chat(assistant, history)
    assert "hello" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0
