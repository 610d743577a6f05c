"""The bot's menu, name and descriptions: in both languages, within limits, and set only where they differ."""

import logging
from pathlib import Path

import pytest
from telegram.constants import BotCommandLimit, BotDescriptionLimit, BotNameLimit, CallbackQueryLimit

import bot.channels.telegram as telegram_channel
from bot.channels.telegram.buttons import REASONS
from bot.channels.telegram.commands import COMMANDS, GROUP, PRIVATE
from tests.telegram.fake import Base
from tests.telegram.people import Person
from tests.telegram.server import Server
from tests.telegram.strictness import Refusal

SETTERS = ("setMyCommands", "setMyName", "setMyDescription", "setMyShortDescription")
GETTERS = ("getMyCommands", "getMyName", "getMyDescription", "getMyShortDescription")


def introduced(server: Server):
    """Tell whether the last thing that is read at a start has been read, and set if it had to be."""
    return len(server.sent(*GETTERS)) >= 10 and server.profile.get(("short_description", "ko"))


async def test_everything_is_set_per_language_and_scope(bot, server: Server) -> None:
    await server.until(lambda: introduced(server))
    for language in ("", "ko"):
        private = server.profile["commands", "all_private_chats", language]
        group = server.profile["commands", "all_group_chats", language]
        assert [command["command"] for command in private] == list(PRIVATE)
        assert [command["command"] for command in group] == list(GROUP)
        for what in ("name", "description", "short_description"):
            assert server.profile[what, language]
    korean = server.profile["commands", "all_private_chats", "ko"][0]["description"]
    assert any("가" <= letter <= "힣" for letter in korean)
    assert len(server.sent(*SETTERS)) == 10
    assert not server.refused


async def test_a_second_start_sets_nothing(launch, server: Server) -> None:
    running = await launch()
    await server.until(lambda: introduced(server))
    await running.stop()
    before = len(server.sent(*SETTERS))
    await launch()
    await server.until(lambda: len(server.sent(*GETTERS)) >= 20)
    assert len(server.sent(*SETTERS)) == before == 10


async def test_a_refused_name_is_logged_and_nobody_waits_for_it(launch, server: Server, mina: Person, caplog) -> None:
    server.fail("setMyName", Refusal(429, "Too Many Requests: retry after 3600", retry_after=3600))
    await launch()
    await server.until(lambda: introduced(server))
    await mina.say("Who operates nano?")
    await mina.private.answers()
    assert [record.levelno for record in caplog.records if "name could not be set" in record.message] == [logging.WARNING]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_text_is_within_telegrams_limits(language) -> None:
    base = Base()

    def length(key: str) -> int:
        return len(base.say(f"telegram.{key}", language).strip())

    assert 1 <= length("bot_name") <= BotNameLimit.MAX_NAME_LENGTH
    assert 1 <= length("bot_description") <= BotDescriptionLimit.MAX_DESCRIPTION_LENGTH
    assert 1 <= length("bot_short_description") <= BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH
    for name in COMMANDS:
        assert BotCommandLimit.MIN_COMMAND <= len(name) <= BotCommandLimit.MAX_COMMAND
        assert name.isascii()
        assert BotCommandLimit.MIN_DESCRIPTION <= length(f"command_{name}") <= BotCommandLimit.MAX_DESCRIPTION
    for toast in ("button_old", "slow_down", "vote_thanks", "vote_down"):
        assert 1 <= length(toast) <= CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH


def test_every_text_stands_in_both_languages() -> None:
    assert all(set(text) == {"en", "ko"} and all(text.values()) for text in Base().texts.values())


def test_no_text_is_left_over() -> None:
    code = "\n".join(path.read_text("utf-8") for path in Path(telegram_channel.__file__).parent.glob("*.py"))
    made = {f"command_{name}" for name in COMMANDS} | {f"reason_{verb.name.removeprefix('WRONG_').lower()}" for verb in REASONS}
    assert not [key for key in Base().texts if key not in made and f'"{key}"' not in code]
