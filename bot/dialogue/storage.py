"""What is remembered between two updates: one SQLite file, with ageing and real deletion.

Storage knows nothing of channels or of the assistant: a context is kept as the text that the assistant hands out. Every
row belongs to a person (`user`) or to a chat, so that forgetting is one statement a table. Deleted rows are overwritten
(`secure_delete`), not only unlinked.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.errors import SettingsError

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS contexts (
    chat INTEGER, topic INTEGER, user INTEGER, context TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, topic, user));
CREATE TABLE IF NOT EXISTS languages (user INTEGER PRIMARY KEY, language TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS answers (
    chat INTEGER, message INTEGER, topic INTEGER NOT NULL, user INTEGER NOT NULL, question INTEGER NOT NULL, messages TEXT NOT NULL,
    utterance TEXT NOT NULL, before TEXT NOT NULL, address TEXT NOT NULL, revision TEXT NOT NULL, digest TEXT NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (chat, message));
CREATE INDEX IF NOT EXISTS answers_by_question ON answers (chat, question);
CREATE TABLE IF NOT EXISTS votes (
    chat INTEGER, message INTEGER, user INTEGER, address TEXT NOT NULL, revision TEXT NOT NULL, verdict TEXT NOT NULL,
    reason TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, message, user));
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, file TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS updates (id INTEGER PRIMARY KEY, at REAL NOT NULL);
"""
_AGEING_PAUSE: Final = 600.0  # seconds between two sweeps: rows outlive their age by this at most
_UPDATE_AGE: Final = 2 * 86_400.0  # Telegram offers an update again for 24 hours
_FILE_AGE: Final = 90 * 86_400.0


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person in one topic of one chat; nobody else's "it" is theirs. `topic` is 0 where a chat has none."""

    chat: int
    topic: int
    user: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Which messages answered which question, with all that is needed to ask it again.

    `message` is the message that carries the buttons, `messages` are all parts of the answer in order. `before` is the context that the
    question was asked in. `digest` tells whether a new answer would look the same. `question` is 0 when a button asked.
    """

    conversation: Conversation
    question: int
    message: int
    messages: tuple[int, ...]
    utterance: str
    before: str
    address: str
    revision: str
    digest: str


@dataclass(frozen=True, slots=True)
class Vote:
    """One person's judgement of one answer: `verdict` is "up" or "down", `reason` says what was wrong, if told."""

    chat: int
    message: int
    user: int
    address: str
    revision: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ages:
    """How long things are kept, in seconds."""

    context: float = 1800.0
    question: float = 86_400.0
    vote: float = 365 * 86_400.0


class Storage:
    """The memory of a channel, over one SQLite connection that belongs to one thread.

    `path` None keeps everything in memory. `clock` returns seconds since the epoch. Raises `SettingsError` for a file that can't be used.
    """

    def __init__(self, path: Path | None, ages: Ages | None = None, clock: Callable[[], float] = time.time) -> None:
        self._ages = ages or Ages()
        self._clock = clock
        self._next_ageing = 0.0
        self._db = _opened(path)

    def context(self, conversation: Conversation) -> str:
        """Return the context of a conversation, or "" when there is none or it has aged."""
        self.age()
        row = self._db.execute(
            "SELECT context FROM contexts WHERE chat=? AND topic=? AND user=? AND at>?",
            (*_key(conversation), self._clock() - self._ages.context),
        ).fetchone()
        return str(row[0]) if row else ""

    def keep_context(self, conversation: Conversation, context: str) -> None:
        """Remember the context that a conversation goes on with."""
        self._db.execute("REPLACE INTO contexts VALUES (?,?,?,?,?)", (*_key(conversation), context, self._clock()))

    def language(self, user: int) -> str:
        """Return the language that a person chose, or "" when they never did."""
        row = self._db.execute("SELECT language FROM languages WHERE user=?", (user,)).fetchone()
        return str(row[0]) if row else ""

    def choose_language(self, user: int, language: str) -> None:
        """Remember a person's choice; "" goes back to what their app says."""
        if language:
            self._db.execute("REPLACE INTO languages VALUES (?,?)", (user, language))
        else:
            self._db.execute("DELETE FROM languages WHERE user=?", (user,))

    def keep_answer(self, answer: Answer) -> None:
        """Remember an answer; a former answer to the same question is replaced."""
        where = answer.conversation
        with self._db:
            self._db.execute("BEGIN")
            if answer.question:
                self._db.execute("DELETE FROM answers WHERE chat=? AND question=?", (where.chat, answer.question))
            self._db.execute(
                "REPLACE INTO answers VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    *(where.chat, answer.message, where.topic, where.user, answer.question, json.dumps(answer.messages)),
                    *(answer.utterance, answer.before, answer.address, answer.revision, answer.digest, self._clock()),
                ),
            )

    def answer_to(self, chat: int, question: int) -> Answer | None:
        """Return the answer that a question got, or None when there was none or it has aged."""
        return self._answer("question", chat, question)

    def answer_at(self, chat: int, message: int) -> Answer | None:
        """Return what is known of the answer that a message of the bot carries, or None."""
        return self._answer("message", chat, message)

    def last_question(self, conversation: Conversation) -> int:
        """Return the newest question of a conversation that was answered, or 0."""
        row = self._db.execute(
            "SELECT coalesce(max(question), 0) FROM answers WHERE chat=? AND topic=? AND user=?", _key(conversation)
        ).fetchone()
        return int(row[0])

    def vote(self, vote: Vote) -> None:
        """Count a vote; the same person's former vote on the same answer is replaced."""
        self._db.execute(
            "REPLACE INTO votes VALUES (?,?,?,?,?,?,?,?)",
            (vote.chat, vote.message, vote.user, vote.address, vote.revision, vote.verdict, vote.reason, self._clock()),
        )

    def votes(self) -> Iterator[Vote]:
        """Yield every vote, oldest first."""
        for row in self._db.execute("SELECT chat, message, user, address, revision, verdict, reason FROM votes ORDER BY at"):
            yield Vote(*row)

    def file(self, name: str) -> str:
        """Return the id under which the channel's server holds a file, or ""."""
        row = self._db.execute("SELECT file FROM files WHERE name=?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def keep_file(self, name: str, file: str) -> None:
        """Remember a file's id on the channel's server; "" forgets it."""
        if file:
            self._db.execute("REPLACE INTO files VALUES (?,?,?)", (name, file, self._clock()))
        else:
            self._db.execute("DELETE FROM files WHERE name=?", (name,))

    def was_handled(self, update: int) -> bool:
        """Tell whether an update was finished before, so that one delivered twice is answered once."""
        return self._db.execute("SELECT 1 FROM updates WHERE id=?", (update,)).fetchone() is not None

    def note_handled(self, update: int) -> None:
        """Remember that an update is finished."""
        self._db.execute("INSERT OR IGNORE INTO updates VALUES (?,?)", (update, self._clock()))

    def forget(self, user: int) -> None:
        """Delete all that is kept of a person, in every chat, and overwrite it on disk."""
        self._erase("user", user, ("contexts", "languages", "answers", "votes"))

    def forget_chat(self, chat: int) -> None:
        """Delete all that is kept of a chat (the bot was removed or blocked), and overwrite it on disk."""
        self._erase("chat", chat, ("contexts", "answers", "votes"))

    def move_chat(self, old: int, new: int) -> None:
        """Follow a group that became a supergroup: contexts go along; message ids of the old chat mean nothing in the new one."""
        with self._db:
            self._db.execute("BEGIN")
            self._db.execute("UPDATE OR REPLACE contexts SET chat=? WHERE chat=?", (new, old))
            self._db.execute("DELETE FROM answers WHERE chat=?", (old,))

    def age(self, *, now: bool = False) -> None:
        """Delete what has outlived its age; does nothing when that was done a moment ago, unless `now`."""
        time_now = self._clock()
        if not now and time_now < self._next_ageing:
            return
        self._next_ageing = time_now + _AGEING_PAUSE
        ages = {
            "contexts": self._ages.context,
            "answers": self._ages.question,
            "votes": self._ages.vote,
            "updates": _UPDATE_AGE,
            "files": _FILE_AGE,
        }
        for table, seconds in ages.items():
            self._db.execute(f"DELETE FROM {table} WHERE at<=?", (time_now - seconds,))  # noqa: S608 - names from the lines above

    def close(self) -> None:
        """Write everything to the one file and close it."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    def _erase(self, column: str, value: int, tables: tuple[str, ...]) -> None:
        with self._db:
            self._db.execute("BEGIN")
            for table in tables:
                self._db.execute(f"DELETE FROM {table} WHERE {column}=?", (value,))  # noqa: S608 - names from this module
        # The write-ahead log still holds the old pages until it is folded into the file and cut.
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _answer(self, column: str, chat: int, message: int) -> Answer | None:
        found = f"SELECT * FROM answers WHERE chat=? AND {column}=? AND at>?"  # noqa: S608 - names from this module
        row = self._db.execute(found, (chat, message, self._clock() - self._ages.question)).fetchone()
        if row is None:
            return None
        _, message, topic, user, question, messages, *rest, _at = row  # in the order of the schema
        return Answer(Conversation(chat, topic, user), question, message, tuple(json.loads(messages)), *rest)


def _opened(path: Path | None) -> sqlite3.Connection:
    database: sqlite3.Connection | None = None
    try:
        if path is not None:
            path.touch(mode=0o600)  # what people asked is nobody else's business on this machine; SQLite's own side files follow suit
        database = sqlite3.connect(path or ":memory:", isolation_level=None)
        # WAL with NORMAL loses at most the last moments on a power cut, and costs no fsync for each answer.
        database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA busy_timeout=5000;")
        database.executescript(_SCHEMA)
    except (sqlite3.DatabaseError, OSError) as error:
        if database is not None:
            database.close()
        raise SettingsError(f"The storage file {path} can't be used: {getattr(error, 'strerror', None) or error}.") from None
    return database


def _key(conversation: Conversation) -> tuple[int, int, int]:
    return conversation.chat, conversation.topic, conversation.user
