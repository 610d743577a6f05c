"""Inline mode: what is offered while somebody types @bot … in any chat."""

from tests.telegram.fake import REPLIES, SOURCE, answer
from tests.telegram.markup import parse_html
from tests.telegram.people import Person, settled
from tests.telegram.server import Server


async def test_each_result_is_a_whole_answer_with_its_source_and_a_link_to_the_bot(bot, server: Server, mina: Person) -> None:
    answered = await mina.type_inline("operator")
    (result,) = answered.results
    assert result.id == "nano_operator"
    assert result.title == "Ulsan operates the nano-convergence material project."
    text, _ = parse_html(result.input_message_content.message_text)
    assert SOURCE.line in text
    assert result.input_message_content.link_preview_options.is_disabled
    assert [button.url for row in result.reply_markup.inline_keyboard for button in row] == ["https://t.me/seminar_test_bot?start=nano_operator"]
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
    for number in range(15):
        monkeypatch.setitem(REPLIES, f"many{'x' * number}", answer(f"many_{number % 12}", f"Answer {number}"))
    answered = await mina.type_inline("many" + "x" * 20)
    assert len(answered.results) == 10
    assert not server.refused


async def test_nasty_and_long_answers_fit(bot, server: Server, mina: Person) -> None:
    answered = await mina.type_inline("nasty long map")
    assert [result.id for result in answered.results] == ["nasty", "long", "nano_map"]
    assert not server.refused


async def test_inline_use_leaves_no_context(bot, mina: Person) -> None:
    await mina.type_inline("who operates nano")
    await mina.say("what was it")
    (message,) = await mina.private.answers()
    assert message["text"].startswith("It was nothing.")
    await settled(mina)
