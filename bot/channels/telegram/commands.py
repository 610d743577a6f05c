"""The commands, one function each, and the list of them that the menu, /help and the handlers share."""

from typing import TYPE_CHECKING, Final

from telegram import Message, Update

from bot.channels.telegram import privacy
from bot.channels.telegram.answers import Asked, show
from bot.channels.telegram.asking import Asking, asking_of
from bot.channels.telegram.delivery import Page, send_page
from bot.channels.telegram.evidence import sources_page
from bot.channels.telegram.examples import examples
from bot.channels.telegram.keyboards import forget_keyboard, languages_keyboard, options_keyboard, regions_keyboard
from bot.channels.telegram.links import is_address
from bot.channels.telegram.questions import admitted, ask, on_ask, words_after_command
from bot.channels.telegram.rendering import Paragraph, paragraphs_in
from bot.dialogue.context import Context
from bot.replies.reply import Outcome, PictureRequest, Reply

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room, Step


async def start(room: "Room", update: Update) -> None:
    """Welcome with tappable examples; a deep link answers at once, an unknown payload is welcomed all the same."""
    message = _message(update)
    asking, payload = asking_of(room, message), words_after_command(message)
    if is_address(payload) and await _opened(room, asking, payload):
        return
    keyboard = options_keyboard(examples(room, asking.language), asking.language)
    await _send(room, asking, Page(paragraphs_in(room.say("start", asking.language)), keyboard))


async def show_help(room: "Room", update: Update) -> None:
    """Say what can be asked and list the commands."""
    message = _message(update)
    asking = asking_of(room, message)
    names = PRIVATE if asking.private else GROUP
    listed = [f"/{name} – {room.say(f'command_{name}', asking.language)}" for name in names]
    lines = tuple(Paragraph(line, close=bool(place)) for place, line in enumerate(listed))
    text = paragraphs_in(room.say("help", asking.language))
    await _send(room, asking, Page((*text, *lines), options_keyboard(examples(room, asking.language), asking.language)))


async def seminar(room: "Room", update: Update) -> None:
    """Sum the seminar up."""
    await _open_or_tell(room, update, "seminar_summary")


async def projects(room: "Room", update: Update) -> None:
    """List the projects."""
    await _open_or_tell(room, update, "projects")


async def sources(room: "Room", update: Update) -> None:
    """List the sources of the base."""
    asking = asking_of(room, _message(update))
    if await admitted(room, asking):
        await _send(room, asking, sources_page(room, asking.language))


async def province(room: "Room", update: Update) -> None:
    """Tell what is known of the named region; without a name, offer all of them."""
    message = _message(update)
    if name := words_after_command(message):
        await ask(room, message, name, edited=False)
        return
    asking = asking_of(room, message)
    await _send(room, asking, Page(paragraphs_in(room.say("province", asking.language)), regions_keyboard(room, asking.language)))


async def show_map(room: "Room", update: Update) -> None:
    """Show the map of the regions and their projects."""
    asking = asking_of(room, _message(update))
    if not await admitted(room, asking) or await _shown(room, asking, "picture_map"):
        return
    reply = Reply(Outcome.SOCIAL, asking.language, (room.say("map", asking.language),), picture=PictureRequest("map", ""))
    await show(room, asking.place, reply, Asked(asking.conversation))


async def language(room: "Room", update: Update) -> None:
    """Offer the languages of the interface."""
    asking = asking_of(room, _message(update))
    page = Page(paragraphs_in(room.say("language", asking.language)), languages_keyboard(room, asking.language))
    await _send(room, asking, page)


async def show_privacy(room: "Room", update: Update) -> None:
    """Say what is kept and how long, with the button that deletes it."""
    asking = asking_of(room, _message(update))
    page = Page(paragraphs_in(privacy.notice(room, asking.language)), forget_keyboard(room, asking.language))
    await _send(room, asking, page)


async def forget(room: "Room", update: Update) -> None:
    """Delete what is kept of the asker, and confirm it."""
    asking = asking_of(room, _message(update))
    privacy.forget(room, asking.conversation.user)
    await _send(room, asking, Page(paragraphs_in(room.say("forgotten", asking.language))))


COMMANDS: Final[dict[str, "Step"]] = {
    "start": start,
    "help": show_help,
    "ask": on_ask,
    "seminar": seminar,
    "province": province,
    "projects": projects,
    "map": show_map,
    "sources": sources,
    "language": language,
    "privacy": show_privacy,
    "forget": forget,
}
# What the menus show; /start is a button of its own in private, and /ask is for groups, where plain text is not read.
PRIVATE: Final = ("seminar", "projects", "province", "map", "sources", "language", "privacy", "forget", "help")
GROUP: Final = ("ask", "seminar", "projects", "province", "map", "sources", "privacy", "forget", "help")


async def _open_or_tell(room: "Room", update: Update, address: str) -> None:
    asking = asking_of(room, _message(update))
    if not await _opened(room, asking, address):
        await _send(room, asking, Page(paragraphs_in(room.say("nothing_here", asking.language))))


async def _opened(room: "Room", asking: Asking, address: str) -> bool:
    return not await admitted(room, asking) or await _shown(room, asking, address)


async def _shown(room: "Room", asking: Asking, address: str) -> bool:
    """Answer an address as if it had been asked; False for an address that the base does not know."""
    before = room.storage.context(asking.conversation)
    opened = room.assistant.open(address, asking.language, Context.from_json(before))
    if opened is None:
        return False
    reply, context = opened
    room.storage.keep_context(asking.conversation, context.to_json())
    await show(room, asking.place, reply, Asked(asking.conversation, asking.message))
    return True


async def _send(room: "Room", asking: Asking, page: Page) -> None:
    await send_page(room, asking.place, page)


def _message(update: Update) -> Message:
    message = update.effective_message
    assert message is not None
    return message
