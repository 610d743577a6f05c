"""What the tests of the pictures share: the shipped base, every request that it can fill, and scenes made by hand."""

from collections.abc import Iterator
from functools import cache

from bot.knowledge.folders import shipped_directory
from bot.knowledge.grid import Base
from bot.knowledge.loader import load
from bot.language import LANGUAGES, Language
from bot.replies.pictures import scene
from bot.replies.pictures.scene import Item, LegendEntry, Link, Role, Scene, Tile
from bot.replies.reply import PictureRequest


@cache
def shipped() -> Base:
    """The base that comes with the package."""
    return load(shipped_directory())


def requests(base: Base) -> Iterator[PictureRequest]:
    """Every picture that can be asked of a base."""
    for kind in ("region", "project", "programme"):
        for record in base.records(kind):
            yield PictureRequest("map", record.id)
            if kind != "programme" or any(record in base.related(project, "programme") for project in base.records("project")):
                yield PictureRequest("partners", record.id)
    yield from (PictureRequest("map", industry.id) for industry in base.records("industry"))
    yield PictureRequest("map", "")
    yield PictureRequest("partners", "")


@cache
def scenes() -> tuple[Scene, ...]:
    """Every picture of the shipped base, in both languages."""
    return tuple(scene(shipped(), request, language) for request in requests(shipped()) for language in LANGUAGES)


def by_hand(language: Language = "en") -> Scene:
    """A small map with each kind of tile, names that don't fit, and characters that mean something in XML."""
    names = {
        Role.OPERATOR: "Ulsan", Role.PARTICIPANT: "A very long name of a region", Role.MEMBER: "<b>&\"'", Role.SUBJECT: "울산광역시",
        Role.PARTNER: "강원특별자치도", Role.PLAIN: "x", Role.OUTSIDE: "Seoul", Role.STEP_1: "1", Role.STEP_4: "4",
    }  # fmt: skip
    tiles = tuple(
        Tile(f"r{number}", name, role, "takes part in all of it", ("1", "12"), 2 * (number % 3) + number // 3 % 2, number // 3)
        for number, (role, name) in enumerate(names.items())
    )
    return Scene(
        "map", language, "A title that is so long that it needs a second line and then even some more of it",
        "What it shows <&> says this line", tiles, "All of <them> & more.", (Link("r0", "r1"), Link("r1", "r2", 3, ("1", "2"))),
        tuple(LegendEntry(role, name) for role, name in names.items()), tuple(Item(str(n), "Item " * n, "detail " * n * 4) for n in range(1, 7)),
        ("A note.", "Source: somebody, 2015; " + "another, 2016; " * 12),
    )  # fmt: skip
