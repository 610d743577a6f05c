"""What is remembered, for how long, and how it is forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.dialogue.storage import Ages, Answer, Conversation, Storage, Vote
from bot.errors import SettingsError

MINA = Conversation(chat=-1, topic=2, user=3)
ANSWER = Answer(MINA, 10, 12, (11, 12), "who?", '{"x":1}', "ulsan", "0123456789ab", "digest")
VOTE = Vote(-1, 12, 3, "ulsan", "0123456789ab", "up")


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory.sqlite"


@pytest.fixture
def storage(path: Path, clock: Clock) -> Iterator[Storage]:
    opened = Storage(path, Ages(context=100, question=1000, vote=10_000), clock)
    yield opened
    opened.close()


def test_a_context_belongs_to_one_person_in_one_topic_of_one_chat(storage: Storage) -> None:
    storage.keep_context(MINA, "mine")
    assert storage.context(MINA) == "mine"
    for other in (replace(MINA, chat=-2), replace(MINA, topic=0), replace(MINA, user=4)):
        assert storage.context(other) == ""


def test_everything_outlives_a_restart(path: Path, clock: Clock) -> None:
    storage = Storage(path, clock=clock)
    storage.keep_context(MINA, "mine")
    storage.keep_answer(ANSWER)
    storage.choose_language(3, "ko")
    storage.keep_file("map", "id")
    storage.note_handled(77)
    storage.vote(VOTE)
    storage.close()
    again = Storage(path, clock=clock)
    assert again.context(MINA) == "mine"
    assert again.answer_at(-1, 12) == again.answer_to(-1, 10) == ANSWER
    assert (again.language(3), again.file("map"), again.was_handled(77), list(again.votes())) == ("ko", "id", True, [VOTE])
    again.close()


@pytest.mark.parametrize(("age", "left"), [(99, "cav"), (101, "av"), (1001, "v"), (10_001, "")])
def test_each_thing_has_its_age(storage: Storage, clock: Clock, age: float, left: str) -> None:
    storage.keep_context(MINA, "c")
    storage.keep_answer(ANSWER)
    storage.vote(VOTE)
    clock.now += age
    assert ("c" in left) == bool(storage.context(MINA))
    assert ("a" in left) == bool(storage.answer_at(-1, 12))
    storage.age(now=True)
    assert ("v" in left) == bool(list(storage.votes()))


def test_what_has_aged_is_gone_from_the_disk(clock: Clock, path: Path) -> None:
    storage = Storage(path, Ages(question=1000), clock)
    storage.keep_answer(replace(ANSWER, utterance="very-particular-words"))
    clock.now += 1001
    storage.age(now=True)
    storage.close()
    assert b"very-particular-words" not in path.read_bytes()


def test_a_later_answer_to_the_same_question_takes_the_place_of_the_former(storage: Storage) -> None:
    storage.keep_answer(ANSWER)
    storage.keep_answer(replace(ANSWER, message=20, messages=(20,)))
    assert storage.answer_at(-1, 12) is None
    found = storage.answer_to(-1, 10)
    assert found is not None
    assert found.messages == (20,)


def test_answers_that_buttons_opened_do_not_replace_each_other(storage: Storage) -> None:
    storage.keep_answer(replace(ANSWER, question=0))
    storage.keep_answer(replace(ANSWER, question=0, message=30, messages=(30,)))
    assert storage.answer_at(-1, 12)
    assert storage.answer_at(-1, 30)


def test_one_vote_a_person_and_answer(storage: Storage) -> None:
    storage.vote(VOTE)
    storage.vote(replace(VOTE, verdict="down", reason="fact"))
    storage.vote(replace(VOTE, user=4))
    assert {(vote.user, vote.verdict, vote.reason) for vote in storage.votes()} == {(3, "down", "fact"), (4, "up", "")}


def test_forgetting_a_person_leaves_others_and_no_bytes(storage: Storage, path: Path) -> None:
    other = replace(MINA, user=4)
    for one in (MINA, other):
        storage.keep_context(one, f"context-of-{one.user}")
        storage.choose_language(one.user, "ko")
        storage.keep_answer(replace(ANSWER, conversation=one, question=10 + one.user, message=one.user, utterance=f"words-of-{one.user}"))
        storage.vote(replace(VOTE, user=one.user))
    storage.forget(3)
    on_disk = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"context-of-3" not in on_disk
    assert b"words-of-3" not in on_disk
    assert (storage.context(MINA), storage.language(3), storage.answer_at(-1, 3)) == ("", "", None)
    assert (storage.context(other), storage.language(4)) == ("context-of-4", "ko")
    assert [vote.user for vote in storage.votes()] == [4]


def test_a_chat_that_moves_takes_contexts_along(storage: Storage) -> None:
    storage.keep_context(MINA, "mine")
    storage.keep_answer(ANSWER)
    storage.move_chat(-1, -100)
    assert storage.context(replace(MINA, chat=-100)) == "mine"
    assert storage.answer_at(-1, 12) is None


def test_a_chosen_language_can_be_taken_back(storage: Storage) -> None:
    storage.choose_language(3, "ko")
    storage.choose_language(3, "")
    assert storage.language(3) == ""


def test_a_damaged_file_says_what_it_is(path: Path) -> None:
    path.write_bytes(b"this is not a database, " * 100)
    with pytest.raises(SettingsError, match=r"memory\.sqlite can't be used: file is not a database"):
        Storage(path)


def test_only_the_owner_can_read_the_file(storage: Storage, path: Path) -> None:
    storage.keep_context(MINA, "mine")
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere/x\.sqlite can't be used"):
        Storage(tmp_path / "nowhere" / "x.sqlite")
