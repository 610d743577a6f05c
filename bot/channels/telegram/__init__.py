"""The Telegram channel: everything that turns updates into replies, and replies into messages.

Importing this package costs nothing: python-telegram-bot is loaded by `run` alone, so that the command line can read
and check `TelegramOptions` without it.
"""

from typing import TYPE_CHECKING

from bot.channels.telegram.options import TelegramOptions

if TYPE_CHECKING:
    from bot.assistant import Assistant

__all__ = ["TelegramOptions", "run"]


def run(assistant: "Assistant", options: TelegramOptions) -> None:
    """Serve the assistant on Telegram until SIGTERM or SIGINT, then finish what is under way and return.

    Raises `SettingsError` when the token is refused, Telegram can't be reached at the start, or the address to listen on is taken.
    """
    from bot.channels.telegram.service import serve

    serve(assistant, options)
