"""Those who write to the bot: people in private chats, groups and topics, with what their apps add (entities, dates)."""

import itertools
import re
import time
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.markup import units
from tests.telegram.server import Server

Json = dict[str, Any]
_numbers = itertools.count(1)


@dataclass
class Chat:
    """A chat on the server. With `privacy` on, a group hands the bot only what Telegram would."""

    server: Server
    id: int
    type: str = "private"
    privacy: bool = True
    topics: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.server.chats[self.id] = {"id": self.id, "type": self.type, "title": f"Chat {self.id}", "topics": self.topics}
        if self.topics:
            self.server.chats[self.id]["is_forum"] = True

    def texts(self) -> list[str]:
        """Return the texts (or captions) of the bot's messages that stand in this chat now."""
        return [message.get("text") or message.get("caption", "") for message in self.bots()]

    def bots(self) -> list[Json]:
        """Return the bot's messages that stand in this chat now, oldest first."""
        of_chat = sorted((number, message) for (chat, number), message in self.server.messages.items() if chat == self.id)
        return [message for _, message in of_chat if message["from"]["id"] == self.server.me["id"]]

    async def answers(self, count: int = 1) -> list[Json]:
        """Wait until the bot has so many messages here, and return them."""
        return list(await self.server.until(lambda: len(found := self.bots()) >= count and found))


@dataclass
class Person:
    """Somebody with a Telegram app. Without a chat they write to the bot in private."""

    server: Server
    name: str = "Mina"
    language: str = "en"
    id: int = field(default_factory=lambda: 7000 + next(_numbers))

    def __post_init__(self) -> None:
        self.private = Chat(self.server, self.id)
        self.user = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}

    async def say(self, text: str, chat: Chat | None = None, **more: Any) -> Json:
        """Send a text; `reply_to` a message, in a `topic`, `via_bot`, `age` in seconds."""
        return await self.send({"text": text, "entities": entities_in(text)}, chat, **more)

    async def send(self, content: Json, chat: Chat | None = None, *, topic: int = 0, reply_to: Json | None = None, age: float = 0) -> Json:
        """Send any kind of message."""
        chat = chat or self.private
        message = self._message(chat, content, age)
        if topic:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        if reply_to:
            message["reply_to_message"] = {key: value for key, value in reply_to.items() if key != "reply_to_message"}
        self.server.messages[chat.id, message["message_id"]] = message
        if self._arrives(chat, message):
            await self.server.push("message", message)
        return message

    async def edit(self, message: Json, text: str) -> Json:
        """Edit a message of one's own."""
        edited = {**message, "text": text, "entities": entities_in(text), "edit_date": int(time.time())}
        self.server.messages[message["chat"]["id"], message["message_id"]] = edited
        await self.server.push("edited_message", edited)
        return edited

    async def press(self, message: Json, label: str) -> str:
        """Press the button of this label, or with this data."""
        buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
        data = next(button["callback_data"] for button in buttons if label in (button["text"], button.get("callback_data")))
        return await self.press_data(message, data)

    async def press_data(self, message: Json, data: str) -> str:
        query = f"press-{next(_numbers)}"
        self.server.presses.add(query)
        now = self.server.messages.get((message["chat"]["id"], message["message_id"]), message)
        await self.server.push("callback_query", {"id": query, "from": self.user, "message": now, "chat_instance": "1", "data": data})
        return query

    async def type_inline(self, text: str) -> Any:
        """Type after the bot's name in some chat, and return the call that answers."""
        query = f"inline-{next(_numbers)}"
        self.server.inline_queries.add(query)
        await self.server.push("inline_query", {"id": query, "from": self.user, "query": text, "offset": ""})
        answered = await self.server.until(
            lambda: [call for call in self.server.sent("answerInlineQuery") if call.request.inline_query_id == query]
        )
        return answered[0].request

    def _message(self, chat: Chat, content: Json, age: float) -> Json:
        return {
            "message_id": self.server.next_message(chat.id),
            "date": int(time.time() - age),
            "chat": {key: value for key, value in self.server.chats[chat.id].items() if key != "topics"},
            "from": self.user,
            **content,
        }

    def _arrives(self, chat: Chat, message: Json) -> bool:
        if chat.type == "private" or not chat.privacy:
            return True
        replied = message.get("reply_to_message", {}).get("from", {}).get("id") == self.server.me["id"]
        command = re.match(r"/\w+(@\w+)?", message.get("text", ""))
        return replied or bool(command and (command[1] or "").lower() in ("", f"@{self.server.me['username']}"))


def entities_in(text: str) -> list[Json]:
    """Return the entities that Telegram finds in a text by itself: commands and mentions."""
    found = []
    for kind, pattern in (("bot_command", r"(?<![\w/])/\w+(@\w+)?"), ("mention", r"(?<![\w@.])@\w{4,32}")):
        for match in re.finditer(pattern, text):
            found.append({"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])})
    if any(entity["type"] == "bot_command" for entity in found):
        commands = [entity for entity in found if entity["type"] == "bot_command"]
        inside = lambda one: any(c["offset"] <= one["offset"] < c["offset"] + c["length"] for c in commands)  # noqa: E731
        found = [entity for entity in found if entity in commands or not inside(entity)]
    return found


async def settled(person: Person, chat: Chat | None = None, **more: Any) -> None:
    """Wait until the bot has dealt with all that came before in this chat: it answers a command that came last."""
    chat = chat or person.private
    last = await person.say("/privacy", chat, **more)
    await person.server.until(
        lambda: any(message["message_id"] > last["message_id"] and "/forget" in message.get("text", "") for message in chat.bots())
    )
