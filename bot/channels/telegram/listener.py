"""The HTTP server beside the bot: the webhook that Telegram posts to, and /health for whoever watches the process."""

import hmac
import json
import logging
import socket
from asyncio import Queue
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from telegram import Bot, Update
from tornado.httpserver import HTTPServer
from tornado.web import Application as Site
from tornado.web import RequestHandler

from bot.channels.telegram.health import Health
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.channels.telegram.options import TelegramOptions

_log = logging.getLogger(__name__)
_SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_LARGEST_UPDATE: Final = 1024 * 1024  # bytes; an update with a long message and its quote stays far below


class _Plain(RequestHandler):
    """A handler that says no more than a status: no server version, no page of HTML."""

    def set_default_headers(self) -> None:
        self.set_header("Server", "bot")

    def write_error(self, status_code: int, **_: Any) -> None:
        self.finish(f"{status_code}\n")


class _Health(_Plain):
    def initialize(self, health: Health) -> None:
        self._health = health

    def get(self) -> None:
        status, shown = self._health.report()
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(shown) + "\n")

    head = get


class _Webhook(_Plain):
    def initialize(self, secret: str, bot: Bot, updates: "Queue[object]") -> None:
        self._secret, self._bot, self._updates = secret, bot, updates

    def prepare(self) -> None:
        given = self.request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            _log.warning("an update without the right secret was refused")
            self.send_error(403)

    async def post(self) -> None:
        try:
            update = Update.de_json(json.loads(self.request.body), self._bot)
        except (ValueError, KeyError, TypeError, AttributeError):
            # Refusing it would make Telegram send it again and again for a day.
            _log.error("an update could not be read: %d bytes", len(self.request.body))
        else:
            await self._updates.put(update)
        self.finish()


class Listener:
    """Serves until `stop`; `health` tells what /health shows."""

    def __init__(self, options: "TelegramOptions", bot: Bot, updates: "Queue[object]", health: Health) -> None:
        routes: list[tuple[str, type[RequestHandler], dict[str, Any]]] = [("/health", _Health, {"health": health})]
        if options.webhook_url:
            path = urlsplit(options.webhook_url).path or "/"
            routes.append((path, _Webhook, {"secret": options.webhook_secret, "bot": bot, "updates": updates}))
        self._address = (options.listen_host, options.listen_port)
        self._server = HTTPServer(Site(routes, log_function=lambda _: None), max_body_size=_LARGEST_UPDATE)

    def start(self) -> None:
        """Begin to listen; raises `SettingsError` when the address is taken or is not ours."""
        host, port = self._address
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            listening = socket.create_server((host, port), family=family)
        except OSError as error:
            raise SettingsError(f"Nothing can listen on {host}:{port}: {error.strerror}.") from None
        listening.setblocking(False)
        self._server.add_sockets([listening])

    async def stop(self) -> None:
        """Take no more requests; those that have come in are answered."""
        self._server.stop()
        await self._server.close_all_connections()
