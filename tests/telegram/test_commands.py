"""Each command, in both languages."""

import pytest

from bot.channels.telegram.commands import COMMANDS, GROUP, PRIVATE
from bot.channels.telegram.links import deep_link, share_link
from bot.channels.telegram.options import TelegramOptions
from tests.telegram.fake import FakeAssistant
from tests.telegram.people import Chat, Person, settled
from tests.telegram.server import Server


def labels(message: dict) -> list[str]:
    return [button["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("command", COMMANDS)
async def test_every_command_is_answered_in_the_language_of_the_app(bot, server: Server, command: str, language: str) -> None:
    person = Person(server, language=language)
    await person.say(f"/{command}")
    (message,) = await person.private.answers()
    assert message.get("text") or message["photo"]
    assert not server.refused
    if command in ("help", "language", "privacy", "forget", "start", "ask", "province"):
        assert any("가" <= letter <= "힣" for letter in message["text"]) == (language == "ko")


async def test_start_welcomes_with_examples_to_tap(bot, mina: Person) -> None:
    await mina.say("/start")
    (message,) = await mina.private.answers()
    assert labels(message) == ["Who operates nano?", "Map"]
    await mina.press(message, "Who operates nano?")
    await settled(mina)
    assert mina.private.texts()[0].startswith("Ulsan operates")


async def test_a_deep_link_answers_at_once(bot, mina: Person) -> None:
    await mina.say("/start nano_participants")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("Gyeongnam and Jeonnam")


@pytest.mark.parametrize("payload", ["no-such-thing", "a" * 64, "a b c", "<b>", "울산", "../../etc"])
async def test_an_unknown_payload_is_welcomed(bot, server: Server, mina: Person, payload: str) -> None:
    await mina.say(f"/start {payload}")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("Hello!")
    assert not server.refused


async def test_every_deep_link_that_the_bot_makes_is_accepted_by_the_bot(bot, server: Server) -> None:
    for address in FakeAssistant().addresses():
        person = Person(server)
        link = deep_link("seminar_test_bot", address)
        await person.say(f"/start {link.partition('?start=')[2]}")
        (message,) = await person.private.answers()
        assert not message.get("text", "").startswith("Hello!")


@pytest.mark.parametrize("address", ["", "a" * 65, "a b", "울산", "a/b", "a.b"])
def test_no_deep_link_is_made_that_telegram_would_refuse(address: str) -> None:
    with pytest.raises(ValueError, match="does not fit a deep link"):
        deep_link("bot", address)


def test_the_share_link_carries_the_deep_link() -> None:
    assert share_link("bot", "ulsan") == "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fbot%3Fstart%3Dulsan"


async def test_help_lists_what_the_menu_has(bot, server: Server, mina: Person) -> None:
    await mina.say("/help")
    (message,) = await mina.private.answers()
    assert [line.split(" ")[0][1:] for line in message["text"].splitlines() if line.startswith("/")] == list(PRIVATE)
    group = Chat(server, -100123, "supergroup")
    await mina.say("/help", group)
    (message,) = await group.answers()
    assert [line.split(" ")[0][1:] for line in message["text"].splitlines() if line.startswith("/")] == list(GROUP)


async def test_sources_are_listed_with_links_and_dates(bot, mina: Person) -> None:
    await mina.say("/sources")
    (message,) = await mina.private.answers()
    assert message["text"] == "Where all answers come from\n\nSTEPI, Research Activities\n2018-10-29"
    assert [entity["url"] for entity in message["entities"] if "url" in entity] == ["http://www.stepi.re.kr/view.jsp?cmsCd=CM0150&ntNo=323"]


async def test_province_offers_all_of_them_or_answers_for_one(bot, mina: Person) -> None:
    await mina.say("/province")
    (message,) = await mina.private.answers()
    assert labels(message) == ["Ulsan", "Busan", "Daegu", "Jeju"]
    await mina.say("/province 울산")
    messages = await mina.private.answers(2)
    assert messages[1]["text"].startswith("울산은")


async def test_a_chosen_language_outranks_the_app(bot, server: Server, mina: Person) -> None:
    await mina.say("/language")
    (message,) = await mina.private.answers()
    assert labels(message) == ["English", "한국어", "As in my Telegram app"]
    await mina.press(message, "한국어")
    await server.until(lambda: mina.private.texts() == ["이제 메뉴와 버튼이 한국어로 나옵니다."])
    await mina.say("/weather")
    await mina.private.answers(2)
    assert mina.private.texts()[1].startswith("모르는 명령입니다")
    await mina.press_data(message, "1le:")
    await server.until(lambda: mina.private.texts()[0].endswith("English now."))


async def test_privacy_says_how_long_things_are_kept(launch, mina: Person) -> None:
    await launch(context_age=120, question_age=7200, vote_age=3 * 86400)
    await mina.say("/privacy")
    await mina.private.answers()
    assert all(told in mina.private.texts()[0] for told in ("2 minutes", "2 hours", "3 days"))


async def test_forget_deletes_every_trace_from_the_disk(launch, mina: Person, options: TelegramOptions) -> None:
    running = await launch()
    await mina.say("echo unforgettable-words")
    await mina.say("what was it")
    messages = await mina.private.answers(2)
    await mina.press(messages[0], "👍")
    await settled(mina)
    on_disk = b"".join(path.read_bytes() for path in options.storage.parent.glob("bot.sqlite*"))
    assert b"unforgettable-words" in on_disk
    await mina.say("/forget")
    await mina.private.answers(4)
    assert mina.private.texts()[-1].startswith("Done")
    for _ in ("while it runs", "after it has stopped"):
        on_disk = b"".join(path.read_bytes() for path in options.storage.parent.glob("bot.sqlite*"))
        assert b"unforgettable-words" not in on_disk
        await running.stop()


async def test_commands_in_a_topic_are_answered_in_it(bot, server: Server, mina: Person) -> None:
    group = Chat(server, -100321, "supergroup", topics=(9,))
    for command in ("/projects", "/province", "/map", "/help"):
        await mina.say(command, group, topic=9)
    messages = await group.answers(4)
    assert {message["message_thread_id"] for message in messages} == {9}
    assert all("reply_to_message" in message for message in messages)
