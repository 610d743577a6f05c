"""What is not known: an empty cell with the nearest thing that is told, a claim that is wrong, a region outside the programmes."""

from typing import Final

from bot.knowledge import queries
from bot.knowledge.model import UNLISTED, Record
from bot.replies.asking import Answer
from bot.replies.wording import Wording

# Gaps that are worth more than "my sources do not say".
_GAPS: Final = {
    "project.operator": "answers.lead-unknown",
    "project.participants": "answers.participants-unknown",
    "region.operates": "answers.nothing-operated",
    "region.participates": "answers.nothing-joined",
    "organisation.operates": "answers.nothing-operated",
    "organisation.participates": "answers.nothing-joined-organisation",
}
# Who asks what is *not* so, or who is with somebody, claims nothing.
FURTHER: Final = frozenset({"besides", "rest"})  # "who else": what is named already is not asked for
NO_CLAIM: Final = frozenset({"besides", "not", "partner"})


def verdict(wording: Wording, claimed: tuple[str, ...], true: set[str]) -> tuple[str, ...]:
    """Return yes where all that was claimed is true, else no, naming what is not."""
    wrong = [wording.base.by_id[r] for r in claimed if r not in true]
    return (wording.say("answers.no", names=wording.names(wrong)) if wrong else wording.say("answers.yes"),)


def gap(wording: Wording, record: Record, name: str) -> Answer:
    """Say that a cell is empty, and the nearest thing that the sources do say of the record."""
    base = wording.base
    if record.outside:
        return outside(wording, record)
    described = base.kinds[record.kind].attributes.get(name)
    special = "answers.absent-unlisted" if name == UNLISTED else _GAPS.get(f"{record.kind}.{name}")
    label = wording.label(described) if described else name
    filled = [other for one in base.records(record.kind) for other in base.related(one, name)] if special else []
    first = wording.say_of(special or "answers.absent", filled, record=wording.name(record), **({} if special else {"label": label}))
    near = nearest(wording, record, name)
    return Answer((first, *near.lines), near.facts, near.listed, found=False)


def nearest(wording: Wording, record: Record, but: str = "") -> Answer:
    """Return what is known of a record's main attributes, other than the one asked for."""
    for name in wording.base.kinds[record.kind].main:
        facts = wording.base.facts(record, name)
        if facts and name != but:
            fact = " ".join(wording.sentence(record, facts[:1])[:1])
            return Answer(
                (wording.say("answers.absent-nearest", fact=fact),), facts[:1], tuple(r.id for r in wording.base.related(record, name))
            )
    return Answer(())


def outside(wording: Wording, record: Record) -> Answer:
    """Say that a region lies outside both programmes."""
    facts = tuple(f for p in wording.base.records("programme") for f in wording.base.facts(p, "regions"))
    near = queries.nearest_inside(wording.base, record)
    nearby = (wording.say("answers.outside-nearest", names=wording.names(near)),) if near else ()
    return Answer((wording.say("answers.outside", record=wording.name(record)), *nearby), facts[:1], tuple(r.id for r in near), found=False)
