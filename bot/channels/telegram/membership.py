"""Chats that let the bot go, and groups that become supergroups."""

from typing import TYPE_CHECKING

from telegram import Update
from telegram.constants import ChatMemberStatus

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room


async def on_membership(room: "Room", update: Update) -> None:
    """Delete what is kept of a chat that blocked or removed the bot."""
    change = update.my_chat_member
    if change is not None and change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT):
        room.storage.forget_chat(change.chat.id)


async def on_migration(room: "Room", update: Update) -> None:
    """Take contexts along when a group becomes a supergroup and so gets another id."""
    message = update.effective_message
    if message is not None and message.migrate_to_chat_id is not None:
        room.storage.move_chat(message.chat_id, message.migrate_to_chat_id)
