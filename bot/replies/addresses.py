"""Stable addresses: the name of an answer, short enough for a button and a deep link, the same after a restart.

`seminar_date__regional-seminar-2018` is the intent seminar.date of that record; a record's id alone is its card.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.knowledge.grid import Base
from bot.knowledge.model import Intent
from bot.replies.asking import Ask

LONGEST: Final = 60
_FORM: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")


def of(intent: str, slots: tuple[tuple[str, ...], ...] = ()) -> str:
    """Return the address of an intent asked of the first record of each slot; empty where it would be too long."""
    address = "__".join([intent.replace(".", "_", 1), *(slot[0] for slot in slots if slot)])
    return address if len(address) <= LONGEST else ""


def resolve(base: Base, address: str) -> Ask | None:
    """Return what an address asks, or None where it names nothing in this base."""
    if not _FORM.fullmatch(address):
        return None
    head, *records = address.split("__")
    if any(record not in base.by_id for record in records):
        return None
    if head in base.by_id and not records:
        return card(base, head)
    shortcut = base.intents.get(f"{head}.summary") or base.intents.get(f"{head.removesuffix('s')}.list") if not records else None
    if head.startswith("faq_") and (entry := base.entries.get(head.removeprefix("faq_"))) and not records:
        return Ask(Intent(f"faq.{entry.id}", "entry", (), {"entry": entry.id}), ())
    intent = base.intents.get(head.replace("_", ".", 1)) or shortcut
    if intent is None:
        return None
    if not records and intent.query in ("summary", "attribute"):
        newest = base.records(intent.id.partition(".")[0])
        records = [newest[-1].id] if newest else []
    return Ask(intent, tuple((record,) for record in records))


def card(base: Base, record_id: str) -> Ask | None:
    """Return what asks for a record as a whole."""
    kind = base.by_id[record_id].kind
    names = (f"{kind}.card", f"{kind}.identity", f"{kind}.summary", "project.card")
    intent = next((base.intents[name] for name in names if name in base.intents), None)
    return Ask(intent, ((record_id,),)) if intent and kind != "other" else None


def every(base: Base) -> Iterator[str]:
    """Yield the addresses of every record, and of every intent of one slot asked of every record that it fits."""
    for record in base.by_id.values():
        if record.kind != "other":
            yield record.id
    yield from (f"faq_{entry}" for entry in base.entries)
    for intent in base.intents.values():
        kind = intent.id.partition(".")[0]
        for record in base.records(kind) if intent.query == "attribute" else ():
            address = of(intent.id, ((record.id,),))
            if address:
                yield address
