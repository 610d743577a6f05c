"""Cells and their places: whatever a spreadsheet program writes, each cell is found where it begins."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.spreadsheet import read

TEXTS = st.text(st.sampled_from(list("a가 ,;\t\"'\n#é😀")), max_size=8)
SHEETS = st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sheets") / "sheet.csv"


@given(SHEETS, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]))
def test_a_cell_stands_where_it_says(path: Path, sheet: list[list[str]], delimiter: str, line_end: str) -> None:
    written = io.StringIO(newline="")
    sheet = [["id", "name"], *sheet]
    csv.writer(written, delimiter=delimiter, lineterminator=line_end).writerows(sheet)
    path.write_bytes(written.getvalue().encode())
    rows, _ = read(path, {"id", "name"}.__contains__)
    lines = written.getvalue().replace("\r\n", "\n").split("\n")
    for cell in (cell for row in rows for cell in row):
        typed = sheet[int(cell.name[1:]) - 1][ord(cell.name[0]) - ord("A")]
        assert cell.text.split() == typed.split()
        assert lines[cell.line - 1][cell.column - 1 :].startswith(('"', typed[:1]))


def test_lines_may_end_as_on_old_machines(path: Path) -> None:
    path.write_bytes(b'id\r"a\rb"\rc')
    rows, _ = read(path, {"id"}.__contains__)
    assert [(cell.text, cell.line, cell.name) for row in rows for cell in row] == [("id", 1, "A1"), ("a\nb", 2, "A2"), ("c", 4, "A3")]


def test_an_empty_row_counts_in_the_sheet_and_is_no_row(path: Path) -> None:
    path.write_text("id\n\n,\nlast\n", encoding="utf-8")
    rows, _ = read(path, {"id"}.__contains__)
    assert [(row[0].text, row[0].line, row[0].name) for row in rows] == [("id", 1, "A1"), ("last", 4, "A4")]


def test_columns_beyond_z_have_two_letters(path: Path) -> None:
    path.write_text("id," + "," * 25 + "x,y\n", encoding="utf-8")
    rows, _ = read(path, {"id"}.__contains__)
    assert [cell.name for cell in rows[0] if cell.text] == ["A1", "AA1", "AB1"]


def test_decomposed_hangul_is_composed(path: Path) -> None:
    path.write_text("id\n\u1112\u1161\u11ab\n", encoding="utf-8")
    rows, _ = read(path, {"id"}.__contains__)
    assert rows[1][0].text == "한"


def test_a_rare_syllable_of_cp949_is_no_western_text(path: Path) -> None:
    path.write_bytes("id,x\n똠방각하 설믜,a\n".encode("cp949"))
    rows, problems = read(path, {"id"}.__contains__)
    assert (rows[1][0].text, problems) == ("똠방각하 설믜", [])
