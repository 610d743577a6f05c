"""A bot process over the fake assistant, for tests that need signals: python -m tests.telegram.serving URL STORAGE [KNOWLEDGE]."""

import sys
from pathlib import Path

from bot.channels.telegram import TelegramOptions, run
from tests.telegram import TOKEN
from tests.telegram.fake import Base, FakeAssistant

if __name__ == "__main__":
    url, storage, *knowledge = sys.argv[1:]
    folder = Path(knowledge[0]) if knowledge else None
    options = TelegramOptions(
        TOKEN, api_url=url, storage=Path(storage), knowledge=folder, messages_per_second=1000, questions_per_minute=100_000, retry_pause=0.1
    )
    run(FakeAssistant(Base("000000000000")), options)  # type: ignore[arg-type]
