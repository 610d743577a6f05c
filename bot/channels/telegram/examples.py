"""What to offer to somebody who has not asked anything yet."""

from typing import TYPE_CHECKING, Final

from bot.language import Language
from bot.replies.reply import Option

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room

_ALWAYS_THERE: Final = ("seminar", "projects")  # addresses that every base has, and commands of the same name


def examples(room: "Room", language: Language) -> tuple[Option, ...]:
    """Return the examples that the assistant begins with, or where it has none the seminar and the projects."""
    opened = room.assistant.open("start", language)
    offered = (*opened[0].options, *opened[0].follow_ups) if opened else ()
    return offered or tuple(Option(room.say(f"command_{name}", language), name) for name in _ALWAYS_THERE)
