"""Who asks what, and where: the parts of an update that the answer depends on."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import Message
from telegram.constants import ChatType

from bot.channels.telegram.delivery import Place
from bot.dialogue.storage import Conversation
from bot.language import Language

if TYPE_CHECKING:
    from bot.channels.telegram.delivery import Page
    from bot.channels.telegram.room import Room


@dataclass(frozen=True, slots=True)
class Asking:
    """A message that is to be answered: whose conversation, which message, in private or not, and the interface's language."""

    conversation: Conversation
    message: int
    private: bool
    language: Language

    @property
    def place(self) -> Place:
        """Where the answer goes: into the same topic; in a group as a reply to the asking message."""
        return Place(self.conversation.chat, self.conversation.topic, 0 if self.private else self.message)


def asking_of(room: "Room", message: Message) -> Asking:
    """Return who asks with this message; an anonymous administrator is the chat itself."""
    user = message.from_user
    topic = message.message_thread_id or 0 if message.is_topic_message else 0
    return Asking(
        conversation=Conversation(message.chat_id, topic, user.id if user else message.chat_id),
        message=message.message_id,
        private=message.chat.type == ChatType.PRIVATE,
        language=room.language_of(user),
    )


def digest_of(page: "Page") -> str:
    """Return what tells two pages apart: a hash of all that is shown."""
    shown = "\n".join(paragraph.html for paragraph in page.paragraphs) + (page.keyboard.to_json() if page.keyboard else "")
    return hashlib.blake2b(shown.encode(), digest_size=12).hexdigest()
