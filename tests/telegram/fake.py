"""A small assistant with the real one's signatures: what it says is chosen by a word of the question, so that each test is readable."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from bot.dialogue.context import EMPTY, Context
from bot.language import Language
from bot.replies.reply import Citation, Entity, Option, Outcome, PictureRequest, Reply

TEXTS = Path(__file__).parents[2] / "knowledge" / "replies" / "telegram.yaml"
SOURCE = Citation(
    "stepi-2018-10-29",
    "STEPI, Research Activities",
    "2018-10-29",
    "paragraph 2",
    "http://www.stepi.re.kr/view.jsp?cmsCd=CM0150&ntNo=323",
    "Source: STEPI, 2018-10-29, paragraph 2",
)
NASTY = "Tom & \"Jerry\" <b>bold</b> 'x' &amp; 👩‍🔬 \u200f\u05e9\u05dc\u05d5\u05dd\u200f end"
LONG = tuple(f"Paragraph {number}. " + "The province operates the project. 🚀 " * 30 for number in range(12))


def remembering(word: str) -> Context:
    """Return a context whose "it" is this word."""
    return Context(focus=(word,))


def remembered(context: Context) -> str:
    """Return what "it" is, or ""."""
    return context.focus[0] if context.focus else ""


@dataclass
class Record:
    id: str
    name: dict[str, str]
    kind: str = "region"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.name.values())


@dataclass
class Base:
    revision: str = "0123456789ab"
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: yaml.safe_load(TEXTS.read_text("utf-8")))

    def say(self, key: str, language: Language, **values: str) -> str:
        return self.texts[key.removeprefix("telegram.")][language].format_map(values)

    def has_text(self, key: str) -> bool:
        return key.removeprefix("telegram.") in self.texts

    @property
    def sources(self) -> dict[str, Any]:
        return {SOURCE.source: SimpleNamespace(title={"en": SOURCE.title, "ko": SOURCE.title}, date=SOURCE.date, url=SOURCE.url)}

    @property
    def by_id(self) -> dict[str, Record]:
        names = {"ulsan": "울산", "busan": "부산", "daegu": "대구", "jeju": "제주"}
        return {one: Record(one, {"en": one.title(), "ko": ko}) for one, ko in names.items()}

    def record(self, record_id: str) -> Record | None:
        return self.by_id.get(record_id)

    def records(self, kind: str) -> tuple[Record, ...]:
        return tuple(record for record in self.by_id.values() if record.kind == kind)


def answer(address: str, *body: str, **more: Any) -> Reply:
    language: Language = "ko" if any("가" <= letter <= "힣" for letter in body[0]) else "en"
    return replace(Reply(Outcome.ANSWER, language, body, citations=(SOURCE,), address=address), **more)


OPERATOR = answer(
    "nano_operator",
    "Ulsan operates the nano-convergence material project.",
    follow_ups=(Option("Who takes part?", "nano_participants"), Option("Map", "nano_map")),
    facts=("nano.operator",),
    entities=(Entity("region", "ulsan", "Ulsna", 0.9, corrected=True), Entity("region", "busan", "", 1.0, corrected=False)),
    confidence=0.934,
)
REPLIES = {
    "operat": OPERATOR,
    "typo": replace(OPERATOR, notes=("Read “typo” as “nano”.",)),
    "runs": OPERATOR,
    "part": answer("nano_participants", "Gyeongnam and Jeonnam take part.", follow_ups=(Option("Who operates it?", "nano_operator"),)),
    "울산": answer("ulsan", "울산은 나노융합소재 사업을 운영합니다."),
    "nasty": answer("nasty", NASTY, follow_ups=(Option(NASTY, "nano_operator"),)),
    "long": answer("long", *LONG),
    "map": answer("nano_map", "The map of the project.", picture=PictureRequest("map", "nano")),
    "tie": Reply(
        Outcome.CLARIFY, "en", ("Which one do you mean?",), options=(Option("Operator", "nano_operator"), Option("Busan", "busan"))
    ),
    "absent": Reply(Outcome.ABSENT, "en", ("The sources don't tell the budget.",), address="nano_budget"),
}
START = Reply(Outcome.SOCIAL, "en", ("Hello.",), options=(Option("Who operates nano?", "nano_operator"), Option("Map", "nano_map")))
DECLINE = Reply(Outcome.DECLINE, "en", ("I can't answer that.",), options=START.options)


class FakeAssistant:
    """Answers by the first known word; remembers the last address as "it"."""

    def __init__(self, base: Base | None = None) -> None:
        self.base = base or Base()
        self.by_address = {reply.address: reply for reply in REPLIES.values() if reply.address} | {
            "seminar_summary": answer("seminar_summary", "The seminar in short."),
            "projects": answer("projects", "Two projects."),
            "start": START,
            "help": START,
        }

    def reloaded(self, directory: Path) -> "FakeAssistant":
        return FakeAssistant(Base(revision=(directory / "revision").read_text().strip()))

    def ask(self, utterance: str, context: Context = EMPTY) -> tuple[Reply, Context]:
        text = utterance.casefold()
        if "boom" in text:
            raise RuntimeError(f"a bug about {utterance}")
        if "what was it" in text:
            return replace(answer("it", f"It was {remembered(context) or 'nothing'}."), address=""), context
        if text.startswith("echo "):
            return answer("echo", utterance[5:]), remembering(utterance[5:].split(maxsplit=1)[0])
        for word, reply in REPLIES.items():
            if word in text:
                return reply, remembering(reply.address)
        return DECLINE, context

    def open(self, address: str, language: Language, context: Context = EMPTY) -> tuple[Reply, Context] | None:
        reply = self.by_address.get(address)
        return (replace(reply, language=language), remembering(address)) if reply else None

    def addresses(self) -> Iterator[str]:
        return iter(self.by_address)


@dataclass(frozen=True)
class FakeDrawing:
    png: bytes
    description: str
