"""A stand-in for Telegram's server, over real HTTP on loopback: strict about what it is sent, with a memory of every chat.

`people.py` are those who write to the bot through it.
"""

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from aiogram.methods.base import TelegramMethod
from aiohttp import ClientSession, web

from tests.telegram import TOKEN
from tests.telegram.methods import Methods
from tests.telegram.strictness import Refusal, bad, checked

BOT = {"id": 123456, "is_bot": True, "first_name": "Seminar", "username": "seminar_test_bot", "can_join_groups": True,
       "can_read_all_group_messages": False, "supports_inline_queries": True, "supports_guest_queries": True}  # fmt: skip


class Fault(Enum):
    """What can go wrong with a connection."""

    DROPPED = "closed without an answer"
    SILENT = "no answer until the client gives up"
    GATEWAY = "502 from a proxy, with a page of HTML"


@dataclass(frozen=True)
class Call:
    """One request that was accepted: its method, its model, its result and when it came."""

    method: str
    request: Any
    result: Any
    at: float


class Server(Methods):
    """Serves one bot. Every call that changes something wakes those who wait in `until`."""

    def __init__(self) -> None:
        super().__init__(BOT)
        self.calls: list[Call] = []
        self.refused: list[tuple[str, str]] = []
        self.failed: list[Refusal | Fault] = []
        self.pending: list[dict[str, Any]] = []
        self.url = ""
        self.faults: dict[str, deque[Refusal | Fault]] = defaultdict(deque)
        self.holds: dict[str, asyncio.Event] = {}
        self.arrived: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._next_update = 1000
        self._polling = 0
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def start(self) -> "Server":
        app = web.Application(client_max_size=20 * 1024 * 1024)
        app.router.add_post("/bot{token}/{method}", self._serve)
        app.router.add_get("/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # noqa: SLF001
        return self

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    # What tests ask

    def sent(self, *names: str) -> list[Call]:
        """Return the accepted calls of these methods; without names, all that a person would see."""
        wanted = names or ("sendMessage", "sendPhoto", "editMessageText", "editMessageReplyMarkup", "deleteMessage", "answerInlineQuery")
        return [call for call in self.calls if call.method in wanted]

    def fail(self, method: str, *faults: Refusal | Fault) -> None:
        """Make the next calls of a method fail, one fault each."""
        self.faults[method].extend(faults)

    async def until(self, condition: Callable[[], Any], seconds: float = 10.0) -> Any:
        """Wait until a condition on the server's state is true, and return what it returned."""
        async with asyncio.timeout(seconds), self._changed:
            while not (value := condition()):
                await self._changed.wait()
            return value

    async def idle(self) -> None:
        """Wait until every update has been fetched and the fetching of the next has begun."""
        await self.until(lambda: not self.pending)

    # What people do

    async def push(self, kind: str, content: dict[str, Any]) -> int:
        """Put an update in line, or post it to the webhook."""
        self._next_update += 1
        update = {"update_id": self._next_update, kind: content}
        if self.webhook.get("url"):
            await self.post(update)
        else:
            self.pending.append(update)
            await self._wake()
        return self._next_update

    async def post(self, update: dict[str, Any], secret: str | None = None) -> int:
        """Post an update to the webhook as the TLS proxy in front of it hands it on; returns the status."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token") if secret is None else secret}
        async with ClientSession() as session, session.post(self.behind_proxy, json=update, headers=headers) as response:
            return response.status

    # HTTP

    async def _serve(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return _refused(Refusal(401, "Unauthorized"))
        name = request.match_info["method"]
        form = dict(await request.post()) if request.method == "POST" else dict(request.query)
        try:
            request_model = checked(name, form)
            if self.faults[name]:
                return await self._go_wrong(request, self.faults[name].popleft())
            result = await self._answer(name, request_model)
        except Refusal as refusal:
            self.refused.append((name, refusal.description))
            await self._wake()
            return _refused(refusal)
        return web.json_response({"ok": True, "result": result})

    async def _answer(self, name: str, request: TelegramMethod[Any]) -> Any:
        if name == "getUpdates":
            return await self._get_updates(request)
        self.arrived[name].set()
        if name in self.holds:
            await self.holds[name].wait()
        method = getattr(self, f"do_{name}", None)
        if method is None:
            raise bad(f"the stand-in does not know {name} yet")
        result = method(request)
        self.calls.append(Call(name, request, result, time.monotonic()))
        await self._wake()
        return result

    async def _go_wrong(self, request: web.Request, fault: Refusal | Fault) -> web.Response:
        self.failed.append(fault)
        await self._wake()
        if isinstance(fault, Refusal):
            return _refused(fault)
        if fault is Fault.SILENT:
            await asyncio.Event().wait()
        if fault is Fault.DROPPED:
            assert request.transport is not None
            request.transport.close()
        return web.Response(status=502, text="<html>Bad Gateway</html>")

    async def _get_updates(self, request: Any) -> list[dict[str, Any]]:
        if self.webhook.get("url"):
            raise Refusal(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        if self._polling:
            raise Refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
        self.allowed_updates = request.allowed_updates
        self.pending = [update for update in self.pending if update["update_id"] >= (request.offset or 0)]
        await self._wake()
        self._polling += 1
        try:
            async with asyncio.timeout(request.timeout or 0), self._changed:
                while not self._wanted():
                    await self._changed.wait()
        except TimeoutError:
            pass
        finally:
            self._polling -= 1
        return self._wanted()[: request.limit or 100]

    def _wanted(self) -> list[dict[str, Any]]:
        return [update for update in self.pending if not self.allowed_updates or set(update) & set(self.allowed_updates)]

    async def _wake(self) -> None:
        async with self._changed:
            self._changed.notify_all()


def _refused(refusal: Refusal) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(text=json.dumps(body), status=refusal.code)
