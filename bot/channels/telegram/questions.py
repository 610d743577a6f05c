"""Questions in words: free text, /ask, mentions and replies in groups, and questions edited after they were answered."""

from typing import TYPE_CHECKING

from telegram import Message, Update

from bot.channels.telegram.answers import Asked, show, show_instead
from bot.channels.telegram.asking import Asking, asking_of
from bot.channels.telegram.delivery import Page, send_page
from bot.channels.telegram.groups import question_in
from bot.channels.telegram.limits import Admission
from bot.channels.telegram.rendering import paragraphs_in
from bot.dialogue.context import Context

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room


async def on_text(room: "Room", update: Update) -> None:
    """Answer a text that speaks to the bot; an edited one edits its answer."""
    message = update.effective_message
    question = question_in(message, room.bot.bot) if message else None
    if message is None or question is None:
        return
    if not question:  # a bare "@bot"
        await tell(room, asking_of(room, message), "ask_usage")
        return
    await ask(room, message, question, edited=update.edited_message is not None)


async def on_ask(room: "Room", update: Update) -> None:
    """Answer /ask QUESTION; a bare /ask as a reply asks what the replied message says."""
    message = update.effective_message
    if message is None:
        return
    question = words_after_command(message)
    if not question and message.reply_to_message is not None:
        question = (message.reply_to_message.text or "").strip()
    if not question:
        await tell(room, asking_of(room, message), "ask_usage")
        return
    await ask(room, message, question, edited=update.edited_message is not None)


async def on_other(room: "Room", update: Update) -> None:
    """Say in private, once for a whole album, that only text is understood."""
    message = update.effective_message
    if message is None or message.via_bot is not None:
        return
    if message.media_group_id is not None:
        if message.media_group_id in room.albums:
            return
        room.albums.append(message.media_group_id)
    await tell(room, asking_of(room, message), "not_text")


async def on_unknown_command(room: "Room", update: Update) -> None:
    """Say in private that there is no such command."""
    if update.effective_message is not None:
        await tell(room, asking_of(room, update.effective_message), "unknown_command")


async def ask(room: "Room", message: Message, question: str, *, edited: bool) -> None:
    """Answer a question, within the asker's limit; an edited one turns its former answer into the new one."""
    asking = asking_of(room, message)
    if not await admitted(room, asking):
        return
    former = room.storage.answer_to(asking.conversation.chat, asking.message) if edited else None
    before = former.before if former else room.storage.context(asking.conversation)
    reply, context = room.assistant.ask(question, Context.from_json(before))
    # Only the newest question decides what "it" means next: an older one may be edited while the talk has gone on.
    if room.storage.last_question(asking.conversation) <= asking.message:
        room.storage.keep_context(asking.conversation, context.to_json())
    asked = Asked(asking.conversation, asking.message, question, before)
    if former is None:
        await show(room, asking.place, reply, asked)
    else:
        await show_instead(room, asking.place, reply, asked, former)


async def admitted(room: "Room", asking: Asking) -> bool:
    """Tell whether the asker may ask now; the first refusal is said, further ones are silent."""
    admission = room.limit.admit(asking.conversation.user)
    if admission is Admission.FIRST_REFUSAL:
        await tell(room, asking, "slow_down")
    return admission is Admission.WELCOME


async def tell(room: "Room", asking: Asking, key: str) -> None:
    """Send one text of the channel in the language of the interface."""
    await send_page(room, asking.place, Page(paragraphs_in(room.say(key, asking.language))))


def words_after_command(message: Message) -> str:
    """Return what follows the command that a message begins with."""
    words = (message.text or "").split(maxsplit=1)
    return words[1].strip() if len(words) > 1 else ""
