"""Pictures: drawn in a worker thread, sent once, and from then on named by the id that Telegram gave them."""

import importlib
import logging
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Literal, Protocol, cast

from bot.language import Language
from bot.replies.reply import PictureRequest

if TYPE_CHECKING:
    from bot.knowledge.grid import Base


_log = logging.getLogger(__name__)


class Drawing(Protocol):
    """A finished picture and the words that tell it to those who can't see it."""

    @property
    def png(self) -> bytes:
        """The picture as a PNG file."""

    @property
    def description(self) -> str:
        """What the picture shows, in the language it was drawn for."""


class Draw(Protocol):
    """Draws a picture; None when pictures can't be drawn here."""

    def __call__(self, base: "Base", request: PictureRequest, language: Language, theme: Literal["light", "dark"]) -> Drawing | None:
        """Return the drawing; called in a worker thread."""


def draw_shipped(base: "Base", request: PictureRequest, language: Language, theme: Literal["light", "dark"]) -> Drawing | None:
    """Draw with bot.replies.pictures; None where the base has no such picture, or what it is drawn with is not installed."""
    pictures = _shipped()
    if pictures is None:
        return None
    try:
        return cast("Drawing", pictures.draw(base, request, language, theme))
    except pictures.PictureError:
        return None


@cache
def _shipped() -> ModuleType | None:
    """Import the pictures at the first request: drawing libraries are heavy, and most processes never draw. A failure is remembered."""
    try:
        return importlib.import_module("bot.replies.pictures")
    except (ImportError, OSError) as missing:
        _log.warning("pictures can't be drawn here (%s); answers come as text alone", missing)
        return None


def file_name(revision: str, request: PictureRequest, language: Language, theme: str) -> str:
    """Return the name under which a sent picture's id is kept: all that the picture depends on."""
    return f"{revision} {request.drawing} {request.record} {language} {theme}"
