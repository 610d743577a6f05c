"""The list of what the bot listens to, on one page, and the application built from it."""

import os
from collections.abc import Callable
from typing import Any, Final

from telegram import Update
from telegram.constants import UpdateType
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.channels.telegram.commands import COMMANDS
from bot.channels.telegram.failures import on_failure
from bot.channels.telegram.flood import AT_ONCE, Flood
from bot.channels.telegram.guests import on_guest_message
from bot.channels.telegram.inline import on_inline_query
from bot.channels.telegram.membership import on_membership, on_migration
from bot.channels.telegram.options import TelegramOptions
from bot.channels.telegram.order import InOrder
from bot.channels.telegram.presses import on_press
from bot.channels.telegram.questions import on_other, on_text, on_unknown_command
from bot.channels.telegram.room import Room, Step
from bot.dialogue.storage import Storage

ALLOWED_UPDATES: Final = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MY_CHAT_MEMBER,
    UpdateType.GUEST_MESSAGE,
)
_PRIVATE: Final = filters.ChatType.PRIVATE
_NEW: Final = filters.UpdateType.MESSAGE
_EDITABLE: Final = ("ask",)  # commands whose answer follows when they are edited

Bind = Callable[[Step], Callable[[Update, Any], Any]]
App = Application[Any, Any, Any, Any, Any, Any]


def handlers(bind: Bind) -> list[BaseHandler[Any, Any, Any]]:
    """Return every handler; of each update the first that fits gets it, and what fits none is not for us."""
    return [
        *(CommandHandler(name, bind(step), None if name in _EDITABLE else _NEW) for name, step in COMMANDS.items()),
        MessageHandler(_NEW & _PRIVATE & filters.COMMAND, bind(on_unknown_command)),
        MessageHandler(filters.UpdateType.MESSAGES & filters.TEXT & ~filters.COMMAND, bind(on_text)),
        MessageHandler(_NEW & filters.StatusUpdate.MIGRATE, bind(on_migration)),
        MessageHandler(_NEW & _PRIVATE & ~filters.StatusUpdate.ALL & ~filters.TEXT, bind(on_other)),
        MessageHandler(filters.UpdateType.GUEST_MESSAGE & filters.TEXT, bind(on_guest_message)),
        CallbackQueryHandler(bind(on_press)),
        InlineQueryHandler(bind(on_inline_query)),
        ChatMemberHandler(bind(on_membership), ChatMemberHandler.MY_CHAT_MEMBER),
    ]


def build(options: TelegramOptions, storage: Storage) -> App:
    """Return the application, without handlers yet: the room that these work in needs the application's bot."""
    # The library's own flood error reads a time as a number of seconds, and warns about that as deprecated unless told this.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    builder = ApplicationBuilder().token(options.token)
    builder = builder.base_url(f"{options.api_url.rstrip('/')}/bot").base_file_url(f"{options.api_url.rstrip('/')}/file/bot")
    patience = options.request_seconds
    builder = (
        builder.connection_pool_size(AT_ONCE + 8).pool_timeout(60).connect_timeout(patience).read_timeout(patience).write_timeout(patience)
    )
    # Two connections: at a stop, what has been fetched is acknowledged while the long poll is still being hung up.
    builder = builder.get_updates_connection_pool_size(2).get_updates_read_timeout(options.poll_seconds + 10)
    builder = builder.concurrent_updates(InOrder(storage, options.answer_missed_for)).job_queue(None)  # type: ignore[arg-type]
    return builder.rate_limiter(Flood(options.messages_per_second, options.retries)).build()


def furnish(application: App, room: Room) -> None:
    """Add the handlers, bound to the room that they work in."""

    def bind(step: Step) -> Callable[[Update, Any], Any]:
        async def call(update: Update, _context: object) -> None:
            await step(room, update)

        return call

    async def fail(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        if isinstance(context.error, Exception):
            await on_failure(room, update, context.error)

    application.add_handlers(handlers(bind))
    application.add_error_handler(fail)
