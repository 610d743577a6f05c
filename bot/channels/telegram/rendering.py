"""From a reply to paragraphs that know how they look in HTML and in plain text."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from bot.replies.reply import Citation, Reply

Style = Literal["plain", "note", "source", "title"]
_TAGS: Final[dict[Style, tuple[str, str]]] = {
    "plain": ("", ""),
    "note": ("<i>", "</i>"),
    "source": ("<i>", "</i>"),
    "title": ("<b>", "</b>"),
}
_LIST_MARKS: Final = ("- ", "• ", "– ", "· ")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text in one style. `text` is plain; markup comes about in `html` alone, so that no cut can fall inside a tag.

    `close` says that it follows its predecessor on the next line, without an empty line between. `link` makes the whole a link.
    """

    text: str
    style: Style = "plain"
    close: bool = False
    link: str = ""

    @property
    def html(self) -> str:
        """The paragraph as Telegram's HTML, every character of the text escaped."""
        before, after = _TAGS[self.style]
        text = escape(self.text)
        if self.link:
            text = f'<a href="{escape(self.link)}">{text}</a>'
        return f"{before}{text}{after}"


def as_html(paragraphs: Iterable[Paragraph]) -> str:
    """Return paragraphs as one message text in HTML."""
    return _joined([(paragraph, paragraph.html) for paragraph in paragraphs])


def as_plain(paragraphs: Iterable[Paragraph]) -> str:
    """Return paragraphs as one message text without markup; what `as_html` shows after Telegram has parsed it."""
    return _joined([(paragraph, paragraph.text) for paragraph in paragraphs])


def paragraphs_of(reply: Reply) -> tuple[Paragraph, ...]:
    """Return a whole reply as paragraphs: notes, body, numbered options, and the sources last."""
    return (*_lines(reply.notes, "note"), *_body(reply.body), *_options(reply), *_sources(reply.citations))


def paragraphs_in(text: str) -> tuple[Paragraph, ...]:
    """Return a text of the base as paragraphs; an empty line separates two."""
    return tuple(Paragraph(part.strip()) for part in text.split("\n\n") if part.strip())


def _lines(texts: Iterable[str], style: Style) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, style, close=bool(place)) for place, text in enumerate(_shown(texts)))


def _body(body: Iterable[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, close=text.startswith(_LIST_MARKS)) for text in _shown(body))


def _options(reply: Reply) -> tuple[Paragraph, ...]:
    numbered = (f"{number}. {option.label}" for number, option in enumerate(reply.options, start=1))
    return _lines(numbered, "plain")


def _sources(citations: Iterable[Citation]) -> tuple[Paragraph, ...]:
    shown = [citation for citation in citations if citation.line.strip()]
    return tuple(Paragraph(_source_line(citation), "source", bool(place), citation.url) for place, citation in enumerate(shown))


def _source_line(citation: Citation) -> str:
    """Return the line without the address at its end: here the line itself is the link."""
    return citation.line.strip().removesuffix(citation.url).rstrip() if citation.url else citation.line.strip()


def _shown(texts: Iterable[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]


def _joined(pieces: list[tuple[Paragraph, str]]) -> str:
    text = ""
    for paragraph, shown in pieces:
        text += ("\n" if paragraph.close else "\n\n") + shown if text else shown
    return text
