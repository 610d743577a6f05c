"""Answers over many records: lists, counts, what is shared, who never leads, the sources."""

from dataclasses import dataclass, replace

from bot.knowledge import queries
from bot.knowledge.model import Fact, Record
from bot.replies import gaps, lookups, roles
from bot.replies.asking import Answer, Ask, joined
from bot.replies.wording import Wording


def listing(wording: Wording, ask: Ask) -> Answer:
    """Enumerate the records of a kind."""
    base = wording.base
    kind = base.kinds[ask.intent.arguments["kind"]]
    records = [r for r in base.records(kind.id) if not r.outside]
    if not records:
        return nothing_named(wording)
    facts = _listing_facts(wording, records)
    said = wording.say(
        "answers.list", kinds=_capital(kind.several[wording.language]), count=str(len(records)), names=wording.names(records)
    )
    return Answer((said,), facts, tuple(r.id for r in records))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _listing_facts(wording: Wording, records: list[Record]) -> tuple[Fact, ...]:
    first = (next((facts[0] for facts in record.facts.values() if facts), None) for record in records)
    return tuple(fact for fact in first if fact)


def partners(wording: Wording, ask: Ask) -> Answer:
    """Say with whom a region shares projects, and in which."""
    answers = []
    for region in ask.records(wording.base):
        shared = queries.partners(wording.base, region)
        if region.outside:
            answers.append(gaps.outside(wording, region))
            continue
        others = tuple(dict.fromkeys(r for rest in shared.values() for r in rest))
        if not others:
            answers.append(Answer((wording.say("answers.no-partners", record=wording.name(region)),), found=False))
            continue
        head = wording.say("answers.partners", record=wording.name(region), count=str(len(others)), names=wording.names(others))
        lines = [wording.say("answers.partners-in", project=wording.name(p), names=wording.names(rest)) for p, rest in shared.items()]
        answers.append(Answer((head, *lines), queries.project_facts(wording.base, shared), tuple(r.id for r in others)))
    return joined(answers)


def common(wording: Wording, ask: Ask) -> Answer:
    """Say what regions, or projects, have in common."""
    base = wording.base
    records = tuple(dict.fromkeys(ask.all_records(base)))
    if any(record.outside for record in records):
        return joined([gaps.outside(wording, record) for record in records if record.outside])
    if records[0].kind == "region":
        sets = [set(queries.region_projects(base, r)) | set(base.related(r, "industries")) for r in records]
    else:
        sets = [set(queries.project_regions(base, r)) for r in records]
    if records[0].kind == "region" and "industry" in ask.modifiers and "compare" in ask.modifiers:
        asked = Ask(base.intents["region.industries"], (tuple(r.id for r in records),))
        return lookups.attribute(wording, asked)
    order = {r: i for i, r in enumerate(base.by_id.values())}
    shared = sorted(set.intersection(*sets), key=lambda r: order[r])
    names = wording.names(records)
    if not shared:
        cards = joined([lookups.record_card(wording, r) for r in records])
        return Answer((wording.say("answers.nothing-common", names=names), *cards.lines), cards.facts)
    head = wording.say("answers.common", names=names, shared=wording.names(shared))
    topics = [r for r in shared if r.kind != "region"] or list(records)
    detail = [line for t in topics for line in roles.regions(wording, Ask(ask.intent, ((t.id,),))).lines]
    return Answer((head, *detail), queries.project_facts(base, topics), tuple(r.id for r in shared))


def without(wording: Wording, ask: Ask) -> Answer:
    """Enumerate the projects that one region is in and another is not."""
    base = wording.base
    first, others = ask.records(base, 0), ask.records(base, 1)
    excluded = {p for region in others for p in queries.region_projects(base, region)}
    projects = [p for region in first for p in queries.region_projects(base, region) if p not in excluded]
    facts = queries.project_facts(base, projects) or tuple(f for region in (*first, *others) for f in base.facts(region, "projects"))
    said = wording.say(
        "answers.without",
        names=wording.names(first),
        others=wording.names(others),
        projects=wording.names(projects) or wording.say("answers.none"),
    )
    detail = [line for p in projects for line in roles.regions(wording, Ask(ask.intent, ((p.id,),))).lines]
    return Answer((said, *detail), facts, tuple(p.id for p in projects))


def compare(wording: Wording, ask: Ask) -> Answer:
    """Show records side by side."""
    base = wording.base
    kind = base.kinds[ask.intent.arguments["kind"]]
    chosen = tuple(base.by_id[r] for r in ask.editions if base.by_id[r].kind == kind.id)
    records = chosen or ask.all_records(base) or base.records(kind.id)
    lines: list[str] = []
    facts: list[Fact] = []
    shown = ask.intent.arguments.get("show", " ".join(kind.card)).split()
    for record in records:
        for name in shown:
            found = base.facts(record, name)
            lines += wording.sentence(record, found)
            facts += found
    return Answer(tuple(lines), tuple(facts), tuple(r.id for r in records))


def operators(wording: Wording, ask: Ask) -> Answer:
    """Enumerate who operates something."""
    found = queries.operators(wording.base)
    schemes = [scheme for kind in ("project", "programme") for scheme in wording.base.records(kind)]
    lines = [line for scheme in schemes for line in wording.sentence(scheme, wording.base.facts(scheme, "operator"))]
    regions = tuple(r for r in found.records if r.kind == "region") if "region" in ask.modifiers else ()
    return _set(wording, "operators", regions or found.records, found.facts, tuple(lines))


def all_participants(wording: Wording, ask: Ask) -> Answer:
    """Enumerate who participates in something."""
    found = queries.participants(wording.base)
    return _set(wording, "all-participants", found.records, found.facts)


def never_operates(wording: Wording, ask: Ask) -> Answer:
    """Enumerate the regions that participate and are never named as operators."""
    leading, joining = queries.operators(wording.base), queries.participants(wording.base)
    return _set(wording, "never-operates", tuple(r for r in joining.records if r not in leading.records), joining.facts + leading.facts)


def both_roles(wording: Wording, ask: Ask) -> Answer:
    """Enumerate the regions that operate one project and participate in another."""
    leading, joining = queries.operators(wording.base), queries.participants(wording.base)
    return _set(wording, "both-roles", tuple(r for r in joining.records if r in leading.records), joining.facts + leading.facts)


def _set(wording: Wording, key: str, records: tuple[Record, ...], facts: tuple[Fact, ...], more: tuple[str, ...] = ()) -> Answer:
    if not facts:
        return nothing_named(wording)
    names = wording.names(records) or wording.say("answers.none")
    actors = records or wording.base.records("region")
    return Answer(
        (wording.say_of(f"answers.{key}", actors, count=str(len(records)), names=names), *more), facts, tuple(r.id for r in records)
    )


def nothing_named(wording: Wording) -> Answer:
    """Say that the sources name none: a list of nothing is no fact."""
    return Answer((wording.say("answers.none-named"),), found=False)


def by_participants(wording: Wording, ask: Ask) -> Answer:
    """Enumerate the projects with a given number of participants, or of regions."""
    wanted = _Wanted.of(ask, len(wording.base.records("project")))
    attribute, key = ("participants", "with-participants") if (wanted.number, wanted.how) == (1, "exactly") else ("regions", "with-regions")
    base = wording.base
    counted = {p: len(base.related(p, attribute)) for p in base.records("project") if base.related(p, attribute)}
    projects = [p for p, count in counted.items() if wanted.fits(count)]
    facts = tuple(f for p in projects or counted for f in base.facts(p, attribute))
    if not facts:
        return nothing_named(wording)
    names = [f"{wording.name(p)} ({wording.names(base.related(p, attribute))})" for p in projects]
    return _counted(wording, ask, (key, wanted.said(wording, "places")), names, Answer((), facts, tuple(p.id for p in projects)))


def by_projects(wording: Wording, ask: Ask) -> Answer:
    """Enumerate the regions that are in a given number of projects, or have a given number of industries."""
    base = wording.base
    inside = [r for r in base.records("region") if not r.outside]
    wanted = _Wanted.of(ask, len(inside))
    by_industries = "industry" in ask.modifiers and "project" not in ask.modifiers
    having = {r: base.related(r, "industries") if by_industries else queries.region_projects(base, r) for r in inside}
    if not any(having.values()):
        return nothing_named(wording)
    regions = [r for r, found in having.items() if wanted.fits(len(found)) and (found or not by_industries)]
    if by_industries:
        facts = tuple(f for r in regions or inside for f in base.facts(r, "industries"))
    else:
        facts = queries.project_facts(base, dict.fromkeys(p for r in regions or inside for p in having[r]))
    names = [f"{wording.name(r)} ({wording.names(having[r])})" if having[r] else wording.name(r) for r in regions]
    key = "by-industries" if by_industries else "by-projects"
    return _counted(wording, ask, (key, wanted.said(wording, "things")), names, Answer((), facts, tuple(r.id for r in regions)))


def _counted(wording: Wording, ask: Ask, said: tuple[str, str], names: list[str], answer: Answer) -> Answer:
    """Return an answer that enumerates names, how many first where that was asked."""
    key, amount = said
    line = wording.say(f"answers.{key}", count=amount, names=wording.series(names) or wording.say("answers.none"))
    total = (wording.say("answers.count", count=str(len(names))),) if "count" in ask.modifiers else ()
    return replace(answer, lines=(*total, line))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The number that a question speaks of, and how what is counted compares with it."""

    number: int
    how: str

    @classmethod
    def of(cls, ask: Ask, there_are: int) -> "_Wanted":
        """Return what a question wants: exactly one where it says only "single" or nothing. "Of the 17 projects" counts them all."""
        numbers = [number for number in ask.numbers if number != there_are] or list(ask.numbers)
        how = next((name for name in ("at-least", "at-most", "more-than", "fewer-than") if name in ask.modifiers), "exactly")
        if how == "exactly" and "not" in ask.modifiers and len(numbers) == 1:
            how = "other-than"
        return cls(numbers[0] if numbers else 1, how)

    def fits(self, count: int) -> bool:
        """Tell whether a count is one that is wanted."""
        return {
            "exactly": count == self.number,
            "at-least": count >= self.number,
            "at-most": count <= self.number,
            "more-than": count > self.number,
            "fewer-than": count < self.number,
            "other-than": count != self.number,
        }[self.how]

    def said(self, wording: Wording, what: str) -> str:
        """Return it in words, of places or things."""
        return wording.say(f"answers.{what}-{self.how}", count=str(self.number))


def no_industries(wording: Wording, ask: Ask) -> Answer:
    """Enumerate the regions of the programmes whose industries no source tells."""
    base = wording.base
    inside = [r for r in base.records("region") if not r.outside]
    regions = [r for r in inside if not base.facts(r, "industries")]
    facts = tuple(f for r in inside for f in base.facts(r, "industries"))
    return _set(wording, "no-industries", tuple(regions), facts)


def lead_unknown(wording: Wording, ask: Ask) -> Answer:
    """Enumerate the projects whose operator is known, and those whose is not."""
    base = wording.base
    if not base.records("project"):
        return nothing_named(wording)
    known = [p for p in base.records("project") if base.facts(p, "operator")]
    unknown = [p for p in base.records("project") if not base.facts(p, "operator")]
    first = wording.say("answers.with-known-lead", count=str(len(known)), names=wording.names(known))
    second = wording.say("answers.without-known-lead", count=str(len(unknown)), names=wording.names(unknown))
    facts = queries.project_facts(base, (*known, *unknown))
    return Answer((second, first), facts, tuple(p.id for p in unknown))


def region_extreme(wording: Wording, ask: Ask) -> Answer:
    """Enumerate the regions with the most (or fewest) projects, industries or partners."""
    base = wording.base
    regions = [r for r in base.records("region") if not r.outside]
    if "industry" in ask.modifiers and "project" not in ask.modifiers:
        counts = {r: len(base.related(r, "industries")) for r in regions}
        facts = tuple(f for r in regions for f in base.facts(r, "industries"))
        counts = {r: n for r, n in counts.items() if n}
    elif "partner" in ask.modifiers:
        counts = {r: len({o for rest in queries.partners(base, r).values() for o in rest}) for r in regions}
        facts = queries.project_facts(base, base.records("project"))
    else:
        counts = {r: len(queries.region_projects(base, r)) for r in regions}
        facts = queries.project_facts(base, base.records("project"))
    return _extreme(wording, ask, counts, facts)


def project_extreme(wording: Wording, ask: Ask) -> Answer:
    """Enumerate the projects with the most (or fewest) regions or named participants."""
    base = wording.base
    attribute = "participants" if {"participate", "partner"} & ask.modifiers else "regions"
    counts = {p: len(base.related(p, attribute)) for p in base.records("project") if base.facts(p, attribute)}
    return _extreme(wording, ask, counts, tuple(f for p in counts for f in base.facts(p, attribute)))


def _extreme(wording: Wording, ask: Ask, counts: dict[Record, int], facts: tuple[Fact, ...]) -> Answer:
    if not counts:
        return nothing_named(wording)
    edge, records = queries.extremes(counts, "least" not in ask.modifiers)
    key = "answers.fewest" if "least" in ask.modifiers else "answers.most"
    return Answer((wording.say(key, count=str(edge), names=wording.names(records)),), facts, tuple(r.id for r in records))


def outside(wording: Wording, ask: Ask) -> Answer:
    """Enumerate the regions outside the programmes."""
    base = wording.base
    named = [r for r in ask.all_records(base) if r.kind == "region"]
    if named and not any(r.outside for r in named):
        return roles.membership(wording, ask)
    regions = [r for r in base.records("region") if r.outside]
    if not regions:
        return nothing_named(wording)
    facts = tuple(f for p in base.records("programme") for f in base.facts(p, "regions"))
    return Answer((wording.say("answers.outside-list", names=wording.names(regions)),), facts, tuple(r.id for r in regions))


def sources(wording: Wording, ask: Ask) -> Answer:
    """List the sources: all of them, or those of the records asked about."""
    base = wording.base
    records = ask.all_records(base)
    if records:
        return joined([_record_sources(wording, record) for record in records])
    head = wording.say("answers.sources", count=str(len(base.sources)))
    return Answer((head, *(_source_line(wording, name) for name in base.sources)), sources=tuple(base.sources))


def _record_sources(wording: Wording, record: Record) -> Answer:
    facts = [f for name in wording.base.kinds[record.kind].attributes for f in wording.base.facts(record, name)]
    lines = [_source_line(wording, name) for name in dict.fromkeys(f.source for f in facts)]
    return Answer((wording.say("answers.source-of", record=wording.name(record)), *lines), tuple(facts), (record.id,))


def _source_line(wording: Wording, name: str) -> str:
    source = wording.base.sources[name]
    return wording.say("answers.source-item", title=source.title[wording.language], date=f" ({source.date})" if source.date else "")


def on_map(wording: Wording, ask: Ask) -> Answer:
    """Say in words what the map of a record shows."""
    records = ask.all_records(wording.base)
    if not records:
        return listing(wording, Ask(wording.base.intents["region.list"], ()))
    heads = [Answer((wording.say("answers.map", record=wording.name(record)),)) for record in records]
    return joined([*heads, *(lookups.record_card(wording, record) for record in records)])


def ids(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """Return the cells that facts stand in."""
    return tuple(dict.fromkeys(fact.id for fact in facts))
