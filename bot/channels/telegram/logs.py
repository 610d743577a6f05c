"""Logging that can't give the token away, and does not repeat what people asked."""

import logging
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_CHATTY: Final = ("httpx", "httpcore", "tornado.access", "apscheduler")  # httpx prints each URL, and the token is a part of it


class Discreet(logging.Formatter):
    """Formats as another formatter does and then blanks every secret, in messages and in tracebacks."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = tuple(form for secret in secrets if secret for form in (secret, quote(secret, safe="")))

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's text without secrets."""
        text = self._inner.format(record)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def guard(*secrets: str) -> None:
    """Make every handler of the root logger discreet; one is made, on standard error, when there is none."""
    root = logging.getLogger()
    if not root.handlers:
        logging.basicConfig(format=_FORMAT, level=logging.INFO)
    for handler in root.handlers:
        handler.setFormatter(Discreet(handler.formatter or logging.Formatter(_FORMAT), secrets))
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
