"""Names of kept files: they change with whatever would make the file a stale one."""

import os
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.knowledge import kept_files
from bot.matching.phrasings import PhrasingMatcher


def test_the_name_changes_with_the_base_and_with_the_code(assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = kept_files.place(tmp_path, "phrasings", assistant.base.revision, ".index")
    other = kept_files.place(tmp_path, "phrasings", "0123456789ab", ".index")
    (tmp_path / "matcher.py").write_text("another matcher", encoding="utf-8")
    monkeypatch.setattr(kept_files, "_CODE", (tmp_path,))
    kept_files.code_revision.cache_clear()
    after = kept_files.place(tmp_path, "phrasings", assistant.base.revision, ".index")
    kept_files.code_revision.cache_clear()
    assert len({place, other, after}) == 3


def test_only_the_newest_of_a_sort_are_kept(tmp_path: Path) -> None:
    for age in range(12):
        for sort in ("phrasings-{}.index", "lexicon-{}.json"):
            path = tmp_path / sort.format(age)
            path.touch()
            os.utime(path, (1_000_000 - age, 1_000_000 - age))
    kept_files.prune(tmp_path / "phrasings-0.index")
    assert sorted(path.name for path in tmp_path.glob("phrasings-*")) == [f"phrasings-{age}.index" for age in range(3)]
    assert len(list(tmp_path.glob("lexicon-*"))) == 12


def test_keeping_another_index_removes_the_oldest(tmp_path: Path) -> None:
    for age in range(3):
        (tmp_path / f"phrasings-{age}.index").touch()
        os.utime(tmp_path / f"phrasings-{age}.index", (1_000_000 - age, 1_000_000 - age))
    PhrasingMatcher.kept(tmp_path / "phrasings-new.index", lambda: [("when do you open", "hours"), ("where are you", "place")])
    assert sorted(path.name for path in tmp_path.iterdir()) == [*(f"phrasings-{age}.index" for age in range(2)), "phrasings-new.index"]
