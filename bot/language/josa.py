"""Korean particles that follow a name, chosen by the sound that the name ends in."""

from bot.language.hangul import ends_in_rieul, has_final


def with_particle(word: str, pair: str) -> str:
    """Return `word` with the fitting particle of `pair`, written as after a consonant and after a vowel: 은/는, 이/가, 으로/로."""
    after_consonant, _, after_vowel = pair.partition("/")
    consonant = has_final(word) and not (after_consonant.startswith("으로") and ends_in_rieul(word))
    return word + (after_consonant if consonant else after_vowel)
