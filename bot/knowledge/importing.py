"""Ready answers from a table: an office's questions and answers, kept in a spreadsheet, become a YAML file of the base."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.errors import InputError, Problem
from bot.knowledge import document, drafting, spreadsheet
from bot.knowledge.checks import odd_slots
from bot.knowledge.document import Problems, closest, nearest
from bot.knowledge.fields import is_id
from bot.knowledge.grid import Base
from bot.knowledge.loader import DATES, is_date, load
from bot.knowledge.patterns import PatternError, expand
from bot.knowledge.ready_answers import ReadyAnswer, written
from bot.knowledge.spreadsheet import Cell, Row
from bot.language import LANGUAGES
from bot.language.text import normalise

_COLUMNS: Final = Path(__file__).parent / "drafts" / "faq-columns.yaml"
_QUESTIONS: Final = tuple(f"question_{language}" for language in LANGUAGES)
_NEEDED: Final = ("answer_en", "answer_ko", "source")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-./ ]+([0-9]{1,2})(?:[-./ ]+([0-9]{1,2}))?[. ]*")


def import_faq(table: Path, name: str, directory: Path) -> tuple[Path, int]:
    """Write the ready answers of a CSV into a base as a faq file called `name`; return its path and how many there are.

    Nothing is overwritten, and nothing is written where a row is wrong. Raises InputError with every mistake of the table, each at its
    place, and for what `drafting.write` raises it; KnowledgeError where the base itself has mistakes.
    """
    path = drafting.place("faq", name, directory)
    answers = _Import(load(directory)).answers(table)
    drafting.save(path, written(answers, table.name))
    return path, len(answers)


def name_of(table: Path) -> str:
    """Return what a faq file is called after its table: "Office FAQ.csv" gives office-faq. Raises InputError where no id comes of it."""
    name = _as_id(table.stem)
    if not is_id(f"faq-{name}"):
        raise InputError(f"The name of {table.name} can't be used here; give one of a-z, 0-9 and hyphens: new faq NAME --from {table.name}")
    return name


def _as_id(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", unicodedata.normalize("NFKC", text).casefold()).strip("-")


@dataclass(slots=True)
class _Gathered:
    """What the rows of one id give, as cells; `first` are those of its first row by column, the empty ones included."""

    at: Cell
    first: Mapping[str, Cell]
    questions: list[tuple[str, Cell]] = field(default_factory=list)
    single: dict[str, Cell] = field(default_factory=dict)


class _Import:
    """Reads one table for one base; `problems` holds what was wrong so far."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._slots = {*base.kinds, *base.unions}
        self._asked = {_alike(phrasing.text): entry.id for entry in base.entries.values() for phrasing in entry.phrasings}
        self._headings = _headings()
        self.problems: list[Problem] = []

    def answers(self, table: Path) -> tuple[ReadyAnswer, ...]:
        """Return what the table holds. Raises InputError with all that is wrong with it."""
        rows, self.problems = spreadsheet.read(table, lambda heading: _key(heading) in self._headings)
        if not rows:
            raise InputError(f"{table} holds no rows." if not self.problems else _listed(self.problems, table))
        columns = self._columns(rows[0])
        gathered = self._gathered(rows[1:], columns) if columns else {}
        if columns and not gathered and not self.problems:
            raise InputError(f"{table} holds headings and no rows.")
        answers = tuple(self._answer(found) for found in gathered.values())
        if self.problems:
            raise InputError(_listed(self.problems, table))
        return answers

    def _wrong(self, cell: Cell, message: str) -> None:
        self.problems.append(cell.wrong(message))

    def _columns(self, heads: Row) -> dict[int, str]:
        """Return the column of each cell that has a heading, "" for an odd one; nothing where one that is needed is missing."""
        if not any(_key(cell.text) in self._headings for cell in heads):
            self._wrong(heads[0], f"the first row must name the columns: {', '.join(dict.fromkeys(self._headings.values()))}")
            return {}
        columns: dict[int, str] = {}
        for number, cell in enumerate(heads):
            if cell.text:
                column = self._column(cell)
                if column in columns.values() and column and column not in _QUESTIONS:
                    self._wrong(cell, f"the column {column} stands here a second time")
                    column = ""
                columns[number] = column
        missing = [column for column in ("id", *_NEEDED) if column not in columns.values()]
        if not set(_QUESTIONS) & set(columns.values()):
            missing.append(" or ".join(_QUESTIONS))
        for column in missing:
            self._wrong(heads[0], f"the column {column} is missing in this row")
        return {} if missing else columns

    def _column(self, heading: Cell) -> str:
        """Return the column that a heading names; what is nearly right is a mistake, but read on with, to find all mistakes."""
        key = _key(heading.text)
        if key in self._headings:
            return self._headings[key]
        of_a_language = dict.fromkeys(column for known, column in self._headings.items() if key and known.startswith(key))
        if len(of_a_language) > 1:
            self._wrong(heading, f"unknown column {heading.text} (did you mean {' or '.join(of_a_language)}?)")
            return ""
        # Compared letter by letter: one wrong vowel must not cost a whole syllable.
        spelled = {unicodedata.normalize("NFD", known): column for known, column in self._headings.items()}
        column = spelled.get(closest(unicodedata.normalize("NFD", key), spelled), "")
        hint = f" (did you mean {column}?)" if column else nearest(heading.text, self._headings.values())
        self._wrong(heading, f"unknown column {heading.text}{hint}")
        return column

    def _gathered(self, rows: list[Row], columns: Mapping[int, str]) -> dict[str, _Gathered]:
        """Return the cells of each id; a row without an id and an answer goes on with the questions of the row above."""
        found: dict[str, _Gathered] = {}
        above = ""
        for row in rows:
            known = [(columns[number], cell) for number, cell in enumerate(row) if columns.get(number)]
            cells = [(column, cell) for column, cell in known if cell.text]
            for cell in (cell for number, cell in enumerate(row) if number not in columns and cell.text):
                self._wrong(cell, "no column has a heading here; a text with the delimiter in it goes into quotes")
            given = next((cell for column, cell in cells if column == "id"), None)
            if given is None and (not above or any(column not in _QUESTIONS for column, _ in cells)):
                self._wrong(row[0], "the id of this row is missing (only a row of further questions can go without)")
                continue
            above = given.text if given else above
            entry = found.setdefault(above, _Gathered(given or row[0], dict(known)))
            self._add(entry, cells)
        return found

    def _add(self, entry: _Gathered, cells: list[tuple[str, Cell]]) -> None:
        for column, cell in cells:
            if column in _QUESTIONS:
                entry.questions.append((column.removeprefix("question_"), cell))
            elif entry.single.setdefault(column, cell).text != cell.text:
                self._wrong(cell, f"{entry.at.text} has another {column} in cell {entry.single[column].name}")

    def _answer(self, found: _Gathered) -> ReadyAnswer:
        entry, single = found.at.text, found.single
        self._identify(found.at)
        for column in _NEEDED:
            if column not in single:
                self._wrong(found.first.get(column, found.at), f"{entry} has no {column}")
        if not found.questions:
            self._wrong(found.at, f"{entry} has no question")
        ask: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        for language, cell in found.questions:
            ask[language] += self._questions(cell, language, entry)
        self._in_english(single.get("answer_en"))
        source = single.get("source")
        if source and source.text not in self._base.sources:
            self._wrong(source, f"unknown source {source.text}{nearest(source.text, self._base.sources)}")
        en, ko, given, place = (single[column].text if column in single else "" for column in (*_NEEDED, "place"))
        return ReadyAnswer(
            entry,
            {spoken: tuple(dict.fromkeys(asked)) for spoken, asked in ask.items()},
            en,
            ko,
            given,
            place,
            self._day(single.get("review_by")),
        )

    def _identify(self, at: Cell) -> None:
        if not is_id(at.text):
            better = _as_id(at.text)
            hint = f" (did you mean {better}?)" if is_id(better) else ""
            self._wrong(at, f"{at.text} can't be an id: use a-z, 0-9 and hyphens, at most 40 characters{hint}")
        elif at.text in self._base.entries:
            self._wrong(at, f"the entry {at.text} is in the base already")

    def _questions(self, cell: Cell, language: str, entry: str) -> Iterator[str]:
        """Yield the questions of a cell, one a line, after noting what is wrong with them."""
        if language == "en":
            self._in_english(cell)
        for line in filter(None, cell.text.split("\n")):
            try:
                sentences = expand(line)
            except PatternError as error:
                self._wrong(cell, str(error))
                continue
            for sentence in sentences:
                self._check(sentence, cell, entry)
            yield line

    def _check(self, sentence: str, cell: Cell, entry: str) -> None:
        if not any(letter.isalnum() for letter in sentence):
            self._wrong(cell, f"{sentence} is no question: it has no word")
        for message in odd_slots(sentence, self._slots):
            self._wrong(cell, message)
        owner = self._asked.setdefault(_alike(sentence), entry)
        if owner != entry:
            self._wrong(cell, f"«{sentence}» is a question of {owner} too: it can't have two answers")

    def _in_english(self, cell: Cell | None) -> None:
        if cell and re.search("[가-힣]", cell.text) and not re.search("[A-Za-z]", cell.text):
            self._wrong(cell, "this is Korean, in a column of English")

    def _day(self, cell: Cell | None) -> str:
        """Return a date as the base writes it; spreadsheet programs write it as they please, and only year first is certain."""
        if cell is None:
            return ""
        parts = _YEAR_FIRST.fullmatch(cell.text)
        day = "-".join(part.zfill(2) for part in parts.groups() if part) if parts else cell.text
        if not is_date(day):
            self._wrong(cell, f"{cell.text} is not a date: write {DATES}")
        return day


def _headings() -> dict[str, str]:
    """Return the column of each heading that is understood."""
    root = document.read(_COLUMNS, _COLUMNS.name, Problems())
    assert root is not None
    columns = [(column.text(), pattern.text()) for column, patterns in root.pairs() for pattern in patterns.items()]
    return {_key(heading): column for column, pattern in columns for heading in expand(pattern)}


def _key(heading: str) -> str:
    """Return what counts of a heading: its letters, without a number at the end."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(letter for letter in folded if letter.isalnum()).rstrip("0123456789")


def _alike(sentence: str) -> str:
    """Return what counts when two questions are compared."""
    return normalise(sentence).rstrip("?!. ")


def _listed(problems: Iterable[Problem], table: Path) -> str:
    found = sorted(set(problems))
    lines = "\n".join(map(str, found))
    return f"{lines}\n{table} has {len(found)} mistake{'s' if len(found) > 1 else ''}; nothing was written."
