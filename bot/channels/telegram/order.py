"""Which updates are worked on, and when: each once, none that came too late, in order within a chat and chats in parallel."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.dialogue.storage import Storage

_log = logging.getLogger(__name__)
_AT_ONCE: Final = 1024  # chats; each waits for Telegram nearly all the time


class InOrder(BaseUpdateProcessor):
    """Keeps the order of one chat with a lock for it, taken in the order of arrival.

    `answer_missed_for`: seconds after which a message that has not been read yet is dropped.
    """

    __slots__ = ("_answer_missed_for", "_clock", "_lines", "_storage", "_under_way")

    def __init__(self, storage: Storage, answer_missed_for: float, clock: Callable[[], float] = time.time) -> None:
        super().__init__(_AT_ONCE)
        self._storage = storage
        self._answer_missed_for = answer_missed_for
        self._clock = clock
        self._under_way: set[int] = set()
        self._lines: dict[int, tuple[asyncio.Lock, list[int]]] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Work on an update when its turn has come, or drop it."""
        if not isinstance(update, Update) or not self._wanted(update):
            if asyncio.iscoroutine(coroutine):
                coroutine.close()
            return
        self._under_way.add(update.update_id)
        try:
            await self._in_line(update, coroutine)
            self._storage.note_handled(update.update_id)
        finally:
            self._under_way.discard(update.update_id)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def _in_line(self, update: Update, coroutine: Awaitable[Any]) -> None:
        key = line_of(update)
        lock, waiting = self._lines.setdefault(key, (asyncio.Lock(), []))
        waiting.append(update.update_id)
        try:
            async with lock:
                await coroutine
        finally:
            waiting.remove(update.update_id)
            if not waiting:
                del self._lines[key]

    def _wanted(self, update: Update) -> bool:
        if update.update_id in self._under_way or self._storage.was_handled(update.update_id):
            _log.info("update %d came twice", update.update_id)
            return False
        message = update.message or update.edited_message
        if message is None:
            return True
        asked = (message.edit_date or message.date).timestamp()
        late = self._clock() - asked > self._answer_missed_for
        if late:
            _log.info("update %d is too old to be answered", update.update_id)
        return not late


def line_of(update: Update) -> int:
    """Return what an update must keep its order with: its chat, or the person where there is no chat (inline mode)."""
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0
