"""Guest mode: someone mentions the bot in a chat that it is not a member of. It may answer once, and learns nothing of the chat."""

import logging
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import BadRequest

from bot.channels.telegram.delivery import insist
from bot.channels.telegram.groups import without_mention
from bot.channels.telegram.inline import article
from bot.channels.telegram.limits import Admission

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room

_log = logging.getLogger(__name__)


async def on_guest_message(room: "Room", update: Update) -> None:
    """Answer a guest query: no context, nothing kept, nothing said when nothing was asked."""
    message = update.guest_message
    if message is None or message.guest_query_id is None or message.from_user is None:
        return
    question, _ = without_mention(message, room.bot.bot)
    if not question or room.limit.admit(message.from_user.id) is not Admission.WELCOME:
        return
    query, (reply, _) = message.guest_query_id, room.assistant.ask(question)
    try:
        await insist(room, lambda: room.bot.answer_guest_query(query, article(room, reply, "answer")))
    except BadRequest as refusal:
        if "too old" not in refusal.message.lower():
            raise
        _log.info("a guest query was answered too late")
