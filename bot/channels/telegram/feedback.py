"""Votes under an answer: one a person, and what was wrong with it."""

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.buttons import Press, Verb
from bot.channels.telegram.keyboards import reasons_keyboard
from bot.dialogue.storage import Answer, Conversation, Vote

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room


def vote(
    room: "Room", press: Press, conversation: Conversation, message: int, former: Answer | None, keyboard: InlineKeyboardMarkup | None
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Keep a vote with the answer's address and the revision it was made from; returns the toast and the buttons that follow.

    `keyboard` is the answer's own: a thumb down takes its place until a reason is given.
    """
    verdict = "up" if press.verb is Verb.UP else "down"
    reason = "" if press.verb in (Verb.UP, Verb.DOWN) else press.verb.name.removeprefix("WRONG_").lower()
    revision = former.revision if former else room.assistant.base.revision
    room.storage.vote(Vote(conversation.chat, message, conversation.user, press.address, revision, verdict, reason))
    if press.verb is Verb.DOWN:
        return room.say("vote_down", press.language), reasons_keyboard(room, press.language, press.address)
    return room.say("vote_thanks", press.language), keyboard
