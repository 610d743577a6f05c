"""Groups: when the bot speaks, to whom, where, and whose context it uses."""

import pytest

from tests.telegram.people import Chat, Person, settled
from tests.telegram.server import Server

GROUP = -1001234567890


@pytest.fixture
def private_group(server: Server) -> Chat:
    return Chat(server, GROUP, "supergroup")


@pytest.fixture
def open_group(server: Server) -> Chat:
    """A group in which the bot is an administrator and so gets everything."""
    return Chat(server, GROUP, "supergroup", privacy=False, topics=(11, 22))


@pytest.mark.parametrize(
    "command", ["/ask Who operates nano?", "/ask@seminar_test_bot Who operates nano?", "/ASK@Seminar_Test_Bot operator?"]
)
async def test_a_command_is_answered_as_a_reply_to_the_asking_message(bot, private_group: Chat, mina: Person, command: str) -> None:
    asked = await mina.say(command, private_group)
    (message,) = await private_group.answers()
    assert message["text"].startswith("Ulsan operates")
    assert message["reply_to_message"]["message_id"] == asked["message_id"]


async def test_a_reply_to_the_bot_is_answered(bot, private_group: Chat, mina: Person) -> None:
    await mina.say("/ask Who operates nano?", private_group)
    (first,) = await private_group.answers()
    await mina.say("who takes part?", private_group, reply_to=first)
    messages = await private_group.answers(2)
    assert messages[1]["text"].startswith("Gyeongnam and Jeonnam")


async def test_with_privacy_on_chatter_gets_no_call(bot, server: Server, private_group: Chat, mina: Person) -> None:
    await mina.say("Who operates nano?", private_group)
    await mina.say("/ask@another_bot Who operates nano?", private_group)
    await settled(mina, private_group)
    assert len(server.sent()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Who operates nano?",
        "/ask@another_bot Who operates nano?",
        "/unheard_of",
        "/unheard_of@seminar_test_bot",
        "write to mail@seminar_test_bot.example about nano operators",
        "@seminar_test_bot_fan who operates nano?",
    ],
)
async def test_an_administrator_bot_is_silent_when_not_spoken_to(bot, server: Server, open_group: Chat, mina: Person, text: str) -> None:
    await mina.say(text, open_group)
    await mina.send({"photo": [{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}], "caption": text}, open_group)
    await settled(mina, open_group)
    assert len(server.sent()) == 1
    assert not server.refused


async def test_a_command_for_another_bot_is_left_alone_even_as_a_reply_to_this_one(
    bot, server: Server, open_group: Chat, mina: Person
) -> None:
    await mina.say("/ask Who operates nano?", open_group)
    (answer,) = await open_group.answers()
    await mina.say("/ask@another_bot who takes part?", open_group, reply_to=answer)
    await settled(mina, open_group)
    assert len(server.sent()) == 2


async def test_the_bots_name_as_mere_characters_is_not_a_mention(bot, server: Server, open_group: Chat, mina: Person) -> None:
    await mina.send({"text": "in code: @seminar_test_bot operator", "entities": [{"type": "code", "offset": 9, "length": 26}]}, open_group)
    await settled(mina, open_group)
    assert len(server.sent()) == 1


@pytest.mark.parametrize("text", ["@seminar_test_bot what was echo", "👩‍🔬 @Seminar_Test_Bot, who operates nano?"])
async def test_an_entity_that_mentions_the_bot_is_answered(bot, open_group: Chat, mina: Person, text: str) -> None:
    asked = await mina.say(text, open_group)
    (message,) = await open_group.answers()
    assert message["reply_to_message"]["message_id"] == asked["message_id"]


async def test_the_mention_is_cut_out_of_the_question(bot, open_group: Chat, mina: Person) -> None:
    await mina.say("@seminar_test_bot echo 👩‍🔬 hello", open_group)
    (message,) = await open_group.answers()
    assert message["text"].startswith("👩‍🔬 hello\n")


async def test_a_bare_mention_says_how_to_ask(bot, open_group: Chat, mina: Person) -> None:
    await mina.say("@seminar_test_bot", open_group)
    (message,) = await open_group.answers()
    assert "/ask" in message["text"]


async def test_ask_as_a_reply_asks_what_the_other_message_says(bot, server: Server, private_group: Chat, mina: Person) -> None:
    other = await Person(server, "Juno").say("Who operates nano?", private_group)
    await mina.say("/ask", private_group, reply_to=other)
    (message,) = await private_group.answers()
    assert message["text"].startswith("Ulsan operates")


async def test_the_message_that_opened_a_topic_is_nobodys_question(bot, server: Server, open_group: Chat, mina: Person) -> None:
    opened = {"message_id": 1, "date": 1, "chat": {"id": GROUP, "type": "supergroup", "title": "x"}, "from": server.me}
    opened["forum_topic_created"] = {"name": "t", "icon_color": 7322096}
    await mina.say("Who operates nano?", open_group, topic=11, reply_to=opened)
    await settled(mina, open_group)
    assert len(server.sent()) == 1


async def test_two_people_interleaved_keep_their_own_context(bot, server: Server, open_group: Chat, mina: Person) -> None:
    juno = Person(server, "Juno")
    await mina.say("/ask Who operates nano?", open_group)
    await juno.say("/ask who takes part?", open_group)
    await mina.say("/ask what was it", open_group)
    await juno.say("/ask what was it", open_group)
    await open_group.answers(4)
    assert [text.split("\n")[0] for text in open_group.texts()[2:]] == ["It was nano_operator.", "It was nano_participants."]


async def test_topics_are_kept_apart_and_answered_in_place(bot, open_group: Chat, mina: Person) -> None:
    await mina.say("/ask Who operates nano?", open_group, topic=11)
    await mina.say("/ask what was it", open_group, topic=22)
    await mina.say("/ask what was it", open_group, topic=11)
    messages = await open_group.answers(3)
    assert [message["message_thread_id"] for message in messages] == [11, 22, 11]
    assert [message["text"].split("\n")[0] for message in messages[1:]] == ["It was nothing.", "It was nano_operator."]


async def test_an_edited_question_in_a_group_edits_its_answer(bot, server: Server, private_group: Chat, mina: Person) -> None:
    asked = await mina.say("/ask Who operates nano?", private_group)
    await private_group.answers()
    await mina.edit(asked, "/ask Who takes part?")
    await settled(mina, private_group)
    assert len(server.sent("editMessageText")) == 1
    assert private_group.texts()[0].startswith("Gyeongnam")


async def test_editing_chatter_or_another_command_does_nothing(bot, server: Server, open_group: Chat, mina: Person) -> None:
    chatter = await mina.say("hello all", open_group)
    await mina.edit(chatter, "hello all of you, who operates nano?")
    command = await mina.say("/projects", open_group)
    await open_group.answers()
    await mina.edit(command, "/sources")
    await settled(mina, open_group)
    assert len(server.sent()) == 2


async def test_a_group_that_becomes_a_supergroup_keeps_its_contexts(bot, server: Server, mina: Person) -> None:
    old, new = Chat(server, -55, "group"), Chat(server, -10055, "supergroup")
    await mina.say("/ask Who operates nano?", old)
    await old.answers()
    await mina.send({"migrate_to_chat_id": new.id}, Chat(server, -55, "group", privacy=False))
    await settled(mina, old)
    await mina.say("/ask what was it", new)
    (message,) = await new.answers()
    assert message["text"].startswith("It was nano_operator.")
