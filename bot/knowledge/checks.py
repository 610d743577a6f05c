"""Checks that need the whole base: what refers to what, and what a base must not do."""

import re
import string
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from bot.knowledge.document import Problems, Value, nearest
from bot.knowledge.grid import Base
from bot.knowledge.model import Record, Ref, Text
from bot.knowledge.model import Value as Cell
from bot.language.josa import PAIRS

_FIELD: Final = re.compile(r"[a-z_]+")
_SLOT: Final = re.compile(r"\{([^{}]*)\}")


def check(base: Base, places: Mapping[str, Value], problems: Problems) -> None:
    """Note every mistake that only shows when all files are read."""
    _references(base, places, problems)
    _kinds(base, places, problems)
    _intents(base, places, problems)
    _texts(base, places, problems)
    _examples(base, places, problems)


def _examples(base: Base, places: Mapping[str, Value], problems: Problems) -> None:
    """Check that what the examples ask is there: an intent and records, or a record alone."""
    attributes = (attribute.intent for kind in base.kinds.values() for attribute in kind.attributes.values())
    asked = {name.replace(".", "_", 1) for name in (*base.intents, *attributes, *(f"faq.{entry}" for entry in base.entries))}
    for example in base.examples:
        head, *records = example.address.split("__")
        at = places[f"example {example.address}"]
        alone = {*base.by_id, *base.kinds, *(f"{kind}s" for kind in base.kinds)} if not records else frozenset[str]()
        if head not in asked and head not in alone:
            problems.add(at, f"the address {example.address} asks for an unknown {head}{nearest(head, asked)}")
        for record in records:
            if record not in base.by_id:
                problems.add(at, f"the address {example.address} names an unknown record {record}{nearest(record, base.by_id)}")


def _references(base: Base, places: Mapping[str, Value], problems: Problems) -> None:
    for record in base.by_id.values():
        at = places[record.id]
        if record.like and record.like not in base.by_id:
            ours = [other.id for other in base.by_id.values() if other.kind != record.kind]
            problems.add(at, f"{record.id} is like an unknown record {record.like}{nearest(record.like, ours)}")
        for name, facts in record.facts.items():
            for value in (value for fact in facts for value in fact.values):
                if wrong := _wrong_value(base, record, name, value):
                    word = value.id if isinstance(value, Ref) else value.en if isinstance(value, Text) else ""
                    problems.add(places.get(f"{record.id}.{name} {word}", at), wrong)


def _kinds(base: Base, places: Mapping[str, Value], problems: Problems) -> None:
    for kind in base.kinds.values():
        for attribute in kind.attributes.values():
            for turned in attribute.inverse_of:
                if base.attribute(turned) is None:
                    problems.add(places[attribute.intent], f"{attribute.id} turns round an unknown attribute {turned}")
            for gathered in attribute.gathers:
                if gathered not in kind.attributes:
                    near = nearest(gathered, kind.attributes)
                    problems.add(places[attribute.intent], f"{attribute.id} gathers an unknown attribute {gathered}{near}")
        for intent in kind.next:
            if intent not in base.intents:
                problems.add(places[f"kind {kind.id}"], f"{kind.id} offers an unknown intent {intent}{nearest(intent, base.intents)}")


def _wrong_value(base: Base, record: Record, name: str, value: Cell) -> str:
    """Return what is wrong with one value of a record's attribute; nothing where it is right."""
    if isinstance(value, Ref):
        wrong = _wrong_reference(base, base.kinds_of(base.kinds[record.kind].attributes[name].type), value.id)
        return f"{record.id}.{name} {wrong}" if wrong else ""
    if isinstance(value, Text) and value.en == value.ko and value.en in base.by_id:
        return f"{record.id}.{name} holds a text: write what is to be said, not the id {value.en}"
    return ""


def _wrong_reference(base: Base, wanted: tuple[str, ...], name: str) -> str:
    """Return what is wrong with a record's name where one of some kinds is wanted; nothing where it is one."""
    other, kinds = base.by_id.get(name), " or ".join(wanted)
    if other is None:
        return f"names an unknown {kinds} {name}{nearest(name, [r.id for kind in wanted for r in base.records(kind)])}"
    return "" if other.kind in wanted else f"names {name}, which is a {other.kind}: it takes a {kinds}"


def _intents(base: Base, places: Mapping[str, Value], problems: Problems) -> None:
    slots = {*base.kinds, *base.unions}
    attributes = [a.intent for kind in base.kinds.values() for a in kind.attributes.values()]
    for intent in base.intents.values():
        at = places[intent.id]
        if intent.query == "attribute" and base.attribute(intent.arguments.get("attribute", intent.id)) is None:
            problems.add(at, f"the intent {intent.id} asks for an attribute that the schema does not have{nearest(intent.id, attributes)}")
    phrased = [(intent.id, phrasing.text) for intent in base.intents.values() for phrasing in intent.phrasings]
    phrased += [(entry.id, phrasing.text) for entry in base.entries.values() for phrasing in entry.phrasings]
    for name, text in phrased:
        at = places.get(f"ask {text}", places[name])
        for message in odd_slots(text, slots):
            problems.add(at, f"{name}: {message}")


def odd_slots(phrasing: str, slots: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with the {slots} of a phrasing."""
    for slot in _SLOT.findall(phrasing):
        if slot.removesuffix("!") not in slots:
            yield f"unknown slot {{{slot}}} in «{phrasing}»{nearest(slot, slots)}"
    if set("{}") & set(_SLOT.sub("", phrasing)):
        yield f"a brace is not closed in «{phrasing}»"


def _texts(base: Base, places: Mapping[str, Value], problems: Problems) -> None:
    for name, text in base.texts.items():
        at = places[f"text {name}"]
        try:
            fields = [list(string.Formatter().parse(said)) for said in (text.en, text.ko)]
        except ValueError as error:
            problems.add(at, f"the braces of the text {name} don't fit: {error}")
            continue
        used = [{field for _, field, _, _ in parts if field is not None} for parts in fields]
        if odd := ", ".join(sorted(used[0] ^ used[1])):
            problems.add(at, f"{name} uses {{{odd}}} in one language alone")
        for field in sorted(used[0] | used[1]):
            if not _FIELD.fullmatch(field):
                problems.add(at, f"{name}: {{{field}}} can't be filled in; a name in braces has letters a-z and _ alone")
        for particle in sorted({spec for parts in fields for _, _, spec, _ in parts if spec} - set(PAIRS)):
            problems.add(at, f"{name}: unknown particle {particle}{nearest(particle, PAIRS)}")
