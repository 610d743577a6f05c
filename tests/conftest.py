import os

import pytest

from bot.assistant import Assistant
from tests.shipped import KEPT, shipped

os.environ.setdefault("SEMINAR_BOT_CACHE", str(KEPT))  # for the commands that tests start


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    return shipped()
