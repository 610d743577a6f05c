"""The kept file: the same answers as without it, never trusted when damaged, made anew when the base changes."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.knowledge.folders import shipped_directory
from bot.matching import kept_lexicon
from tests.shipped import KEPT

_ASKED = (
    "who operates the secondary battery project?",
    "ㅇㅅ이 운영하는거 뭐야",
    "secondry batery participants",
    "is it raining in Gwangju?",
)


@pytest.fixture
def fresh() -> Assistant:
    return Assistant.load(Path(shipped_directory()), KEPT)


def kept_file(folder: Path) -> Path:
    (path,) = folder.glob("lexicon-*.msgpack")
    return path


def test_a_kept_base_answers_as_a_compiled_one(fresh: Assistant, tmp_path: Path) -> None:
    Assistant(fresh.base, tmp_path)
    again = Assistant(fresh.base, tmp_path)
    assert [again.ask(question) for question in _ASKED] == [fresh.ask(question) for question in _ASKED]


def test_it_is_opened_and_not_compiled_again(fresh: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Assistant(fresh.base, tmp_path)
    monkeypatch.setattr(kept_lexicon, "compiled", lambda base: pytest.fail("compiled although a kept file was there"))
    assert Assistant(fresh.base, tmp_path).ask(_ASKED[0])[0].facts


@pytest.mark.parametrize("damage", [b"", b"x", b"\n{}", b"0" * 64 + b"\n{}"])
def test_a_damaged_file_is_made_anew(fresh: Assistant, tmp_path: Path, damage: bytes) -> None:
    Assistant(fresh.base, tmp_path)
    whole = kept_file(tmp_path).read_bytes()
    kept_file(tmp_path).write_bytes(damage)
    assert Assistant(fresh.base, tmp_path).ask(_ASKED[0])[0].facts
    assert kept_file(tmp_path).read_bytes() == whole


def test_one_flipped_byte_is_damage(fresh: Assistant, tmp_path: Path) -> None:
    Assistant(fresh.base, tmp_path)
    whole = bytearray(kept_file(tmp_path).read_bytes())
    whole[len(whole) // 2] ^= 1
    kept_file(tmp_path).write_bytes(bytes(whole))
    assert Assistant(fresh.base, tmp_path).ask(_ASKED[0])[0].facts
    assert kept_file(tmp_path).read_bytes() != bytes(whole)


def test_a_folder_that_cannot_be_written_does_no_harm(fresh: Assistant, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    assert Assistant(fresh.base, blocked / "below").ask(_ASKED[0])[0].facts


def test_another_base_has_another_file(fresh: Assistant, tmp_path: Path) -> None:
    Assistant(fresh.base, tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    for path in Path(shipped_directory()).rglob("*.yaml"):
        copy = other / path.relative_to(shipped_directory())
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    Assistant.load(other, tmp_path)
    assert len(list(tmp_path.glob("lexicon-*.msgpack"))) == 2
