"""Mistyped words are remembered with their lexicon: a base that was reloaded leaves the memory."""

import gc

from bot.assistant import Assistant
from bot.knowledge.folders import SHIPPED
from bot.matching.lexicon import Lexicon
from tests.shipped import KEPT


def lexicons() -> int:
    gc.collect()
    return sum(isinstance(thing, Lexicon) for thing in gc.get_objects())


def test_a_base_that_was_replaced_leaves_the_memory() -> None:
    before = lexicons()
    assistant = Assistant.load(SHIPPED, KEPT)
    assert "Chungnam" in assistant.ask("who opertes the secondry battery project")[0].text
    assert "충남" in assistant.ask("이차전쥐 사업 누가 운영해")[0].text
    assert lexicons() == before + 1
    del assistant
    assert lexicons() == before
