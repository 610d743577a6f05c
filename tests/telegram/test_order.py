"""Order within a chat, chats in parallel, and the exact list of updates."""

import asyncio
from typing import Any

import pytest
from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ChatMemberHandler, CommandHandler, InlineQueryHandler, MessageHandler

from bot.channels.telegram.application import ALLOWED_UPDATES, handlers
from bot.channels.telegram.limits import Admission, AskerLimit
from bot.channels.telegram.order import InOrder
from bot.dialogue.storage import Storage
from tests.telegram.people import Person
from tests.telegram.server import Server

CHAT = {"id": 5, "type": "private"}
USER = {"id": 5, "is_bot": False, "first_name": "x"}
MESSAGE = {
    "message_id": 1,
    "date": 1,
    "chat": CHAT,
    "from": USER,
    "text": "/ask x",
    "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
}
MEMBER = {"user": USER, "status": "member"}
EVERY_UPDATE: dict[str, Any] = {
    "message": MESSAGE,
    "edited_message": MESSAGE,
    "guest_message": {**MESSAGE, "guest_query_id": "1"},
    "business_message": MESSAGE,
    "channel_post": MESSAGE,
    "edited_channel_post": MESSAGE,
    "callback_query": {"id": "1", "from": USER, "chat_instance": "1", "data": "x"},
    "inline_query": {"id": "1", "from": USER, "query": "", "offset": ""},
    "chosen_inline_result": {"result_id": "1", "from": USER, "query": ""},
    "my_chat_member": {"chat": CHAT, "from": USER, "date": 1, "old_chat_member": MEMBER, "new_chat_member": MEMBER},
    "chat_member": {"chat": CHAT, "from": USER, "date": 1, "old_chat_member": MEMBER, "new_chat_member": MEMBER},
    "chat_join_request": {"chat": CHAT, "from": USER, "date": 1, "user_chat_id": 5},
    "poll_answer": {"poll_id": "1", "option_ids": [0], "user": USER, "option_persistent_ids": ["1"]},
}


def test_the_allowed_updates_are_exactly_those_that_a_handler_takes(server_bot) -> None:
    every = handlers(lambda step: step)  # type: ignore[arg-type, return-value]
    taken = {kind for kind, content in EVERY_UPDATE.items() if any(_takes(one, kind, content, server_bot) for one in every)}
    assert taken == set(ALLOWED_UPDATES)
    known = (CommandHandler, MessageHandler, CallbackQueryHandler, InlineQueryHandler, ChatMemberHandler)
    assert all(isinstance(one, known) for one in every)  # a new kind of handler needs a row in EVERY_UPDATE


@pytest.fixture
def server_bot():
    from telegram import Bot, User

    bot = Bot("123456:AAstand-in-token-0123456789")
    bot._bot_user = User(1, "x", is_bot=True, username="seminar_test_bot")  # noqa: SLF001
    return bot


def _takes(handler: BaseHandler[Any, Any, Any], kind: str, content: Any, bot: Any) -> bool:
    update = Update.de_json({"update_id": 1, kind: content}, bot)
    return handler.check_update(update) not in (None, False)


async def test_many_questions_of_many_chats_are_answered_in_order(bot, server: Server) -> None:
    people = [Person(server, f"Person {number}") for number in range(8)]
    for turn in range(12):
        for person in people:
            await person.say(f"echo {turn}")
    for person in people:
        await person.private.answers(12)
        assert [text.split("\n")[0] for text in person.private.texts()] == [str(turn) for turn in range(12)]


def update(number: int, chat: int) -> Update:
    content = {**MESSAGE, "message_id": number, "date": 4_000_000_000, "chat": {"id": chat, "type": "private"}}
    made = Update.de_json({"update_id": number, "message": content}, None)
    assert made is not None
    return made


async def test_a_chat_waits_for_itself_and_for_nobody_else() -> None:
    storage, done, gate = Storage(None), [], asyncio.Event()
    order = InOrder(storage, 60)

    async def work(name: str, wait: asyncio.Event | None = None) -> None:
        if wait:
            await wait.wait()
        done.append(name)

    tasks = [
        asyncio.create_task(order.process_update(update(1, chat=7), work("first", gate))),
        asyncio.create_task(order.process_update(update(2, chat=7), work("second"))),
        asyncio.create_task(order.process_update(update(3, chat=8), work("other"))),
    ]
    await tasks[2]
    assert done == ["other"]
    gate.set()
    await asyncio.gather(*tasks)
    assert done == ["other", "first", "second"]
    assert not order._lines  # noqa: SLF001 - no chat leaves a lock behind
    await order.process_update(update(1, chat=7), work("first again"))
    assert len(done) == 3
    storage.close()


def test_the_asker_limit_is_a_sliding_minute() -> None:
    now = [0.0]
    limit = AskerLimit(2, lambda: now[0])
    assert [limit.admit(1) for _ in range(4)] == [Admission.WELCOME, Admission.WELCOME, Admission.FIRST_REFUSAL, Admission.REFUSED]
    assert limit.admit(2) is Admission.WELCOME
    now[0] = 61.0
    assert limit.admit(1) is Admission.WELCOME
