"""Cutting long answers: within the limit, nothing lost, sources beside their fact."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.rendering import Paragraph, as_html, as_plain, paragraphs_of
from bot.channels.telegram.splitting import TEXT_LIMIT, split, units
from tests.telegram import markup
from tests.telegram.fake import SOURCE, answer

WORDS = st.text(st.sampled_from('ab가🚀<&" .!?\n'), min_size=1, max_size=120)


def letters(text: str) -> str:
    return "".join(text.split())


@given(WORDS)
def test_units_are_utf_16_units(text: str) -> None:
    assert units(text) == markup.units(text)


def test_the_limit_is_telegrams() -> None:
    assert TEXT_LIMIT == 4096
    assert units("a🚀가") == 4


@given(st.lists(WORDS, min_size=1, max_size=12), st.integers(60, 200))
def test_every_part_is_within_the_limit_parses_and_nothing_is_lost(texts: list[str], limit: int) -> None:
    paragraphs = paragraphs_of(answer("x", *texts))
    parts = split(paragraphs, limit)
    assert all(0 < units(as_plain(part)) <= limit for part in parts)
    for part in parts:
        text, _ = markup.parse_html(as_html(part))
        assert text == as_plain(part)
    assert letters("".join(as_plain(part) for part in parts)) == letters(as_plain(paragraphs))


@given(st.lists(WORDS, min_size=1, max_size=12), st.integers(120, 300))
def test_the_source_is_never_alone(texts: list[str], limit: int) -> None:
    last = split(paragraphs_of(answer("x", *texts, "The fact.")), limit)[-1]
    assert [paragraph.style for paragraph in last][-2:] == ["plain", "source"]
    assert as_plain(last).endswith(f"The fact.\n\n{SOURCE.line}")


def test_cuts_fall_between_sentences_where_they_can() -> None:
    paragraph = Paragraph("One sentence here. Another sentence there. 셋째 문장입니다. A fourth one.")
    assert [as_plain(part) for part in split([paragraph], 45)] == [
        "One sentence here. Another sentence there.",
        "셋째 문장입니다. A fourth one.",
    ]


def test_a_word_longer_than_a_message_is_cut_between_characters() -> None:
    parts = split([Paragraph("🚀" * 100)], 50)
    assert "".join(as_plain(part) for part in parts) == "🚀" * 100
    assert all(units(as_plain(part)) <= 50 for part in parts)


def test_short_answers_are_one_message_however_many_paragraphs() -> None:
    assert len(split(paragraphs_of(answer("x", "One.", "Two.", "- a", "- b")))) == 1
    assert as_plain(paragraphs_of(answer("x", "One.", "Two.", "- a", "- b"))) == f"One.\n\nTwo.\n- a\n- b\n\n{SOURCE.line}"
