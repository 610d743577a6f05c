"""Sending an answer with its picture: uploaded once, then by file id; without a picture the text alone."""

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from telegram import InlineKeyboardMarkup, InputFile
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.channels.telegram.delivery import Page, Place, insist, send_page
from bot.channels.telegram.pictures import file_name
from bot.channels.telegram.rendering import Paragraph, as_html, as_plain
from bot.channels.telegram.splitting import Message, split, units
from bot.language import Language
from bot.replies.reply import PictureRequest

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room

_log = logging.getLogger(__name__)
CAPTION_LIMIT: Final = int(MessageLimit.CAPTION_LENGTH)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on its way: a PNG or the id of one that Telegram has, its description, and the name that the id is kept under."""

    file: bytes | str
    description: str
    name: str


async def send_illustrated(room: "Room", place: Place, page: Page, request: PictureRequest, language: Language) -> tuple[int, ...]:
    """Send the picture with the page as its caption, or with the page after it where it is too long; returns the ids of all messages."""
    picture = await _picture(room, request, language)
    if picture is None:
        return await send_page(room, place, page)
    try:
        return await _send_both(room, place, picture, page)
    except ChatMigrated as moved:
        room.storage.move_chat(place.chat, moved.new_chat_id)
        return await _send_both(room, Place(moved.new_chat_id, place.topic), picture, page)
    except BadRequest as refusal:
        if isinstance(picture.file, bytes):
            raise
        _log.warning("a kept file id was refused (%s): the picture is drawn anew", refusal.message)
        room.storage.keep_file(picture.name, "")
        return await send_illustrated(room, place, page, request, language)


async def _send_both(room: "Room", place: Place, picture: Picture, page: Page) -> tuple[int, ...]:
    described = tuple(Paragraph(text, "note") for text in (picture.description,) if text)
    whole = (*described, *page.paragraphs)
    if units(as_plain(whole)) <= CAPTION_LIMIT:
        return (await _send_picture(room, place, picture, whole, page.keyboard),)
    caption = split(described, CAPTION_LIMIT)[0] if described else ()
    message = await _send_picture(room, place, picture, caption, None)
    return (message, *await send_page(room, Place(place.chat, place.topic), page))


async def _picture(room: "Room", request: PictureRequest, language: Language) -> Picture | None:
    """Draw, unless Telegram has the picture already; the description is kept beside the file id."""
    base, theme = room.assistant.base, room.options.theme
    name = file_name(base.revision, request, language, theme)
    if kept := room.storage.file(name):
        file, _, description = kept.partition("\n")
        return Picture(file, description, name)
    async with room.drawing:  # one at a time: the other core goes on answering
        drawing = await asyncio.to_thread(room.draw, base, request, language, theme)
    return Picture(drawing.png, drawing.description, name) if drawing else None


async def _send_picture(room: "Room", place: Place, picture: Picture, caption: Message, keyboard: InlineKeyboardMarkup | None) -> int:
    file = InputFile(picture.file, filename="picture.png") if isinstance(picture.file, bytes) else picture.file
    sent = await insist(
        room,
        lambda: room.bot.send_photo(
            place.chat,
            file,
            caption=as_html(caption) or None,
            parse_mode=ParseMode.HTML,
            message_thread_id=place.topic or None,
            reply_parameters=place.reply_parameters,
            reply_markup=keyboard,
        ),
    )
    if isinstance(picture.file, bytes):
        room.storage.keep_file(picture.name, f"{sent.photo[-1].file_id}\n{picture.description}")
    return sent.message_id
