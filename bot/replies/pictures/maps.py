"""What the maps show: a project's regions, a region and its partners, or every region by number."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from bot.knowledge.grid import Base
from bot.knowledge.model import Record
from bot.replies.pictures import partnership
from bot.replies.pictures.scene import STEPS, Item, LegendEntry, Role, Scene, Tile
from bot.replies.pictures.voice import Voice

MOST_ITEMS: Final = 6
Counted = Literal["projects", "industries"]


def project_map(voice: Voice, project: Record) -> Scene:
    """A project's regions on the map, each under the role that a source states."""
    base = voice.base
    members = partnership.members(base, project)
    roles = {
        **{region.id: Role.OPERATOR for region in members.operator},
        **{region.id: Role.PARTICIPANT for region in members.participants},
        **{region.id: Role.MEMBER for region in members.others},
    }
    captions = {Role.OPERATOR: voice.say("operates"), Role.PARTICIPANT: voice.say("participates")}
    keys = {Role.OPERATOR: "legend-operator", Role.PARTICIPANT: "legend-participant", Role.MEMBER: "legend-member"}
    legend = voice.legend((role, key) for role, key in keys.items() if role in roles.values())
    said = voice.say(
        "project-map-description", tiles=voice.counted("regions", len(base.tiles)), project=voice.name(project), roles=voice.roles(members)
    )
    unknown = () if members.operator else (voice.say("lead-unknown"),)
    return Scene(
        "map", voice.language, voice.name(project), _programme(voice, project), tiles(voice, roles, captions, {}), said,
        legend=(*legend, *_plain(voice, roles, "")),
        note=(*unknown, voice.sources(partnership.sources(base, (project,)))),
    )  # fmt: skip


def industry_map(voice: Voice, industry: Record) -> Scene:
    """The regions of a flagship industry on the map."""
    regions = voice.base.related(industry, "regions")
    roles = {region.id: Role.MEMBER for region in regions}
    said = voice.say(
        "industry-map-description", tiles=voice.counted("regions", len(voice.base.tiles)), industry=voice.name(industry),
        members=voice.listed(regions),
    )  # fmt: skip
    sources = (fact.source for fact in voice.base.facts(industry, "regions"))
    legend = (*voice.legend([(Role.MEMBER, "legend-industry")]), *_plain(voice, roles, ""))
    return Scene(
        "map", voice.language, voice.name(industry), voice.say("industry-subtitle"), tiles(voice, roles, {}, {}), said,
        legend=legend,
        note=(voice.sources(sources),),
    )  # fmt: skip


def region_map(voice: Voice, region: Record) -> Scene:
    """A region with its partners on the map, numbered by the projects that they share."""
    projects = partnership.projects_of(voice.base, region)
    partners = partnership.partners(voice.base, region, projects)
    roles = {**{partner.id: Role.PARTNER for partner in partners}, region.id: Role.SUBJECT}
    badges = numbers(voice, region, projects)
    captions = {Role.SUBJECT: voice.counted("projects", len(projects))} if projects else {}
    legend = (
        *voice.legend([(Role.PARTNER, "legend-partner")] if partners else []),
        *_plain(voice, roles, "legend-inside" if region.outside else ""),
    )
    return Scene(
        "map", voice.language, region_title(voice, region, partners), region_subtitle(voice, region, projects, partners),
        tiles(voice, roles, captions, badges), region_said(voice, "region-map-description", region, projects, partners),
        legend=legend, items=listed_projects(voice, projects), note=region_note(voice, region, projects),
    )  # fmt: skip


def count_map(voice: Voice, programme: Record | None) -> Scene:
    """Every region shaded by the number of its projects or, in a programme without projects, of its flagship industries."""
    base = voice.base
    projects = _of_programme(base, "project", programme)
    what: Counted = "projects" if projects else "industries"
    records = projects or _of_programme(base, "industry", programme)
    counts = {region: _count(base, region, records, what) for region in base.tiles}
    steps = shades(counts.values())
    roles = {region: steps[number] for region, number in counts.items() if number}
    subtitle = voice.say("count-subtitle-plain", projects=voice.counted(what, len(records)))
    if programme is not None:
        subtitle = voice.say("count-subtitle", projects=voice.counted(what, len(records)), programme=programme.name[voice.language])
    captions = {region: voice.counted(what, number) for region, number in counts.items() if number}
    shown = tuple(_captioned(tile, captions.get(tile.region, "")) for tile in tiles(voice, roles, {}, {}))
    sources = (fact.source for record in records for fact in base.facts(record, "regions"))
    return Scene(
        "map", voice.language, voice.say("count-title" if what == "projects" else "count-industries-title"), subtitle, shown,
        _count_said(voice, counts, what), legend=(*_scale(voice, steps, what), *_plain(voice, roles, "legend-none")),
        note=(voice.say("count-note"), voice.sources(sources)),
    )  # fmt: skip


def tiles(voice: Voice, roles: Mapping[str, Role], captions: Mapping[Role, str], badges: Mapping[str, tuple[str, ...]]) -> tuple[Tile, ...]:
    """Every region that has a place on the map, under its role; the others plain, or outside of the programmes."""
    shown = []
    for region_id, (column, row) in voice.base.tiles.items():
        region = voice.base.by_id[region_id]
        role = roles.get(region_id, Role.OUTSIDE if region.outside else Role.PLAIN)
        label = region.name[voice.language]
        shown.append(Tile(region_id, label, role, captions.get(role, ""), badges.get(region_id, ()), column, row))
    return tuple(shown)


def shades(counts: Iterable[int]) -> dict[int, Role]:
    """A shade for each number above zero: up to four a shade each, larger numbers in four even steps."""
    found = set(counts) - {0}
    most = max(len(STEPS), *found) if found else len(STEPS)
    return {number: STEPS[-(-number * len(STEPS) // most) - 1] for number in sorted(found)}


def numbers(voice: Voice, region: Record, projects: tuple[Record, ...]) -> dict[str, tuple[str, ...]]:
    """For each partner of a region the numbers of the listed projects that the two share."""
    found: dict[str, tuple[str, ...]] = {}
    for number, project in enumerate(projects[:MOST_ITEMS], start=1):
        for other in partnership.members(voice.base, project).all:
            if other.id != region.id:
                found[other.id] = (*found.get(other.id, ()), str(number))
    return found


def listed_projects(voice: Voice, projects: tuple[Record, ...]) -> tuple[Item, ...]:
    """The numbered list of projects, each with who does what in it; past six it says how many more there are."""
    shown = enumerate(projects[:MOST_ITEMS], start=1)
    items = [Item(str(number), voice.name(project), voice.roles(partnership.members(voice.base, project))) for number, project in shown]
    rest = len(projects) - MOST_ITEMS
    return (*items, *([Item("", voice.say("more-projects", projects=voice.counted("projects", rest)))] if rest > 0 else []))


def project_note(voice: Voice, projects: tuple[Record, ...]) -> tuple[str, ...]:
    """The fine print of a picture of projects: where they stand."""
    sources = partnership.sources(voice.base, projects)
    return (voice.sources(sources),) if sources else ()


def region_note(voice: Voice, region: Record, projects: tuple[Record, ...]) -> tuple[str, ...]:
    """The fine print of a region's picture; where a region is outside of the programmes, what lists the regions inside."""
    if projects or not region.outside:
        return project_note(voice, projects)
    listing = (fact.source for programme in voice.base.records("programme") for fact in voice.base.facts(programme, "regions"))
    sources = tuple(listing)
    return (voice.sources(sources),) if sources else ()


def region_title(voice: Voice, region: Record, partners: tuple[Record, ...]) -> str:
    """The heading of a region's picture."""
    return voice.say("region-title" if partners else "region-title-alone", region=region.name[voice.language])


def region_subtitle(voice: Voice, region: Record, projects: tuple[Record, ...], partners: tuple[Record, ...]) -> str:
    """How many projects and partners a region has, or why there are none."""
    if partners:
        return voice.say(
            "region-subtitle", projects=voice.counted("projects", len(projects)), regions=voice.counted("regions", len(partners))
        )
    return voice.say("region-subtitle-outside" if region.outside else "region-subtitle-none")


def region_said(voice: Voice, key: str, region: Record, projects: tuple[Record, ...], partners: tuple[Record, ...]) -> str:
    """The description of a region's picture, with every project that it lists."""
    values = {"region": region.name[voice.language], "tiles": voice.counted("regions", len(voice.base.tiles))}
    if not partners:
        return voice.say(f"{key}-outside" if region.outside else f"{key}-none", **values)
    listed = (
        voice.say("project-line", project=voice.name(project), roles=voice.roles(partnership.members(voice.base, project)))
        for project in projects
    )
    return voice.say(key, partners=voice.listed(partners), projects=voice.joined("sentences", listed), **values)


def _programme(voice: Voice, project: Record) -> str:
    found = partnership.programmes(voice.base, project)
    return voice.say("project-subtitle", programme=found[0].name[voice.language]) if found else voice.say("project-subtitle-plain")


def _plain(voice: Voice, roles: Mapping[str, Role], plain: str) -> tuple[LegendEntry, ...]:
    """The legend of the tiles without a part: `plain` is the text's key (empty: they explain themselves)."""
    rest = [voice.base.by_id[region] for region in voice.base.tiles if region not in roles]
    found = [(Role.PLAIN, plain)] if plain and not all(region.outside for region in rest) else []
    return voice.legend([*found, (Role.OUTSIDE, "legend-outside")] if any(region.outside for region in rest) else found)


def _of_programme(base: Base, kind: str, programme: Record | None) -> tuple[Record, ...]:
    return tuple(record for record in base.records(kind) if programme is None or programme in partnership.programmes(base, record))


def _count(base: Base, region: str, records: tuple[Record, ...], what: Counted) -> int:
    if what == "projects":
        return sum(any(member.id == region for member in partnership.members(base, project).all) for project in records)
    return sum(any(member.id == region for member in base.related(industry, "regions")) for industry in records)


def _captioned(tile: Tile, caption: str) -> Tile:
    return Tile(tile.region, tile.label, tile.role, caption, tile.badges, tile.column, tile.row)


def _scale(voice: Voice, steps: Mapping[int, Role], what: Counted) -> tuple[LegendEntry, ...]:
    """The shades with the numbers that they stand for, most first."""
    entries = []
    for role in reversed(STEPS):
        meant = sorted(number for number, step in steps.items() if step is role)
        if len(meant) == 1:
            entries.append(LegendEntry(role, voice.counted(what, meant[0])))
        elif meant:
            spread = voice.say("range", first=str(meant[0]), last=str(meant[-1]))
            entries.append(LegendEntry(role, voice.say(what, count=spread)))
    return tuple(entries)


def _count_said(voice: Voice, counts: Mapping[str, int], what: Counted) -> str:
    groups = []
    for number in sorted(set(counts.values()) - {0}, reverse=True):
        found = [voice.base.by_id[region] for region, count in counts.items() if count == number]
        groups.append(voice.say("count-group", count=voice.counted(what, number), members=voice.listed(found)))
    return voice.say("count-map-description", tiles=voice.counted("regions", len(counts)), groups=voice.joined("sentences", groups))
