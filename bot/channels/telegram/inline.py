"""Inline mode: answers to choose from while somebody types @bot … in any chat. No context, nothing kept."""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import InlineQueryResultLimit, ParseMode
from telegram.error import BadRequest

from bot.channels.telegram.delivery import insist
from bot.channels.telegram.examples import examples
from bot.channels.telegram.links import deep_link, is_address
from bot.channels.telegram.rendering import as_html, paragraphs_in, paragraphs_of
from bot.channels.telegram.splitting import Message, split
from bot.channels.telegram.suggestions import MOST, suggestions
from bot.language import Language
from bot.replies.reply import Reply

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room

_log = logging.getLogger(__name__)
_CACHE: Final = 10  # seconds; the server's default of 300 would serve answers of a former base
_DESCRIPTION: Final = 120  # characters of the line under the title; clients show about two lines
_TITLE: Final = 80


async def on_inline_query(room: "Room", update: Update) -> None:
    """Offer up to ten answers, or one honest line that nothing was found."""
    query = update.inline_query
    if query is None:
        return
    language = room.language_of(query.from_user)
    results = _results(room, _replies(room, query, language), language)
    ask_more = InlineQueryResultsButton(room.say("inline_button", language), start_parameter="help")
    try:
        await insist(
            room,
            lambda: room.bot.answer_inline_query(
                query.id, results or [_nothing(room, language)], cache_time=_CACHE, is_personal=True, button=ask_more
            ),
        )
    except BadRequest as refusal:
        if "too old" not in refusal.message.lower():
            raise
        _log.info("an inline query was answered too late: the person typed on")


def _replies(room: "Room", query: InlineQuery, language: Language) -> Iterable[Reply]:
    if query.query.strip():
        return suggestions(room.assistant, query.query)
    opened = (room.assistant.open(option.address, language) for option in examples(room, language))
    return tuple(answer[0] for answer in opened if answer)


def _results(room: "Room", replies: Iterable[Reply], language: Language) -> list[InlineQueryResultArticle]:
    """Return one result for each address; the address is its id, so that the same answer always has the same."""
    longest = int(InlineQueryResultLimit.MAX_ID_LENGTH)
    by_address = {reply.address: reply for reply in replies if 0 < len(reply.address) <= longest}
    return [article(room, reply, reply.address) for reply in list(by_address.values())[:MOST]]


def article(room: "Room", reply: Reply, result_id: str) -> InlineQueryResultArticle:
    """Return a reply as something that can be put into any chat: the whole answer, and a link that goes on with it in private."""
    keyboard = None
    if is_address(reply.address):
        more = InlineKeyboardButton(room.say("inline_more", reply.language), url=deep_link(room.bot.username, reply.address))
        keyboard = InlineKeyboardMarkup([[more]])
    first = _first_line(reply)
    return InlineQueryResultArticle(
        id=result_id,
        title=_cut(first, _TITLE),
        description=_cut(first, _DESCRIPTION),
        input_message_content=_content(as_html(_fitting(reply))),
        reply_markup=keyboard,
    )


def _nothing(room: "Room", language: Language) -> InlineQueryResultArticle:
    title, *_ = said = paragraphs_in(room.say("inline_nothing", language))
    return InlineQueryResultArticle(
        id="nothing", title=title.text, description=said[-1].text, input_message_content=_content(as_html(said))
    )


def _content(html: str) -> InputTextMessageContent:
    return InputTextMessageContent(html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))


def _fitting(reply: Reply) -> Message:
    """Return what one message can carry: the whole, or of an answer too long for it the last part, where the sources are."""
    return split(paragraphs_of(reply))[-1]


def _first_line(reply: Reply) -> str:
    return next((line for text in (*reply.body, *reply.notes) for line in text.splitlines() if line.strip()), reply.address)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
