"""The life of the process: contact, serving, reloading on SIGHUP, and an end that loses nothing."""

import asyncio
import logging
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.channels.telegram import logs
from bot.channels.telegram.application import ALLOWED_UPDATES, App, build, furnish
from bot.channels.telegram.health import Health
from bot.channels.telegram.limits import AskerLimit
from bot.channels.telegram.listener import Listener
from bot.channels.telegram.options import TelegramOptions
from bot.channels.telegram.pictures import Draw, draw_shipped
from bot.channels.telegram.profile import introduce
from bot.channels.telegram.reloading import reload
from bot.channels.telegram.room import Room
from bot.dialogue.storage import Ages, Storage
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.assistant import Assistant

_log = logging.getLogger(__name__)


def serve(assistant: "Assistant", options: TelegramOptions) -> None:
    """Serve until SIGTERM or SIGINT. Raises `SettingsError` when the bot can't start."""
    asyncio.run(_serve_until_signal(assistant, options))


async def _serve_until_signal(assistant: "Assistant", options: TelegramOptions) -> None:
    loop, stop, hang_up = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    loop.add_signal_handler(signal.SIGHUP, hang_up.set)
    await serve_until(assistant, options, stop, hang_up)


async def serve_until(
    assistant: "Assistant", options: TelegramOptions, stop: asyncio.Event, hang_up: asyncio.Event, draw: Draw = draw_shipped
) -> None:
    """Serve until `stop` is set; each time that `hang_up` is set the base is loaded anew."""
    logs.guard(options.token, options.webhook_secret)
    storage = Storage(options.storage, Ages(options.context_age, options.question_age, options.vote_age))
    try:
        application = build(options, storage)
        limit = AskerLimit(options.questions_per_minute, time.monotonic)
        room = Room(assistant, options, storage, application.bot, limit, draw)
        furnish(application, room)
        try:
            if await _contact(application, options, stop):
                await _run(application, room, stop, hang_up)
        finally:
            await application.shutdown()
            await application.bot.shutdown()  # an application whose first contact failed leaves its connections open
    finally:
        storage.close()
        _log.info("stopped; everything is written")


async def _contact(application: App, options: TelegramOptions, stop: asyncio.Event) -> bool:
    """Reach Telegram for the first time, with patience; False when a stop came first."""
    for attempt in range(1, options.start_retries + 1):
        try:
            await application.initialize()
        except InvalidToken:
            # The library's message quotes the token.
            raise SettingsError("Telegram does not know the token; ask @BotFather for the right one.") from None
        except NetworkError as error:
            _log.warning("Telegram could not be reached at the start (%s), attempt %d", type(error).__name__, attempt)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), options.retry_pause * 2**attempt)
        else:
            return not stop.is_set()
        if stop.is_set():
            return False
    raise SettingsError(f"{options.api_url} could not be reached; is the network up, and TELEGRAM_API_URL right?")


async def _run(application: App, room: Room, stop: asyncio.Event, hang_up: asyncio.Event) -> None:
    health = Health(room)
    listener = Listener(room.options, application.bot, application.update_queue, health) if room.options.listen_port else None
    if listener:
        listener.start()
    await application.start()
    reloading = asyncio.create_task(_reload_on(room, hang_up))
    application.create_task(introduce(room))
    try:
        await _receive(application, room.options, health)
        _log.info("serving as @%s with base %s", application.bot.username, room.assistant.base.revision)
        await stop.wait()
        _log.info("stopping: what has come in is answered first")
    finally:
        reloading.cancel()
        if application.updater and application.updater.running:
            await application.updater.stop()
        if listener:
            await listener.stop()
        await application.stop()


async def _receive(application: App, options: TelegramOptions, health: Health) -> None:
    """Begin to receive updates, over the one way or the other. Raises `SettingsError` when Telegram will have none of it."""

    def on_polling_error(error: TelegramError) -> None:
        health.failed()
        _log.warning("updates could not be fetched, trying again: %s: %s", type(error).__name__, error.message)

    try:
        if options.webhook_url:
            await application.bot.set_webhook(options.webhook_url, allowed_updates=ALLOWED_UPDATES, secret_token=options.webhook_secret)
            return
        assert application.updater is not None
        await application.updater.start_polling(
            timeout=options.poll_seconds,
            bootstrap_retries=options.start_retries,
            allowed_updates=ALLOWED_UPDATES,
            error_callback=on_polling_error,
        )
    except TelegramError as refusal:
        raise SettingsError(f"Telegram refuses to send updates: {refusal.message}.") from None


async def _reload_on(room: Room, hang_up: asyncio.Event) -> None:
    while True:
        await hang_up.wait()
        hang_up.clear()
        await reload(room)
