"""How many questions a second the Telegram channel answers, and how long one waits.

    python -m benchmarks.telegram_load [--people 200] [--turns 10] [--rate 50]

A bot process with the shipped base talks over loopback to the tests' strict stand-in for Telegram's server. Three runs: all
questions at once (throughput; once more with a SIGTERM and a new start in the middle), and a steady stream (how long one
waits). Each checks that no question is lost, none answered twice and the order kept in every chat, against what the
assistant answers when asked the same one after the other.
"""

import argparse
import asyncio
import json
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bot.assistant import Assistant
from bot.channels.telegram import TelegramOptions, run
from bot.channels.telegram.rendering import as_plain, paragraphs_of
from bot.dialogue.context import EMPTY
from tests.shipped import KEPT
from tests.telegram import TOKEN
from tests.telegram.people import Person
from tests.telegram.server import Call, Server

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = (
    "Who operates the nano-convergence material project?",
    "and who takes part?",
    "이차전지 사업은 누가 운영하나요?",
    "Which industries does Daegu have?",
    "when was the seminar held?",
    "who spoke?",
    "What is the budget of the seminar?",
    "what is the weather tomorrow?",
    "Does Chungbuk operate the secondary battery project?",
    "How many projects is Gwangju in?",
)


def expected(assistant: Assistant, turns: int) -> list[str]:
    """Return what one person is answered, asking the questions in turn."""
    context, texts = EMPTY, []
    for turn in range(turns):
        reply, context = assistant.ask(QUESTIONS[turn % len(QUESTIONS)], context)
        texts.append(as_plain(paragraphs_of(reply)))
    return texts


async def measure(people: int, turns: int, per_second: float, stop_midway: bool) -> dict[str, object]:
    """Ask `people` x `turns` questions and return what was measured; `per_second` 0 asks all at once."""
    wanted = expected(Assistant.load(ROOT / "knowledge", KEPT).ready(), turns)
    server = await Server().start()
    askers = [Person(server) for _ in range(people)]
    with tempfile.TemporaryDirectory() as folder:
        bot = await started(server, folder)
        asked: dict[int, list[float]] = {person.id: [] for person in askers}
        begun = time.monotonic()
        for turn in range(turns):
            for place, person in enumerate(askers):
                if per_second:
                    await asyncio.sleep(max(0.0, begun + (turn * people + place) / per_second - time.monotonic()))
                await person.say(QUESTIONS[turn % len(QUESTIONS)])
                asked[person.id].append(time.monotonic())
        if stop_midway:
            await server.until(lambda: len(answers(server)) >= people * turns // 4, 120)
            await stopped(bot)
            bot = await started(server, folder)
        await server.until(lambda: len(answers(server)) >= people * turns, 300)
        took = answers(server)[-1].at - begun
        await stopped(bot)
    await server.stop()
    told = {person.id: [call for call in answers(server) if call.request.chat_id == person.id] for person in askers}
    waits = [call.at - at for person in askers for call, at in zip(told[person.id], asked[person.id], strict=False)]
    return {
        "questions": people * turns,
        "asked": "all at once" if not per_second else f"{per_second:.0f} a second",
        "stopped midway": stop_midway,
        "answers": len(answers(server)),
        "chats answered in order, each once": sum(same(told[person.id], wanted) for person in askers),
        "refused requests": len(server.refused),
        "answers a second": round(people * turns / took, 1),
        "median wait ms": round(statistics.median(waits) * 1000, 1),
        "p99 wait ms": round(statistics.quantiles(waits, n=100)[98] * 1000, 1),
    }


def answers(server: Server) -> list[Call]:
    """Return the answers that came, in order; a picture counts as the answer that it carries."""
    return server.sent("sendMessage", "sendPhoto")


def same(calls: list[Call], wanted: list[str]) -> bool:
    """Tell whether these answers are the wanted ones; a caption begins with what its picture shows."""
    told = [call.result.get("text") or call.result["caption"] for call in calls]
    return len(told) == len(wanted) and all(one.endswith(other) for one, other in zip(told, wanted, strict=True))


async def started(server: Server, folder: str) -> asyncio.subprocess.Process:
    """Start the bot and wait until it fetches updates."""
    server.allowed_updates = None
    command = (sys.executable, "-m", "benchmarks.telegram_load", "--serve", server.url, "--storage", f"{folder}/bot.sqlite")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stderr=asyncio.subprocess.DEVNULL)
    await server.until(lambda: server.allowed_updates, 60)
    return process


async def stopped(process: asyncio.subprocess.Process) -> None:
    """Stop the bot as an operator does."""
    process.send_signal(signal.SIGTERM)
    if await process.wait():
        raise SystemExit(f"the bot ended with status {process.returncode}")


def serve(url: str, storage: Path) -> None:
    """Be the bot."""
    options = TelegramOptions(TOKEN, api_url=url, storage=storage, messages_per_second=100_000, questions_per_minute=100_000)
    run(Assistant.load(ROOT / "knowledge", KEPT).ready(), options)


def main() -> None:
    """Measure, and print one JSON object a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument("--rate", type=float, default=50.0, help="questions a second of the steady stream")
    parser.add_argument("--serve", default="", help=argparse.SUPPRESS)
    parser.add_argument("--storage", type=Path, default=None, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve, given.storage)
        return
    for rate, stop_midway in ((0.0, False), (0.0, True), (given.rate, False)):
        print(json.dumps(asyncio.run(measure(given.people, given.turns, rate, stop_midway))), flush=True)


if __name__ == "__main__":
    main()
