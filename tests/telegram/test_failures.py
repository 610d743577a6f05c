"""Everything that Telegram may answer instead of a result, and bugs of our own."""

import logging
import time

import pytest

from tests.telegram import TOKEN
from tests.telegram.fake import FakeAssistant
from tests.telegram.people import Chat, Person, settled
from tests.telegram.server import Fault, Server
from tests.telegram.strictness import Refusal, bad

FLOOD = Refusal(429, "Too Many Requests: retry after 1", retry_after=1)


async def test_a_flood_refusal_is_waited_for(bot, server: Server, mina: Person) -> None:
    server.fail("sendMessage", FLOOD)
    begun = time.monotonic()
    await mina.say("Who operates nano?")
    await mina.private.answers()
    assert time.monotonic() - begun >= 1
    assert len(server.sent("sendMessage")) == 1


@pytest.mark.parametrize("fault", [Fault.DROPPED, Fault.GATEWAY, Refusal(500, "Internal Server Error")], ids=str)
async def test_a_lost_connection_is_tried_again(bot, server: Server, mina: Person, fault) -> None:
    server.fail("sendMessage", fault, fault)
    await mina.say("Who operates nano?")
    await settled(mina)
    assert len(server.sent("sendMessage")) == 2


async def test_a_request_that_takes_too_long_is_tried_again(launch, server: Server, mina: Person) -> None:
    await launch(request_seconds=0.2)
    server.fail("sendMessage", Fault.SILENT)
    await mina.say("Who operates nano?")
    await mina.private.answers()
    assert server.failed == [Fault.SILENT]


async def test_after_many_failures_the_bot_gives_up_and_goes_on(launch, server: Server, mina: Person) -> None:
    await launch(retries=1)
    server.fail("sendMessage", *[Fault.DROPPED] * 4)  # two for the answer, two for the apology
    await mina.say("Who operates nano?")
    await mina.say("Who takes part?")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("Gyeongnam")


async def test_polling_goes_on_after_a_lost_connection(launch, server: Server, mina: Person) -> None:
    server.fail("getUpdates", Fault.DROPPED)
    await launch()
    await mina.say("Who operates nano?")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("Ulsan")
    assert server.failed == [Fault.DROPPED]


async def test_who_blocked_the_bot_is_forgotten_quietly(bot, server: Server, mina: Person, caplog, options) -> None:
    await mina.say("Who operates nano?")
    await mina.private.answers()
    server.blocked.add(mina.id)
    await mina.say("Who takes part?")
    await server.until(lambda: ("sendMessage", "Forbidden: bot was blocked by the user") in server.refused)
    juno = Person(server, "Juno")
    await settled(juno)
    server.blocked.clear()
    await mina.say("what was it")
    messages = await mina.private.answers(2)
    assert messages[1]["text"].startswith("It was nothing.")
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(server.refused) == 1


async def test_who_removes_the_bot_is_forgotten(bot, server: Server, mina: Person) -> None:
    await mina.say("Who operates nano?")
    await mina.private.answers()
    user, chat = {"user": server.me}, {"id": mina.id, "type": "private"}
    change = {"chat": chat, "from": mina.user, "date": 1}
    old, new = {**user, "status": "member"}, {**user, "status": "kicked", "until_date": 0}
    await server.push("my_chat_member", {**change, "old_chat_member": old, "new_chat_member": new})
    await mina.say("what was it")
    messages = await mina.private.answers(2)
    assert messages[1]["text"].startswith("It was nothing.")


async def test_an_answer_follows_a_group_that_moved(bot, server: Server, mina: Person) -> None:
    old, new = Chat(server, -66, "group"), Chat(server, -10066, "supergroup")
    server.moved[old.id] = new.id
    await mina.say("/ask Who operates nano?", old)
    (message,) = await new.answers()
    assert message["text"].startswith("Ulsan operates")


async def test_markup_that_telegram_refuses_goes_out_once_as_plain_text_and_is_logged(bot, server: Server, mina: Person, caplog) -> None:
    server.fail("sendMessage", bad('can\'t parse entities: Unsupported start tag "x" at byte offset 3'))
    await mina.say("something nasty")
    (message,) = await mina.private.answers()
    assert message["text"].startswith('Tom & "Jerry" <b>bold</b>')
    assert message["entities"] == []
    assert [record.levelname for record in caplog.records if "a bug" in record.message] == ["ERROR"]


async def test_not_modified_is_ignored(bot, server: Server, mina: Person, caplog) -> None:
    await mina.say("Who operates nano?")
    (message,) = await mina.private.answers()
    await mina.press_data(message, "1be:nano_operator")
    await settled(mina)
    assert [reason for _, reason in server.refused if "not modified" in reason]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_press_that_is_too_old_to_be_answered_still_does_its_work(bot, server: Server, mina: Person, caplog) -> None:
    await mina.say("Who operates nano?")
    (message,) = await mina.private.answers()
    server.fail("answerCallbackQuery", bad("query is too old and response timeout expired or query ID is invalid"))
    await mina.press(message, "Who takes part?")
    await settled(mina)
    assert mina.private.texts()[0].startswith("Gyeongnam")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_an_inline_query_answered_too_late_is_no_error(bot, server: Server, mina: Person, caplog) -> None:
    await server.push("inline_query", {"id": "gone", "from": mina.user, "query": "nano operator", "offset": ""})
    await server.until(lambda: server.refused)
    await settled(mina)
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_bug_is_logged_and_the_asker_gets_one_line(bot, server: Server, mina: Person, caplog) -> None:
    await mina.say("boom my secret question")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("Something went wrong on my side")
    logged = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "RuntimeError" in logged
    assert "in ask" in logged  # where it happened
    assert "secret question" not in logged  # and not what was asked
    assert TOKEN not in logged


async def test_a_bug_behind_a_button_is_a_toast_and_no_spinner(launch, server: Server, mina: Person) -> None:
    class Broken(FakeAssistant):
        def open(self, *_: object) -> None:  # type: ignore[override]
            raise RuntimeError

    await launch(Broken())
    group = Chat(server, -100111, "supergroup")
    await mina.say("/ask operator", group)
    (message,) = await group.answers()
    await mina.press(message, "Who takes part?")
    await server.until(lambda: server.sent("answerCallbackQuery"))
    await settled(mina, group)
    assert server.sent("answerCallbackQuery")[0].request.text.startswith("Something went wrong")
    assert not server.presses


async def test_a_bug_in_a_group_is_not_announced(bot, server: Server, mina: Person) -> None:
    group = Chat(server, -100999, "supergroup")
    await mina.say("/ask boom", group)
    await settled(mina, group)
    assert len(group.texts()) == 1


async def test_nothing_asked_is_in_the_log_at_the_default_level(bot, server: Server, mina: Person, caplog) -> None:
    caplog.set_level(logging.INFO)
    await mina.say("Who operates my-very-own-words?")
    await settled(mina)
    assert "my-very-own-words" not in caplog.text
    assert not [record for record in caplog.records if record.name == "httpx"]  # each of its lines holds the token
    assert TOKEN not in caplog.text


async def test_an_update_delivered_twice_is_answered_once(bot, server: Server, mina: Person) -> None:
    await mina.say("echo once")
    update = dict(server.pending[0])
    await mina.private.answers()
    server.pending.append({**update, "update_id": update["update_id"]})
    await settled(mina)
    assert len(mina.private.texts()) == 2


async def test_one_chat_that_hangs_holds_nobody_else_up(launch, server: Server, mina: Person) -> None:
    await launch(request_seconds=1.0)
    juno = Person(server, "Juno")
    server.fail("sendMessage", Fault.SILENT)
    await mina.say("Who operates nano?")
    await server.until(lambda: server.failed)
    await juno.say("Who operates nano?")
    await juno.private.answers()
    assert not mina.private.texts()
