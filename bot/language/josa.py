"""Korean particles that follow a name, chosen by the sound that the name ends in."""

from typing import Final

from bot.language.hangul import ends_in_rieul, has_final

# The particles that a text may ask for, as written after a consonant and after a vowel.
PAIRS: Final = (
    "은/는",
    "이/가",
    "을/를",
    "과/와",
    "으로/로",
    "이나/나",
    "이랑/랑",
    "이라/라",
    "이라고/라고",
    "이에요/예요",
    "이었습니다/였습니다",
)


def with_particle(word: str, pair: str) -> str:
    """Return `word` with the fitting particle of `pair`, written as after a consonant and after a vowel: 은/는, 이/가, 으로/로."""
    after_consonant, _, after_vowel = pair.partition("/")
    consonant = has_final(word) and not (after_consonant.startswith("으로") and ends_in_rieul(word))
    return word + (after_consonant if consonant else after_vowel)
