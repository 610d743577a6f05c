"""The buttons under a message: few, one idea a row."""

from typing import TYPE_CHECKING, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.buttons import REASONS, Press, Verb
from bot.channels.telegram.links import share_link
from bot.language import LANGUAGES, Language
from bot.replies.reply import Option, Outcome, Reply

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room

_FOLLOW_UPS: Final = 4
_OPTIONS: Final = 8
_LABEL: Final = 48  # characters; clients cut longer labels in the middle of a word
_REGIONS_A_ROW: Final = 3

Row = list[InlineKeyboardButton]


def answer_keyboard(room: "Room", reply: Reply) -> InlineKeyboardMarkup | None:
    """Return the buttons of a reply: what to ask next, and under an answer where it comes from and whether it was right."""
    rows = [[_opening(option, reply.language)] for option in reply.options[:_OPTIONS]]
    rows += [[_opening(option, reply.language)] for option in reply.follow_ups[:_FOLLOW_UPS] if option not in reply.options]
    if reply.outcome in (Outcome.ANSWER, Outcome.ABSENT):
        rows += _about(room, reply)
    return InlineKeyboardMarkup(rows) if rows else None


def options_keyboard(options: tuple[Option, ...], language: Language, a_row: int = 1) -> InlineKeyboardMarkup | None:
    """Return buttons that open addresses, so many a row."""
    buttons = [_opening(option, language) for option in options]
    rows = [buttons[start : start + a_row] for start in range(0, len(buttons), a_row)]
    return InlineKeyboardMarkup(rows) if rows else None


def regions_keyboard(room: "Room", language: Language) -> InlineKeyboardMarkup | None:
    """Return a button for each region of the base; their names are short enough for three a row."""
    regions = room.assistant.base.records("region")
    return options_keyboard(tuple(Option(region.name[language], region.id) for region in regions), language, _REGIONS_A_ROW)


def back_keyboard(room: "Room", language: Language, address: str) -> InlineKeyboardMarkup:
    """Return the one button that leads from a side view back to the answer."""
    return InlineKeyboardMarkup([[_pressing(room, "button_back", Press(Verb.BACK, language, address))]])


def reasons_keyboard(room: "Room", language: Language, address: str) -> InlineKeyboardMarkup:
    """Return the buttons that ask what was wrong with an answer, and the way back."""
    rows = [[_pressing(room, f"reason_{verb.name.removeprefix('WRONG_').lower()}", Press(verb, language, address))] for verb in REASONS]
    return InlineKeyboardMarkup([*rows, [_pressing(room, "button_back", Press(Verb.BACK, language, address))]])


def languages_keyboard(room: "Room", language: Language) -> InlineKeyboardMarkup:
    """Return the buttons of /language: each language in its own words, and the app's choice."""
    rows = [[_pressing(room, "language_name", Press(Verb.SPEAK, choice, choice))] for choice in LANGUAGES]
    return InlineKeyboardMarkup([*rows, [_pressing(room, "button_automatic", Press(Verb.SPEAK, language))]])


def forget_keyboard(room: "Room", language: Language) -> InlineKeyboardMarkup:
    """Return the button that deletes all that is kept of the person who presses it."""
    return InlineKeyboardMarkup([[_pressing(room, "button_forget", Press(Verb.FORGET, language))]])


def _about(room: "Room", reply: Reply) -> list[Row]:
    language, address = reply.language, reply.address
    looks: Row = [_pressing(room, "button_source", Press(Verb.SOURCE, language, address))] if reply.citations else []
    looks.append(_pressing(room, "button_why", Press(Verb.WHY, language, address)))
    votes: Row = [
        _pressing(room, "button_up", Press(Verb.UP, language, address)),
        _pressing(room, "button_down", Press(Verb.DOWN, language, address)),
    ]
    if address:
        votes.append(InlineKeyboardButton(room.say("button_share", language), url=share_link(room.bot.username, address)))
    return [looks, votes]


def _opening(option: Option, language: Language) -> InlineKeyboardButton:
    label = option.label if len(option.label) <= _LABEL else option.label[: _LABEL - 1].rstrip() + "…"
    return InlineKeyboardButton(label, callback_data=Press(Verb.OPEN, language, option.address).data)


def _pressing(room: "Room", text: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(room.say(text, press.language), callback_data=press.data)
