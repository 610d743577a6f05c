"""Every setting of the program, as data: its environment variable, its command-line option, its default and what it does.

The command line is made from this list, and tests hold docs/settings.md and `TelegramOptions` against it.
"""

from dataclasses import dataclass
from typing import Final, Literal

Command = Literal["every", "chat", "telegram"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that an operator can decide.

    `option` is empty for secrets: a command line is visible to every user of the machine. `default` is None where nothing is
    set; its type is the type of the setting. `choices` is the closed set of allowed values, where there is one.
    """

    name: str
    variable: str
    option: str
    default: str | int | float | None
    help: str
    command: Command = "telegram"
    choices: tuple[str, ...] = ()


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "knowledge",
        "SEMINAR_BOT_KNOWLEDGE",
        "--knowledge",
        None,
        "Folder of the knowledge base; without it, the one that comes with the program.",
        "every",
    ),
    Setting(
        "cache",
        "SEMINAR_BOT_CACHE",
        "",
        None,
        "Folder that keeps bases compiled, for quick starts; without it, seminar-bot/ in the user's cache folder.",
        "every",
    ),
    Setting(
        "history",
        "SEMINAR_BOT_HISTORY",
        "--history",
        None,
        "File that keeps what was typed in the terminal chat, for the arrow keys; without it, only until the chat ends.",
        "chat",
    ),
    Setting("token", "TELEGRAM_TOKEN", "", None, "The bot's token, from @BotFather. Never printed."),
    Setting("token_file", "TELEGRAM_TOKEN_FILE", "--token-file", None, "File that holds the token, in place of TELEGRAM_TOKEN."),
    Setting(
        "api_url",
        "TELEGRAM_API_URL",
        "--api-url",
        "https://api.telegram.org",
        "Root of the Bot API server, to which /bot<token>/ and /file/bot<token>/ are appended.",
    ),
    Setting(
        "webhook_url",
        "TELEGRAM_WEBHOOK_URL",
        "--webhook-url",
        "",
        "Public https address to which Telegram posts updates; without it, long polling.",
    ),
    Setting(
        "webhook_secret",
        "TELEGRAM_WEBHOOK_SECRET",
        "",
        None,
        "Secret that Telegram repeats with each update: 1 to 256 of A-Z a-z 0-9 _ -. Needed with a webhook.",
    ),
    Setting("listen", "TELEGRAM_LISTEN", "--listen", "", "HOST:PORT on which the webhook and /health are served; without it, neither."),
    Setting(
        "storage",
        "TELEGRAM_STORAGE",
        "--storage",
        None,
        "SQLite file of conversations, votes and languages; without it, they are forgotten when the bot stops.",
    ),
    Setting(
        "answer_missed_for",
        "TELEGRAM_ANSWER_MISSED_FOR",
        "--answer-missed-for",
        3600.0,
        "Seconds: messages older than this when the bot comes back are not answered.",
    ),
    Setting("context_age", "TELEGRAM_CONTEXT_AGE", "--context-age", 1800.0, "Seconds after which a conversation's thread is forgotten."),
    Setting(
        "question_age",
        "TELEGRAM_QUESTION_AGE",
        "--question-age",
        86_400.0,
        "Seconds for which a question is kept, for edits and “Why this answer?”.",
    ),
    Setting("vote_age", "TELEGRAM_VOTE_AGE", "--vote-age", 365 * 86_400.0, "Seconds for which a vote is kept."),
    Setting(
        "questions_per_minute",
        "TELEGRAM_QUESTIONS_PER_MINUTE",
        "--questions-per-minute",
        20,
        "Questions that one person gets answered in a minute.",
    ),
    Setting(
        "messages_per_second",
        "TELEGRAM_MESSAGES_PER_SECOND",
        "--messages-per-second",
        30.0,
        "Messages that the bot sends in a second, over all chats.",
    ),
    Setting("theme", "TELEGRAM_THEME", "--theme", "light", "Look of the pictures.", choices=("light", "dark")),
)


def of(command: Command) -> tuple[Setting, ...]:
    """Return the settings of one command, in the order of the list."""
    return tuple(setting for setting in SETTINGS if setting.command == command)
