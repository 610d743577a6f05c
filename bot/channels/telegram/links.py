"""Deep links into the bot: t.me/<bot>?start=<address>, made and read."""

import re
from typing import Final
from urllib.parse import quote

from telegram.constants import MessageLimit

_ADDRESS: Final = re.compile(rf"[A-Za-z0-9_-]{{1,{int(MessageLimit.DEEP_LINK_LENGTH)}}}")


def deep_link(bot: str, address: str) -> str:
    """Return the link that opens the bot with the answer at an address; `bot` is the bot's user name.

    Raises `ValueError` for an address that Telegram would cut or refuse.
    """
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f"{address!r} does not fit a deep link")
    return f"https://t.me/{bot}?start={address}"


def share_link(bot: str, address: str) -> str:
    """Return the link that lets a person hand an answer's deep link on to a chat of their choice."""
    return f"https://t.me/share/url?url={quote(deep_link(bot, address), safe='')}"


def is_address(payload: str) -> bool:
    """Tell whether a /start payload can be an address at all."""
    return _ADDRESS.fullmatch(payload) is not None
