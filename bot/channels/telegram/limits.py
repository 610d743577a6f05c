"""How much one person may ask: a window of one minute, kept in memory."""

from collections import OrderedDict, deque
from collections.abc import Callable
from enum import Enum
from typing import Final

_WINDOW: Final = 60.0
_REMEMBERED: Final = 10_000  # askers; the one who has been silent longest is forgotten first


class Admission(Enum):
    """What to do with a question: answer it, say once that it is too much, or be silent."""

    WELCOME = "welcome"
    FIRST_REFUSAL = "first refusal"
    REFUSED = "refused"


class AskerLimit:
    """Admits `per_minute` questions of one person in any minute; `clock` returns seconds and never goes back."""

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._asked: OrderedDict[int, deque[float]] = OrderedDict()
        self._told: set[int] = set()

    def admit(self, user: int) -> Admission:
        """Count a question and tell what to do with it; refused ones don't count, so that patience always helps."""
        now = self._clock()
        asked = self._asked.setdefault(user, deque())
        self._asked.move_to_end(user)
        while asked and asked[0] <= now - _WINDOW:
            asked.popleft()
        if len(asked) < self._per_minute:
            asked.append(now)
            self._told.discard(user)
            self._drop_oldest()
            return Admission.WELCOME
        if user in self._told:
            return Admission.REFUSED
        self._told.add(user)
        return Admission.FIRST_REFUSAL

    def forget(self, user: int) -> None:
        """Forget when a person asked."""
        self._asked.pop(user, None)
        self._told.discard(user)

    def _drop_oldest(self) -> None:
        while len(self._asked) > _REMEMBERED:
            user, _ = self._asked.popitem(last=False)
            self._told.discard(user)
