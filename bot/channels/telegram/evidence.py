"""The two side views of an answer: where it stands, and why the bot understood the question as it did."""

from typing import TYPE_CHECKING

from bot.channels.telegram.delivery import Page
from bot.channels.telegram.keyboards import back_keyboard
from bot.channels.telegram.rendering import Paragraph, paragraphs_in
from bot.dialogue.storage import Answer
from bot.language import Language
from bot.replies.reply import Citation, Entity, Reply

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room


def source_page(room: "Room", reply: Reply) -> Page:
    """Return every source of a reply: its title, its date as printed, the place in it, its address."""
    shown = [Paragraph(room.say("source_title", reply.language), "title")]
    for citation in reply.citations:
        shown += _source(citation)
    return Page(tuple(shown), back_keyboard(room, reply.language, reply.address))


def sources_page(room: "Room", language: Language) -> Page:
    """Return every source of the base: its title as a link, and its date as printed."""
    shown = [Paragraph(room.say("sources_title", language), "title")]
    for source in room.assistant.base.sources.values():
        shown.append(Paragraph(source.title[language], link=source.url))
        if source.date:
            shown.append(Paragraph(source.date, close=True))
    return Page(tuple(shown))


def why_page(room: "Room", reply: Reply, former: Answer | None) -> Page:
    """Return how an answer came about: what was asked, how each name was read, what was looked up and where it stands.

    `former` tells the words that were asked, while they are kept; a pressed button was not read at all.
    """
    language = reply.language
    asked = former.utterance if former else ""
    lines = [room.say("why_asked", language, question=asked) if asked else room.say("why_button", language)]
    if asked:
        lines += filter(None, (_reading(room, entity, language) for entity in reply.entities))
        lines.append(room.say("why_sure", language, percent=str(round(reply.confidence * 100))))
    if reply.facts:
        lines.append(room.say("why_facts", language, facts=", ".join(reply.facts)))
    lines += [room.say("why_place", language, source=citation.title, place=citation.place) for citation in reply.citations]
    title = Paragraph(room.say("why_title", language), "title")
    said = tuple(Paragraph(line, close=bool(place)) for place, line in enumerate(lines))
    return Page((title, *said, *paragraphs_in(room.say("why_note", language))), back_keyboard(room, language, reply.address))


def _reading(room: "Room", entity: Entity, language: Language) -> str:
    """Return how a record was recognised; nothing for one that was called by its own name."""
    record = room.assistant.base.record(entity.id)
    name = record.name[language] if record else entity.id
    if not entity.mention:
        return room.say("why_carried", language, name=name)
    if entity.mention.casefold() == name.casefold():
        return ""
    return room.say("why_corrected" if entity.corrected else "why_named", language, mention=entity.mention, name=name)


def _source(citation: Citation) -> list[Paragraph]:
    facts = [text for text in (citation.date, citation.place) if text]
    address = [Paragraph(citation.url, close=True, link=citation.url)] if citation.url else []
    return [Paragraph(citation.title), *(Paragraph(text, close=True) for text in facts), *address]
