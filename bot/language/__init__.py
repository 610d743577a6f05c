"""The two languages that the assistant reads and writes: normalising, Hangul, particles, keyboard layouts."""

from typing import Final, Literal

Language = Literal["en", "ko"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ko")
