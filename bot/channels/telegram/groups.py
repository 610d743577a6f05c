"""Whether a message in a group speaks to the bot, and which words of it are the question."""

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType


def question_in(message: Message, me: User) -> str | None:
    """Return what a message asks the bot, without the mention of it; None when it speaks to somebody else.

    In private every text speaks to the bot. In a group a reply to the bot or an entity that mentions it does; the bot's name as
    mere characters (inside an address, a longer name, code) does not, and neither does a post that came through inline mode.
    """
    if not message.text or message.via_bot is not None:
        return None
    if message.from_user is None or message.from_user.is_bot:
        return None
    without, mentioned = without_mention(message, me)
    if message.chat.type == ChatType.PRIVATE or mentioned or _replies_to(message, me):
        return without
    return None


def _replies_to(message: Message, me: User) -> bool:
    replied = message.reply_to_message
    # In a forum every message "replies" to the service message that opened its topic.
    if replied is None or replied.forum_topic_created is not None:
        return False
    return replied.from_user is not None and replied.from_user.id == me.id


def without_mention(message: Message, me: User) -> tuple[str, bool]:
    """Cut the first mention of the bot out of the text; entities count UTF-16 units, so the cut is made in UTF-16."""
    for entity in message.entities:
        if not _names(message, entity, me):
            continue
        text = (message.text or "").encode("utf-16-le")
        start, end = entity.offset * 2, (entity.offset + entity.length) * 2
        rest = text[:start].decode("utf-16-le").rstrip() + " " + text[end:].decode("utf-16-le").lstrip()
        return rest.strip(), True
    return (message.text or "").strip(), False


def _names(message: Message, entity: MessageEntity, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    if entity.type != MessageEntity.MENTION:
        return False
    return message.parse_entity(entity).casefold() == f"@{me.username}".casefold()
