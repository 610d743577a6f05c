"""The kept base: the same base without reading its YAML, read anew when a file changes, never trusted when damaged."""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge import kept_base
from bot.knowledge.folders import shipped_directory
from bot.knowledge.loader import load

_SEMINAR = """
kind: seminar
records:
  autumn:
    name: {en: Autumn seminar, ko: 가을 세미나}
    facts:
      venue: {en: Hall 2, ko: 2호실}
source: minutes
sources:
  minutes: {title: {en: Minutes, ko: 회의록}, publisher: {en: Office, ko: 사무국}}
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "seminar.yaml").write_text(_SEMINAR, encoding="utf-8")
    return folder


def kept_file(folder: Path) -> Path:
    (path,) = folder.glob("base-*.msgpack")
    return path


def same(one: object, other: object) -> bool:
    """Whether two bases hold the same; records are compared by what they hold, not as records are."""
    return repr(one) == repr(other)


@pytest.mark.parametrize("which", ["shipped", "own"])
def test_a_kept_base_is_the_one_that_was_read(which: str, directory: Path, tmp_path: Path) -> None:
    of = shipped_directory() if which == "shipped" else directory
    kept_base.opened(of, tmp_path)
    assert same(kept_base.opened(of, tmp_path), load(of))


def test_its_yaml_is_not_read_again(directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_base.opened(directory, tmp_path)
    monkeypatch.setattr(kept_base, "read", lambda _: pytest.fail("read although a kept file was there"))
    assert kept_base.opened(directory, tmp_path).by_id["autumn"].name.en == "Autumn seminar"


def test_after_an_edit_it_is_read_anew(directory: Path, tmp_path: Path) -> None:
    kept_base.opened(directory, tmp_path)
    (directory / "seminar.yaml").write_text(_SEMINAR.replace("Hall 2", "Hall 3"), encoding="utf-8")
    assert "Hall 3" in repr(kept_base.opened(directory, tmp_path))


def test_a_mistake_is_reported_each_time(directory: Path, tmp_path: Path) -> None:
    kept_base.opened(directory, tmp_path)
    (directory / "seminar.yaml").write_text(_SEMINAR.replace("venue", "vanue"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(KnowledgeError, match="vanue"):
            kept_base.opened(directory, tmp_path)


@pytest.mark.parametrize("damage", [b"", b"x", b"\n\x80", b"0" * 64 + b"\n\x80"])
def test_a_damaged_file_is_made_anew(directory: Path, tmp_path: Path, damage: bytes) -> None:
    kept_base.opened(directory, tmp_path)
    whole = kept_file(tmp_path).read_bytes()
    kept_file(tmp_path).write_bytes(damage)
    assert "autumn" in kept_base.opened(directory, tmp_path).by_id
    assert kept_file(tmp_path).read_bytes() == whole


def test_no_folder_is_no_kept_base(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no such folder"):
        kept_base.opened(tmp_path / "nowhere", tmp_path)


def test_a_folder_that_cannot_be_written_does_no_harm(directory: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    assert "autumn" in kept_base.opened(directory, blocked / "below").by_id
