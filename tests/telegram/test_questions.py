"""Free questions, what is not a question, edits, and what is remembered between two."""

import pytest

from bot.channels.telegram.options import TelegramOptions
from tests.telegram.fake import LONG, NASTY
from tests.telegram.markup import units
from tests.telegram.people import Person, settled
from tests.telegram.server import Server


async def test_a_free_question_is_answered_with_source_and_buttons(bot, server: Server, mina: Person) -> None:
    await mina.say("Who operates nano?")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("Ulsan operates the nano-convergence material project.")
    assert message["text"].endswith("Source: STEPI, 2018-10-29, paragraph 2")
    assert [e["url"] for e in message["entities"] if e["type"] == "text_link"] == ["http://www.stepi.re.kr/view.jsp?cmsCd=CM0150&ntNo=323"]
    labels = [[button["text"] for button in row] for row in message["reply_markup"]["inline_keyboard"]]
    assert labels == [["Who takes part?"], ["Map"], ["Source", "Why this answer?"], ["👍", "👎", "Share"]]
    (sent,) = server.sent()
    assert sent.request.link_preview_options.is_disabled
    assert "reply_to_message" not in message  # in private a quote would only repeat what stands right above
    assert not server.refused


async def test_a_korean_question_gets_korean_buttons_whatever_the_app_speaks(bot, mina: Person) -> None:
    await mina.say("울산은 무엇을 운영하나요?")
    (message,) = await mina.private.answers()
    assert "출처" in [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


async def test_strings_with_markup_emoji_and_direction_marks_arrive_unharmed(bot, server: Server, mina: Person) -> None:
    await mina.say("something nasty")
    (message,) = await mina.private.answers()
    assert message["text"].startswith(NASTY)
    assert not server.refused


async def test_what_the_asker_types_is_never_markup(bot, server: Server, mina: Person) -> None:
    await mina.say("echo <b>x</b> & <script>")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("<b>x</b> & <script>")
    assert {entity["type"] for entity in message["entities"]} == {"italic", "text_link"}  # those of the source line


async def test_a_long_answer_is_split_with_its_source_and_buttons_on_the_last_part(bot, server: Server, mina: Person) -> None:
    await mina.say("a long answer")
    messages = await mina.private.answers(4)
    await settled(mina)
    messages = mina.private.bots()[:-1]
    assert all(units(message["text"]) <= 4096 for message in messages)
    assert "".join("".join(message["text"].split()) for message in messages).startswith("".join("".join(LONG).split()))
    *earlier, last = messages
    assert all("reply_markup" not in message for message in earlier)
    assert LONG[-1].split(".")[0] in last["text"]
    assert "Source: " in last["text"]


async def test_it_is_carried_from_one_question_to_the_next(bot, mina: Person) -> None:
    await mina.say("Who operates nano?")
    await mina.say("what was it")
    await mina.private.answers(2)
    assert mina.private.texts()[1].startswith("It was nano_operator.")


async def test_context_ages(launch, mina: Person) -> None:
    await launch(context_age=0.0)
    await mina.say("Who operates nano?")
    await mina.say("what was it")
    await mina.private.answers(2)
    assert mina.private.texts()[1].startswith("It was nothing.")


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}], "caption": "Who operates nano? /ask"},
        {
            "sticker": {
                "file_id": "x",
                "file_unique_id": "x",
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        },
        {"location": {"longitude": 127.0, "latitude": 37.0}},
        {"voice": {"file_id": "x", "file_unique_id": "x", "duration": 1}},
        {"dice": {"emoji": "🎲", "value": 3}},
    ],
    ids=lambda content: next(iter(content)),
)
async def test_what_is_not_text_gets_one_friendly_line(bot, mina: Person, content) -> None:
    await mina.send(content)
    await mina.private.answers()
    assert mina.private.texts() == ["I can only read text. Please type your question."]


async def test_an_album_gets_one_line_and_not_ten(bot, mina: Person) -> None:
    photo = {"photo": [{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}], "media_group_id": "album"}
    for _ in range(4):
        await mina.send(photo)
    await settled(mina)
    assert len(mina.private.texts()) == 2


async def test_service_messages_and_inline_posts_get_nothing(bot, server: Server, mina: Person) -> None:
    await mina.send({"pinned_message": {"message_id": 1, "date": 1, "chat": {"id": mina.id, "type": "private"}}})
    await mina.send({"text": "Who operates nano?", "via_bot": server.me})
    await settled(mina)
    assert len(mina.private.texts()) == 1


async def test_an_unknown_command_is_told_in_private(bot, mina: Person) -> None:
    await mina.say("/weather")
    await mina.private.answers()
    assert mina.private.texts()[0].startswith("I don't know that command.")


async def test_too_many_questions_get_one_line_then_silence(launch, mina: Person, server: Server) -> None:
    await launch(questions_per_minute=2)
    for number in range(5):
        await mina.say(f"echo {number}")
    await settled(mina)
    texts = mina.private.texts()[:-1]
    assert [text.split("\n")[0] for text in texts] == ["0", "1", "That's a lot of questions at once. Please wait a minute, then ask again."]
    other = Person(server)
    await other.say("echo other")
    await other.private.answers()


async def test_old_questions_after_downtime_are_dropped_and_recent_ones_answered(launch, mina: Person, options: TelegramOptions) -> None:
    await launch(answer_missed_for=600)
    await mina.say("echo old", age=601)
    await mina.say("echo recent", age=500)
    await settled(mina)
    assert [text.split("\n")[0] for text in mina.private.texts()[:-1]] == ["recent"]


async def test_editing_an_answered_question_edits_its_answer_once(bot, server: Server, mina: Person) -> None:
    asked = await mina.say("Who operates nano?")
    await mina.private.answers()
    await mina.edit(asked, "Who takes part in nano?")
    await settled(mina)
    assert [call.method for call in server.sent()] == ["sendMessage", "editMessageText", "sendMessage"]
    assert mina.private.texts()[0].startswith("Gyeongnam and Jeonnam take part.")


async def test_editing_to_the_same_meaning_calls_nothing(bot, server: Server, mina: Person) -> None:
    asked = await mina.say("Who operates nano?")
    await mina.private.answers()
    await mina.edit(asked, "Who runs nano?")
    await settled(mina)
    assert [call.method for call in server.sent()] == ["sendMessage", "sendMessage"]
    assert not server.refused


async def test_an_edited_question_is_read_in_the_context_that_it_was_asked_in(bot, mina: Person) -> None:
    await mina.say("Who operates nano?")
    asked = await mina.say("what was it??")
    await mina.private.answers(2)
    await mina.say("Who takes part?")
    await mina.private.answers(3)
    await mina.edit(asked, "so what was it")
    await mina.say("what was it")
    await mina.private.answers(4)
    texts = mina.private.texts()
    assert texts[1].startswith("It was nano_operator.")
    assert texts[3].startswith("It was nano_participants.")  # the newest question decides what "it" is, not the edited one


async def test_an_edited_question_whose_answer_is_gone_is_answered_anew(bot, server: Server, mina: Person) -> None:
    asked = await mina.say("Who operates nano?")
    (answer,) = await mina.private.answers()
    del server.messages[mina.id, answer["message_id"]]
    await mina.edit(asked, "Who takes part in nano?")
    (anew,) = await mina.private.answers()
    assert anew["text"].startswith("Gyeongnam and Jeonnam")


async def test_a_long_answer_edited_to_a_short_one_leaves_no_old_part(bot, mina: Person) -> None:
    asked = await mina.say("a long answer")
    await settled(mina)
    assert len(mina.private.texts()) > 3
    await mina.edit(asked, "Who operates nano?")
    await settled(mina)
    assert [text.split(" ")[0] for text in mina.private.texts()] == ["Ulsan", "What", "What"]
