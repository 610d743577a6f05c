"""The assistant over the shipped base, as tests share it: what it learned is kept in pytest's cache folder, also between runs."""

from functools import cache
from pathlib import Path
from typing import Final

from bot.assistant import Assistant
from bot.knowledge.folders import SHIPPED

KEPT: Final = Path(__file__).parents[1] / ".pytest_cache" / "kept"


@cache
def shipped() -> Assistant:
    """Return the one that all tests may share: it keeps nothing of a conversation."""
    return Assistant.load(SHIPPED, KEPT)
