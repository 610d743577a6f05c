"""Phrasings compiled to patterns: what must be in a question, and what may be, for an intent to have been meant."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.knowledge.grid import Base
from bot.knowledge.model import Intent, Phrasing
from bot.language.text import normalise
from bot.matching.lexicon import Lexicon
from bot.matching.segmentation import Unit, segment_exactly

# Modifiers that change how an answer is given, not what is asked: a phrasing that has one matches questions without it too.
FREE: Final = frozenset({"list", "that", "yesno", "brief", "full", "say-english", "correction"})

_OF_A_RECORD: Final = frozenset({"attribute", "card", "summary", "name", "regions", "programme", "korean-name", "involvement", "membership", "partners"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One phrasing, compiled: the kinds of its slots, and the concepts that a question must and may have (each a set of alternatives)."""

    phrasing: str
    slots: tuple[str, ...]
    required: tuple[frozenset[str], ...]
    optional: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class CompiledIntent:
    """An intent, its patterns, and its vocabulary: every concept that one of its phrasings uses counts as explained by it."""

    intent: Intent
    patterns: tuple[Pattern, ...]
    vocabulary: frozenset[str]
    order: int


def compile_intents(base: Base, lexicon: Lexicon) -> tuple[CompiledIntent, ...]:
    """Compile every intent of the base; attributes without an entry of their own are asked by their label."""
    compiled = []
    for order, intent in enumerate((*base.intents.values(), *_by_label(base))):
        patterns = tuple(dict.fromkeys(_with_own_slot(_pattern(phrasing, lexicon), intent, base) for phrasing in intent.phrasings))
        words = frozenset(c for p in patterns for part in (*p.required, *p.optional) for c in part)
        compiled.append(CompiledIntent(intent, patterns, words | {slot for p in patterns for slot in p.slots}, order))
    return tuple(compiled)


def _by_label(base: Base) -> Iterator[Intent]:
    for kind in base.kinds.values():
        for attribute in kind.attributes.values():
            if attribute.intent not in base.intents:
                phrasings = (Phrasing(f"{attribute.label.en} {{{kind.id}}}", "en"), Phrasing(f"{{{kind.id}}} {attribute.label.ko}", "ko"))
                yield Intent(attribute.intent, "attribute", phrasings)


def _pattern(phrasing: Phrasing, lexicon: Lexicon) -> Pattern:
    units = [unit for unit in segment_exactly(normalise(phrasing.text), lexicon) if unit.is_slot or unit.concepts or unit.is_literal]
    slots = tuple(unit.text.strip("{}") for unit in units if unit.is_slot)
    words = [unit for unit in units if unit.concepts]
    required = [unit for unit in words if _must(unit)] or [u for u in words if not (u.entry and u.entry.light) and not u.concepts <= FREE]
    if not required and not slots:
        required = words
    return Pattern(
        phrasing.text,
        slots,
        tuple(dict.fromkeys(unit.concepts for unit in required)),
        tuple(dict.fromkeys(unit.concepts for unit in words if unit not in required)),
    )


def _with_own_slot(pattern: Pattern, intent: Intent, base: Base) -> Pattern:
    """Give a phrasing without slots that of the intent's own kind: "who operates it" asks for a project all the same."""
    kind = intent.id.partition(".")[0]
    if pattern.slots or intent.query not in _OF_A_RECORD or kind not in base.kinds:
        return pattern
    return replace(pattern, slots=(kind,))


def _must(unit: Unit) -> bool:
    if unit.entry is None or unit.entry.light or unit.concepts <= FREE:
        return False
    return unit.has_role("content") or unit.has_role("social") or (unit.has_role("modifier") and not unit.concepts & {"count", *FREE})
