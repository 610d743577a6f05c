"""What a page is made of: a list of shapes with their places in pixels and the names of their inks, not yet colours."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from typing import Final

from bot.replies.pictures import lettering
from bot.replies.pictures.lettering import Weight

Point = tuple[float, float]
SLANT: Final = sqrt(3)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box") -> bool:
        """Whether the other box lies inside this one, edges included (half a pixel of slack for rounding)."""
        inside = self.left - 0.5 <= other.left and other.right <= self.right + 0.5
        return inside and self.top - 0.5 <= other.top and other.bottom <= self.bottom + 0.5

    def meets(self, other: "Box") -> bool:
        """Whether the two boxes share any area."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Letters:
    """A line of text: `x` where it starts, `y` its baseline. `ground` is the ink that it stands on, `within` what must hold it."""

    text: str
    x: float
    y: float
    size: float
    weight: Weight
    ink: str
    ground: str
    within: Box

    @property
    def box(self) -> Box:
        """The area that its ink can take."""
        right = self.x + lettering.width(self.text, self.size, self.weight)
        return Box(self.x, self.y - lettering.ABOVE * self.size, right, self.y + lettering.BELOW * self.size)


@dataclass(frozen=True, slots=True)
class Hexagon:
    """A hexagon standing on a corner, `across` wide from side to side, with rounded corners; filled, hatched or dashed by its inks."""

    x: float
    y: float
    across: float
    ink: str
    dashed: bool = False

    @property
    def corners(self) -> tuple[Point, ...]:
        """The six corners, from the top, clockwise."""
        reach = self.across / SLANT
        return tuple((self.x + reach * sin(pi / 3 * step), self.y - reach * cos(pi / 3 * step)) for step in range(6))

    @property
    def box(self) -> Box:
        """The rectangle around it."""
        return Box(self.x - self.across / 2, self.y - self.across / SLANT, self.x + self.across / 2, self.y + self.across / SLANT)

    def room(self, top: float, bottom: float) -> Box:
        """The widest rectangle inside it between two heights."""
        reach = max(abs(top - self.y), abs(bottom - self.y))
        half = min(self.across / 2, (self.across / SLANT - reach) * SLANT)
        return Box(self.x - half, top, self.x + half, bottom)


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle, or with a `line` only its outline."""

    x: float
    y: float
    radius: float
    ink: str
    line: float = 0.0

    @property
    def box(self) -> Box:
        """The rectangle around it."""
        reach = self.radius + self.line / 2
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)


@dataclass(frozen=True, slots=True)
class Star:
    """A five-pointed star."""

    x: float
    y: float
    radius: float
    ink: str

    @property
    def corners(self) -> tuple[Point, ...]:
        """The ten corners, from the top, clockwise."""
        reaches = (self.radius, self.radius * 0.45)
        return tuple(
            (self.x + reaches[step % 2] * sin(pi / 5 * step), self.y - reaches[step % 2] * cos(pi / 5 * step)) for step in range(10)
        )


@dataclass(frozen=True, slots=True)
class Curve:
    """A line from `start` to `end`, drawn towards `bend`."""

    start: Point
    bend: Point
    end: Point
    thickness: float
    ink: str

    def at(self, share: float) -> Point:
        """The point at a share of the way, 0 to 1 (a quadratic Bézier curve)."""
        parts = ((1 - share) ** 2, 2 * share * (1 - share), share**2)
        x, y = (sum(part * point[axis] for part, point in zip(parts, (self.start, self.bend, self.end), strict=True)) for axis in (0, 1))
        return x, y


Shape = Letters | Hexagon | Disc | Star | Curve


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together; `name` is what a reader of the picture hears or sees when pointing at it."""

    name: str
    shapes: tuple[Shape, ...]
    region: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole picture with its size in pixels, drawn in the order of its groups."""

    width: float
    height: float
    groups: tuple[Group, ...]

    def letters(self) -> Iterator[Letters]:
        """All lines of text on the page."""
        return (shape for group in self.groups for shape in group.shapes if isinstance(shape, Letters))
