"""What is worked out from what the files state, and mistakes that would be served otherwise."""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.folders import shipped_directory
from bot.knowledge.loader import load

_BASE = """
base:
  title: {en: Rivers, ko: 강}
  examples:
    - question: {en: "Who runs the ferry?", ko: "나루는 누가 운영해?"}
      address: project_operator__ferry
sources:
  minutes: {title: {en: Minutes, ko: 회의록}, publisher: {en: Office, ko: 사무국}}
"""
_REGIONS = """
kind: region
records:
  ulsan: {name: {en: Ulsan, ko: 울산}}
  busan: {name: {en: Busan, ko: 부산}}
"""
_PROJECTS = """
kind: project
source: minutes
records:
  ferry:
    name: {en: Ferry, ko: 나루}
    facts:
      operator: ulsan
      participants: [busan]
"""


def written(folder: Path, **files: str) -> Path:
    for name, text in {"base": _BASE, "regions": _REGIONS, "projects": _PROJECTS, **files}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_who_operates_and_who_takes_part_are_the_regions(tmp_path: Path) -> None:
    base = load(written(tmp_path))
    assert [r.id for r in base.related(base.by_id["ferry"], "regions")] == ["ulsan", "busan"]
    assert [r.id for r in base.related(base.by_id["busan"], "projects")] == ["ferry"]


def test_stated_regions_are_not_added_to(tmp_path: Path) -> None:
    base = load(written(tmp_path, projects=_PROJECTS + "      regions: [ulsan]\n"))
    assert [r.id for r in base.related(base.by_id["ferry"], "regions")] == ["ulsan"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"base": _BASE.replace("project_operator__ferry", "project_operators__ferry")},
            "base.yaml:6:16: .*unknown project_operators .*project_operator",
        ),
        ({"base": _BASE.replace("__ferry", "__fery")}, "names an unknown record fery .did you mean ferry"),
        (
            {"projects": _PROJECTS + "      manager: ulsan\n"},
            "projects.yaml:10:16: ferry.manager holds a text: write what is to be said, not the id ulsan",
        ),
        ({"base": _BASE.replace("{en: Minutes,", "{en: Minutes, Annex,")}, "unknown key Annex .*put a text that has a comma in quotes"),
    ],
)
def test_a_mistake_that_would_be_served_is_found(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        load(written(tmp_path, **files))


@pytest.mark.parametrize("address", ["ferry", "project_operator", "region_list", "regions"])
def test_an_example_may_ask_for_a_record_or_of_none(tmp_path: Path, address: str) -> None:
    assert load(written(tmp_path, base=_BASE.replace("project_operator__ferry", address))).examples[0].address == address


def test_gathering_what_the_kind_does_not_have_is_a_mistake(tmp_path: Path) -> None:
    schema = (
        (shipped_directory() / "schema.yaml").read_text(encoding="utf-8").replace("gathers: [operator, part", "gathers: [operatr, part")
    )
    (tmp_path / "schema.yaml").write_text(schema, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"regions gathers an unknown attribute operatr .did you mean operator"):
        load(written(tmp_path))
