"""Whether the bot does its work, for /health: which base it serves, how it receives, and whether it is in touch with Telegram."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room

# The library tries again after 30 seconds at most, so that an outage shows at least so often.
_FORGIVEN_AFTER: Final = 60.0


class Health:
    """Remembers the last failure to fetch updates; `clock` returns seconds and never goes back."""

    def __init__(self, room: "Room", clock: Callable[[], float] = time.monotonic) -> None:
        self._room = room
        self._clock = clock
        self._failed_at = float("-inf")

    def failed(self) -> None:
        """Note that Telegram could not be reached just now."""
        self._failed_at = self._clock()

    def report(self) -> tuple[int, dict[str, str]]:
        """Return the HTTP status, 200 or 503, and what /health shows."""
        in_touch = self._clock() - self._failed_at > _FORGIVEN_AFTER
        mode = "webhook" if self._room.options.webhook_url else "polling"
        shown = {"status": "ok" if in_touch else "out of touch", "revision": self._room.assistant.base.revision, "mode": mode}
        return (200 if in_touch else 503), shown
