"""Requests checked against a machine-readable Bot API (aiogram's models): nothing unknown, nothing deprecated, every type right."""

import inspect
import json
import re
import types
from typing import Any, Union, get_args, get_origin

from aiogram import methods
from aiogram.methods.base import TelegramMethod
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup
from aiohttp.web import FileField
from pydantic import BaseModel, ValidationError

METHODS: dict[str, type[TelegramMethod[Any]]] = {
    method.__api_method__: method
    for _, method in inspect.getmembers(methods, inspect.isclass)
    if issubclass(method, TelegramMethod) and method is not TelegramMethod
}


class Refusal(Exception):  # noqa: N818 - an answer like others, raised to get out of the middle
    """What the server answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


def checked(name: str, form: dict[str, Any]) -> TelegramMethod[Any]:
    """Return the request as a model; raises `Refusal` for anything that the Bot API does not know."""
    if name not in METHODS:
        raise Refusal(404, "Not Found: method not found")
    model = METHODS[name]
    for field in form:
        if field not in model.model_fields:
            raise bad(f"unknown parameter {field} of {name}")
        if (model.model_fields[field].json_schema_extra or {}).get("deprecated"):
            raise bad(f"deprecated parameter {field} of {name}")
    try:
        request = model.model_validate({field: _decoded(model, field, value) for field, value in form.items()})
    except (ValidationError, ValueError) as error:
        raise bad(f"{name}: {error}") from None
    _refuse_extras(request, name)
    return request


def check_keyboard(markup: InlineKeyboardMarkup | None, bot: str) -> None:
    """Refuse buttons as the server does: one action each, 1-64 bytes of data, links that can be opened and deep links that work."""
    for button in (button for row in markup.inline_keyboard for button in row) if markup else ():
        actions = button.model_dump(exclude_none=True, exclude={"text", "style", "icon_custom_emoji_id"})
        if len(actions) != 1 or not button.text.strip():
            raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if button.callback_data is not None and not 1 <= len(button.callback_data.encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if button.url is not None:
            check_link(button.url, bot)


def check_link(url: str, bot: str) -> None:
    if not re.match(r"(https?|tg)://[^\s/]+", url):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    start = re.search(rf"t\.me/{bot}\?start=([^&\s]*)", url)
    if start and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start[1]):
        raise bad("START_PARAM_INVALID")


def _decoded(model: type[BaseModel], field: str, value: Any) -> Any:
    if isinstance(value, FileField):
        return BufferedInputFile(value.file.read(), value.filename)
    if not isinstance(value, str):
        return value
    kinds = _kinds(model.model_fields[field].annotation)
    if int in kinds and re.fullmatch(r"-?\d+", value):
        return int(value)
    return value if str in kinds else json.loads(value)


def _kinds(annotation: Any) -> set[Any]:
    if get_origin(annotation) in (Union, types.UnionType):
        return set().union(*(_kinds(part) for part in get_args(annotation)))
    return {annotation}


def _refuse_extras(value: Any, path: str) -> None:
    if isinstance(value, BaseModel):
        if value.model_extra:
            raise bad(f"unknown field {sorted(value.model_extra)} in {path}")
        for name in type(value).model_fields:
            _refuse_extras(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, (list, tuple)):
        for item in value:
            _refuse_extras(item, path)
