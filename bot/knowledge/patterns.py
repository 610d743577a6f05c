"""Alternatives in brackets: "who (runs|leads) [the] {project}" stands for four sentences."""

import itertools
import re
from typing import Final

MOST: Final = 400  # alternatives of one pattern; more is nearly always a slip of a bracket
_PART: Final = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]|([^()\[\]]+)")


class PatternError(ValueError):
    """A pattern whose brackets don't fit; the text says which."""


def expand(pattern: str) -> tuple[str, ...]:
    """Return every sentence that `pattern` stands for, in order: ( | ) choose one, [ ] may be left out; no nesting.

    Raises PatternError for brackets that don't close or nest, and for more than MOST sentences.
    """
    choices: list[tuple[str, ...]] = []
    position = 0
    for part in _PART.finditer(pattern):
        if part.start() != position:
            break
        position = part.end()
        one_of, optional, plain = part.groups()
        if one_of is not None:
            choices.append(tuple(one_of.split("|")))
        elif optional is not None:
            choices.append((*optional.split("|"), ""))
        else:
            choices.append((plain,))
    if position != len(pattern):
        raise PatternError(f"a bracket is not closed, or stands inside another, at «{pattern[position : position + 12]}»")
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MOST:
        raise PatternError(f"the brackets give {count} sentences; {MOST} are allowed")
    sentences = (" ".join("".join(parts).split()) for parts in itertools.product(*choices))
    return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))
