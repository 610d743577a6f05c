import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.channels.telegram.options import TelegramOptions
from bot.channels.telegram.service import serve_until
from tests.telegram import TOKEN
from tests.telegram.fake import FakeAssistant, FakeDrawing
from tests.telegram.people import Person
from tests.telegram.server import Server


@dataclass
class Running:
    """A bot that is being served in this process; `stop` ends it as SIGTERM would."""

    task: "asyncio.Task[None]"
    stopping: asyncio.Event
    hang_up: asyncio.Event
    assistant: Any
    drawn: list[Any]

    async def stop(self) -> None:
        self.stopping.set()
        async with asyncio.timeout(20):
            await self.task


def draw_into(drawn: list[Any]) -> Callable[..., FakeDrawing]:
    def draw(base: Any, request: Any, language: str, theme: str) -> FakeDrawing:
        drawn.append((request, language))
        return FakeDrawing(b"\x89PNG\r\n\x1a\n fake", f"A map of {request.record or 'all'}.")

    return draw


@pytest.fixture
def options(tmp_path: Path) -> TelegramOptions:
    return TelegramOptions(
        token=TOKEN,
        api_url="http://127.0.0.1:1",
        storage=tmp_path / "bot.sqlite",
        retry_pause=0.0,
        messages_per_second=1000,
        poll_seconds=5,
    )


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    stand_in = await Server().start()
    yield stand_in
    await stand_in.stop()


@pytest_asyncio.fixture
async def launch(server: Server, options: TelegramOptions) -> AsyncIterator[Callable[..., Awaitable[Running]]]:
    """Start bots; each is stopped at the end, and must have stopped cleanly."""
    begun: list[Running] = []

    async def start(assistant: Any = None, draw: Any = None, **changes: Any) -> Running:
        stop, hang_up, drawn = asyncio.Event(), asyncio.Event(), []
        server.allowed_updates = None
        settings = replace(options, **{"api_url": server.url, **changes})
        serving = assistant or FakeAssistant()
        task = asyncio.create_task(serve_until(serving, settings, stop, hang_up, draw or draw_into(drawn)))
        begun.append(Running(task, stop, hang_up, serving, drawn))
        serves = asyncio.create_task(server.until(lambda: server.allowed_updates))
        await asyncio.wait({task, serves}, return_when=asyncio.FIRST_COMPLETED)
        serves.cancel()
        return begun[-1]

    yield start
    for running in begun:
        if not running.task.done():
            await running.stop()


@pytest_asyncio.fixture
async def bot(launch: Callable[..., Awaitable[Running]]) -> Running:
    return await launch()


@pytest.fixture
def mina(server: Server) -> Person:
    return Person(server)


@pytest.fixture(autouse=True)
def _own_logging() -> Any:
    """Give the root logger back as it was: the service puts discreet formatters on it."""
    root = logging.getLogger()
    before = [(handler, handler.formatter) for handler in root.handlers]
    yield
    for handler, formatter in before:
        handler.setFormatter(formatter)
