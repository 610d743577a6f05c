"""Pictures for those who would rather look than read: maps of the regions, and who works with whom.

`draw` is pure and quick (tens of milliseconds the first time, then from memory) and holds no lock, so a channel runs it in a thread.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final, Literal

from bot.errors import BotError
from bot.knowledge.grid import Base
from bot.language import Language
from bot.replies.pictures import maps, partners
from bot.replies.pictures.drawing import png, svg
from bot.replies.pictures.page import page
from bot.replies.pictures.palette import Theme
from bot.replies.pictures.scene import Scene
from bot.replies.pictures.voice import Voice
from bot.replies.reply import PictureRequest

Format = Literal["png", "svg"]
MEDIA_TYPES: Final[dict[Format, str]] = {"png": "image/png", "svg": "image/svg+xml"}
_KEPT: Final = 128  # pictures held in memory, about 100 kB each

__all__ = ["Drawing", "Format", "PictureError", "Scene", "Theme", "draw", "draw_scene", "drawable", "scene"]


class PictureError(BotError):
    """There is no such picture; the text says why, in the language that was asked for."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture. `data` is in the format asked for, `png` the same picture for channels that take nothing else.

    `key` is a hash of the content: equal keys are equal bytes, so a channel may keep what it uploaded under it.
    """

    data: bytes
    png: bytes
    description: str
    media_type: str
    key: str


def draw(base: Base, request: PictureRequest, language: Language, theme: Theme = "light", format: Format = "png") -> Drawing:
    """Draw what is requested, or take it from memory when the same content was drawn before. Raises PictureError."""
    return draw_scene(scene(base, request, language), theme, format)


def drawable(base: Base, request: PictureRequest) -> bool:
    """Whether the base can fill such a picture and there is something to see in it, so that a button for it makes sense."""
    if not base.has_text("pictures.no-picture"):
        return False  # a base with replies of its own may have none for pictures
    try:
        shown = scene(base, request, "en")
    except PictureError:
        return False
    return request.drawing == "map" or bool(shown.links)


def scene(base: Base, request: PictureRequest, language: Language) -> Scene:
    """Work out what the picture shows. Raises PictureError when the base has no such record or no places for a map."""
    voice = Voice(base, language)
    record = base.record(request.record)
    if request.drawing == "map" and not base.tiles:
        raise PictureError(voice.say("no-map"))
    kind = record.kind if record else ""
    match (request.drawing, kind):
        case ("map", "project") if record:
            return maps.project_map(voice, record)
        case ("map", "industry") if record:
            return maps.industry_map(voice, record)
        case ("map", "region") if record:
            return maps.region_map(voice, record)
        case ("partners", "project") if record:
            return partners.project_partners(voice, record)
        case ("partners", "region") if record:
            return partners.region_partners(voice, record)
        case ("map", "programme"):
            return maps.count_map(voice, record)
        case ("partners", "programme"):
            return partners.all_partners(voice, record)
        case ("map", "") if not request.record:
            return maps.count_map(voice, None)
        case ("partners", "") if not request.record:
            return partners.all_partners(voice, None)
    raise PictureError(voice.say("no-picture"))


@lru_cache(maxsize=_KEPT)
def draw_scene(shown: Scene, theme: Theme = "light", format: Format = "png") -> Drawing:
    """Draw a scene; equal scenes come from memory."""
    document = svg(shown, page(shown), theme)
    image = remembered_png(document)
    data = image if format == "png" else document.encode()
    return Drawing(data, image, shown.description, MEDIA_TYPES[format], sha256(data).hexdigest()[:16])


@lru_cache(maxsize=_KEPT)
def remembered_png(document: str) -> bytes:
    """The PNG of an SVG document; both formats of a picture share it."""
    return png(document)
