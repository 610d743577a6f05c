"""Pictures: drawn once, then named by their id; the text never depends on them."""

from bot.replies.reply import PictureRequest
from tests.telegram.fake import REPLIES, FakeAssistant, FakeDrawing, answer
from tests.telegram.people import Person, settled
from tests.telegram.server import Server


async def test_a_picture_is_uploaded_once_and_then_sent_by_id(bot, server: Server, mina: Person) -> None:
    await mina.say("map")
    await mina.say("map")
    first, second = await mina.private.answers(2)
    assert first["photo"][-1]["file_id"] == second["photo"][-1]["file_id"]
    assert first["caption"] == second["caption"]
    assert first["caption"].startswith("A map of nano.\n\nThe map of the project.")
    assert len(bot.drawn) == 1
    assert isinstance(server.sent("sendPhoto")[1].request.photo, str)


async def test_the_id_is_kept_over_a_restart(launch, server: Server, mina: Person) -> None:
    running = await launch()
    await mina.say("map")
    await mina.private.answers()
    await running.stop()
    running = await launch()
    await mina.say("map")
    await mina.private.answers(2)
    assert not running.drawn


async def test_an_id_that_telegram_does_not_know_any_more_is_replaced(bot, server: Server, mina: Person) -> None:
    await mina.say("map")
    await mina.private.answers()
    server.files.clear()
    await mina.say("map")
    await mina.private.answers(2)
    assert len(bot.drawn) == 2


async def test_without_a_picture_the_text_alone_is_sent(launch, server: Server, mina: Person) -> None:
    await launch(draw=lambda *_: None)
    await mina.say("map")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("The map of the project.")


async def test_a_long_answer_follows_its_picture(launch, server: Server, mina: Person, monkeypatch) -> None:
    long = answer("long_map", "A long text. " * 120, picture=PictureRequest("map", "all"))
    monkeypatch.setitem(REPLIES, "map", long)
    await launch(draw=lambda *_: FakeDrawing(b"\x89PNG", "What the map shows. " * 100))
    await mina.say("map")
    picture, text = await mina.private.answers(2)
    assert picture["caption"].startswith("What the map shows.")
    assert len(picture["caption"]) <= 1024
    assert "reply_markup" not in picture
    assert text["text"].endswith("paragraph 2")
    assert text["reply_markup"]
    assert not server.refused


async def test_from_text_to_picture_and_back(bot, server: Server, mina: Person) -> None:
    await mina.say("Who operates nano?")
    (message,) = await mina.private.answers()
    await mina.press(message, "Map")
    _, picture = await mina.private.answers(2)
    await mina.press(picture, "Source")
    *_, view = await mina.private.answers(3)
    assert view["text"].startswith("Where this stands")
    await mina.press(picture, "👎")
    await settled(mina)
    await mina.press(mina.private.bots()[1], "« Back to the answer")
    await settled(mina)
    assert mina.private.bots()[1]["reply_markup"] == picture["reply_markup"]
    assert not server.refused


async def test_a_question_edited_from_text_to_picture_and_back_leaves_one_answer(bot, server: Server, mina: Person) -> None:
    asked = await mina.say("Who operates nano?")
    await mina.private.answers()
    await mina.edit(asked, "map")
    await server.until(lambda: [message for message in mina.private.bots() if "photo" in message])
    await mina.edit(asked, "Who takes part?")
    await settled(mina)
    assert [text.split(" ")[0] for text in mina.private.texts()[:-1]] == ["Gyeongnam"]


def test_the_shipped_drawing_may_be_absent(monkeypatch) -> None:
    import sys

    from bot.channels.telegram.pictures import _shipped, draw_shipped

    _shipped.cache_clear()
    monkeypatch.setitem(sys.modules, "bot.replies.pictures", None)
    assert draw_shipped(FakeAssistant().base, PictureRequest("map", ""), "en", "light") is None  # type: ignore[arg-type]
    _shipped.cache_clear()
