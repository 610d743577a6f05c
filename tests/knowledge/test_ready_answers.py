"""What is written is what is read: any text survives the way into YAML and back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.document import Problems, Value, read
from bot.knowledge.ready_answers import ReadyAnswer, written
from bot.knowledge.spreadsheet import UNSEEN, single_spaced

ANY = st.text(max_size=30) | st.text(st.sampled_from(list("a1가 :#-?!'\"[]{}|>&*%@`,\\\n~=")), max_size=12)
TEXTS = ANY.map(single_spaced).filter(lambda text: bool(text) and not UNSEEN.search(text))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written") / "faq.yaml"


def texts(value: Value) -> list[str]:
    return [item.text() for item in value.items()]


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_comes_back_as_it_was(path: Path, question: str, en: str, ko: str) -> None:
    line = question.replace("\n", " ")
    path.write_text(written([ReadyAnswer("open", {"en": (line, "so"), "ko": ()}, en, ko, "news", "page 1", "2026")], "a.csv"), "utf-8")
    problems = Problems()
    root = read(path, "faq.yaml", problems)
    assert root is not None
    entry = root.keys(["faq"])["faq"].keys(["open"])["open"].keys(["ask", "answer", "source", "place", "review_by"])
    assert texts(entry["ask"].keys(["en"])["en"]) == [line, "so"]
    assert [entry["answer"].keys(["en", "ko"])[language].text() for language in ("en", "ko")] == [en, ko]
    assert [entry[key].text() for key in ("source", "place", "review_by")] == ["news", "page 1", "2026"]
    assert problems.found == []


@pytest.mark.parametrize("text", ["where do I park?", "주차장은 어디예요", "Wi-Fi 2.0, free", "10-12 o clock"])
def test_a_plain_text_needs_no_quotes(text: str) -> None:
    assert f"        - {text}\n" in written([ReadyAnswer("a", {"en": [text]}, "x", "y", "s")], "a.csv")


@pytest.mark.parametrize("text", ["no", "2018-10-11", "a: b", "[the] office", "#1", "a #b", "- a", "12:30", "5%:", "null", "it's"])
def test_what_could_be_read_otherwise_stands_in_quotes(text: str) -> None:
    assert f'        - "{text}"\n' in written([ReadyAnswer("a", {"en": [text]}, "x", "y", "s")], "a.csv")


def test_paragraphs_stand_as_they_are_read() -> None:
    text = written([ReadyAnswer("a", {"en": ["x"]}, "So.\n\nAnd so.", "so", "s")], "a.csv")
    assert "      en: |-\n        So.\n\n        And so.\n      ko: so\n" in text
