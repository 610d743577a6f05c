"""Telegram's flood limits: waited for where an answer is due, not where the profile is set."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final

from telegram.ext import AIORateLimiter

# Requests under way at once: at 100 ms each ten times what Telegram admits a second. The HTTP library's pool looks at every
# connection for every request, so that with hundreds of either it is the slowest part of an answer.
AT_ONCE: Final = 32


class Flood(AIORateLimiter):
    """The library's limiter, which makes *every* request wait while one is told to.

    Changing a bot's name too often earns a wait of hours, so requests about the profile pass by it: they fail, and nobody waits.
    """

    __slots__ = ("_few",)

    def __init__(self, messages_per_second: float, max_retries: int) -> None:
        super().__init__(overall_max_rate=messages_per_second, max_retries=max_retries)
        self._few = asyncio.Semaphore(AT_ONCE)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """Make a request within the limits."""
        if endpoint.startswith(("setMy", "getMy")):
            return await callback(*args, **kwargs)

        async def among_few(*given: Any, **named: Any) -> bool | dict[str, Any] | list[dict[str, Any]]:
            async with self._few:
                return await callback(*given, **named)

        return await super().process_request(among_few, args, kwargs, endpoint, data, rate_limit_args)
