import json
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.channels.batch import Batch, OddLine, answer_one, parse
from bot.dialogue.context import Context
from bot.replies.reply import Reply

FORM = {"id", "outcome", "language", "text", "intent", "entities", "facts", "sources", "options", "confidence", "ms"}


def answered(assistant: Assistant, *lines: bytes) -> tuple[list[dict[str, Any]], int]:
    batch = Batch(assistant)
    return [json.loads(line) for line in batch.answers(lines)], batch.odd


def asked(line_id: object, text: str, **more: object) -> bytes:
    return json.dumps({"id": line_id, "text": text, **more}).encode()


def test_a_line_has_every_field_of_the_form(assistant: Assistant) -> None:
    (found,), odd = answered(assistant, asked("7", "who operates the secondary battery project?", chat="a"))
    assert set(found) == FORM
    assert (found["id"], found["outcome"], found["language"], odd) == ("7", "answer", "en", 0)
    assert "secondary-battery.operator" in found["facts"]
    assert found["sources"] == ["stepi-2018-10-29"]
    assert found["entities"][0].keys() == {"kind", "id", "mention", "score", "corrected"}
    assert "Chungnam" in found["text"]
    assert "paragraph 2" in found["text"]
    assert found["ms"] > 0


def test_lines_of_one_chat_are_a_conversation_and_others_are_not(assistant: Assistant) -> None:
    lines, _ = answered(
        assistant,
        asked(1, "who operates the secondary battery project?", chat="a"),
        asked(2, "who operates the nano project?", chat="b"),
        asked(3, "and who takes part?", chat="a"),
        asked(4, "and who takes part?"),
    )
    assert [line["id"] for line in lines] == [1, 2, 3, 4]
    assert "Chungbuk" in lines[2]["text"]
    assert lines[3]["outcome"] != "answer"


@pytest.mark.parametrize(
    ("line", "line_id", "reason"),
    [
        (b"nope", None, "not JSON"),
        (b"[" * 100_000, None, "not JSON"),
        (b"\xff{}", None, "not UTF-8"),
        (b"[1]", None, "not a JSON object"),
        (b'{"text": "hi"}', None, "no id"),
        (b'{"id": true, "text": "hi"}', None, "no id"),
        (b'{"id": "x"}', "x", "no text"),
        (b'{"id": "x", "text": 3}', "x", "text must be a text"),
        (b'{"id": "x", "chat": ["a"], "text": "hi"}', "x", "chat must be a text"),
    ],
)
def test_an_odd_line_becomes_an_error_and_the_rest_goes_on(assistant: Assistant, line: bytes, line_id: object, reason: str) -> None:
    lines, odd = answered(assistant, line, asked("after", "hi"))
    assert lines[0].keys() == {"id", "error"}
    assert lines[0]["id"] == line_id
    assert reason in lines[0]["error"]
    assert lines[1]["outcome"] == "social"
    assert odd == 1


def test_blank_lines_and_a_byte_order_mark_mean_nothing(assistant: Assistant) -> None:
    lines, odd = answered(assistant, b"\xef\xbb\xbf" + asked(1, "hi"), b"\n", b"  \n")
    assert (len(lines), odd) == (1, 0)


def test_a_lone_surrogate_comes_back_as_the_escape_that_it_was(assistant: Assistant) -> None:
    (line,) = Batch(assistant).answers([b'{"id": "\\ud800", "text": "\\udfff hi"}'])
    assert b'"\\ud800"' in line
    assert json.loads(line)["id"] == "\ud800"


def test_one_question_alone_has_the_same_form_without_an_id(assistant: Assistant) -> None:
    assert set(json.loads(answer_one(assistant, "hi"))) == FORM - {"id"}


def test_an_odd_line_says_which_it_was() -> None:
    with pytest.raises(OddLine) as caught:
        parse(b'{"id": 5, "text": null}')
    assert caught.value.id == 5


def test_the_form_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "batch.md").read_text(encoding="utf-8")
    assert {name for name in FORM if f"`{name}`" not in text} == set()


def test_a_defect_takes_no_other_line_with_it(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sound = assistant.ask

    def ask(text: str, context: Context) -> tuple[Reply, Context]:
        if text == "break":
            raise ZeroDivisionError
        return sound(text, context)

    monkeypatch.setattr(assistant, "ask", ask)
    lines, odd = answered(assistant, asked(1, "break", chat="a"), asked(2, "hi", chat="a"))
    assert lines[0].keys() == {"id", "error"}
    assert lines[1]["outcome"] == "social"
    assert odd == 1
    assert "ZeroDivisionError" in caplog.text
    assert "break" not in caplog.messages[0]  # what people ask is not logged
