"""Tables of ready answers: each folder of tables/ holds a CSV and, in expected.txt, every mistake that is told of it."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.errors import InputError, KnowledgeError
from bot.knowledge import drafting
from bot.knowledge.folders import SHIPPED
from bot.knowledge.importing import import_faq, name_of
from bot.knowledge.loader import load
from bot.knowledge.model import Text
from bot.replies.reply import Outcome

HERE = Path(__file__).parent
TABLES = sorted((HERE / "tables").iterdir())
PAGE = (HERE.parents[1] / "docs" / "knowledge.md").read_text(encoding="utf-8")
HEADINGS = ["id", "question_en", "question_ko", "answer_en", "answer_ko", "source", "place", "review_by"]
ROW = ["open", "when do you open", "언제 여나요", "At nine.", "9시에 엽니다.", "stepi-2018-10-29", "notice", "2026-12-31"]

Table = Callable[..., Path]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "knowledge"))


@pytest.fixture
def table(tmp_path: Path) -> Table:
    def write(*rows: list[str], encoding: str = "utf-8", delimiter: str = ",", name: str = "office.csv") -> Path:
        with (tmp_path / name).open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return tmp_path / name

    return write


def shown(page: str, marker: str, language: str = "") -> str:
    return page.partition(f"<!-- {marker} -->\n```{language}\n")[2].partition("```\n")[0]


def changed(**cells: str) -> list[str]:
    return [cells.get(column, text) for column, text in zip(HEADINGS, ROW, strict=True)]


def test_there_are_tables() -> None:
    assert len(TABLES) >= 20


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case.name)
def test_every_mistake_of_a_table_is_told_and_nothing_is_written(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(HERE / "base", folder)
    monkeypatch.chdir(case)
    with pytest.raises(InputError) as caught:
        import_faq(Path("faq.csv"), "office", folder)
    assert str(caught.value) == (case / "expected.txt").read_text(encoding="utf-8").rstrip("\n")
    assert not (folder / "faq").exists()


def test_the_mistakes_in_the_documentation_are_real_ones() -> None:
    told = (HERE / "tables" / "all-at-once" / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert told[:-1] == shown(PAGE, "table errors").splitlines()


def test_the_table_in_the_documentation_becomes_what_stands_there(base: Path, tmp_path: Path) -> None:
    (tmp_path / "Office FAQ.csv").write_text(shown(PAGE, "table"), encoding="utf-8")
    path, count = import_faq(tmp_path / "Office FAQ.csv", "office-faq", base)
    assert path.read_text(encoding="utf-8").endswith("\n\n" + shown(PAGE, "imported", "yaml"))
    assert count == len(load(base).entries) == 2


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp949", ","), ("cp949", "\t"), ("utf-16", "\t")])
def test_each_way_to_save_a_sheet_gives_the_same_file(base: Path, table: Table, encoding: str, delimiter: str) -> None:
    rows = [HEADINGS, changed(question_en="when; or at what time, do you open\nopening hours", answer_ko="9시,\r\n혹은 10시;")]
    first, _ = import_faq(table(*rows), "first", base)
    expected = first.read_text(encoding="utf-8")
    first.unlink()
    again, _ = import_faq(table(*rows, encoding=encoding, delimiter=delimiter), "again", base)
    assert again.read_text(encoding="utf-8") == expected
    assert load(base).entries["open"].answer == Text("At nine.", "9시,\n혹은 10시;")


def test_an_entry_holds_what_its_rows_say(base: Path, table: Table) -> None:
    rows = [
        ["ID ", "질문(한국어)", "Question (EN)", "question_en 2", "Answer: English", "국문 답변", "출처", "위치", "검토 기한", ""],
        ["open", "언제 여나요\n\n몇 시에  여나요", "when do you open\nopening hours", "opening hours", "At nine.", "9시에 엽니다.", "stepi-2018-10-29", "notice", "2026. 6. 1."],
        ["", "", "", "", "", "", "", "", "", ""],
        ["", "여는 시간", "(when|at what time) do you open", "", "", "", "", "", "", ""],
        ["free", "무료인가요", "", "", "Yes.", "네.", "stepi-2018-10-29", "", "", ""],
        ["open", "", "hours", "", "At nine.", "", "", "", "", ""],
    ]  # fmt: skip
    import_faq(table(*rows), "office", base)
    entries = load(base).entries
    assert list(entries) == ["open", "free"]
    asked = [phrasing.text for phrasing in entries["open"].phrasings]
    assert asked == [
        "when do you open", "opening hours", "when do you open", "at what time do you open", "hours", "언제 여나요", "몇 시에 여나요", "여는 시간",
    ]  # fmt: skip
    assert (entries["open"].source, entries["open"].place, entries["open"].review_by) == ("stepi-2018-10-29", "notice", "2026-06-01")
    assert (entries["free"].answer, entries["free"].review_by) == (Text("Yes.", "네."), "")


def test_what_was_imported_is_answered(base: Path, table: Table) -> None:
    parking = changed(
        id="parking",
        question_en="where can visitors park",
        question_ko="주차장이 어디예요",
        answer_en="Behind building 2.",
        answer_ko="2동 뒤.",
    )
    import_faq(table(HEADINGS, ROW, parking), "office", base)
    assistant = Assistant.load(base)
    for question, said in (("where can a visitor park?", "Behind building 2."), ("주차장 어디예요", "2동 뒤.")):
        reply, _ = assistant.ask(question)
        assert (reply.outcome, reply.body) == (Outcome.ANSWER, (said,))
        assert [citation.source for citation in reply.citations] == ["stepi-2018-10-29"]


def test_what_the_base_has_already_is_not_taken_over_again(base: Path, table: Table) -> None:
    import_faq(table(HEADINGS, ROW), "office", base)
    with pytest.raises(InputError) as caught:
        import_faq(table(HEADINGS, changed(id="open", question_en="hours", question_ko="몇 시"), changed(id="late")), "more", base)
    told = str(caught.value).splitlines()
    assert [line.partition(": ")[2] for line in told[:-1]] == [
        "cell A2: the entry open is in the base already",
        "cell B3: «when do you open» is a question of open too: it can't have two answers",
        "cell C3: «언제 여나요» is a question of open too: it can't have two answers",
    ]


def test_a_file_that_is_there_stays_as_it_is(base: Path, table: Table) -> None:
    path, _ = import_faq(table(HEADINGS, ROW), "office", base)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="exists already"):
        import_faq(table(HEADINGS, ROW), "office", base)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_base_with_mistakes_is_put_in_order_first(base: Path, table: Table) -> None:
    (base / "odd.yaml").write_text("odd: 1\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="unknown key odd"):
        import_faq(table(HEADINGS, ROW), "office", base)


def test_a_disk_that_is_full_leaves_no_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "faq" / "office.yaml"
    with pytest.raises(UnicodeEncodeError):
        drafting.save(path, "half \ud800")
    assert not path.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "holds no rows"),
        (b"\n ,\n", "holds no rows"),
        (b"id,question_en,answer_en,answer_ko,source\n", "holds headings and no rows"),
        (b"PK\x03\x04", "is a workbook, not a CSV: save it from your spreadsheet program as “CSV UTF-8”"),
        ("id,question_en\ncafé,".encode("latin-1"), "is text neither in UTF-8 nor in Korean"),
        ("id,question_en\nhours,the office’s hours".encode("cp1252"), "is text neither in UTF-8 nor in Korean"),
    ],
)
def test_what_is_no_table_is_one_clear_sentence(base: Path, tmp_path: Path, data: bytes, sentence: str) -> None:
    (tmp_path / "office.csv").write_bytes(data)
    with pytest.raises(InputError, match=sentence) as caught:
        import_faq(tmp_path / "office.csv", "office", base)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("file", "name"), [("Office FAQ.csv", "office-faq"), ("faq_2026(1).CSV", "faq-2026-1"), ("a.b.csv", "a-b")])
def test_a_faq_file_is_called_after_its_table(file: str, name: str) -> None:
    assert name_of(Path("somewhere") / file) == name


@pytest.mark.parametrize("file", ["자주 묻는 질문.csv", "a" * 50 + ".csv"])
def test_a_table_after_which_nothing_can_be_called_needs_a_name(file: str) -> None:
    with pytest.raises(InputError, match="new faq NAME --from"):
        name_of(Path(file))
