"""What to offer for words that are still being typed: their answer, records whose name begins so, and what goes with the answer."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.language import Language
from bot.replies.reply import Outcome, Reply

if TYPE_CHECKING:
    from bot.assistant import Assistant

MOST: Final = 10
_SHORTEST: Final = 2  # letters; a single one begins too many names to mean any, unless it is a whole syllable
_TOLD: Final = (Outcome.ANSWER, Outcome.ABSENT)


def suggestions(assistant: "Assistant", typed: str) -> tuple[Reply, ...]:
    """Return up to ten answers in the language that is typed, each with an address of its own, the likeliest first."""
    by_address: dict[str, Reply] = {}
    for reply in _candidates(assistant, typed.strip()):
        if reply.address and reply.outcome in _TOLD:
            by_address.setdefault(reply.address, reply)
        if len(by_address) == MOST:
            break
    return tuple(by_address.values())


def _candidates(assistant: "Assistant", typed: str) -> Iterator[Reply]:
    reply, _ = assistant.ask(typed)
    cards = tuple(_opened(assistant, _named(assistant, typed), reply.language))
    yield reply
    yield from cards
    for one in (reply, *cards):
        if one.outcome in (*_TOLD, Outcome.CLARIFY):
            yield from _opened(assistant, (option.address for option in (*one.options, *one.follow_ups)), reply.language)


def _named(assistant: "Assistant", typed: str) -> Iterator[str]:
    """Yield the ids of the records that one could be about to name."""
    start = typed.casefold()
    if len(start) < _SHORTEST and not "가" <= start <= "힣":
        return
    records = assistant.base.by_id.values()
    yield from islice((record.id for record in records if any(name.casefold().startswith(start) for name in record.names)), MOST)


def _opened(assistant: "Assistant", addresses: Iterator[str], language: Language) -> Iterator[Reply]:
    for address in addresses:
        if opened := assistant.open(address, language):
            yield opened[0]
