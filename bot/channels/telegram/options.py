"""The settings of the Telegram channel, read and checked without importing a Telegram library."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from bot.errors import SettingsError

API_URL: Final = "https://api.telegram.org"
_TOKEN: Final = re.compile(r"\d+:[A-Za-z0-9_-]{10,}")
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what setWebhook accepts as secret_token


@dataclass(frozen=True, slots=True)
class TelegramOptions:
    """How the bot is reached and how long it remembers; every field but the token has a sensible default.

    `token`: the bot's token from @BotFather. Never printed.
    `api_url`: the server's root, to which /bot<token>/ and /file/bot<token>/ are appended (a local Bot API server, a stand-in).
    `webhook_url`: the public https address to which Telegram posts updates; empty: long polling.
    `listen_host`, `listen_port`: where the webhook and the health endpoint (/health) listen; port 0: neither, for polling alone.
    `webhook_secret`: the secret_token that Telegram repeats in a header; a request without it gets 403. Required with a webhook.
    `storage`: the SQLite file of contexts, votes and language choices; None keeps them in memory, until the process ends.
    `knowledge`: the folder that SIGHUP loads anew; None: SIGHUP is only logged.
    `answer_missed_for`: seconds; a message that is older than this when it arrives (after downtime) is dropped without an answer.
    `context_age`: seconds after which a conversation's context is forgotten ("it" no longer means the last record).
    `question_age`: seconds for which a question's words are kept for *Why this answer?* and for edits.
    `vote_age`: seconds for which a vote is kept.
    `questions_per_minute`: how many questions one person gets answered a minute; then one friendly line, then silence.
    `messages_per_second`: how many messages the bot sends a second, over all chats (Telegram's limit is about 30).
    `retries`, `retry_pause`: how often a request is repeated after a network error, and the first pause in seconds (it doubles each time).
    `request_seconds`: how long one request may take before it counts as lost.
    `start_retries`: how often the first contact is tried before giving up.
    `poll_seconds`: how long one long-polling request waits.
    `theme`: the look of the pictures.
    """

    token: str = field(repr=False)
    api_url: str = API_URL
    webhook_url: str = ""
    listen_host: str = "127.0.0.1"
    listen_port: int = 0
    webhook_secret: str = field(default="", repr=False)
    storage: Path | None = None
    knowledge: Path | None = None
    answer_missed_for: float = 3600.0
    context_age: float = 1800.0
    question_age: float = 86_400.0
    vote_age: float = 365 * 86_400.0
    questions_per_minute: int = 20
    messages_per_second: float = 30.0
    retries: int = 3
    retry_pause: float = 1.0
    request_seconds: float = 15.0
    start_retries: int = 5
    poll_seconds: int = 25
    theme: Literal["light", "dark"] = "light"

    def __post_init__(self) -> None:
        """Refuse what can't work, with a sentence that says what to change; the values themselves are never quoted."""
        if not _TOKEN.fullmatch(self.token):
            raise SettingsError("The Telegram token does not look like one (123456:ABC…); ask @BotFather for it.")
        if not self.api_url.startswith(("http://", "https://")):
            raise SettingsError("TELEGRAM_API_URL must start with http:// or https://.")
        if self.webhook_url and not self.webhook_url.startswith("https://"):
            raise SettingsError("The webhook address must start with https://: Telegram posts to no other.")
        if self.webhook_url and not _SECRET.fullmatch(self.webhook_secret):
            raise SettingsError("A webhook needs TELEGRAM_WEBHOOK_SECRET: 1 to 256 of the characters A-Z a-z 0-9 _ -.")
        if self.webhook_url and not self.listen_port:
            raise SettingsError("A webhook needs an address to listen on, such as 127.0.0.1:8443.")


def read_token(environ: Mapping[str, str]) -> str:
    """Return the token of TELEGRAM_TOKEN, or of the file that TELEGRAM_TOKEN_FILE names, or "" when neither is set.

    Raises `SettingsError` when the file can't be read.
    """
    if token := environ.get("TELEGRAM_TOKEN", "").strip():
        return token
    name = environ.get("TELEGRAM_TOKEN_FILE", "")
    if not name:
        return ""
    try:
        return Path(name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The token file {name} can't be read: {type(error).__name__}.") from None
