"""Everything that the shipped base can say, in both languages, through the stand-in: the first three acceptance points."""

from typing import Any

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.answers import page_of
from bot.channels.telegram.buttons import Press
from bot.channels.telegram.delivery import Page
from bot.channels.telegram.limits import AskerLimit
from bot.channels.telegram.links import deep_link, is_address
from bot.channels.telegram.rendering import as_html, as_plain
from bot.channels.telegram.room import Room
from bot.knowledge.folders import SHIPPED
from bot.language import LANGUAGES, Language
from bot.replies.reply import Outcome, Reply
from tests.shipped import KEPT
from tests.telegram.markup import parse_html, units
from tests.telegram.people import Person
from tests.telegram.server import Server


@pytest.fixture(scope="module")
def replies(assistant: Assistant) -> dict[tuple[str, Language], Reply]:
    found = {}
    for address in assistant.addresses():
        for language in LANGUAGES:
            opened = assistant.open(address, language)
            assert opened is not None, address
            found[address, language] = opened[0]
    assert len(found) > 200
    return found


@pytest.fixture
def room(assistant: Assistant, options: Any) -> Room:
    class Bot:
        username = "seminar_test_bot"

    return Room(assistant, options, None, Bot(), AskerLimit(1, lambda: 0.0))  # type: ignore[arg-type]


def parts(page: Page) -> list[str]:
    return [as_plain(part) for part, _ in page.messages()]


def test_every_answer_fits_parses_and_ends_with_its_source(room: Room, replies: dict[tuple[str, Language], Reply]) -> None:
    for (address, _), reply in replies.items():
        page = page_of(room, reply)
        for part, _keyboard in page.messages():
            text, _entities = parse_html(as_html(part))
            assert text == as_plain(part), address
            assert 0 < units(text) <= 4096, address
        if reply.outcome is Outcome.ANSWER:
            last = page.messages()[-1][0][-1]
            assert last.style == "source", address
            assert last.text in reply.citations[-1].line
            assert last.link == reply.citations[-1].url


def test_every_button_fits_and_opens_what_it_names_after_a_restart_and_a_reload(
    room: Room, replies: dict[tuple[str, Language], Reply]
) -> None:
    restarted = Assistant.load(SHIPPED, KEPT)
    seen: set[str] = set()
    for (address, _), reply in replies.items():
        keyboard = page_of(room, reply).keyboard
        for button in (button for row in keyboard.inline_keyboard for button in row) if keyboard else ():
            if not isinstance(button.callback_data, str):
                continue
            assert len(button.callback_data.encode("ascii")) <= 64
            press = Press.read(button.callback_data)
            assert press is not None, (address, button.callback_data)
            seen.add(press.address)
    assert len(seen) > 100
    unknown = [address for address in seen if address and restarted.open(address, "en") is None]
    assert not unknown


def test_every_address_makes_a_deep_link_that_the_bot_accepts(replies: dict[tuple[str, Language], Reply]) -> None:
    for address, _ in replies:
        link = deep_link("seminar_test_bot", address)
        assert is_address(link.partition("?start=")[2])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_deep_link_is_answered_through_the_server(launch, server: Server, assistant: Assistant, language: Language) -> None:
    await launch(assistant, questions_per_minute=100_000, storage=None)
    person = Person(server, language=language)
    addresses = tuple(dict.fromkeys(assistant.addresses()))
    for address in addresses:
        await person.say(f"/start {address}")
    await server.until(lambda: len(server.sent("sendMessage", "sendPhoto")) >= len(addresses), 60)
    assert not server.refused
    welcome = assistant.base.say("telegram.start", language).splitlines()[0]
    assert not [text for text in person.private.texts() if text.startswith(welcome)]
