"""What every handler works with: the assistant that serves now, the storage, the bot, and the texts of the base."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram import Update, User
from telegram.ext import ExtBot

from bot.channels.telegram.limits import AskerLimit
from bot.channels.telegram.options import TelegramOptions
from bot.channels.telegram.pictures import Draw, draw_shipped
from bot.dialogue.storage import Storage
from bot.language import Language

if TYPE_CHECKING:
    from bot.assistant import Assistant


@dataclass(slots=True)
class Room:
    """The one thing in this channel that changes: a reload puts another assistant in, in one assignment.

    A handler reads `assistant` once and goes on with it, so that no answer is made from two bases.
    """

    assistant: "Assistant"
    options: TelegramOptions
    storage: Storage
    bot: ExtBot[Any]
    limit: AskerLimit
    draw: Draw = draw_shipped
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)
    albums: deque[str] = field(default_factory=lambda: deque(maxlen=200))

    def say(self, key: str, language: Language, **values: str) -> str:
        """Return a text of the channel (knowledge/replies/telegram.yaml)."""
        return self.assistant.base.say(f"telegram.{key}", language, **values)

    def language_of(self, user: User | None) -> Language:
        """Return the language of the interface: what the person chose, else what their app says, else English."""
        if user is None:
            return "en"
        chosen = self.storage.language(user.id) or (user.language_code or "")[:2]
        return "ko" if chosen == "ko" else "en"


Step = Callable[[Room, Update], Awaitable[None]]
