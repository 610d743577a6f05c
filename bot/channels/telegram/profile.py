"""What people see of the bot before they ask: its commands, name and descriptions, in both languages, from the base's texts.

Everything is read first and set only where it differs, so that a second start sets nothing: Telegram allows few changes of a name a day.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from telegram import BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.channels.telegram.commands import GROUP, PRIVATE
from bot.channels.telegram.delivery import insist
from bot.language import Language

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room

_log = logging.getLogger(__name__)
_VARIANTS: Final[tuple[tuple[Language, str | None], ...]] = (("en", None), ("ko", "ko"))  # no code: everybody else's language
_SCOPES: Final[tuple[tuple[BotCommandScope, tuple[str, ...]], ...]] = (
    (BotCommandScopeAllPrivateChats(), PRIVATE),
    (BotCommandScopeAllGroupChats(), GROUP),
)


async def introduce(room: "Room") -> None:
    """Bring the bot's profile up to date; a refusal is logged and does not keep the bot from answering."""
    for language, code in _VARIANTS:
        for scope, names in _SCOPES:
            await _calmly(room, "commands", lambda s=scope, n=names, la=language, c=code: _commands(room, s, n, la, c))  # type: ignore[misc]
        for what, step in (("name", _name), ("description", _description), ("short description", _short_description)):
            await _calmly(room, what, lambda step=step, la=language, c=code: step(room, la, c))  # type: ignore[misc]


async def _calmly(room: "Room", what: str, step: Callable[[], Awaitable[None]]) -> None:
    try:
        await insist(room, step)
    except TelegramError as refusal:
        _log.warning("the bot's %s could not be set: %s", what, refusal.message)


async def _commands(room: "Room", scope: BotCommandScope, names: tuple[str, ...], language: Language, code: str | None) -> None:
    wanted = tuple(BotCommand(name, room.say(f"command_{name}", language)) for name in names)
    if await room.bot.get_my_commands(scope=scope, language_code=code) != wanted:
        await room.bot.set_my_commands(wanted, scope=scope, language_code=code)


async def _name(room: "Room", language: Language, code: str | None) -> None:
    wanted = room.say("bot_name", language)
    if (await room.bot.get_my_name(language_code=code)).name != wanted:
        await room.bot.set_my_name(wanted, language_code=code)


async def _description(room: "Room", language: Language, code: str | None) -> None:
    wanted = room.say("bot_description", language)
    if (await room.bot.get_my_description(language_code=code)).description != wanted:
        await room.bot.set_my_description(wanted, language_code=code)


async def _short_description(room: "Room", language: Language, code: str | None) -> None:
    wanted = room.say("bot_short_description", language)
    if (await room.bot.get_my_short_description(language_code=code)).short_description != wanted:
        await room.bot.set_my_short_description(wanted, language_code=code)
