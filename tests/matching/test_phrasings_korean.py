"""Korean is matched by its letters: a small set of a library's questions, five phrasings an intent, none translated."""

import csv
import random
from pathlib import Path

from bot.language.hangul import HANGUL, split_syllable
from bot.matching.phrasings import PhrasingMatcher

_FILE = Path(__file__).parent / "questions" / "korean.csv"


def part(name: str) -> list[tuple[str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        found = [(row["text"], row["category"]) for row in csv.DictReader(file) if row["part"] == name]
    assert found
    return found


def without_finals(text: str, chance: random.Random) -> str:
    """Leave out the final consonant of one syllable that has one, as a hurried thumb does."""
    places = [i for i, c in enumerate(text) if HANGUL.match(c) and split_syllable(c)[2]]
    if not places:
        return text
    place = chance.choice(places)
    return text[:place] + chr(ord(text[place]) - (ord(text[place]) - 0xAC00) % 28) + text[place + 1 :]


def test_nine_in_ten_korean_questions_are_understood_also_mistyped() -> None:
    matcher, chance = PhrasingMatcher.build(part("train")), random.Random(1)
    asked = part("test")
    right = [matcher.rank(text)[0].label == label for text, label in asked]
    mistyped = [matcher.rank(without_finals(text, chance))[0].label == label for text, label in asked]
    assert sum(right) >= 0.95 * len(asked)
    assert sum(mistyped) >= 0.9 * len(asked)


def test_korean_questions_about_something_else_score_lower() -> None:
    matcher = PhrasingMatcher.build(part("train"))
    inside = [matcher.rank(text)[0].score for text, _ in part("test")]
    outside = [matcher.rank(text)[0].score if matcher.rank(text) else 0.0 for text, _ in part("outside")]
    wins = sum((i > o) + (i == o) / 2 for i in inside for o in outside)
    assert wins / (len(inside) * len(outside)) >= 0.93
