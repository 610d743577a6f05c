"""Checks that need the whole base: what refers to what, and what a base must not do."""

import re
import string
from collections.abc import Mapping
from typing import Final

from bot.knowledge.document import Problems, Value, nearest
from bot.knowledge.grid import Base
from bot.knowledge.model import Ref
from bot.language.josa import PAIRS

_FIELD: Final = re.compile(r"[a-z_]+")


def check(base: Base, places: Mapping[str, Value], problems: Problems) -> None:
    """Note every mistake that only shows when all files are read."""
    _references(base, places, problems)
    _intents(base, places, problems)
    _texts(base, places, problems)


def _references(base: Base, places: Mapping[str, Value], problems: Problems) -> None:
    for record in base.by_id.values():
        at = places[record.id]
        if record.like and record.like not in base.by_id:
            problems.add(at, f"{record.id} is like an unknown record {record.like}{nearest(record.like, base.by_id)}")
        for name, facts in record.facts.items():
            wanted = base.kinds[record.kind].attributes[name].type
            for value in (value for fact in facts for value in fact.values if isinstance(value, Ref)):
                other = base.by_id.get(value.id)
                of_kind = [r.id for r in base.by_id.values() if r.kind == wanted]
                if other is None or other.kind != wanted:
                    place = places.get(f"{record.id}.{name} {value.id}", at)
                    problems.add(place, f"{record.id}.{name} names an unknown {wanted} {value.id}{nearest(value.id, of_kind)}")
    for kind in base.kinds.values():
        for attribute in kind.attributes.values():
            if attribute.inverse_of and base.attribute(attribute.inverse_of) is None:
                problems.add(places[attribute.intent], f"{attribute.id} turns round an unknown attribute {attribute.inverse_of}")


def _intents(base: Base, places: Mapping[str, Value], problems: Problems) -> None:
    slots = {*base.kinds, *base.unions}
    attributes = [a.intent for kind in base.kinds.values() for a in kind.attributes.values()]
    for intent in base.intents.values():
        at = places[intent.id]
        if intent.query == "attribute" and base.attribute(intent.arguments.get("attribute", intent.id)) is None:
            problems.add(at, f"the intent {intent.id} asks for an attribute that the schema does not have{nearest(intent.id, attributes)}")
        for phrasing in intent.phrasings:
            for slot in re.findall(r"\{([^}]*)\}", phrasing.text):
                if slot.removesuffix("!") not in slots:
                    problems.add(at, f"{intent.id}: unknown slot {{{slot}}} in «{phrasing.text}»{nearest(slot, slots)}")


def _texts(base: Base, places: Mapping[str, Value], problems: Problems) -> None:
    for name, text in base.texts.items():
        fields = []
        for said in (text.en, text.ko):
            try:
                fields.append({field for _, field, _, _ in string.Formatter().parse(said) if field is not None})
            except ValueError as error:
                problems.add(places[f"text {name}"], f"the braces of the text {name} don't fit: {error}")
        if len(fields) == 2 and fields[0] != fields[1]:
            odd = ", ".join(sorted(fields[0] ^ fields[1]))
            problems.add(places[f"text {name}"], f"{name} uses {{{odd}}} in one language alone")
