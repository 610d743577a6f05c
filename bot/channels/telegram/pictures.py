"""Pictures: drawn in a worker thread, sent once, and from then on named by the id that Telegram gave them."""

import importlib
from typing import TYPE_CHECKING, Literal, Protocol, cast

from bot.language import Language
from bot.replies.reply import PictureRequest

if TYPE_CHECKING:
    from bot.knowledge.grid import Base


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
    """Draw with bot.replies.pictures; None where what it draws with is not installed: the text alone is answered then."""
    try:
        # Imported at the first picture: drawing libraries are heavy, and most processes never draw.
        module = importlib.import_module("bot.replies.pictures")
    except ImportError:
        return None
    return cast("Drawing", module.draw(base, request, language, theme))


def file_name(revision: str, request: PictureRequest, language: Language, theme: str) -> str:
    """Return the name under which a sent picture's id is kept: all that the picture depends on."""
    return f"{revision} {request.drawing} {request.record} {language} {theme}"
