"""What is kept of a person, said in numbers that come from the settings, and its deletion."""

from typing import TYPE_CHECKING

from bot.language import Language

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room


def notice(room: "Room", language: Language) -> str:
    """Return what is kept and for how long."""
    options = room.options
    return room.say(
        "privacy",
        language,
        minutes=str(round(options.context_age / 60)),
        hours=str(round(options.question_age / 3600)),
        days=str(round(options.vote_age / 86_400)),
    )


def forget(room: "Room", user: int) -> None:
    """Delete everything that is kept of a person, on disk and in memory."""
    room.storage.forget(user)
    room.limit.forget(user)
