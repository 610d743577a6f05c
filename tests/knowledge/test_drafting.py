import re
import shutil
from pathlib import Path

import pytest

from bot.errors import InputError, KnowledgeError
from bot.knowledge import drafting
from bot.knowledge.drafting import DRAFTS, Draft, write
from bot.knowledge.folders import SHIPPED
from bot.knowledge.loader import load


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "knowledge"))


@pytest.mark.parametrize("draft", DRAFTS)
def test_the_blanks_of_a_draft_are_what_the_check_lists(draft: Draft, base: Path) -> None:
    path = write(draft, "2019-spring", base)
    with pytest.raises(KnowledgeError) as caught:
        load(base)
    lines = path.read_text(encoding="utf-8").splitlines()
    blanks = [number for number, line in enumerate(lines, start=1) if '""' in line.partition("#")[0]]
    missing = {problem.line for problem in caught.value.problems if problem.message == "a text is missing here"}
    assert {problem.file for problem in caught.value.problems} == {path.relative_to(base).as_posix()}
    assert sorted(missing) == blanks


@pytest.mark.parametrize("draft", DRAFTS)
def test_a_filled_draft_is_in_order_with_every_remark_removed(draft: Draft, base: Path) -> None:
    path = write(draft, "2019-spring", base)
    text = path.read_text(encoding="utf-8")
    text = text.replace('source: ""', "source: stepi-2018-10-29").replace('""', '"x"')
    ids = {"organisation": "kiat", "person": "jang-bo-young", "programme": "local-concentration", "region": "busan"}
    text = re.sub("id-of-the-([a-z]+)(?:-or-[a-z]+)*", lambda found: ids[found[1]], text)
    filled = re.sub(r"(?m)^(\s*)# (?=\s*(?:[a-z_-]+:|- ))", r"\1", text)
    path.write_text(filled, encoding="utf-8")
    found = load(base)
    if draft != "faq":
        stated = {a.id for a in found.kinds[draft].attributes.values() if not a.inverse_of}
        record = found.by_id["seminar-2019-spring" if draft == "seminar" else "2019-spring"]
        assert record.facts.keys() == stated
    else:
        assert found.entries["2019-spring"].review_by == "2026-12-31"


def test_nothing_is_overwritten(base: Path) -> None:
    path = write("faq", "opening", base)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="exists already"):
        write("faq", "opening", base)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_file_that_came_between_is_not_overwritten_either(tmp_path: Path) -> None:
    drafting.save(tmp_path / "a.yaml", "mine")
    with pytest.raises(InputError, match="exists already"):
        drafting.save(tmp_path / "a.yaml", "yours")
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["2019 spring", "../x", "Spring", "", "a" * 40])
def test_a_name_must_be_able_to_be_an_id(name: str, base: Path) -> None:
    with pytest.raises(InputError, match="can't be a name"):
        write("faq", name, base)


def test_the_base_inside_a_wheel_is_not_written_to(monkeypatch: pytest.MonkeyPatch, base: Path) -> None:
    monkeypatch.setattr(drafting, "PACKAGED", base)
    with pytest.raises(InputError, match="not yours to edit"):
        write("faq", "opening", base)


def test_a_folder_that_can_t_be_written_is_a_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="can't be written"):
        write("faq", "opening", tmp_path / "file")
