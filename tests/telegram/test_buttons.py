"""Buttons: what they carry, what a press does, and that they outlive restarts and reloads."""

import sqlite3
from contextlib import closing

import pytest

from bot.channels.telegram.buttons import Press, Verb
from bot.channels.telegram.options import TelegramOptions
from tests.telegram.fake import Base, FakeAssistant
from tests.telegram.people import Chat, Person, settled
from tests.telegram.server import Server

LONGEST = "a" * 60


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_press_is_read_back_from_at_most_64_ascii_bytes(verb: Verb, language) -> None:
    press = Press(verb, language, LONGEST)
    assert Press.read(press.data) == press
    assert len(press.data.encode("ascii")) <= 64


@pytest.mark.parametrize(
    "data", ["", "1", "0oe:ulsan", "2oe:ulsan", "1?e:ulsan", "1oj:ulsan", "1oe:울산", "1oe:a b", f"1oe:{LONGEST}a", "seminar"]
)
def test_what_is_no_press_of_ours_is_none(data: str) -> None:
    assert Press.read(data) is None


async def asked(person: Person, text: str = "Who operates nano?", chat: Chat | None = None) -> dict:
    before = len((chat or person.private).bots())
    await person.say(text, chat)
    return (await (chat or person.private).answers(before + 1))[before]


def kept(options: TelegramOptions, query: str) -> list[tuple]:
    with closing(sqlite3.connect(options.storage)) as database:
        return database.execute(query).fetchall()


async def test_a_follow_up_takes_the_place_of_the_answer(bot, server: Server, mina: Person) -> None:
    await mina.press(await asked(mina), "Who takes part?")
    await settled(mina)
    assert mina.private.texts()[0].startswith("Gyeongnam and Jeonnam")
    order = [call.method for call in server.calls if call.method in ("answerCallbackQuery", "editMessageText")]
    assert order == ["answerCallbackQuery", "editMessageText"]


async def test_a_press_moves_the_pressers_own_context(bot, mina: Person) -> None:
    await mina.press(await asked(mina), "Who takes part?")
    message = await asked(mina, "what was it")
    assert message["text"].startswith("It was nano_participants.")


async def test_an_option_of_a_clarifying_question_answers_it(bot, mina: Person) -> None:
    message = await asked(mina, "a tie")
    assert message["text"] == "Which one do you mean?\n\n1. Operator\n2. Busan"
    await mina.press(message, "Operator")
    await settled(mina)
    assert mina.private.texts()[0].startswith("Ulsan operates")


async def test_a_question_edited_after_a_press_still_edits_the_same_message(bot, server: Server, mina: Person) -> None:
    question = await mina.say("Who operates nano?")
    (message,) = await mina.private.answers()
    await mina.press(message, "Who takes part?")
    await settled(mina)
    await mina.edit(question, "echo again")
    await settled(mina)
    assert mina.private.texts()[0].startswith("again")
    assert len(server.sent("editMessageText")) == 2


async def test_source_and_back(bot, mina: Person) -> None:
    message = await asked(mina, "typo")
    await mina.press(message, "Source")
    await settled(mina)
    view = mina.private.bots()[0]
    assert view["text"].splitlines()[0] == "Where this stands"
    for part in ("STEPI, Research Activities", "2018-10-29", "paragraph 2", "http://www.stepi.re.kr/view.jsp?cmsCd=CM0150&ntNo=323"):
        assert part in view["text"]
    await mina.press(view, "« Back to the answer")
    await settled(mina)
    assert mina.private.bots()[0]["text"] == message["text"]  # with the note about the correction


async def test_why_shows_how_the_question_was_read_and_where_the_answer_stands(bot, mina: Person) -> None:
    await mina.press(await asked(mina), "Why this answer?")
    await settled(mina)
    assert mina.private.texts()[0].splitlines()[:8] == [
        "Why this answer?",
        "",
        "You asked: “Who operates nano?”",
        "I read “Ulsna” as Ulsan.",
        "Busan comes from what we spoke about before.",
        "How well I understood: 93 %",
        "Looked up: nano.operator",
        "Stands in: STEPI, Research Activities, paragraph 2",
    ]


async def test_why_of_an_answer_that_a_button_opened_says_so(bot, mina: Person) -> None:
    await mina.press(await asked(mina), "Who takes part?")
    await settled(mina)
    await mina.press(mina.private.bots()[0], "Why this answer?")
    await settled(mina)
    assert "A button or a link asked for this" in mina.private.texts()[0]


async def test_a_view_of_a_long_answer_comes_as_a_message_of_its_own(bot, mina: Person) -> None:
    await mina.say("a long answer")
    await settled(mina)
    last = mina.private.bots()[-2]
    await mina.press(last, "Source")
    await settled(mina)
    view = mina.private.bots()[-2]
    assert view["text"].startswith("Where this stands")
    assert view["reply_to_message"]["message_id"] == last["message_id"]


async def test_a_vote_counts_once_and_can_be_changed(bot, options: TelegramOptions, mina: Person, server: Server) -> None:
    message = await asked(mina)
    await mina.press(message, "👍")
    await mina.press(message, "👍")
    await mina.press(message, "👎")
    await settled(mina)
    await mina.press(mina.private.bots()[0], "Not what I asked")
    await settled(mina)
    assert kept(options, "SELECT user, address, revision, verdict, reason FROM votes") == [
        (mina.id, "nano_operator", "0123456789ab", "down", "misread")
    ]
    toasts = [call.request.text for call in server.sent("answerCallbackQuery")]
    assert toasts == ["Thank you!", "Thank you!", "Sorry about that. What was wrong?", "Thank you!"]
    assert mina.private.bots()[0]["reply_markup"] == message["reply_markup"]  # the buttons of the answer are back


async def test_two_people_have_a_vote_each(bot, server: Server, mina: Person, options: TelegramOptions) -> None:
    group = Chat(server, -100777, "supergroup")
    message = await asked(mina, "/ask operator", group)
    await mina.press(message, "👍")
    await Person(server, "Juno").press(message, "👍")
    await settled(mina, group)
    assert kept(options, "SELECT count(*) FROM votes") == [(2,)]


async def test_thumbs_down_asks_what_was_wrong_and_leads_back(bot, mina: Person) -> None:
    message = await asked(mina)
    await mina.press(message, "👎")
    await settled(mina)
    now = mina.private.bots()[0]
    assert now["text"] == message["text"]
    assert now["reply_markup"]["inline_keyboard"][0][0]["text"] == "Not what I asked"
    await mina.press(now, "« Back to the answer")
    await settled(mina)
    assert mina.private.bots()[0]["reply_markup"] == message["reply_markup"]


@pytest.mark.parametrize("data", ["1oe:no-such-record", "0:old", "1we:no-such-record", "1se:", "1be:gone"])
async def test_a_button_that_means_nothing_any_more_gives_a_short_toast(bot, server: Server, mina: Person, data: str) -> None:
    await mina.press_data(await asked(mina, "/privacy"), data)
    await settled(mina)
    (toast,) = server.sent("answerCallbackQuery")
    assert toast.request.text == "That button is out of date. Please ask again."
    assert len(server.sent()) == 2


@pytest.mark.parametrize("storage", ["kept", "lost"])
async def test_every_button_works_after_a_restart(launch, server: Server, mina: Person, options: TelegramOptions, storage: str) -> None:
    running = await launch()
    message = await asked(mina)
    await running.stop()
    if storage == "lost":
        options.storage.unlink()
    await launch()
    data = [button["callback_data"] for row in message["reply_markup"]["inline_keyboard"] for button in row if "callback_data" in button]
    for one in data:
        await mina.press_data(message, one)
        await settled(mina)
    assert len(server.sent("answerCallbackQuery")) == len(data)
    assert all("out of date" not in (call.request.text or "") for call in server.sent("answerCallbackQuery"))


async def test_a_press_in_a_topic_stays_in_it(bot, server: Server, mina: Person) -> None:
    group = Chat(server, -100888, "supergroup", topics=(5,))
    await mina.say("/ask operator", group, topic=5)
    (message,) = await group.answers()
    await mina.press(message, "Map")
    messages = await group.answers(2)
    assert messages[1]["message_thread_id"] == 5


async def test_forgetting_by_button(bot, server: Server, mina: Person, options: TelegramOptions) -> None:
    await asked(mina)
    await mina.press(await asked(mina, "/privacy"), "Delete what you keep about me")
    await server.until(lambda: any("is deleted" in text for text in mina.private.texts()))
    assert kept(options, "SELECT count(*) FROM answers") == [(0,)]


async def test_presses_count_for_the_limit(launch, server: Server, mina: Person) -> None:
    await launch(questions_per_minute=1)
    await mina.press(await asked(mina), "Who takes part?")
    await server.until(lambda: server.sent("answerCallbackQuery"))
    assert server.sent("answerCallbackQuery")[0].request.text.startswith("That's a lot of questions")


async def test_buttons_work_after_a_reload(launch, server: Server, mina: Person, tmp_path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "revision").write_text("ffffffffffff")
    running = await launch(FakeAssistant(Base("000000000000")), knowledge=knowledge)
    message = await asked(mina)
    running.hang_up.set()
    await mina.press(message, "Who takes part?")
    await settled(mina)
    assert mina.private.texts()[0].startswith("Gyeongnam")
