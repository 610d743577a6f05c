"""Arrows point one way, and each library has its room. Read from the source, so that imports inside functions count too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
# A room may import from itself and from rooms that stand before it.
ROOMS = (
    "errors",
    "settings",
    "language",
    "knowledge",
    "dialogue",
    "matching",
    "replies",
    "assistant",
    "evaluation",
    "channels",
    "cli",
    "__main__",
)
# Where each library may be imported: a prefix of the module's path below bot/.
HOMES = {
    "telegram": ("channels/telegram/",),
    "tornado": ("channels/telegram/",),
    "httpx": ("channels/telegram/",),
    "yaml": ("knowledge/document.py",),
    "msgspec": ("knowledge/", "matching/kept_lexicon.py"),
    "sqlite3": ("dialogue/storage.py",),
    "click": ("cli.py",),
    "prompt_toolkit": ("channels/terminal.py",),
    "pyvips": ("replies/pictures/",),
    "uharfbuzz": ("replies/pictures/",),
    "matplotlib": ("evaluation/plot.py",),
    "numpy": ("matching/",),
    "rapidfuzz": ("matching/",),
    "Stemmer": ("language/",),
}


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, with its line; `from bot import settings` is bot.settings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written in full"
            names = [f"bot.{name.name}" for name in node.names] if node.module == "bot" else [str(node.module)]
            yield from ((name, node.lineno) for name in names)


def room(path: Path) -> str:
    return path.relative_to(ROOT / "bot").parts[0].removesuffix(".py")


def backwards(path: Path) -> Iterator[str]:
    for name, line in imported(path):
        if name.startswith("bot.") and room(path) != "__init__" and ROOMS.index(name.split(".")[1]) > ROOMS.index(room(path)):
            yield f"{path.relative_to(ROOT)}:{line}: {room(path)} must not know {name}"


def misplaced(path: Path) -> Iterator[str]:
    inside = path.relative_to(ROOT / "bot").as_posix()
    for name, line in imported(path):
        homes = HOMES.get(name.split(".")[0], ("",))
        if not inside.startswith(homes):
            yield f"bot/{inside}:{line}: {name} belongs into {' or '.join(homes)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_stands_before_it(path: Path) -> None:
    assert [*backwards(path), *misplaced(path)] == []


def test_each_home_is_lived_in() -> None:
    found = {name.split(".")[0] for path in MODULES for name, _ in imported(path)}
    assert sorted(set(HOMES) - found - {"httpx"}) == []  # httpx is Telegram's; it may come in, and only there


def test_channels_do_not_know_each_other() -> None:
    for path in (ROOT / "bot" / "channels").rglob("*.py"):
        own = path.relative_to(ROOT / "bot" / "channels").parts[0].removesuffix(".py")
        others = [name for name, _ in imported(path) if name.startswith("bot.channels.") and name.split(".")[2] != own]
        assert others == [], path


def test_a_wrong_arrow_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_imports.ROOT", tmp_path)
    (tmp_path / "bot" / "language").mkdir(parents=True)
    module = tmp_path / "bot" / "language" / "text.py"
    module.write_text("def f():\n    from bot.assistant import Assistant\n    import yaml\n")
    assert list(backwards(module)) == ["bot/language/text.py:2: language must not know bot.assistant"]
    assert list(misplaced(module)) == ["bot/language/text.py:3: yaml belongs into knowledge/document.py"]
