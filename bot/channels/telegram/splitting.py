"""Cutting long answers into messages: at paragraphs, then sentences, then words; never inside a tag or before the source.

Lengths are UTF-16 units, which is what Telegram's clients count: an emoji is two.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from telegram.constants import MessageLimit

from bot.channels.telegram.rendering import Paragraph, as_plain

TEXT_LIMIT: Final = int(MessageLimit.MAX_TEXT_LENGTH)
_SENTENCE: Final = re.compile(r"(?<=[.!?。…])\s+")
_WORD: Final = re.compile(r"\s+")

Message = tuple[Paragraph, ...]


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def split(paragraphs: Sequence[Paragraph], limit: int = TEXT_LIMIT) -> tuple[Message, ...]:
    """Return the messages that carry these paragraphs in order, each within `limit` units.

    The sources at the end stay with the last paragraph before them: a fact is never parted from where it stands.
    """
    messages: list[Message] = []
    current: Message = ()
    for unit in _units_of_text(paragraphs, limit):
        if current and units(as_plain(current + unit)) > limit:
            messages.append(current)
            current = ()
        current += unit
    return (*messages, current) if current else tuple(messages)


def _units_of_text(paragraphs: Sequence[Paragraph], limit: int) -> Iterable[Message]:
    """Yield what must not be torn apart: single paragraphs (cut where they are too long), and at last the fact with its sources."""
    first_source = next((place for place, paragraph in enumerate(paragraphs) if paragraph.style == "source"), len(paragraphs))
    told, sources = paragraphs[:first_source], tuple(paragraphs[first_source:])
    if not told or not sources or units(as_plain(sources)) > limit // 2:
        yield from ((piece,) for paragraph in paragraphs for piece in _cut(paragraph, limit))
        return
    yield from ((piece,) for paragraph in told[:-1] for piece in _cut(paragraph, limit))
    *earlier, last = _cut(told[-1], limit - units(as_plain(sources)) - len("\n\n"))
    yield from ((piece,) for piece in earlier)
    yield (last, *sources)


def _cut(paragraph: Paragraph, limit: int) -> list[Paragraph]:
    if units(paragraph.text) <= limit:
        return [paragraph]
    texts = _filled(_pieces(paragraph.text, limit), limit)
    return [replace(paragraph, text=text, close=paragraph.close if place == 0 else True) for place, text in enumerate(texts)]


def _pieces(text: str, limit: int) -> Iterable[str]:
    """Yield sentences; of one that is too long its words; of such a word its characters in stretches."""
    for sentence in _SENTENCE.split(text):
        if units(sentence) <= limit:
            yield sentence
            continue
        for word in _WORD.split(sentence):
            # Half the limit in characters is at most the limit in units: no character takes more than two.
            yield from (word[start : start + limit // 2] for start in range(0, len(word), limit // 2)) if units(word) > limit else (word,)


def _filled(pieces: Iterable[str], limit: int) -> list[str]:
    texts: list[str] = []
    for piece in pieces:
        if texts and units(texts[-1]) + 1 + units(piece) <= limit:
            texts[-1] = f"{texts[-1]} {piece}"
        else:
            texts.append(piece)
    return texts
