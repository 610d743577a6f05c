"""Who does what in a project, industry or programme: regions and organisations that operate it, take part in it, or belong to it."""

from dataclasses import replace
from typing import Final

from bot.knowledge.grid import Base
from bot.knowledge.model import Fact, Record, Ref
from bot.replies.asking import Answer, Ask, joined
from bot.replies.gaps import FURTHER, NO_CLAIM, gap, outside, verdict
from bot.replies.wording import Wording

_WH_WORDS: Final = frozenset({"what", "which", "why", "list"})  # without one of these, who asks about membership asks whether
_PARTS: Final = ("operator", "participants", "regions")
# Text attributes that name participants where none is a record of its own.
_NAMED_ONLY: Final = ("institutions", "companies")


def regions(wording: Wording, ask: Ask) -> Answer:
    """Say who is in a project, an industry or a programme, with the role of each where a source states it."""
    answers = []
    wanted = ask.intent.arguments.get("attribute", "").partition(".")[2]
    for record in ask.records(wording.base):
        base = wording.base
        names = _told(base, record, wanted)
        if not names or wanted == "operator" and "operator" not in names:
            answers.append(gap(wording, record, wanted or "regions"))
            continue
        named = [actor.kind for name in names for actor in base.related(record, name)]
        if "region" in ask.modifiers and named and "region" not in named:
            answers.append(gap(wording, record, "regions"))
            continue
        facts = tuple(fact for name in names for fact in base.facts(record, name))
        lines = [line for name in names for line in wording.sentence(record, base.facts(record, name))]
        found = tuple(r.id for name in names for r in base.related(record, name))
        true = {r.id for r in base.related(record, wanted)} if wanted in names else set(found)
        if ask.modifiers & FURTHER and true and true <= set(ask.claims):
            answers.append(Answer((wording.say("answers.no-other"), *lines), facts, found, found=False))
            continue
        claim = verdict(wording, ask.claims, true) if ask.claims and found and not ask.modifiers & NO_CLAIM else ()
        counted = found if "region" in named else tuple(r.id for r in base.related(record, wanted)) or found
        count = [wording.say("answers.count", count=str(len(counted)))] if "count" in ask.modifiers and found else []
        answers.append(Answer((*claim, *count, *lines), facts, found))
    return joined(answers)


def _told(base: Base, record: Record, wanted: str) -> list[str]:
    """Return the attributes that tell who is in something: the roles that are stated, or else those that only list."""
    roles = [name for name in ("operator", "participants") if base.facts(record, name)]
    only_named = [name for name in _NAMED_ONLY if base.facts(record, name)] if wanted == "participants" else []
    if record.kind == "programme" or wanted == "participants" and "participants" not in roles:
        return [*roles, *(only_named or [name for name in ("regions",) if base.facts(record, name)])]
    return roles or [name for name in ("regions",) if base.facts(record, name)]


def role_lines(wording: Wording, actor: Record, topic: Record) -> tuple[list[str], tuple[Fact, ...], bool]:
    """Return what a region or organisation does in a project, industry or programme, the facts, and whether it has any part in it."""
    base = wording.base
    names = {"region": wording.name(actor), "project": wording.name(topic)}
    for name in _PARTS:
        facts = tuple(fact for fact in base.facts(topic, name) if Ref(actor.id) in fact.values)
        if facts:
            return [wording.say_of(f"answers.role-{name}", [topic], **names)], facts, True
    return [wording.say("answers.role-none", **names)], (), False


def role(wording: Wording, ask: Ask) -> Answer:
    """Say what regions do in projects or industries, and who else is in them."""
    base = wording.base
    regions_asked, topics = ask.records(base, 0), ask.records(base, 1)
    if regions_asked and regions_asked[0].kind not in base.kinds_of("actor"):
        regions_asked, topics = topics, regions_asked
    if regions_asked and all(region.outside for region in regions_asked):
        return joined([outside(wording, region) for region in regions_asked])
    part = {topic.id: any(role_lines(wording, region, topic)[2] for region in regions_asked) for topic in topics}
    shown = [topic for topic in topics if part[topic.id]] or list(topics)
    answers = []
    for topic in shown:
        parts = [role_lines(wording, region, topic) for region in regions_asked]
        leads = ask.intent.id.endswith(".operates") or "operate" in ask.modifiers and regions_asked[0].kind == "organisation"
        true = {
            region.id
            for region, (_, facts, has) in zip(regions_asked, parts, strict=True)
            if has and (not leads or any(f.attribute == "operator" for f in facts))
        }
        asked = ("yesno" in ask.modifiers or len(true) < len(regions_asked)) and "not" not in ask.modifiers
        answers.append(Answer(verdict(wording, tuple(region.id for region in regions_asked), true) if asked else ()))
        answers += [Answer(tuple(lines), facts) for lines, facts, _ in parts]
        answers.append(regions(wording, Ask(ask.intent, ((topic.id,),))))
    return joined(answers)


def involvement(wording: Wording, ask: Ask) -> Answer:
    """Say what a region participates in; also, since sources differ in what they state, where it is only listed."""
    base = wording.base
    answers = []
    if ask.claims:
        return role(wording, Ask(ask.intent, (ask.slots[0], ask.claims), (), ask.modifiers))
    never = not any(base.facts(project, "participants") for project in base.records("project"))
    for record in ask.records(base):
        # Where no project names participants, the regions of a programme are those that take part.
        joined_in = base.facts(record, "participates") or (base.facts(record, "programmes") if never else ())
        listed = base.facts(record, "projects")
        if record.outside or not (joined_in or listed):
            answers.append(replace(gap(wording, record, "participates"), found="count" in ask.modifiers))
            continue
        own = base.facts(record, "operates")
        lines = [line for facts in (joined_in, own, listed) for line in wording.sentence(record, facts)]
        if not joined_in:
            lines.insert(0, wording.say("answers.nothing-joined", record=wording.name(record)))
        found = tuple(r.id for n in ("participates", "operates", "projects") for r in base.related(record, n))
        answers.append(Answer(tuple(lines), joined_in + own + listed, tuple(dict.fromkeys(found))))
    return joined(answers)


def membership(wording: Wording, ask: Ask) -> Answer:
    """Say whether regions are among those of the programmes."""
    answers = []
    for record in (r for r in ask.all_records(wording.base) if r.kind == "region"):
        facts = wording.base.facts(record, "programmes")
        if record.outside or not facts:
            if record.outside and ask.modifiers.isdisjoint(_WH_WORDS):
                answers.append(Answer(verdict(wording, (record.id,), set())))
            answers.append(replace(outside(wording, record), found=record.outside))
        else:
            answers.append(Answer((wording.say("answers.included", record=wording.name(record)),), facts))
    return joined(answers)
