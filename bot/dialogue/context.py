"""What a conversation remembers from one question to the next: a value that goes in with a question and comes out with its reply."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Final

_MOST: Final = 8  # records remembered of a conversation


@dataclass(frozen=True, slots=True)
class Context:
    """The last question as it was understood.

    `intent` and `slots` repeat it (record ids for each slot); `focus` are the records spoken of, newest first; `listed` what the
    last reply enumerated, in its order, and `earlier` what one before it did; `options` the addresses that it offered; `claims` the
    records that were put to the test; `said` the concepts and `numbers` the numbers of the question.
    """

    intent: str = ""
    slots: tuple[tuple[str, ...], ...] = ()
    claims: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    language: str = ""
    said: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    earlier: tuple[str, ...] = ()

    def with_focus(self, records: tuple[str, ...]) -> tuple[str, ...]:
        """Return the records spoken of after `records` were."""
        return tuple(dict.fromkeys((*records, *self.focus)))[:_MOST]

    def to_json(self) -> str:
        """Return the context as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Context":
        """Read what `to_json` wrote; anything else is an empty context, since a lost thread is better than a broken one."""
        try:
            found = json.loads(text)
            slots = tuple(tuple(str(record) for record in slot) for slot in found["slots"])
            plain = {f.name: tuple(map(str, found[f.name])) for f in fields(cls) if f.name in ("claims", "focus", "listed", "options")}
            plain |= {name: tuple(map(str, found.get(name, ()))) for name in ("said", "earlier")}
            numbers = tuple(map(int, found.get("numbers", ())))
            return cls(intent=str(found["intent"]), slots=slots, language=str(found["language"]), numbers=numbers, **plain)
        except (ValueError, KeyError, TypeError):
            return EMPTY


EMPTY: Final = Context()
