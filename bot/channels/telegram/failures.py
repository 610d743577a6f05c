"""What happens when a handler fails: it is logged, without a word of the asker's, and the asker gets one line."""

import logging
import traceback
from typing import TYPE_CHECKING

from telegram import Update
from telegram.constants import ChatType
from telegram.error import ChatMigrated, Forbidden, TelegramError

from bot.channels.telegram.delivery import Page, Place, send_page
from bot.channels.telegram.presses import toast
from bot.channels.telegram.rendering import paragraphs_in

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room

_log = logging.getLogger(__name__)


async def on_failure(room: "Room", update: object, error: Exception) -> None:
    """Deal with what a handler raised: forget who left, follow who moved, tell everybody else."""
    chat = update.effective_chat if isinstance(update, Update) else None
    if isinstance(error, Forbidden) and chat is not None:
        _log.info("a chat has shut the bot out: all that was kept of it is deleted")
        room.storage.forget_chat(chat.id)
        return
    if isinstance(error, ChatMigrated) and chat is not None:
        room.storage.move_chat(chat.id, error.new_chat_id)
        return
    _log.error(
        "%s while update %s was worked on\n%s", _described(error), _number(update), "".join(traceback.format_tb(error.__traceback__))
    )
    if not isinstance(update, Update):
        return
    said = room.say("trouble", room.language_of(update.effective_user))
    try:
        if update.callback_query is not None:  # a toast is seen by the asker alone, in groups too
            await toast(update.callback_query, said)
        elif chat is not None and chat.type == ChatType.PRIVATE:
            await send_page(room, Place(chat.id), Page(paragraphs_in(said)))
    except TelegramError as second:
        _log.warning("the asker could not be told: %s", _described(second))


def _described(error: Exception) -> str:
    """Return the kind of error; only Telegram's own words are repeated: others may quote the asker."""
    return f"{type(error).__name__}: {error.message}" if isinstance(error, TelegramError) else type(error).__name__


def _number(update: object) -> str:
    return str(update.update_id) if isinstance(update, Update) else "(none)"
