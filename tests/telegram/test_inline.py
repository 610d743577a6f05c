"""Inline mode: what is offered while somebody types @bot … in any chat."""

import time

import pytest

from bot.replies.reply import Option
from tests.telegram.fake import REPLIES, SOURCE, answer
from tests.telegram.markup import parse_html
from tests.telegram.people import Person, entities_in, settled
from tests.telegram.server import Server


async def test_each_result_is_a_whole_answer_with_its_source_and_a_link_to_the_bot(bot, server: Server, mina: Person) -> None:
    answered = await mina.type_inline("operator")
    result, *related = answered.results
    assert result.id == "nano_operator"
    assert [one.id for one in related] == ["nano_participants", "nano_map"]
    assert result.title == "Ulsan operates the nano-convergence material project."
    text, _ = parse_html(result.input_message_content.message_text)
    assert SOURCE.line in text
    assert result.input_message_content.link_preview_options.is_disabled
    assert [button.url for row in result.reply_markup.inline_keyboard for button in row] == [
        "https://t.me/seminar_test_bot?start=nano_operator"
    ]
    assert answered.cache_time == 10
    assert answered.is_personal


async def test_nothing_found_is_one_honest_result(bot, server: Server) -> None:
    for language, title in (("en", "Nothing found"), ("ko", "찾지 못했습니다")):
        (result,) = (await Person(server, language=language).type_inline("zzz")).results
        assert (result.id, result.title) == ("nothing", title)


async def test_before_anything_is_typed_the_examples_are_offered(bot, mina: Person) -> None:
    answered = await mina.type_inline("")
    assert [result.id for result in answered.results] == ["nano_operator", "nano_map"]


async def test_ids_are_unique_and_at_most_ten(bot, server: Server, mina: Person, monkeypatch) -> None:
    for number in range(20):
        monkeypatch.setitem(bot.assistant.by_address, f"many_{number}", answer(f"many_{number % 12}", f"Answer {number}"))
    options = tuple(Option(str(number), f"many_{number}") for number in range(20))
    monkeypatch.setitem(REPLIES, "many", answer("many", "Many.", follow_ups=options))
    answered = await mina.type_inline("many")
    assert len(answered.results) == 10
    assert not server.refused


@pytest.mark.parametrize("typed", ["something nasty", "a long answer", "map", "울산"])
async def test_nasty_and_long_answers_fit(bot, server: Server, mina: Person, typed: str) -> None:
    answered = await mina.type_inline(typed)
    assert answered.results[0].id != "nothing"
    assert not server.refused


async def test_the_beginning_of_a_name_is_enough(bot, mina: Person, monkeypatch) -> None:
    monkeypatch.setitem(bot.assistant.by_address, "ulsan", REPLIES["울산"])
    answered = await mina.type_inline("uls")
    assert [result.id for result in answered.results] == ["ulsan"]


async def test_inline_use_leaves_no_context(bot, mina: Person) -> None:
    await mina.type_inline("who operates nano")
    await mina.say("what was it")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("It was nothing.")
    await settled(mina)


async def test_a_guest_is_answered_without_context(bot, server: Server, mina: Person) -> None:
    chat = {"id": -100222, "type": "supergroup", "title": "not ours"}
    for text, query in (
        ("@seminar_test_bot who operates nano?", "g1"),
        ("@seminar_test_bot what was it", "g2"),
        ("@seminar_test_bot", "g3"),
    ):
        server.guest_queries.add(query)
        message = {"message_id": 1, "date": int(time.time()), "chat": chat, "from": mina.user, "text": text, "entities": entities_in(text)}
        await server.push("guest_message", {**message, "guest_query_id": query})
    await server.until(lambda: len(server.sent("answerGuestQuery")) == 2)
    await settled(mina)
    first, second = [parse_html(call.request.result.input_message_content.message_text)[0] for call in server.sent("answerGuestQuery")]
    assert first.startswith("Ulsan operates")
    assert second.startswith("It was nothing.")
    assert server.guest_queries == {"g3"}
    assert not server.refused
