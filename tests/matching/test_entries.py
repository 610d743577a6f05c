"""Free entries: their own phrasings are always answered, and nobody is given the answer of a look-alike."""

import shutil
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.knowledge.folders import SHIPPED
from bot.knowledge.ready_answers import ReadyAnswer, written
from bot.matching import entries
from bot.matching.phrasings import PhrasingMatcher

_ENTRIES = {
    "parking": ["is there parking", "where do I park my car", "주차장이 어디예요", "주차 되나요"],
    "wifi": ["how do I connect to the wifi", "와이파이 비밀번호가 뭐예요"],
    "fee": ["does it cost anything"],
    "access": ["is the building accessible by wheelchair", "휠체어로 갈 수 있나요"],
    "certificate": ["do I get a certificate of attendance"],
    "parts": ["how is a worn part replaced"],
    "room-2": ["how do I reserve meeting room 2"],
    "room-3": ["how do I reserve meeting room 3"],
    "shuttle-there": ["when is the shuttle to the office"],
    "shuttle-back": ["when is the shuttle from the office"],
}


# Which no phrasing fits: the learned matcher is asked.
_LEARNED = "is the building accessibleby wheelchair"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = Path(shutil.copytree(SHIPPED, tmp_path_factory.mktemp("office") / "knowledge"))
    answers = [
        ReadyAnswer(name, _by_language(asked), f"about {name}", f"about {name}", "stepi-2018-10-29") for name, asked in _ENTRIES.items()
    ]
    (folder / "faq.yaml").write_text(written(answers, "office.csv"), encoding="utf-8")
    return Assistant.load(folder)


def _by_language(asked: list[str]) -> dict[str, list[str]]:
    return {"en": [text for text in asked if text.isascii()], "ko": [text for text in asked if not text.isascii()]}


def said(office: Assistant, question: str) -> str:
    reply, _ = office.ask(question)
    return reply.body[0].removeprefix("about ")


@pytest.mark.parametrize(("name", "phrasing"), [(name, phrasing) for name, asked in _ENTRIES.items() for phrasing in asked])
def test_a_phrasing_is_answered_as_it_stands(office: Assistant, name: str, phrasing: str) -> None:
    assert said(office, phrasing) == said(office, f"{phrasing.upper()} ?") == name


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("please tell me, is there parking?", "parking"),
        ("주차장 있어요?", "parking"),
        ("주차장은 어디예요?", "parking"),
        ("hello, how is a worn part replaced?", "parts"),
        ("how can I reserve meeting room 3?", "room-3"),
        ("please tell me when the shuttle from the office is", "shuttle-back"),
        ("please tell me when the shuttle to the office is", "shuttle-there"),
    ],
)
def test_so_is_nearly_the_same(office: Assistant, question: str, name: str) -> None:
    assert said(office, question) == name


@pytest.mark.parametrize(
    "question",
    [
        "is there a hotel?",
        "where do I leave my car?",
        "how do I connect to the printer?",
        "how do I reserve meeting room 4?",
        "호텔 되나요?",
    ],
)
def test_a_look_alike_is_not_answered(office: Assistant, question: str) -> None:
    assert said(office, question) not in _ENTRIES


def test_facts_are_answered_as_without_entries(office: Assistant, assistant: Assistant) -> None:
    for question in ("who operates the secondary battery project?", "세미나는 언제 열렸나요?", "is it raining in Gwangju?"):
        assert office.ask(question)[0].body == assistant.ask(question)[0].body


def kept_index(folder: Path) -> Path:
    (path,) = folder.glob("phrasings-*.index")
    return path


def test_what_was_learned_is_kept_and_opened_again(office: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "LIKELY", 0.5)  # so that the matcher of so few entries dares to answer
    expected = office.ask(_LEARNED)
    assert expected[0].body == ("about access",)
    assert Assistant(office.base, tmp_path).ask(_LEARNED) == expected
    monkeypatch.setattr(PhrasingMatcher, "build", lambda phrasings: pytest.fail("learned although a kept file was there"))
    assert kept_index(tmp_path).name.split("-")[1] == office.base.revision
    assert Assistant(office.base, tmp_path).ask(_LEARNED) == expected


def test_a_base_without_entries_keeps_no_index(assistant: Assistant, tmp_path: Path) -> None:
    Assistant(assistant.base, tmp_path).ask(_LEARNED)
    assert list(tmp_path.glob("phrasings-*")) == []


@pytest.mark.parametrize("damage", [b"", b"phrases1", bytes(5000)])
def test_a_damaged_index_is_learned_anew(office: Assistant, tmp_path: Path, damage: bytes) -> None:
    Assistant(office.base, tmp_path).ask(_LEARNED)
    whole = kept_index(tmp_path).read_bytes()
    kept_index(tmp_path).write_bytes(damage)
    assert Assistant(office.base, tmp_path).ask(_LEARNED) == office.ask(_LEARNED)
    assert kept_index(tmp_path).read_bytes() == whole


def test_a_folder_that_cannot_be_written_does_no_harm(office: Assistant, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert Assistant(office.base, tmp_path / "file" / "below").ask(_LEARNED) == office.ask(_LEARNED)
