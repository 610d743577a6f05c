"""Every folder of valid/ and invalid/ is laid over base/ and loaded; expected.txt beside the files says what must come of it."""

import shutil
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.grid import Base
from bot.knowledge.loader import load
from bot.knowledge.model import Day, Ref, Text, Value

HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").iterdir())
INVALID = sorted((HERE / "invalid").iterdir())


def overlaid(case: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    shutil.copytree(HERE / "base", folder)
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return folder


def expected(case: Path) -> str:
    return (case / "expected.txt").read_text(encoding="utf-8").rstrip("\n")


def written(value: Value) -> str:
    match value:
        case Ref(id=record):
            return f"-> {record}"
        case Day(day=day):
            return day.isoformat()
        case Text(en=en, ko=ko):
            return f"{en!r} / {ko!r}"
        case number:
            return str(number)


def added(base: Base, plain: Base) -> str:
    """What a base has more than the plain one, a line for each record, fact and text."""
    lines = []
    for record in base.by_id.values():
        if record.id not in plain.by_id:
            lines.append(f"{record.kind} {record.id}: {', '.join(record.names)}")
            for facts in record.facts.values():
                lines += [f"  {f.id}: {', '.join(map(written, f.values))} ({f.source}, {f.place or '-'}, {f.as_of})" for f in facts]
    lines += [f"text {name}: {base.say(name, 'en')}" for name in base.texts if name not in plain.texts]
    return "\n".join(lines)


def test_there_are_cases() -> None:
    assert len(VALID) >= 10
    assert len(INVALID) >= 80


@pytest.mark.parametrize("case", VALID, ids=lambda case: case.name)
def test_a_valid_base_holds_what_it_says(case: Path, tmp_path: Path) -> None:
    assert added(load(overlaid(case, tmp_path)), load(HERE / "base")) == expected(case)


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_an_invalid_base_is_refused_with_every_mistake_at_its_place(case: Path, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load(overlaid(case, tmp_path))
    assert str(caught.value) == expected(case)


def test_mistakes_of_many_files_come_at_once_in_the_order_of_the_files() -> None:
    lines = expected(HERE / "invalid" / "all-at-once").splitlines()
    assert len(lines) >= 8
    assert [line.split(":")[0] for line in lines] == sorted(line.split(":")[0] for line in lines)


def test_a_folder_that_is_none_or_empty_is_refused(tmp_path: Path) -> None:
    for folder, reason in ((tmp_path / "none", "there is no such folder"), (tmp_path, "the folder holds no YAML file")):
        with pytest.raises(KnowledgeError, match=reason):
            load(folder)


def test_a_folder_without_a_schema_of_its_own_speaks_with_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "regions.yaml").write_text("kind: region\nrecords:\n  ulsan: {name: {en: Ulsan, ko: 울산}}\n", encoding="utf-8")
    base = load(tmp_path)
    assert list(base.by_id) == ["ulsan"]
    assert "project.operator" in base.intents


def test_the_revision_follows_the_content(tmp_path: Path) -> None:
    folder = overlaid(HERE / "valid" / "norway", tmp_path)
    before = load(folder).revision
    assert load(folder).revision == before
    (folder / "a.yaml").write_text((folder / "a.yaml").read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    assert load(folder).revision != before


def test_a_cell_with_an_inverse_is_filled_from_the_facts_that_it_turns_round() -> None:
    base = load(HERE / "base")
    (fact,) = base.facts(base.by_id["ulsan"], "projects")
    assert (fact.values, fact.source, fact.place) == ((Ref("nano"),), "news-2018", "paragraph 1")
    assert base.say("answers.found", "ko", record="울산", value="남구") == "울산은 남구."


def test_the_mistakes_in_the_documentation_are_real_ones() -> None:
    page = (HERE.parents[1] / "docs" / "knowledge.md").read_text(encoding="utf-8")
    shown = page.partition("<!-- errors -->\n```\n")[2].partition("```\n")[0].splitlines()
    real = {line for case in INVALID for line in expected(case).splitlines()}
    assert len(shown) >= 10
    assert set(shown) <= real
