"""The life of the process: signals, reloads, starts that fail, and a log that keeps secrets."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram.logs import Discreet
from bot.channels.telegram.options import TelegramOptions, read_token
from bot.channels.telegram.service import serve_until
from bot.errors import KnowledgeError, Problem, SettingsError
from tests.telegram import TOKEN
from tests.telegram.fake import FakeAssistant
from tests.telegram.people import Person, settled
from tests.telegram.server import Fault, Server

ROOT = Path(__file__).parents[2]
HIDDEN = "hidden"


@pytest.fixture
async def process(server: Server, tmp_path: Path) -> AsyncIterator[Callable[..., Awaitable[asyncio.subprocess.Process]]]:
    """Start bots in processes of their own; none outlives the test."""
    begun: list[asyncio.subprocess.Process] = []

    async def start(*more: str) -> asyncio.subprocess.Process:
        server.allowed_updates = None
        command = (sys.executable, "-m", "tests.telegram.serving", server.url, str(tmp_path / "bot.sqlite"), *more)
        begun.append(await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE, cwd=ROOT))
        await server.until(lambda: server.allowed_updates, 60)
        return begun[-1]

    yield start
    for one in begun:
        if one.returncode is None:
            one.kill()
            await one.communicate()


async def ended(running: asyncio.subprocess.Process) -> str:
    async with asyncio.timeout(60):
        _, errors = await running.communicate()
    assert running.returncode == 0, errors.decode()
    assert TOKEN not in errors.decode()
    assert "Traceback" not in errors.decode()
    return errors.decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_in_the_middle_of_an_answer_lets_it_go_out(process, server: Server, number: signal.Signals) -> None:
    mina = Person(server)
    running = await process()
    server.holds["sendMessage"] = asyncio.Event()
    await mina.say("Who operates nano?")
    await mina.say("Who takes part?")
    async with asyncio.timeout(10):
        await server.arrived["sendMessage"].wait()
    running.send_signal(number)
    await server.until(lambda: not server.pending)  # the last request to fetch: all that was fetched is acknowledged
    server.holds["sendMessage"].set()
    log = await ended(running)
    assert [text.split(" ")[0] for text in mina.private.texts()] == ["Ulsan", "Gyeongnam"]
    assert "Who operates" not in log


async def test_sigterm_in_the_middle_of_a_load_loses_nothing(process, server: Server) -> None:
    people = [Person(server) for _ in range(30)]
    running = await process()
    for turn in range(5):
        for person in people:
            await person.say(f"echo {turn}")
    await server.until(lambda: len(server.sent("sendMessage")) >= 20)
    running.terminate()
    await ended(running)
    running = await process()
    for person in people:
        await person.private.answers(5)
    running.terminate()
    await ended(running)
    for person in people:
        assert [text.split("\n")[0] for text in person.private.texts()] == [str(turn) for turn in range(5)]


async def test_a_hang_up_swaps_the_base(process, server: Server, tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "revision").write_text("ffffffffffff")
    mina = Person(server)
    running = await process(str(knowledge))
    running.send_signal(signal.SIGHUP)
    assert running.stderr is not None
    async with asyncio.timeout(10):
        while b"now serving base ffffffffffff" not in (line := await running.stderr.readline()):
            assert line
    await mina.say("Who operates nano?")
    await mina.private.answers()
    running.terminate()
    await ended(running)


async def test_a_broken_base_keeps_the_old_one_serving_and_logs_the_problems(
    launch, server: Server, mina: Person, tmp_path, caplog
) -> None:
    class Broken(FakeAssistant):
        def reloaded(self, directory: Path) -> FakeAssistant:
            raise KnowledgeError((Problem("knowledge/people.yaml", 3, 7, "unknown region ulsna; nearest: ulsan"),))

    running = await launch(Broken(), knowledge=tmp_path)
    running.hang_up.set()
    await mina.say("Who operates nano?")
    await mina.private.answers()
    await settled(mina)
    assert "knowledge/people.yaml:3:7: unknown region ulsna; nearest: ulsan" in caplog.text


async def test_an_unknown_token_is_one_clear_sentence(launch) -> None:
    running = await launch(token="987654:not-the-right-token-at-all")  # noqa: S106
    with pytest.raises(SettingsError, match="does not know the token") as caught:
        await running.task
    assert "987654" not in str(caught.value)
    assert caught.value.__suppress_context__


async def test_a_server_that_is_not_there_yet_is_waited_for(launch, server: Server, mina: Person) -> None:
    server.fail("getMe", Fault.DROPPED, Fault.GATEWAY)
    await launch()
    await mina.say("Who operates nano?")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("Ulsan")
    assert server.failed == [Fault.DROPPED, Fault.GATEWAY]


async def test_a_server_that_never_comes_is_one_clear_sentence(launch) -> None:
    running = await launch(api_url="http://127.0.0.1:9", start_retries=2)
    with pytest.raises(SettingsError, match="could not be reached"):
        await running.task


async def test_a_stop_before_the_first_contact_ends_at_once(server: Server, options: TelegramOptions) -> None:
    server.fail("getMe", Fault.DROPPED)
    stop, settings = asyncio.Event(), replace(options, api_url=server.url, retry_pause=3600.0)
    task = asyncio.create_task(serve_until(FakeAssistant(), settings, stop, asyncio.Event()))  # type: ignore[arg-type]
    await server.until(lambda: server.failed)
    stop.set()
    async with asyncio.timeout(5):
        await task


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"token": "nonsense"}, "does not look like one"),
        ({"api_url": "ftp://x"}, "TELEGRAM_API_URL"),
        ({"webhook_url": "http://x"}, "https://"),
        ({"webhook_url": "https://x"}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"webhook_url": "https://x", "webhook_secret": "with space"}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"webhook_url": "https://x", "webhook_secret": "fine"}, "listen"),
    ],
)
def test_options_that_can_not_work_are_refused(changes: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        TelegramOptions(**{"token": TOKEN, **changes})


def test_options_never_print_their_secrets() -> None:
    assert TOKEN not in repr(TelegramOptions(TOKEN, webhook_secret=HIDDEN))
    assert HIDDEN not in repr(TelegramOptions(TOKEN, webhook_secret=HIDDEN))


def test_the_token_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    assert read_token({}) == ""
    assert read_token({"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_TOKEN_FILE": "/nowhere"}) == TOKEN
    assert read_token({"TELEGRAM_TOKEN_FILE": str(tmp_path / "token")}) == TOKEN
    with pytest.raises(SettingsError, match="can't be read"):
        read_token({"TELEGRAM_TOKEN_FILE": str(tmp_path / "none")})


def test_a_traceback_does_not_give_the_token_away() -> None:
    try:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe and bot{TOKEN.replace(':', '%3A')}")
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "token %s", (TOKEN,), sys.exc_info())
    text = Discreet(logging.Formatter(), [TOKEN]).format(record)
    assert TOKEN not in text
    assert TOKEN.replace(":", "%3A") not in text
    assert "RuntimeError" in text


def test_importing_the_options_loads_no_telegram_library() -> None:
    import subprocess

    code = (
        "import sys; from bot.channels.telegram import TelegramOptions, run; sys.exit('telegram' in sys.modules or 'httpx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
