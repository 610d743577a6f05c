"""What a picture shows, as plain values: no geometry, no colours, no letters' shapes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.language import Language

Shape = Literal["map", "star", "ring"]


class Role(StrEnum):
    """The part that a tile plays in its picture; each role has a fill and a mark of its own.

    `STEP_1` to `STEP_4` are the shades of a picture that counts, lightest first.
    """

    OPERATOR = "operator"
    PARTICIPANT = "participant"
    MEMBER = "member"
    SUBJECT = "subject"
    PARTNER = "partner"
    PLAIN = "plain"
    OUTSIDE = "outside"
    STEP_1 = "step-1"
    STEP_2 = "step-2"
    STEP_3 = "step-3"
    STEP_4 = "step-4"


STEPS = (Role.STEP_1, Role.STEP_2, Role.STEP_3, Role.STEP_4)


@dataclass(frozen=True, slots=True)
class Tile:
    """One region: its name as it is to be read, its part, a word below the name, and the numbers of the items that it shares.

    `column` counts half tiles from the left, `row` rows from the top: rows interlock, so neighbours in a row are two
    columns apart and neighbours in the next row one. A row without tiles is a strait.
    """

    region: str
    label: str
    role: Role
    caption: str = ""
    badges: tuple[str, ...] = ()
    column: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Two regions that work together, in `weight` projects; `badges` are the numbers to show on the line."""

    first: str
    second: str
    weight: int = 1
    badges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a role's fill and mark mean in this picture."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list under a picture; `badge` is the number by which tiles refer to it."""

    badge: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture, before it gets a shape: equal scenes give the same bytes.

    A `map` puts the tiles where they lie in the country, a `star` the first tile in the middle and the others around it,
    a `ring` all of them in a circle. `note` is the fine print, sources last; `description` says in words what is to be seen.
    """

    shape: Shape
    language: Language
    title: str
    subtitle: str
    tiles: tuple[Tile, ...]
    description: str
    links: tuple[Link, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    items: tuple[Item, ...] = ()
    note: tuple[str, ...] = ()
