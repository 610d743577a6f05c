"""The Telegram channel against a strict stand-in for Telegram's server."""

TOKEN = "123456:AAstand-in-token-0123456789"  # noqa: S105
