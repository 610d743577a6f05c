"""Look-ups of one record: an attribute, a claim to check, a card, a summary, a name."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.knowledge import queries
from bot.knowledge.grid import Base
from bot.knowledge.model import Attribute, Day, Fact, Record, Ref, Text
from bot.replies.asking import Answer, Ask, joined
from bot.replies.gaps import FURTHER, NO_CLAIM, gap, outside, verdict
from bot.replies.roles import regions, role, role_lines
from bot.replies.wording import Wording

_SINGLE = 3  # so many records are told of one by one, also what is not known of them
# What a region does in projects is known of all projects, so that "none" is a count and not a gap.
_COUNTED_AS_NONE = ("operates", "participates", "projects")


def attribute(wording: Wording, ask: Ask) -> Answer:
    """Look one attribute up, for each record asked of, and check what was claimed of it."""
    kind, _, name = ask.intent.arguments.get("attribute", ask.intent.id).partition(".")
    if (elsewhere := _not_there(wording, ask, kind)) is not None:
        return elsewhere
    own = _of_one_speaker(wording, ask) or _of_its_speakers(wording, ask, kind, name)
    if own:
        return joined(own)
    cells = {record: joined(_meant(wording, record, name, ask)) for record in _of_kind(wording, ask, kind)}
    lacking = [record for record, cell in cells.items() if not cell.found]
    if len(cells) <= _SINGLE or not lacking or name not in wording.base.kinds[kind].attributes:
        return joined(list(cells.values()))
    return joined([*(cell for cell in cells.values() if cell.found), _not_told(wording, kind, name, lacking)])


def _not_told(wording: Wording, kind: str, name: str, lacking: list[Record]) -> Answer:
    """Say of which of many records an attribute is not told, in one line."""
    of_kind = wording.base.kinds[kind]
    label = wording.label(of_kind.attributes[name])
    if all(record in lacking for record in wording.base.records(kind) if not record.outside):
        return Answer((wording.say("answers.absent", record=of_kind.several[wording.language], label=label),), found=False)
    return Answer((wording.say("answers.not-told-of", label=label, names=wording.names(lacking)),), found=False)


def _of_one_speaker(wording: Wording, ask: Ask) -> list[Answer]:
    """Look up what the person who is asked about said, where she has a theme, a talk or points of her own (`asked_by` of the schema)."""
    base = wording.base
    asked = [(r, a) for r in ask.records(base) for a in base.kinds[r.kind].attributes.values() if a.asked_by == ask.intent.id]
    filled = [(record, attribute) for record, attribute in asked if base.facts(record, attribute.id)]
    said = [(record, attribute) for record, attribute in filled if attribute.id in ask.modifiers]
    return [_cell(wording, record, attribute.id, ask) for record, attribute in said or filled]


def _of_its_speakers(wording: Wording, ask: Ask, kind: str, name: str) -> list[Answer]:
    """Look up what the people of a seminar said each for themselves, where nothing is told of the seminar as a whole."""
    base = wording.base
    empty = [record for record in _of_kind(wording, ask, kind) if name and not base.facts(record, name)]
    named = (other for record in empty for attribute in base.kinds[kind].attributes for other in base.related(record, attribute))
    people = dict.fromkeys(other for other in named if other.kind == "person")
    cells = [(p, a) for p in people for a in base.kinds[p.kind].attributes.values() if a.asked_by == ask.intent.id and a.id == name]
    return [_cell(wording, person, attribute.id, ask) for person, attribute in cells if base.facts(person, attribute.id)]


def _meant(wording: Wording, record: Record, name: str, ask: Ask) -> list[Answer]:
    """Look the attribute up, or those that stand for it (`or` of the intent): where it is empty, or where the question says only what
    both have in common. "Who runs the programme" is its operator, or else its ministry; "which ministry" is the ministry. How many
    there are may be told elsewhere (`counted`) although no source lists them.
    """
    counted = ask.intent.arguments.get("counted", "")
    asks_how_many = "count" in ask.modifiers or (ask.numbers and not wording.base.facts(record, name))
    if counted and asks_how_many and not wording.base.related(record, name) and wording.base.facts(record, counted):
        return [_cell(wording, record, counted, ask)]
    said = ask.intent.arguments.get("said", name)
    instead = (other.partition("/") for other in ask.intent.arguments.get("or", "").split())
    others = [other for other, _, kind in instead if _fills(wording.base, record, other, kind)]
    own = bool(wording.base.facts(record, name))
    return [_cell(wording, record, other, ask) for other in (others if others and (not own or said not in ask.modifiers) else [name])]


def _fills(base: Base, record: Record, name: str, kind: str) -> bool:
    """Whether a cell holds anything, of a kind where one is named: participants/organisation."""
    return bool(base.facts(record, name)) and (not kind or any(other.kind == kind for other in base.related(record, name)))


def _of_kind(wording: Wording, ask: Ask, kind: str) -> tuple[Record, ...]:
    """Return the records asked of that have the attribute, or step to them: from a speaker to her seminar."""
    base = wording.base
    own = [record for record in ask.all_records(base) if record.kind == kind]
    if own:
        return tuple(own)
    reached = dict.fromkeys(r for record, step in _steps(base, ask, kind) for r in base.related(record, step.id))
    return tuple(r for r in reached if r.id in ask.editions) or tuple(reached)


def _steps(base: Base, ask: Ask, kind: str) -> list[tuple[Record, Attribute]]:
    attributes = ((record, a) for record in ask.records(base) for a in base.kinds[record.kind].attributes.values())
    return [(record, attribute) for record, attribute in attributes if attribute.type == kind]


def _not_there(wording: Wording, ask: Ask, kind: str) -> Answer | None:
    """Say who was at the seminar asked about, where it is not the person who was named: what she said is another one's fact."""
    base = wording.base
    steps = _steps(base, ask, kind) if ask.editions and not any(record.kind == kind for record in ask.all_records(base)) else []
    reached = {r.id for record, step in steps for r in base.related(record, step.id)}
    if not reached or reached & set(ask.editions):
        return None
    turned = [(record, inverse.partition(".")[2]) for record, step in steps for inverse in step.inverse_of]
    asked = [(base.by_id[edition], name, replace(ask, claims=(record.id,))) for edition in ask.editions for record, name in turned]
    return joined([_cell(wording, edition, name, one) for edition, name, one in asked])


def _cell(wording: Wording, record: Record, name: str, ask: Ask) -> Answer:
    base = wording.base
    described = base.kinds[record.kind].attributes.get(name)
    if described and described.inverse_of and ask.claims and ask.period:
        # Which of two ministries it was in a year is only seen from the programme's side.
        turned = dict(inverse.split(".") for inverse in described.inverse_of)
        claimed = [base.by_id[claim] for claim in ask.claims]
        return joined([_cell(wording, r, turned[r.kind], replace(ask, claims=(record.id,))) for r in claimed if r.kind in turned])
    if record.kind == "region" and name in _COUNTED_AS_NONE and ask.claims:
        return role(wording, Ask(ask.intent, ((record.id,), ask.claims), (), ask.modifiers | {"yesno"}))
    facts = base.facts(record, name) if name in base.kinds[record.kind].attributes else ()
    if not facts:
        return _empty(wording, record, name, ask)
    checked = _check(wording, facts, ask)
    listed = tuple(r.id for r in base.related(record, name))
    place = ask.ordinal()
    if place is not None and -1 <= place < len(facts[0].values) and len(facts[0].values) > 1:
        number = str(len(facts[0].values) if place < 0 else place + 1)
        return Answer((wording.say("answers.point", number=number, value=wording.value(facts[0].values[place])),), facts[:1], listed)
    said = wording.sentence(record, facts)
    people = base.records("person") if base.kinds[record.kind].attributes[name].type == "person" else ()
    about = [fact for person in people if person.id in listed for fact in base.facts(person, "identity")]
    about += _days_of(base, listed) if "when" in ask.modifiers else []
    said += [line for fact in about for line in wording.sentence(base.by_id[fact.record], (fact,))]
    count = len(listed) or len(facts[0].values)
    if ("count" in ask.modifiers or ask.numbers) and base.kinds[record.kind].attributes[name].many:
        size = base.facts(record, "size") if name != "size" else ()
        counted = [wording.say("answers.count", count=str(count))] if "count" in ask.modifiers else []
        said = [*counted, *said, *wording.sentence(record, size)]
        facts += size
    further = [r for r in listed if not {r, *_wholes(base, (r,))} & set(ask.claims)]
    if ask.modifiers & FURTHER and listed and not further:
        return Answer((wording.say("answers.no-other"), *said), (*facts, *about), listed, found=False)
    denied = [base.by_id[claim] for claim in ask.claims if claim not in listed] if checked else []
    why = [wording.say("answers.outside", record=wording.name(other)) for other in denied if other.outside]
    return Answer((*checked, *why, *said, *_known_roles(wording, record, name, ask)), (*facts, *about), listed)


def _empty(wording: Wording, record: Record, name: str, ask: Ask) -> Answer:
    """Say that a cell is empty; that a region is in no project is an answer to who asks how many, or whether one outside is in any."""
    checks = record.outside and ask.modifiers.isdisjoint({"what", "which", "list"})
    told = ask.modifiers & ({"count", "member", "yesno"} if checks else {"count"})
    return replace(gap(wording, record, name), found=bool(told) and record.kind == "region" and name in _COUNTED_AS_NONE)


def _days_of(base: Base, records: Iterable[str]) -> list[Fact]:
    """Return when records took place, of those that have a day of their own first of all."""
    dated = [base.by_id[record] for record in records]
    firsts = [(record, next(iter(base.kinds[record.kind].main), "")) for record in dated]
    return [f for record, name in firsts for f in base.facts(record, name) if base.kinds[record.kind].attributes[name].type == "date"]


def _check(wording: Wording, facts: tuple[Fact, ...], ask: Ask) -> tuple[str, ...]:
    """Return yes, no, or nothing: what was claimed is compared with every source."""
    days = [value.day for fact in facts for value in fact.values if isinstance(value, Day)]
    said = [date(day.year, *other) for day in days for other in ask.days if other != (2, 29)]
    if said and not set(said) & set(days):
        return (wording.say("answers.no", names=wording.value(Day(said[0]))),)
    if days and ask.period and not ask.days and not any(day.isoformat().startswith(ask.period) for day in days):
        return (wording.say("answers.no", names=ask.period),)
    if not ask.claims or ask.modifiers & NO_CLAIM:
        return ()
    held = {value.id for fact in _in_force(facts, ask.period) for value in fact.values if isinstance(value, Ref)}
    if "only" in ask.modifiers and set(ask.claims) < held:
        return (wording.say("answers.not-only", names=wording.names([wording.base.by_id[claim] for claim in ask.claims])),)
    return verdict(wording, ask.claims, held | _wholes(wording.base, held))


def _wholes(base: Base, records: Iterable[str]) -> set[str]:
    """Return what records are parts of: what an office of an institute did, the institute did."""
    return {whole.id for record in records for whole in base.related(base.by_id[record], "parent")}


def _in_force(facts: tuple[Fact, ...], period: str) -> tuple[Fact, ...]:
    """Return the facts that held in a period ("2017" or "2017-10"): those dated in it, or else the last ones before it."""
    within = tuple(fact for fact in facts if period and fact.as_of.startswith(period))
    before = max((fact.as_of for fact in facts if fact.as_of < period), default="")
    if not within:
        return tuple(fact for fact in facts if fact.as_of == before) or facts
    # A year may begin under the earlier one.
    return within if "-" in period else within + tuple(fact for fact in facts if fact.as_of == before)


def _known_roles(wording: Wording, record: Record, name: str, ask: Ask) -> list[str]:
    """For a claim that is wrong, say what the claimed region does in this project, or which regions the industry belongs to."""
    if record.kind == "region" and name == "industries":
        own = {industry.id for industry in wording.base.related(record, name)}
        return [line for claim in ask.claims if claim not in own for line in regions(wording, Ask(ask.intent, ((claim,),))).lines]
    if record.kind != "project" or name != "operator":
        return []
    return [
        line
        for region in ask.claims
        for line in role_lines(wording, wording.base.by_id[region], record)[0]
        if region not in _operators(wording, record)
    ]


def _operators(wording: Wording, project: Record) -> set[str]:
    return {r.id for r in wording.base.related(project, "operator")}


def card(wording: Wording, ask: Ask) -> Answer:
    """Show each record as a whole: every attribute of its card that is known."""
    return joined([record_card(wording, record) for record in ask.all_records(wording.base)])


def record_card(wording: Wording, record: Record) -> Answer:
    """Show one record as a whole."""
    base = wording.base
    if record.outside:
        return outside(wording, record)
    lines: list[str] = []
    facts: list[Fact] = []
    for name in base.kinds[record.kind].card:
        found = base.facts(record, name)
        if name == "regions" and record.kind == "project" and base.facts(record, "operator"):
            continue
        lines += wording.sentence(record, found)
        facts += found
    led = any(base.facts(project, "operator") for project in base.records("project"))
    if record.kind == "project" and led and not base.facts(record, "operator"):
        lines += gap(wording, record, "operator").lines[:1]
    others = dict.fromkeys(r for rest in queries.partners(base, record).values() for r in rest) if record.kind == "region" else {}
    if others:
        lines.append(wording.say("answers.partners", record=wording.name(record), count=str(len(others)), names=wording.names(others)))
    if not lines and base.kinds[record.kind].main:
        return gap(wording, record, base.kinds[record.kind].main[0])
    listed = dict.fromkeys(v.id for fact in facts for v in fact.values if isinstance(v, Ref))
    return Answer(tuple(dict.fromkeys(lines)), tuple(facts), tuple(listed))


def summary(wording: Wording, ask: Ask) -> Answer:
    """Summarise a seminar: in short unless the whole was asked for."""
    answers = []
    for record in ask.records(wording.base):
        long = ("full" in ask.modifiers or ask.intent.arguments.get("length") == "full") and "brief" not in ask.modifiers
        facts = wording.base.facts(record, "full" if long else "short") or wording.base.facts(record, "full")
        if not facts:
            answers.append(record_card(wording, record))
            continue
        answers.append(Answer(tuple(wording.value(value) for fact in facts for value in fact.values), facts))
    return joined(answers)


def name(wording: Wording, ask: Ask) -> Answer:
    """Say what a record is called in both languages."""
    answers = []
    for record in ask.records(wording.base):
        own, other = (record.name.en, record.name.ko) if wording.language == "en" else (record.name.ko, record.name.en)
        facts = next((found for n in ("korean-name", "names", "full-name", "identity") if (found := wording.base.facts(record, n))), ())
        korean = facts[0].values[0] if facts and facts[0].attribute == "korean-name" else None
        if wording.language == "en" and isinstance(korean, Text):
            other = korean.ko
        answers.append(Answer((wording.say("answers.name-is", name=own, other=other),), facts[:1]))
    return joined(answers)


def korean_name(wording: Wording, ask: Ask) -> Answer:
    """Say the Korean name of projects and industries."""
    return joined([_cell(wording, record, "korean-name", ask) for record in ask.records(wording.base)])


def programme(wording: Wording, ask: Ask) -> Answer:
    """Say which programme projects or industries belong to."""
    claims = ask.slots[1] if len(ask.slots) > 1 else ()
    asked = Ask(ask.intent, ask.slots[:1], claims, ask.modifiers)
    if claims and wording.base.by_id[ask.slots[0][0]].kind == "programme":
        asked = Ask(ask.intent, ask.slots[1:], ask.slots[0], ask.modifiers)
    return joined([_cell(wording, record, "programme", asked) for record in asked.records(wording.base)])


def entry(wording: Wording, ask: Ask) -> Answer:
    """Say the answer of a free entry."""
    found = wording.base.entries[ask.intent.arguments["entry"]]
    return Answer((found.answer[wording.language],), sources=(found.source,))
