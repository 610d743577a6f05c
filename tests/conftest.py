import pytest

from bot.assistant import Assistant
from bot.knowledge.loader import SHIPPED


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The assistant over the shipped base; it keeps nothing, so that all tests may share it."""
    return Assistant.load(SHIPPED)
