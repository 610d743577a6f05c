"""What each method of the Bot API does in the stand-in, and when it refuses."""

import re
import time
from typing import Any

from aiogram import types as api
from aiogram.client.default import Default
from aiogram.methods.base import TelegramMethod

from tests.telegram.markup import MarkupError, parse_html, units
from tests.telegram.strictness import Refusal, bad, check_keyboard

Json = dict[str, Any]
_QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup "
    "of the message"
)


class Methods:
    """The memory of the server and the methods that change it."""

    def __init__(self, me: Json) -> None:
        self.me = me
        self.chats: dict[int, Json] = {}
        self.messages: dict[tuple[int, int], Json] = {}
        self.blocked: set[int] = set()
        self.moved: dict[int, int] = {}
        self.presses: set[str] = set()
        self.inline_queries: set[str] = set()
        self.guest_queries: set[str] = set()
        self.files: set[str] = set()
        self.profile: dict[tuple[str, ...], Any] = {}
        self.webhook: Json = {}
        self.behind_proxy = ""
        self.allowed_updates: list[str] | None = None

    def next_message(self, chat: int) -> int:
        return max((message for where, message in self.messages if where == chat), default=0) + 1

    # Messages

    def do_sendMessage(self, request: Any) -> Json:
        text, entities = _text(request.text, request.parse_mode, 4096, "message is too long")
        return self._post(request, {"text": text, "entities": entities})

    def do_sendPhoto(self, request: Any) -> Json:
        if isinstance(request.photo, str):
            if request.photo not in self.files:
                raise bad("wrong file identifier/HTTP URL specified")
            file = request.photo
        else:
            if not request.photo.data.startswith(b"\x89PNG"):
                raise bad("IMAGE_PROCESS_FAILED")
            file = f"file-{len(self.files) + 1}"
            self.files.add(file)
        photo = [{"file_id": file, "file_unique_id": f"unique-{file}", "width": 800, "height": 600}]
        content: Json = {"photo": photo}
        if request.caption:
            content["caption"], content["caption_entities"] = _text(
                request.caption, request.parse_mode, 1024, "message caption is too long"
            )
        return self._post(request, content)

    def do_editMessageText(self, request: Any) -> Json:
        message = self._editable(request)
        if "text" not in message:
            raise bad("there is no text in the message to edit")
        text, entities = _text(request.text, request.parse_mode, 4096, "message is too long")
        new = {**message, "text": text, "entities": entities, "reply_markup": self._markup(request)}
        if {**new, "edit_date": 0} == {"reply_markup": None, **message, "edit_date": 0}:
            raise bad(_NOT_MODIFIED)
        return self._changed_message(request, new)

    def do_editMessageReplyMarkup(self, request: Any) -> Json:
        message = self._editable(request)
        markup = self._markup(request)
        if markup == message.get("reply_markup"):
            raise bad(_NOT_MODIFIED)
        return self._changed_message(request, {**message, "reply_markup": markup})

    def do_deleteMessage(self, request: Any) -> bool:
        if self.messages.pop((request.chat_id, request.message_id), None) is None:
            raise bad("message to delete not found")
        return True

    def do_sendChatAction(self, request: Any) -> bool:
        self._reachable(request.chat_id)
        return True

    # Queries

    def do_answerCallbackQuery(self, request: Any) -> bool:
        if request.callback_query_id not in self.presses:
            raise bad(_QUERY_TOO_OLD)
        if request.text is not None and not 1 <= units(request.text) <= 200:
            raise bad("MESSAGE_TOO_LONG")
        self.presses.remove(request.callback_query_id)
        return True

    def do_answerInlineQuery(self, request: Any) -> bool:
        if request.inline_query_id not in self.inline_queries:
            raise bad(_QUERY_TOO_OLD)
        ids = [result.id for result in request.results]
        if len(ids) > 50 or len(set(ids)) != len(ids):
            raise bad("RESULT_ID_DUPLICATE")
        for result in request.results:
            self._check_result(result)
        if request.button and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", request.button.start_parameter or ""):
            raise bad("START_PARAM_INVALID")
        self.inline_queries.remove(request.inline_query_id)
        return True

    def do_answerGuestQuery(self, request: Any) -> Json:
        if request.guest_query_id not in self.guest_queries:
            raise bad(_QUERY_TOO_OLD)
        self._check_result(request.result)
        self.guest_queries.remove(request.guest_query_id)
        return {"inline_message_id": f"inline-{request.guest_query_id}"}

    # The bot itself

    def do_getMe(self, _: Any) -> Json:
        return self.me

    def do_setMyCommands(self, request: Any) -> bool:
        for command in request.commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command.command):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(command.description) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        if len(request.commands) > 100:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        self.profile[_scope(request)] = [command.model_dump() for command in request.commands]
        return True

    def do_getMyCommands(self, request: Any) -> list[Json]:
        return list(self.profile.get(_scope(request), []))

    def do_setMyName(self, request: Any) -> bool:
        return self._set("name", request.name, 64, request.language_code)

    def do_setMyDescription(self, request: Any) -> bool:
        return self._set("description", request.description, 512, request.language_code)

    def do_setMyShortDescription(self, request: Any) -> bool:
        return self._set("short_description", request.short_description, 120, request.language_code)

    def do_getMyName(self, request: Any) -> Json:
        return {"name": self._get("name", request.language_code)}

    def do_getMyDescription(self, request: Any) -> Json:
        return {"description": self._get("description", request.language_code)}

    def do_getMyShortDescription(self, request: Any) -> Json:
        return {"short_description": self._get("short_description", request.language_code)}

    def do_setWebhook(self, request: Any) -> bool:
        if not request.url.startswith("https://"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = {"url": request.url, "secret_token": request.secret_token or ""}
        self.allowed_updates = request.allowed_updates
        return True

    def do_deleteWebhook(self, _: Any) -> bool:
        self.webhook = {}
        return True

    # Rules

    def _post(self, request: TelegramMethod[Any], content: Json) -> Json:
        asked: Any = request
        chat = self._reachable(asked.chat_id)
        topic = asked.message_thread_id
        if topic is not None and topic not in chat.get("topics", ()):
            raise bad("message thread not found")
        message: Json = {
            "message_id": self.next_message(chat["id"]),
            "date": int(time.time()),
            "chat": _shown(chat),
            "from": self.me,
            **content,
        }
        if topic is not None:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        if (replied := asked.reply_parameters) is not None:
            original = self.messages.get((chat["id"], replied.message_id))
            if original is None and not replied.allow_sending_without_reply:
                raise bad("message to be replied not found")
            if original is not None:
                message["reply_to_message"] = {key: value for key, value in original.items() if key != "reply_to_message"}
        if markup := self._markup(asked):
            message["reply_markup"] = markup
        self.messages[chat["id"], message["message_id"]] = message
        return message

    def _reachable(self, chat_id: int) -> Json:
        if chat_id in self.moved:
            raise Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=self.moved[chat_id])
        if chat_id in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if chat_id not in self.chats:
            raise bad("chat not found")
        return self.chats[chat_id]

    def _editable(self, request: Any) -> Json:
        self._reachable(request.chat_id)
        message = self.messages.get((request.chat_id, request.message_id))
        if message is None:
            raise bad("message to edit not found")
        if message["from"]["id"] != self.me["id"]:
            raise bad("message can't be edited")
        return message

    def _changed_message(self, request: Any, new: Json) -> Json:
        kept = {key: value for key, value in new.items() if value is not None} | {"edit_date": int(time.time())}
        self.messages[request.chat_id, request.message_id] = kept
        return kept

    def _markup(self, request: Any) -> Json | None:
        if request.reply_markup is None:
            return None
        check_keyboard(request.reply_markup, self.me["username"])
        return dict(request.reply_markup.model_dump(exclude_none=True))

    def _check_result(self, result: Any) -> None:
        if not 1 <= len(result.id.encode()) <= 64 or not result.title.strip():
            raise bad("RESULT_ID_INVALID")
        if not isinstance(result.input_message_content, api.InputTextMessageContent):
            raise bad("message content is not specified")
        content = result.input_message_content
        _text(content.message_text, content.parse_mode, 4096, "MESSAGE_TOO_LONG")
        check_keyboard(result.reply_markup, self.me["username"])

    def _set(self, what: str, text: str | None, longest: int, language: str | None) -> bool:
        if len(text or "") > longest:
            raise bad(f"{what} is too long")
        self.profile[what, language or ""] = text or ""
        return True

    def _get(self, what: str, language: str | None) -> str:
        return str(self.profile.get((what, language or ""), self.profile.get((what, ""), "")))


def _scope(request: Any) -> tuple[str, ...]:
    return ("commands", request.scope.type if request.scope else "default", request.language_code or "")


def _shown(chat: Json) -> Json:
    return {key: value for key, value in chat.items() if key != "topics"}


def _text(raw: str, parse_mode: Any, longest: int, too_long: str) -> tuple[str, list[Json]]:
    mode = None if isinstance(parse_mode, Default) else parse_mode
    if mode not in (None, "HTML"):
        raise bad("unsupported parse_mode")
    try:
        text, entities = parse_html(raw) if mode else (raw, [])
    except MarkupError as error:
        raise bad(f"can't parse entities: {error}") from None
    if not text.strip():
        raise bad("message text is empty")
    if units(text) > longest or len(entities) > 100:
        raise bad(too_long)
    return text, entities
