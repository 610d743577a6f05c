"""Telegram's flood limits: waited for where an answer is due, not where the profile is set."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram.ext import AIORateLimiter


class Flood(AIORateLimiter):
    """The library's limiter, which makes *every* request wait while one is told to.

    Changing a bot's name too often earns a wait of hours, so requests about the profile pass by it: they fail, and nobody waits.
    """

    __slots__ = ()

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
        return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
