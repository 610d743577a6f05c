from tests.telegram.fake import NASTY
from tests.telegram.people import Person
from tests.telegram.server import Server


async def test_a_free_question_is_answered_with_source_and_buttons(bot, server: Server, mina: Person) -> None:
    await mina.say("Who operates nano?")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("Ulsan operates the nano-convergence material project.")
    assert message["text"].endswith("Source: STEPI, 2018-10-29, paragraph 2")
    labels = [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]
    assert labels == ["Who takes part?", "Map", "Source", "Why this answer?", "👍", "👎", "Share"]
    assert not server.refused


async def test_nasty_strings_arrive_unharmed(bot, server: Server, mina: Person) -> None:
    await mina.say("something nasty")
    (message,) = await mina.private.answers()
    assert message["text"].startswith(NASTY)
