"""Showing a reply: as text or with its picture, remembered so that buttons, edits and restarts find it again."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.channels.telegram.asking import digest_of
from bot.channels.telegram.delivery import Page, Place, delete_message, edit_page, send_page
from bot.channels.telegram.illustration import send_illustrated
from bot.channels.telegram.keyboards import answer_keyboard
from bot.channels.telegram.rendering import paragraphs_of
from bot.dialogue.storage import Answer, Conversation
from bot.replies.reply import Reply

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room


@dataclass(frozen=True, slots=True)
class Asked:
    """How a reply came about: whose conversation, by which message (0: a button), with which words, in which context."""

    conversation: Conversation
    question: int = 0
    utterance: str = ""
    before: str = ""


async def show(room: "Room", place: Place, reply: Reply, asked: Asked) -> None:
    """Send a reply as new messages and remember it."""
    page = page_of(room, reply)
    if reply.picture is not None:
        messages = await send_illustrated(room, place, page, reply.picture, reply.language)
    else:
        messages = await send_page(room, place, page)
    _remember(room, reply, asked, messages, page)


async def show_instead(room: "Room", place: Place, reply: Reply, asked: Asked, former: Answer) -> None:
    """Turn a former answer into this reply; nothing is called when it looks the same."""
    page = page_of(room, reply)
    if digest_of(page) == former.digest:
        _remember(room, reply, asked, former.messages, page)
        return
    if reply.picture is not None:  # a text can't become a picture: the answer comes anew, the former one goes
        for message in former.messages:
            await delete_message(room, place.chat, message)
        await show(room, place, reply, asked)
        return
    messages = await edit_page(room, place, former.messages, page)
    _remember(room, reply, asked, messages, page)


def page_of(room: "Room", reply: Reply) -> Page:
    """Return what a reply looks like in this channel."""
    return Page(paragraphs_of(reply), answer_keyboard(room, reply))


def _remember(room: "Room", reply: Reply, asked: Asked, messages: tuple[int, ...], page: Page) -> None:
    if not messages:
        return
    room.storage.keep_answer(
        Answer(
            conversation=asked.conversation,
            question=asked.question,
            message=messages[-1],
            messages=messages,
            utterance=asked.utterance,
            before=asked.before,
            address=reply.address,
            revision=room.assistant.base.revision,
            digest=digest_of(page),
        )
    )


def reasked(asked: Asked, former: Answer | None) -> Asked:
    """Return `asked` as the answer to the question that a former answer belonged to, so that editing that one still finds it."""
    return replace(asked, question=former.question) if former else asked
