"""Telegram's HTML, parsed as its server does: the visible text and the entities, or the refusal that the server would give."""

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z-]+)((?:\s+[^<>]*)?)>")
_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
_KNOWN_ENTITIES = re.compile(r"&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


class MarkupError(Exception):
    """The server's words after "can't parse entities: "."""


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parse_html(html: str) -> tuple[str, list[dict[str, object]]]:
    """Return the text and its entities (offsets in UTF-16 units); raises `MarkupError`."""
    text, entities, open_tags, place = "", [], [], 0
    while place < len(html):
        if html[place] != "<":
            end = html.find("<", place)
            end = len(html) if end < 0 else end
            text += _KNOWN_ENTITIES.sub(lambda found: unescape(found[0]), html[place:end])
            place = end
            continue
        tag = _TAG.match(html, place)
        if tag is None:
            raise MarkupError(f"unclosed start tag at byte offset {len(html[:place].encode())}")
        place = tag.end()
        closing, name, attributes = tag[1], tag[2].lower(), tag[3].strip()
        if closing:
            if not open_tags or open_tags[-1][0] != name:
                raise MarkupError(f'unexpected end tag "{name}" at byte offset {len(html[: tag.start()].encode())}')
            _, start, made = open_tags.pop()
            if units(text) > start:
                entities.append({**made, "offset": start, "length": units(text) - start})
            continue
        open_tags.append((name, units(text), _entity(name, attributes, tag.start())))
    if open_tags:
        raise MarkupError(f'can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return _trimmed(text, sorted(entities, key=lambda entity: entity["offset"]))


def _entity(name: str, attributes: str, place: int) -> dict[str, object]:
    if name == "a":
        href = re.fullmatch(r'href="([^"<>]*)"', attributes)
        if href is None:
            raise MarkupError(f"malformed link at byte offset {place}")
        return {"type": "text_link", "url": unescape(href[1])}
    if name in _SIMPLE and attributes in ("", "expandable"):
        return {"type": _SIMPLE[name]}
    raise MarkupError(f'unsupported start tag "{name}" at byte offset {place}')


def _trimmed(text: str, entities: list[dict[str, object]]) -> tuple[str, list[dict[str, object]]]:
    """The server drops white space at both ends; a bot of ours should never send any, so it is refused."""
    if text != text.strip():
        raise MarkupError("white space at an end of the text")
    return text, entities
