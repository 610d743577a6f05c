"""Updates over a webhook behind a proxy, and the health endpoint."""

import socket
from contextlib import closing
from types import SimpleNamespace

import pytest
from aiohttp import ClientSession

from bot.channels.telegram.application import ALLOWED_UPDATES
from bot.channels.telegram.health import Health
from bot.channels.telegram.options import TelegramOptions
from bot.errors import SettingsError
from tests.telegram import TOKEN
from tests.telegram.fake import FakeAssistant
from tests.telegram.people import Person, settled
from tests.telegram.server import Server
from tests.telegram.strictness import bad

SECRET = "a-secret_0123"  # noqa: S105


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
async def port(launch, server: Server) -> int:
    port = free_port()
    server.behind_proxy = f"http://127.0.0.1:{port}/seminar/hook"
    await launch(webhook_url="https://bot.example.org/seminar/hook", listen_port=port, webhook_secret=SECRET)
    return port


async def test_questions_over_the_webhook_are_answered(port: int, server: Server, mina: Person) -> None:
    await mina.say("Who operates nano?")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("Ulsan operates")
    (call,) = server.sent("setWebhook")
    assert call.request.url == "https://bot.example.org/seminar/hook"
    assert call.request.secret_token == SECRET
    assert call.request.allowed_updates == list(ALLOWED_UPDATES)


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", "비밀"])
async def test_a_forged_update_gets_403_and_no_answer(port: int, server: Server, mina: Person, secret: str) -> None:
    forged = {
        "update_id": 1,
        "message": {"message_id": 1, "date": 1, "chat": {"id": mina.id, "type": "private"}, "text": "Who operates nano?"},
    }
    assert await server.post(forged, secret.encode().decode("latin-1")) == 403
    await settled(mina)
    assert len(server.sent()) == 1


async def test_an_update_delivered_twice_is_answered_once(port: int, server: Server, mina: Person) -> None:
    message = {"message_id": 1, "date": 4_000_000_000, "chat": {"id": mina.id, "type": "private"}, "from": mina.user, "text": "echo once"}
    for _ in range(3):
        assert await server.post({"update_id": 77, "message": message}) == 200
    await settled(mina)
    assert len(mina.private.texts()) == 2


async def test_what_is_no_update_is_taken_and_logged(port: int, server: Server, mina: Person, caplog) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with ClientSession() as session:
        for body in (b"not json", b"[]", b'"x"', b'{"update_id": 1, "message": 5}'):
            async with session.post(server.behind_proxy, data=body, headers=headers) as response:
                assert response.status == 200
    assert len([record for record in caplog.records if "could not be read" in record.message]) == 4
    await settled(mina)


async def test_elsewhere_there_is_nothing(port: int) -> None:
    async with ClientSession() as session:
        for method, path, status in (
            ("GET", "/", 404),
            ("GET", "/seminar/hook", 403),
            ("POST", f"/{TOKEN}", 404),
            ("POST", "/health", 405),
        ):
            async with session.request(method, f"http://127.0.0.1:{port}{path}") as response:
                assert response.status == status
                assert TOKEN not in await response.text()


async def test_health_over_webhook_and_polling(port: int, launch, server: Server) -> None:
    other = free_port()
    async with ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/health") as response:
            assert await response.json() == {"status": "ok", "revision": "0123456789ab", "mode": "webhook"}
        server.webhook = {}
        await launch(listen_port=other, storage=None)
        async with session.get(f"http://127.0.0.1:{other}/health") as response:
            assert (await response.json())["mode"] == "polling"


async def test_a_taken_port_is_one_clear_sentence(launch, server: Server, options: TelegramOptions) -> None:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        running = await launch(listen_port=one.getsockname()[1])
        with pytest.raises(SettingsError, match=r"Nothing can listen on 127\.0\.0\.1:"):
            await running.task


async def test_a_refused_webhook_is_one_clear_sentence(launch, server: Server) -> None:
    server.fail("setWebhook", bad("bad webhook: IP address 10.0.0.1 is reserved"))
    running = await launch(webhook_url="https://bot.example.org/x", listen_port=free_port(), webhook_secret=SECRET)
    with pytest.raises(SettingsError, match=r"refuses to send updates: .*is reserved"):
        await running.task


def test_health_says_when_telegram_is_out_of_touch() -> None:
    now = [0.0]
    health = Health(SimpleNamespace(options=TelegramOptions(TOKEN), assistant=FakeAssistant()), lambda: now[0])  # type: ignore[arg-type]
    assert health.report()[0] == 200
    health.failed()
    assert health.report() == (503, {"status": "out of touch", "revision": "0123456789ab", "mode": "polling"})
    now[0] = 61.0
    assert health.report()[0] == 200
