"""The two side views of an answer: where it stands, and why the bot understood the question as it did."""

from typing import TYPE_CHECKING

from bot.channels.telegram.delivery import Page
from bot.channels.telegram.keyboards import back_keyboard
from bot.channels.telegram.rendering import Paragraph, paragraphs_in
from bot.dialogue.context import Context
from bot.dialogue.storage import Answer
from bot.replies.reply import Citation, Reply

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room


def source_page(room: "Room", reply: Reply) -> Page:
    """Return every source of a reply: its title, its date as printed, the place in it, its address."""
    shown = [Paragraph(room.say("source_title", reply.language), "title")]
    for citation in reply.citations:
        shown += _source(citation)
    return Page(tuple(shown), back_keyboard(room, reply.language, reply.address))


def why_page(room: "Room", reply: Reply, former: Answer | None) -> Page:
    """Return how the question was read, in the assistant's own words; a pressed button was not read at all."""
    title = Paragraph(room.say("why_title", reply.language), "title")
    if former and former.utterance:
        before = Context.from_json(former.before)
        lines = room.assistant.explain(former.utterance, before, reply.language)
    else:
        lines = (room.say("why_button", reply.language), *(citation.line for citation in reply.citations))
    said = tuple(Paragraph(line, close=bool(place)) for place, line in enumerate(line for line in lines if line.strip()))
    return Page((title, *said, *paragraphs_in(room.say("why_note", reply.language))), back_keyboard(room, reply.language, reply.address))


def _source(citation: Citation) -> list[Paragraph]:
    facts = [text for text in (citation.date, citation.place) if text]
    address = [Paragraph(citation.url, close=True, link=citation.url)] if citation.url else []
    return [Paragraph(citation.title), *(Paragraph(text, close=True) for text in facts), *address]
