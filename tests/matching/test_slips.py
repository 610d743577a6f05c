"""Mistyped words are remembered with their lexicon: a base that was reloaded leaves the memory."""

import gc

import pytest

from bot.assistant import Assistant
from bot.knowledge.folders import SHIPPED
from bot.matching import kept_lexicon
from bot.matching.lexicon import Lexicon
from bot.matching.segmentation import segment
from tests.shipped import KEPT, shipped


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


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("waht", "what"),
        ("hsot", "host"),
        ("jeuj", "jeju"),
        ("hwo", "who"),
        ("jejo", ""),  # a letter of four is another word
        ("spok", ""),
        ("ulsn", ""),
        ("ulsna", "ulsan"),
        ("ulson", "ulsan"),  # one of five is a slip
    ],
)
def test_in_a_word_of_four_letters_only_swapped_ones_are_a_slip(typed: str, read: str) -> None:
    lexicon, _ = kept_lexicon.opened(shipped().base, KEPT)
    found, known = segment(typed, lexicon)[0], segment(read, lexicon)
    assert found.is_unknown == (not read)
    assert not known or (found.concepts | set(found.records)) >= (known[0].concepts | set(known[0].records))
