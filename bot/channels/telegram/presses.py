"""Pressed buttons: the press is answered first, then the message changes into what was asked for."""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import CallbackQuery, Message, Update
from telegram.constants import CallbackQueryLimit
from telegram.error import BadRequest

from bot.channels.telegram import feedback, privacy
from bot.channels.telegram.answers import Asked, page_of, reasked, show, show_instead
from bot.channels.telegram.buttons import REASONS, Press, Verb
from bot.channels.telegram.delivery import Page, Place, edit_keyboard, edit_page, send_page
from bot.channels.telegram.evidence import source_page, why_page
from bot.channels.telegram.limits import Admission
from bot.channels.telegram.rendering import paragraphs_in
from bot.dialogue.context import Context
from bot.dialogue.storage import Answer, Conversation
from bot.replies.reply import Reply

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pressing:
    """A press and the message it was made on; `former` is the answer that the message is known to carry."""

    query: CallbackQuery
    press: Press
    conversation: Conversation
    message: int
    former: Answer | None
    is_text: bool

    @property
    def place(self) -> Place:
        """Where new messages go: into the same topic."""
        return Place(self.conversation.chat, self.conversation.topic)

    @property
    def can_turn(self) -> bool:
        """Whether the message as a whole can become another: a single text. Parts of a long answer and pictures can't."""
        return self.is_text and (self.former is None or len(self.former.messages) == 1)


async def on_press(room: "Room", update: Update) -> None:
    """Answer a press, whatever it is, and do what it asks for; one that means nothing any more gets a short toast."""
    query = update.callback_query
    if query is None:
        return
    press = Press.read(query.data or "")
    if press is None or query.message is None:
        await toast(query, room.say("button_old", room.language_of(query.from_user)))
        return
    await _DOINGS[press.verb](room, _pressing(room, query, press))


async def toast(query: CallbackQuery, text: str = "") -> None:
    """Answer a press, so that its button stops waiting; one that is too old to be answered is left at that."""
    try:
        await query.answer(text[: int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)] or None)
    except BadRequest as refusal:
        _log.info("a press could not be answered: %s", refusal.message)


def _pressing(room: "Room", query: CallbackQuery, press: Press) -> Pressing:
    message = query.message
    assert message is not None
    topic = message.message_thread_id or 0 if isinstance(message, Message) and message.is_topic_message else 0
    return Pressing(
        query=query,
        press=press,
        conversation=Conversation(message.chat.id, topic, query.from_user.id),
        message=message.message_id,
        former=room.storage.answer_at(message.chat.id, message.message_id),
        is_text=not (isinstance(message, Message) and message.photo),
    )


async def _open(room: "Room", pressing: Pressing) -> None:
    """Open an address in the presser's own conversation, in the place of the message whose button it was."""
    if room.limit.admit(pressing.conversation.user) is not Admission.WELCOME:
        await toast(pressing.query, room.say("slow_down", pressing.press.language))
        return
    before = room.storage.context(pressing.conversation)
    opened = room.assistant.open(pressing.press.address, pressing.press.language, Context.from_json(before))
    if opened is None:
        await toast(pressing.query, room.say("button_old", pressing.press.language))
        return
    await toast(pressing.query)
    reply, context = opened
    room.storage.keep_context(pressing.conversation, context.to_json())
    asked = reasked(Asked(pressing.conversation), pressing.former)
    if pressing.can_turn and reply.picture is None:
        await show_instead(room, pressing.place, reply, asked, pressing.former or _unknown(pressing))
    else:
        await show(room, pressing.place, reply, asked)


async def _view(room: "Room", pressing: Pressing) -> None:
    """Show where an answer comes from, or how it was understood."""
    reply = _restored(room, pressing)
    if reply is None:
        await toast(pressing.query, room.say("button_old", pressing.press.language))
        return
    page = source_page(room, reply) if pressing.press.verb is Verb.SOURCE else why_page(room, reply, pressing.former)
    await toast(pressing.query)
    if pressing.can_turn:
        await edit_page(room, pressing.place, (pressing.message,), page)
    else:
        place = Place(pressing.conversation.chat, pressing.conversation.topic, pressing.message)
        await send_page(room, place, Page(page.paragraphs))


async def _back(room: "Room", pressing: Pressing) -> None:
    """Show the answer again that a side view took the place of."""
    reply = _restored(room, pressing)
    if reply is None:
        await toast(pressing.query, room.say("button_old", pressing.press.language))
        return
    await toast(pressing.query)
    page = page_of(room, reply)
    if pressing.can_turn:
        await edit_page(room, pressing.place, (pressing.message,), page)
    else:
        await edit_keyboard(room, pressing.conversation.chat, pressing.message, page.keyboard)


async def _vote(room: "Room", pressing: Pressing) -> None:
    """Count a vote; a thumb down, and the reason after it, change the buttons."""
    reply = _restored(room, pressing)
    keyboard = page_of(room, reply).keyboard if reply else None
    said, keyboard = feedback.vote(room, pressing.press, pressing.conversation, pressing.message, pressing.former, keyboard)
    await toast(pressing.query, said)
    if pressing.press.verb is not Verb.UP:
        await edit_keyboard(room, pressing.conversation.chat, pressing.message, keyboard)


async def _speak(room: "Room", pressing: Pressing) -> None:
    """Keep the language that a person chose, and say so in it."""
    room.storage.choose_language(pressing.conversation.user, pressing.press.address)
    await _turn_into_text(room, pressing, "language_chosen")


async def _forget(room: "Room", pressing: Pressing) -> None:
    """Delete what is kept of the person who pressed."""
    privacy.forget(room, pressing.conversation.user)
    await _turn_into_text(room, pressing, "forgotten")


async def _turn_into_text(room: "Room", pressing: Pressing, key: str) -> None:
    said = room.say(key, room.language_of(pressing.query.from_user))
    await toast(pressing.query)
    await edit_page(room, pressing.place, (pressing.message,), Page(paragraphs_in(said)))


def _restored(room: "Room", pressing: Pressing) -> Reply | None:
    """Return the reply that the message carries: from the words that were asked, if they are still kept, else from its address."""
    former = pressing.former
    if former and former.utterance:
        return room.assistant.ask(former.utterance, Context.from_json(former.before))[0]
    opened = room.assistant.open(pressing.press.address, pressing.press.language) if pressing.press.address else None
    return opened[0] if opened else None


def _unknown(pressing: Pressing) -> Answer:
    """Return the answer that a message of which nothing is known any more stands for."""
    return Answer(pressing.conversation, 0, pressing.message, (pressing.message,), "", "", "", "", "")


_DOINGS = {
    Verb.OPEN: _open,
    Verb.BACK: _back,
    Verb.SOURCE: _view,
    Verb.WHY: _view,
    Verb.UP: _vote,
    Verb.DOWN: _vote,
    **dict.fromkeys(REASONS, _vote),
    Verb.SPEAK: _speak,
    Verb.FORGET: _forget,
}
