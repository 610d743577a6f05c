"""What the partnership pictures show: a region among its partners, a project's regions, or everybody."""

from math import atan2, pi

from bot.knowledge.grid import Base
from bot.knowledge.model import Record
from bot.replies.pictures import maps, partnership
from bot.replies.pictures.scene import Item, Link, Role, Scene, Tile
from bot.replies.pictures.voice import Voice

_MOST_PAIRS = 3


def region_partners(voice: Voice, region: Record) -> Scene:
    """A region in the middle of its partners; a line is the thicker, the more projects the two share."""
    projects = partnership.projects_of(voice.base, region)
    partners = _around(voice.base, partnership.partners(voice.base, region, projects))
    badges = maps.numbers(voice, region, projects)
    caption = voice.counted("projects", len(projects)) if projects else ""
    middle = Tile(region.id, region.name[voice.language], Role.SUBJECT, caption)
    shown = tuple(Tile(each.id, each.name[voice.language], Role.PARTNER, "", badges.get(each.id, ())) for each in partners)
    links = tuple(Link(region.id, each.id, max(len(badges.get(each.id, ())), 1)) for each in partners)
    return Scene(
        "star", voice.language, maps.region_title(voice, region, partners), maps.region_subtitle(voice, region, projects, partners),
        (middle, *shown), maps.region_said(voice, "region-partners-description", region, projects, partners), links,
        items=maps.listed_projects(voice, projects), note=maps.region_note(voice, region, projects),
    )  # fmt: skip


def project_partners(voice: Voice, project: Record) -> Scene:
    """The regions of a project with everything that joins any two of them, the project itself first."""
    base = voice.base
    members = partnership.members(base, project)
    ids = {region.id for region in members.all}
    pairs = {pair: shared for pair, shared in partnership.pairs(base, base.records("project")).items() if set(pair) <= ids}
    others = tuple({each.id: each for shared in pairs.values() for each in shared if each.id != project.id}.values())
    roles = ((Role.OPERATOR, members.operator), (Role.PARTICIPANT, members.participants), (Role.MEMBER, members.others))
    order = [each.id for each in (project, *others)[: maps.MOST_ITEMS]]
    links = (
        Link(*pair, len(shared), tuple(str(order.index(each.id) + 1) for each in shared if each.id in order))
        for pair, shared in pairs.items()
    )
    captions = {Role.OPERATOR: voice.say("operates"), Role.PARTICIPANT: voice.say("participates")}
    shown = tuple(Tile(each.id, each.name[voice.language], role, captions.get(role, "")) for role, regions in roles for each in regions)
    said = voice.say(
        "project-partners-description", members=voice.listed(members.all), project=project.name[voice.language], roles=voice.roles(members),
        others=voice.say("project-partners-others", projects=voice.listed(others)) if others else "",
    )  # fmt: skip
    return Scene(
        "ring", voice.language, voice.name(project), voice.say("project-partners-subtitle"), shown, said.strip(),
        tuple(links), items=maps.listed_projects(voice, (project, *others)),
        note=maps.project_note(voice, (project, *others)),
    )  # fmt: skip


def all_partners(voice: Voice, programme: Record | None) -> Scene:
    """Every region that shares a project, on a ring in the order in which they lie around the country."""
    base = voice.base
    projects = tuple(each for each in base.records("project") if programme is None or programme in partnership.programmes(base, each))
    pairs = partnership.pairs(base, projects)
    regions = _around(base, tuple(base.by_id[region] for region in dict.fromkeys(region for pair in pairs for region in pair)))
    counts = {region.id: sum(region.id in pair for pair in pairs) for region in regions}
    steps = maps.shades(counts.values())
    shown = tuple(
        Tile(each.id, each.name[voice.language], steps[counts[each.id]], voice.counted("partners", counts[each.id])) for each in regions
    )
    best = sorted(pairs.items(), key=lambda pair: -len(pair[1]))[:_MOST_PAIRS]
    most = voice.joined("clauses", (_pair(voice, *pair, len(shared)) for pair, shared in best))
    said = voice.say("all-description", regions=voice.counted("regions", len(regions)), members=voice.listed(regions), pairs=most)
    return Scene(
        "ring", voice.language, voice.say("all-title"), voice.say("all-subtitle"), shown, said,
        tuple(Link(*pair, len(shared), (str(len(shared)),) if len(shared) > 1 else ()) for pair, shared in pairs.items()),
        items=tuple(_shared(voice, pair, shared) for pair, shared in best if len(shared) > 1),
        note=(voice.say("count-note"), *maps.project_note(voice, projects)),
    )  # fmt: skip


def _pair(voice: Voice, first: str, second: str, count: int) -> str:
    names = (voice.base.by_id[region].name[voice.language] for region in (first, second))
    return voice.say("pair", first=next(names), second=next(names), projects=voice.counted("projects", count))


def _shared(voice: Voice, pair: tuple[str, str], projects: tuple[Record, ...]) -> Item:
    return Item("", _pair(voice, *pair, len(projects)), voice.listed(projects))


def _around(base: Base, regions: tuple[Record, ...]) -> tuple[Record, ...]:
    """The regions clockwise from the north, as seen from the middle of the map; in the given order when they have no places."""
    places = {region.id: base.tiles[region.id] for region in regions if region.id in base.tiles}
    if len(places) < len(regions) or not base.tiles:
        return regions
    column, row = (sum(place[axis] for place in base.tiles.values()) / len(base.tiles) for axis in (0, 1))

    def turn(region: Record) -> float:
        x, y = places[region.id]
        return atan2((x - column) / 2, (row - y) * 0.87) % (2 * pi)

    return tuple(sorted(regions, key=turn))
