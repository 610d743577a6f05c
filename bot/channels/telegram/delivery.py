"""Getting a message to Telegram whatever it answers: floods, lost connections, moved groups, refused markup."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, NetworkError

from bot.channels.telegram.rendering import as_html, as_plain
from bot.channels.telegram.splitting import Message, split

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room

_log = logging.getLogger(__name__)
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: the chat, its topic (0: none), and the message that it replies to (0: none)."""

    chat: int
    topic: int = 0
    reply_to: int = 0

    @property
    def reply_parameters(self) -> ReplyParameters | None:
        """The quote of the asking message; if that is gone by now the answer comes without it."""
        return ReplyParameters(self.reply_to, allow_sending_without_reply=True) if self.reply_to else None


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer looks like: paragraphs of any length, and the buttons under the last of its messages."""

    paragraphs: Message
    keyboard: InlineKeyboardMarkup | None = None

    def messages(self) -> tuple[tuple[Message, InlineKeyboardMarkup | None], ...]:
        """The messages that carry the page, each with its buttons."""
        parts = split(self.paragraphs)
        return tuple((part, self.keyboard if place == len(parts) else None) for place, part in enumerate(parts, start=1))


async def insist(room: "Room", request: Callable[[], Awaitable[Result]]) -> Result:
    """Make a request, again after each network error and with growing pauses, `retries` times; floods are the rate limiter's business.

    Raises what the last attempt raised; `BadRequest` at once, because repeating a refused request changes nothing.
    """
    for attempt in range(room.options.retries):
        try:
            return await request()
        except BadRequest:
            raise
        except NetworkError as error:
            _log.warning("Telegram could not be reached (%s), attempt %d", type(error).__name__, attempt + 1)
            await room.pause(room.options.retry_pause * 2**attempt)
    return await request()


async def send_page(room: "Room", place: Place, page: Page) -> tuple[int, ...]:
    """Send a page and return the ids of its messages, in order; only the first quotes the asking message."""
    sent: list[int] = []
    for part, keyboard in page.messages():
        place, message = await send_message(room, place, part, keyboard)
        place = replace(place, reply_to=0)
        sent.append(message)
    return tuple(sent)


async def send_message(room: "Room", place: Place, part: Message, keyboard: InlineKeyboardMarkup | None) -> tuple[Place, int]:
    """Send one message; returns where it really went (a group may have moved) and its id."""

    async def send(text: str, parse_mode: ParseMode | None) -> int:
        message = await room.bot.send_message(
            place.chat,
            text,
            parse_mode=parse_mode,
            message_thread_id=place.topic or None,
            reply_parameters=place.reply_parameters,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard,
        )
        return message.message_id

    try:
        return place, await _in_html_else_plain(room, part, send)
    except ChatMigrated as moved:
        room.storage.move_chat(place.chat, moved.new_chat_id)
        return await send_message(room, Place(moved.new_chat_id, place.topic), part, keyboard)


async def edit_page(room: "Room", place: Place, old: tuple[int, ...], page: Page) -> tuple[int, ...]:
    """Turn the messages of a former answer into those of a page: edit what stands, delete what is too many, send what is missing.

    Returns the ids of the page's messages. A message that is gone, or can't be edited any more, is sent anew.
    """
    new = page.messages()
    now: list[int] = []
    for message, (part, keyboard) in zip(old, new, strict=False):
        now.append(message if await edit_message(room, place.chat, message, part, keyboard) else 0)
    for message in old[len(new) :]:
        await delete_message(room, place.chat, message)
    for index, (part, keyboard) in enumerate(new):
        if index >= len(now):
            now.append(0)
        if not now[index]:
            now[index] = (await send_message(room, place, part, keyboard))[1]
    return tuple(now)


async def edit_message(room: "Room", chat: int, message: int, part: Message, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Edit one text message; False when it is gone or can't be edited. "Not modified" is success: it shows what it should."""

    async def edit(text: str, parse_mode: ParseMode | None) -> bool:
        await room.bot.edit_message_text(
            text, chat, message, parse_mode=parse_mode, link_preview_options=_NO_PREVIEW, reply_markup=keyboard
        )
        return True

    try:
        return await _in_html_else_plain(room, part, edit)
    except BadRequest as refusal:
        if "no text in the message" in refusal.message.lower():  # a picture: it can't become a text
            await delete_message(room, chat, message)
            return False
        return _stands_anyway(refusal)


async def edit_keyboard(room: "Room", chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Change the buttons under a message alone; False when it is gone."""
    try:
        await insist(room, lambda: room.bot.edit_message_reply_markup(chat, message, reply_markup=keyboard))
    except BadRequest as refusal:
        return _stands_anyway(refusal)
    return True


async def _in_html_else_plain(room: "Room", part: Message, send: Callable[[str, ParseMode | None], Awaitable[Result]]) -> Result:
    try:
        return await insist(room, lambda: send(as_html(part), ParseMode.HTML))
    except BadRequest as refusal:
        if "parse entities" not in refusal.message.lower():
            raise
        _log.error("a bug: Telegram refused the markup of a message; sent as plain text: %s", refusal.message)
        return await insist(room, lambda: send(as_plain(part), None))


async def delete_message(room: "Room", chat: int, message: int) -> None:
    """Delete one message; one that is gone, or too old to be deleted, is left at that."""
    try:
        await insist(room, lambda: room.bot.delete_message(chat, message))
    except BadRequest as refusal:
        _log.info("a part of a former answer stays: %s", refusal.message)


def _stands_anyway(refusal: BadRequest) -> bool:
    reason = refusal.message.lower()
    if "not modified" in reason:
        return True
    if "not found" in reason or "can't be edited" in reason:
        return False
    raise refusal
