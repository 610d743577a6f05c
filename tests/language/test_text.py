"""Normalising, atoms and Hangul: what must hold for any text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.hangul import compose, from_latin_keys, has_final, initials, to_jamo, to_latin_keys
from bot.language.josa import with_particle
from bot.language.text import atoms, language_of, normalise

_KOREAN = st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=12)


@given(st.text(max_size=80))
def test_normalising_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(_KOREAN)
def test_composed_and_decomposed_hangul_are_the_same(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)


@given(_KOREAN.filter(bool))
def test_the_letters_of_a_syllable_make_it_again(text: str) -> None:
    assert [compose(to_jamo(c)) for c in text] == list(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ＫＩＡＴ", "kiat"),
        ("Ul\u200bsan", "ulsan"),
        ("\u202eUlsan\u202c", "ulsan"),
        ("\x1b[31mseminar\x1b[0m", "seminar"),
        ("Whо", "who"),  # the o is Cyrillic
        ("two\n\nlines", "two lines"),
    ],
)
def test_what_is_folded(typed: str, read: str) -> None:
    assert normalise(typed) == read


@pytest.mark.parametrize(
    ("keys", "hangul"), [("eowjs", "대전"), ("dnftks", "울산"), ("dlckwjswl", "이차전지"), ("cndcjdqnreh", "충청북도")]
)
def test_the_other_keyboard_layout(keys: str, hangul: str) -> None:
    assert from_latin_keys(keys) == hangul
    assert to_latin_keys(hangul) == keys


def test_initial_consonants() -> None:
    assert initials("울산") == "ㅇㅅ"


@pytest.mark.parametrize(
    ("word", "pair", "said"),
    [
        ("울산", "은/는", "울산은"),
        ("제주", "은/는", "제주는"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("KIAT", "이/가", "KIAT이"),
        ("나노(울산)", "을/를", "나노(울산)을"),
    ],
)
def test_particles_follow_the_sound(word: str, pair: str, said: str) -> None:
    assert with_particle(word, pair) == said


def test_a_word_ends_in_a_consonant_or_not() -> None:
    assert has_final("대전")
    assert not has_final("대구")
    assert not has_final("")


def test_atoms_are_stems_syllables_and_numbers() -> None:
    assert [atom.key for atom in atoms(normalise("Who's running KIAT에서 2,224?"))] == ["who", "run", "kiat", "에", "서", "2224", "?"]
    assert [atom.opens for atom in atoms("나노 융합")] == [True, False, True, False]


def test_a_denial_is_a_word_of_its_own() -> None:
    assert [atom.key for atom in atoms(normalise("doesn't can't"))] == ["doe", "not", "can", "not"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("who runs it", "en"), ("누가 운영해", "ko"), ("secondary battery 사업 어느 지역이 operate 해요?", "ko"), ("?! 😀", None)],
)
def test_the_language_is_that_of_the_letters(text: str, language: str | None) -> None:
    assert language_of(text) == language
