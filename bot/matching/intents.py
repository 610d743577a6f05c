"""Phrasings compiled to patterns: what must be in a question, and what may be, for an intent to have been meant."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from bot.knowledge.grid import Base
from bot.knowledge.model import Intent, Phrasing
from bot.language.text import atoms, normalise
from bot.matching.lexicon import Lexicon
from bot.matching.segmentation import segment_exactly
from bot.matching.unit import Unit

# Modifiers that change how an answer is given, not what is asked: a phrasing that has one matches questions without it too.
FREE: Final = frozenset(
    {"list", "that", "she", "yesno", "brief", "full", "say-english", "correction", "and", "again", "what-about", "any", "among"}
)

ENTRY: Final = "entry"  # the query of a free question-and-answer entry
# Question words that decide what is asked: "when did she speak" is not "who spoke".
DECISIVE: Final = frozenset({"when", "where", "why"})
POINTERS: Final = frozenset({"that", "she"})
VAGUE: Final = frozenset({"what", "who", "which", "how", "seminar", "organisation", "person", "project", "programme", "region", "industry"})
_OF_A_RECORD: Final = frozenset(
    {"attribute", "card", "summary", "name", "regions", "programme", "korean-name", "involvement", "membership", "partners"}
)


@dataclass(frozen=True)
class Pattern:
    """One phrasing, compiled: the kinds of its slots, and the concepts that a question must and may have (each a set of alternatives).

    `named` are the slots that the question itself must fill, written {seminar!}.
    """

    phrasing: str
    slots: tuple[str, ...]
    named: frozenset[str]
    required: tuple[frozenset[str], ...]
    optional: tuple[frozenset[str], ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every concept that it requires or may have."""
        return frozenset[str]().union(*self.required, *self.optional)

    @cached_property
    def vague(self) -> bool:
        """Whether it requires nothing that says what is asked: only question words and kinds."""
        return frozenset[str]().union(*self.required) <= VAGUE

    @cached_property
    def undecided(self) -> bool:
        """Whether it requires nothing but such words, and those that decide what is asked: "when was it?"."""
        return frozenset[str]().union(*self.required) <= VAGUE | DECISIVE

    @cached_property
    def asked_optionally(self) -> tuple[frozenset[str], ...]:
        """What it may have that says what is asked, not how to answer."""
        return tuple(part for part in self.optional if not part <= FREE)

    @property
    def asks(self) -> bool:
        """Whether it requires a word that asks for something, not just one that says how to answer."""
        return any(not part <= FREE for part in self.required)

    @property
    def shape(self) -> tuple[object, ...]:
        """What makes two phrasings of one intent the same to the matcher."""
        return self.slots, self.named, self.required, self.optional


@dataclass(frozen=True)
class CompiledIntent:
    """An intent, its patterns, and its vocabulary: every concept that one of its phrasings uses counts as explained by it."""

    intent: Intent
    patterns: tuple[Pattern, ...]
    vocabulary: frozenset[str]
    order: int

    @cached_property
    def literally(self) -> frozenset[str]:
        """The stems of the words of its phrasings: they say what is asked, not of what."""
        return frozenset(atom.key for phrasing in self.intent.phrasings for atom in atoms(normalise(phrasing.text)))

    @cached_property
    def kind(self) -> str:
        """The kind of record that it asks about."""
        return self.intent.id.partition(".")[0]

    @property
    def attribute(self) -> str:
        """The name of the attribute that it looks at, `kind.attribute`."""
        return self.intent.arguments.get("attribute", self.intent.id)

    @cached_property
    def needs(self) -> frozenset[str]:
        """Concepts of which a question must have one, whichever phrasing it is nearest to."""
        return frozenset(self.intent.arguments.get("needs", "").split())

    @cached_property
    def target(self) -> str:
        """The kind of record that must be what is asked for ("which *regions* are in one project"), where that tells two intents apart."""
        return self.intent.arguments.get("target", "")

    @cached_property
    def unless(self) -> str:
        """The kind of record that is asked for when this intent is not what is meant: who asks for regions does not ask for projects."""
        return self.intent.arguments.get("unless", "")

    @property
    def default(self) -> str:
        """The record that is meant where none is named."""
        return self.intent.arguments.get("default", "")


def compile_intents(base: Base, lexicon: Lexicon) -> tuple[CompiledIntent, ...]:
    """Compile every intent of the base; attributes without an entry of their own are asked by their label."""
    patterns = []
    for intent in _every(base):
        compiled = (_with_own_slot(_pattern(phrasing, lexicon, intent, base), intent, base) for phrasing in intent.phrasings)
        patterns.append(list({pattern.shape: pattern for pattern in compiled}.values()))
    return with_patterns(base, patterns)


def with_patterns(base: Base, patterns: list[list[Pattern]]) -> tuple[CompiledIntent, ...]:
    """Return the intents of a base with their patterns, given in the same order."""
    compiled = []
    for order, (intent, own) in enumerate(zip(_every(base), patterns, strict=True)):
        words = frozenset(c for p in own for part in (*p.required, *p.optional) for c in part) - FREE
        compiled.append(CompiledIntent(intent, tuple(own), words | {slot for p in own for slot in p.slots}, order))
    return tuple(compiled)


def _every(base: Base) -> Iterator[Intent]:
    yield from (*(intent for intent in base.intents.values() if _is_asked(base, intent)), *_by_label(base), *_entries(base))


def _is_asked(base: Base, intent: Intent) -> bool:
    """Whether a base has what an intent asks for, where the intent is of use to no other (`filled` names attributes, or outside)."""
    wanted = intent.arguments.get("filled", "").split()
    attributes = [attribute for name in wanted if (attribute := base.attribute(name))]
    outside = "outside" in wanted and any(record.outside for record in base.by_id.values())
    return not wanted or outside or any(base.facts(record, a.id) for a in attributes for record in base.records(a.kind))


def _entries(base: Base) -> Iterator[Intent]:
    return (Intent(f"faq.{entry.id}", ENTRY, entry.phrasings, {"entry": entry.id}) for entry in base.entries.values())


def _by_label(base: Base) -> Iterator[Intent]:
    for kind in base.kinds.values():
        for attribute in kind.attributes.values():
            if attribute.intent not in base.intents and not attribute.asked_by:
                phrasings = (Phrasing(f"{attribute.label.en} {{{kind.id}}}", "en"), Phrasing(f"{{{kind.id}}} {attribute.label.ko}", "ko"))
                yield Intent(attribute.intent, "attribute", phrasings)


def _pattern(phrasing: Phrasing, lexicon: Lexicon, intent: Intent, base: Base) -> Pattern:
    """Compile one phrasing.

    A word that the lexicon does not have becomes a concept that no question has: the phrasing never fits. A question about
    records at large must say of which kind: "which regions …". A ready answer's phrasing of which only "where" says anything
    ("I lost something, where do I ask") never fits either: such a one is found word for word, or by what is learned.
    """
    units = segment_exactly(normalise(phrasing.text), lexicon)
    slots = tuple(unit.text.strip("{}") for unit in units if unit.is_slot)
    words = [(unit, meant) for unit in units if (meant := _meant(unit, intent.query == "social"))]
    nouns = frozenset() if slots or intent.query in _OF_A_RECORD else frozenset(base.kinds)
    # Which number it is does not matter where the intent needs one of them.
    numbers = {need for need in intent.arguments.get("needs", "").split() if need.startswith("number-")}
    required = [(unit, meant) for unit, meant in words if (_must(unit, meant) or meant & nouns) and not (meant and meant <= numbers)]
    if not required:
        required = [(u, m) for u, m in words if not (u.entry and u.entry.light) and not m <= FREE]
    if not required and not slots:
        required = words
    if intent.query == ENTRY and frozenset[str]().union(*(meant for _, meant in required)) <= DECISIVE | VAGUE:
        return Pattern(phrasing.text, (), frozenset(), (frozenset({f"only:{phrasing.text}"}),), ())
    return Pattern(
        phrasing.text,
        tuple(slot.removesuffix("!") for slot in slots),
        frozenset(slot.removesuffix("!") for slot in slots if slot.endswith("!")),
        tuple(dict.fromkeys(meant for _, meant in required)),
        tuple(dict.fromkeys(meant for unit, meant in words if (unit, meant) not in required)),
    )


def _meant(unit: Unit, social: bool) -> frozenset[str]:
    """Return what a word of a phrasing can mean there: small talk in small talk, and nowhere else."""
    if unit.is_unknown:
        return frozenset({f"unknown:{unit.text}"})
    roles = unit.entry.concepts if unit.entry else ()
    return frozenset(concept for concept, role in roles if (role == "social") == social and role != "elsewhere" and concept not in POINTERS)


def _with_own_slot(pattern: Pattern, intent: Intent, base: Base) -> Pattern:
    """Give a phrasing without slots that of the intent's own kind: "who operates it" asks for a project all the same."""
    kind = intent.id.partition(".")[0]
    if pattern.slots or intent.query not in _OF_A_RECORD or kind not in base.kinds:
        return pattern
    return replace(pattern, slots=(kind,))


def _must(unit: Unit, meant: frozenset[str]) -> bool:
    if unit.entry is None:
        return unit.is_unknown
    if unit.entry.light or meant <= FREE:
        return False
    asks = bool(meant & DECISIVE)
    return asks or unit.has_role("content") or unit.has_role("social") or (unit.has_role("modifier") and "count" not in meant)


class IntentIndex:
    """Finds the phrasings that a question can fit, without trying all: each is filed under the rarest thing that it requires."""

    def __init__(self, intents: tuple[CompiledIntent, ...]) -> None:
        self.intents = intents
        common = Counter(concept for intent in intents for pattern in intent.patterns for part in pattern.required for concept in part)
        self._filed: dict[str, list[tuple[CompiledIntent, Pattern]]] = {}
        self._bare: list[tuple[CompiledIntent, Pattern]] = []
        for intent in intents:
            for pattern in intent.patterns:
                if not pattern.required:
                    self._bare.append((intent, pattern))
                    continue
                rarest = min(pattern.required, key=lambda part: sum(common[concept] for concept in part))
                for concept in rarest:
                    self._filed.setdefault(concept, []).append((intent, pattern))

    def fitting(self, concepts: frozenset[str]) -> dict[int, tuple[CompiledIntent, list[Pattern]]]:
        """Return, by the intents' order, each intent with the phrasings of which the question has all that they require."""
        found: dict[int, tuple[CompiledIntent, list[Pattern]]] = {}
        filed = [entry for concept in concepts for entry in self._filed.get(concept, ())]
        for intent, pattern in (*filed, *self._bare):
            if intent.order not in found:
                found[intent.order] = (intent, [])
            if not any(map(concepts.isdisjoint, pattern.required)):
                found[intent.order][1].append(pattern)
        return found
