"""Reading the cells of a record: values of the attribute's type, each with source, place and as-of date."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from bot.knowledge import document
from bot.knowledge.document import Value
from bot.knowledge.model import Attribute, Day, Fact, Kind, Ref, Source, Text
from bot.knowledge.model import Value as Cell

_STATEMENT = ("is", "source", "place", "as_of", "note")


class Readings(Protocol):
    """What the reader of cells needs of the reader of the base. Records may stand in later files: the checks look them up."""

    sources: dict[str, Source]
    places: dict[str, Value]

    def both(self, value: Value) -> Text: ...
    def known(self, value: Value, allowed: object, what: str) -> str: ...


def read_facts(reader: Readings, record: str, kind: Kind, value: Value, defaults: Mapping[str, Value]) -> dict[str, tuple[Fact, ...]]:
    """Return the facts of one record by attribute; mistakes are noted at their place."""
    facts: dict[str, tuple[Fact, ...]] = {}
    for key, body in value.pairs():
        attribute = kind.attributes.get(key.text())
        if attribute is None:
            key.wrong(f"a {kind.id} has no attribute {key.text()}{_instead(key.text(), kind)}")
        elif attribute.inverse_of:
            key.wrong(f"{attribute.id} is worked out from {' and '.join(attribute.inverse_of)}: state it there")
        else:
            facts[attribute.id] = tuple(_fact(reader, record, attribute, item, defaults) for item in _statements(body))
    return facts


def _instead(name: str, kind: Kind) -> str:
    """Return the attribute that a name is nearest to, or else all that can be stated of the kind."""
    stated = [attribute.id for attribute in kind.attributes.values() if not attribute.inverse_of]
    return document.nearest(name, kind.attributes) or (f"; it has: {', '.join(stated)}" if stated else "")


def _statements(body: Value) -> list[Value]:
    items = list(body.items())
    return items if items and body.is_list and all(_is_statement(item) for item in items) else [body]


def _is_statement(value: Value) -> bool:
    return value.is_mapping and any(key.node.value == "is" for key, _ in value.pairs())


def _fact(reader: Readings, record: str, attribute: Attribute, body: Value, defaults: Mapping[str, Value]) -> Fact:
    found = body.keys(("is",), _STATEMENT[1:]) if _is_statement(body) else {"is": body}
    merged = {**{name: defaults[name] for name in ("source", "place", "as_of") if name in defaults}, **found}
    if "source" not in merged:
        body.wrong("this fact has no source: give it one, or give the file a source")
    source = reader.known(merged["source"], reader.sources, "source") if "source" in merged else ""
    values = tuple(v for item in merged["is"].items() if (v := _cell(reader, record, attribute, item)) is not None)
    if merged["is"].is_list and not any(True for _ in merged["is"].items()):
        merged["is"].wrong(f"{attribute.id} holds no value: leave the whole line out where nothing is known")
    if len(values) > 1 and not attribute.many:
        body.wrong(f"{attribute.id} holds one value, here are {len(values)}")
    place = merged["place"].text() if "place" in merged and ("place" in found or "source" not in found) else ""
    as_of = merged["as_of"].text() if "as_of" in merged else (reader.sources[source].date if source in reader.sources else "")
    note = reader.both(found["note"]) if "note" in found else None
    return Fact(record, attribute.id, values, source, place, as_of, note)


def _cell(reader: Readings, record: str, attribute: Attribute, item: Value) -> Cell | None:
    if attribute.type == "text":
        text = reader.both(item)
        reader.places[f"{record}.{attribute.id} {text.en}"] = item
        return text
    word = item.text()
    if attribute.type == "date":
        try:
            return Day(date.fromisoformat(word))
        except ValueError:
            item.wrong(f"{word} is not a day: write it like 2018-10-11")
            return None
    if attribute.type == "number":
        if not (word.isascii() and word.isdigit()):
            item.wrong(f"{word} is not a whole number")
            return None
        return int(word)
    reader.places[f"{record}.{attribute.id} {word}"] = item
    return Ref(word) if word else None
