"""Reading a CSV as spreadsheet programs save it: every cell knows its place in the file and its name in the sheet."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.errors import InputError, Problem

_DELIMITERS: Final = ",;\t"
_LINE_END: Final = re.compile(r"\r\n?|\n")
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods, .xls
# In CP949 these bytes begin syllables too rare to follow a Latin letter; in Western code pages they are curly quotes and dashes.
_WESTERN: Final = re.compile(rb"[A-Za-z][\x80-\x9f]")
_NO_CSV: Final = "save it from your spreadsheet program as “CSV UTF-8”"
# What YAML can't hold (YAML 1.2, 5.1), the mark for the order of bytes included.
UNSEEN: Final = re.compile("[^\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_FAILED_FORMULA: Final = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|ERROR!)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, composed and with single spaces, its place in the file, and what the sheet calls it (`C7`)."""

    text: str
    file: str
    line: int
    column: int
    name: str

    def wrong(self, message: str) -> Problem:
        """Return the mistake that stands here."""
        return Problem(self.file, self.line, self.column, f"cell {self.name}: {message}")


Row = Sequence[Cell]


def read(path: Path, is_heading: Callable[[str], bool]) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a CSV that are not empty, and what is wrong with the file and its texts.

    The delimiter (comma, semicolon or tab) is the one that finds most headings in the first row. Raises InputError for a file that
    can't be read as text.
    """
    text = _decoded(path)
    lines = list(io.StringIO(text, newline=""))
    delimiter = _delimiter(lines, is_heading)
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        for row in _rows(lines, delimiter, str(path)):
            if any(cell.text for cell in row):
                rows.append(row)
                problems += (problem for cell in row for problem in _odd(cell))
    except _UnreadableError as error:
        problems.append(error.problem)
    return rows, problems


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"The table {path} can't be read: {error.strerror}.") from None
    if data.startswith(_WORKBOOKS):
        raise InputError(f"{path} is a workbook, not a CSV: {_NO_CSV}.")
    for encoding in ("utf-16",) if data.startswith(_UTF_16) else ("utf-8-sig", "cp949"):
        if encoding == "cp949" and _WESTERN.search(data):
            break
        try:
            return unicodedata.normalize("NFC", data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path} is text neither in UTF-8 nor in Korean (CP949): {_NO_CSV}.")


def _delimiter(lines: list[str], is_heading: Callable[[str], bool]) -> str:
    def headings(delimiter: str) -> tuple[int, int]:
        first = next((row for row in csv.reader(lines, delimiter=delimiter) if any(row)), [])
        return sum(map(is_heading, first)), len(first)

    return max(_DELIMITERS, key=headings)


class _UnreadableError(Exception):
    """The place from which on a file can't be told into cells."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def _rows(lines: list[str], delimiter: str, file: str) -> Iterator[Row]:
    """Yield the rows. The csv module tells the values, and this the places, which it does not know."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start = number = 0
    while start < len(lines):
        number += 1
        try:
            values = next(reader)
        except csv.Error:
            raise _UnreadableError(_open_quote("".join(lines[start:]), delimiter, file, start, number)) from None
        places = _places("".join(lines[start : reader.line_num]), delimiter)
        yield [
            Cell(single_spaced(value), file, start + line, column, _cell_name(i, number))
            for i, (value, (line, column)) in enumerate(zip(values, places, strict=False))
        ]
        start = reader.line_num


def _places(raw: str, delimiter: str) -> Iterator[tuple[int, int]]:
    """Yield line and column, from 1, of where each cell of a row begins."""
    line, line_start = 1, 0
    for cell in re.finditer(rf'((?:"(?:[^"]|"")*")?[^{delimiter}]*)(?:{delimiter}|\Z)', raw):
        yield line, cell.start() - line_start + 1
        for end in _LINE_END.finditer(cell.group()):
            line, line_start = line + 1, cell.start() + end.end()


def _open_quote(raw: str, delimiter: str, file: str, start: int, number: int) -> Problem:
    """Return what is wrong where a row can't be told into cells: at the first cell that begins with a quote and does not end with one."""
    whole = re.compile(rf'(?:"(?:[^"]|"")*"(?=[{delimiter}\r\n])|[^"{delimiter}\r\n][^{delimiter}\r\n]*|){delimiter}')
    offset = count = 0
    while cell := whole.match(raw, offset):
        offset, count = cell.end(), count + 1
    before = _LINE_END.split(raw[:offset])
    at = Cell("", file, start + len(before), len(before[-1]) + 1, _cell_name(count, number))
    return at.wrong('a quote that begins here is not closed, or one inside the text is not doubled (""); nothing after it was read')


def _cell_name(column: int, row: int) -> str:
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters, column = chr(ord("A") + letter) + letters, column - 1
    return f"{letters}{row}"


def single_spaced(value: str) -> str:
    """Return a text with single spaces, no empty line at its ends and at most one between two paragraphs."""
    lines = (" ".join(line.split()) for line in _LINE_END.split(value))
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def _odd(cell: Cell) -> Iterator[Problem]:
    if unseen := UNSEEN.search(cell.text):
        yield cell.wrong(f"an invisible character stands in it (U+{ord(unseen.group()):04X}): delete it")
    if _FAILED_FORMULA.fullmatch(cell.text):
        yield cell.wrong(f"{cell.text} is a formula that failed, not a text")
