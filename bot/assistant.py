"""The whole way of a question, on one page: text, units, readings, verdict, facts, reply."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, Self

from bot.dialogue.context import EMPTY, Context
from bot.knowledge import kept_base
from bot.knowledge.grid import Base
from bot.knowledge.model import Record
from bot.language import Language
from bot.language.days import days
from bot.language.text import language_of, normalise
from bot.matching import backwards, clauses, explanation, followups, kept_lexicon
from bot.matching.arbiter import Option
from bot.matching.contents import ContentFinder
from bot.matching.entries import EntryFinder
from bot.matching.intents import IntentIndex
from bot.matching.layout import other_layout
from bot.matching.narrowing import narrowed
from bot.matching.question import Question
from bot.matching.readings import Reading, each_claim_once
from bot.matching.second_opinion import SURE, SecondOpinion, learned
from bot.matching.segmentation import segment
from bot.matching.unit import Unit
from bot.matching.verdict import ANSWER, Declined, Unclear, Understood, Unknown, Verdict, decide, of_an_edition, of_another
from bot.replies import addresses, compose, premises
from bot.replies.asking import Ask
from bot.replies.reply import Entity, Outcome, Reply
from bot.replies.wording import Wording

LONGEST: Final = 600  # characters of a question; longer ones are pasted texts, and are asked to be shortened


class Assistant:
    """Answers questions from one base. It holds no conversation: the context goes in and comes out with each question."""

    def __init__(self, base: Base, kept_in: Path | None = None) -> None:
        self.base = base
        self._kept_in = kept_in
        self._lexicon, self._intents = kept_lexicon.opened(base, kept_in) if kept_in else kept_lexicon.compiled(base)
        self._index = IntentIndex(self._intents)
        self._entries = EntryFinder(base, self._intents, kept_in)
        self._contents = ContentFinder(base, self._intents)
        self._second = SecondOpinion(base, self._intents, lambda: learned(base, self._lexicon, self._intents, kept_in))

    @classmethod
    def load(cls, directory: Path, kept_in: Path | None = None) -> Self:
        """Load the base in a folder, its compiled form kept in another. Raises KnowledgeError with everything that is wrong with it."""
        return cls(kept_base.opened(directory, kept_in) if kept_in else kept_base.read(directory), kept_in)

    def ready(self) -> Self:
        """Learn now what the first question that needs it would otherwise wait for, some seconds after an edit of the base."""
        self._second.ready()
        return self

    def learn_aside(self) -> None:
        """Learn that in a thread of its own; until it ends, questions are answered from the phrasings alone."""
        self._second.learn_aside()

    def reloaded(self, directory: Path) -> Self:
        """Return an assistant, ready, of the base in a folder, which keeps its compiled form where this one does."""
        return type(self).load(directory, self._kept_in).ready()

    def ask(self, utterance: str, context: Context = EMPTY) -> tuple[Reply, Context]:
        """Answer one utterance; return the reply and the context for the next one. Never raises, whatever the text."""
        text = normalise(utterance)
        language = language_of(text) or _language(context)
        if len(text) > LONGEST:
            return compose.declined(self.base, language, 0.0, "answers.too-long"), replace(context, language=language)
        if "{" in text or "}" in text:  # a template, not a question; and braces mean slots from here on
            return compose.declined(self.base, language, 0.0), replace(context, language=language)
        chosen = self._chosen(text, context)
        if chosen is not None:
            return self._answer((chosen,), language, (), (), 1.0, context)
        question, notes, language = self.read(text, context)
        offered = tuple(addresses.resolve(self.base, option) for option in context.options)
        choice = followups.picked(question, tuple(tuple(r for slot in ask.slots for r in slot) if ask else () for ask in offered))
        chosen = offered[choice] if choice is not None else None
        if chosen is not None:
            reply, after = self._answer((chosen,), language, notes, (), 1.0, context)
            return reply, replace(after, listed=_differing(offered))  # "and the other one?" is the other option
        verdict, _ = self.decide(question)
        return self.reply(verdict, question, notes, followups.language_wanted(question) or language)

    def open(self, address: str, language: Language, context: Context = EMPTY) -> tuple[Reply, Context] | None:
        """Answer a stable address (a button, a deep link); None where it names nothing in this base."""
        if address in ("start", "help"):
            return compose.social(self.base, language, "social.help"), context
        ask = addresses.resolve(self.base, address)
        return None if ask is None else self._answer((ask,), language, (), (), 1.0, context)

    def explain(self, utterance: str, context: Context = EMPTY) -> tuple[str, ...]:
        """Return, line by line, how an utterance is read: units, readings, verdict, and the cells and sources of the reply."""
        question, notes, _ = self.read(normalise(utterance), context)
        verdict, found = self.decide(question)
        reply, _ = self.ask(utterance, context)
        second = explanation.opinions(self._second.guesses(question)[:2])
        lines = (*explanation.units(question), *explanation.readings(question, found[:5]), *second, explanation.verdict(verdict))
        assumed = tuple(f"assumed  {note}" for note in notes)
        cells = tuple(f"fact     {fact}" for fact in reply.facts)
        places = tuple(f"source   {citation.source}, {citation.place}" for citation in reply.citations)
        return (*assumed, *lines, f"outcome  {reply.outcome.value} {reply.confidence:.3f}", *cells, *places)

    def addresses(self) -> Iterator[str]:
        """Yield every address that replies of this base can carry."""
        yield from addresses.every(self.base)

    def read(self, text: str, context: Context) -> tuple[Question, tuple[str, ...], Language]:
        """Return the units of a normalised text, what was assumed in reading them, and the language to answer in."""
        typed, changed = other_layout(text, self._lexicon)
        language = language_of(typed) or _language(context)
        wording = Wording(self.base, language)
        units = followups.resolve(narrowed(segment(typed, self._lexicon), self.base), context, self.base)
        notes = [wording.say("answers.read-as", typed=typed_word, read=read) for typed_word, read in changed]
        notes += [
            wording.say("answers.read-as", typed=u.text, read=self._called(u, wording)) for u in units if u.corrected and u.is_mention
        ]
        return Question(units, self.base, context, typed, _joins(typed), language == "ko"), tuple(notes), language

    def decide(self, question: Question) -> tuple[Verdict, tuple[Reading, ...]]:
        """Return the verdict on a question and the readings that it was chosen from."""
        first, found = self._first_verdict(question)
        verdict, found = self._second.on(question, first, found)
        verdict = of_another(question, of_an_edition(question, verdict))
        return self._contents.after(question, verdict), found

    def options(self, question: Question) -> tuple[Option, ...]:
        """Return the options that the verdict is chosen from, weighed; none where the phrasings are sure."""
        return self._second.options(question, *self._first_verdict(question))

    def _first_verdict(self, question: Question) -> tuple[Verdict, tuple[Reading, ...]]:
        """Return the verdict by the phrasings alone, and the readings, what a fragment means after the last question first."""
        if (entry := self._entries.verbatim(question)) is not None:
            return Understood((entry,), entry.score), (entry,)
        verdict, found = decide(question, self._index)
        one = isinstance(verdict, Understood) and len(verdict.parts) == 1
        if one and not _is_whole(question, verdict) or not isinstance(verdict, Understood | Unknown):
            both = clauses.in_two(question, lambda half: self._second.on(half, *decide(half, self._index))[0])
            if both is not None:
                return both, (*both.parts, *found)
        if not isinstance(verdict, Understood) and (cell := backwards.by_number(question, self._intents)):
            return Understood((cell,), cell.score), (cell, *found)
        if isinstance(verdict, Declined | Unknown) and (entry := self._entries.find(question)) and entry.score >= ANSWER:
            return Understood((entry,), entry.score), (entry, *found)
        return self._after_all(verdict, found, question)

    def _after_all(self, verdict: Verdict, found: tuple[Reading, ...], question: Question) -> tuple[Verdict, tuple[Reading, ...]]:
        """Prefer what a fragment means after the last question, unless it was understood by itself as well."""
        carried = followups.elliptic(question, self._intents)
        if carried is None or isinstance(verdict, Unknown):
            return verdict, found
        if found and found[0].pattern.asks and found[0].score >= carried.score and not followups.only_restyles(question):
            return verdict, found
        if carried.score < ANSWER:
            return verdict, (carried, *found)
        return (Unclear(carried, carried.score) if carried.tie else Understood((carried,), carried.score)), (carried, *found)

    def _called(self, unit: Unit, wording: Wording) -> str:
        records = [self.base.by_id[r] for r in unit.records or unit.members]
        return wording.names(records[:3], "or")

    def _chosen(self, text: str, context: Context) -> Ask | None:
        """Return the option that a number alone chooses."""
        number = text.strip(".)( ")
        if number.isdecimal() and 0 < int(number[:3]) <= len(context.options):
            return addresses.resolve(self.base, context.options[int(number) - 1])
        return None

    def reply(self, verdict: Verdict, question: Question, notes: tuple[str, ...], language: Language) -> tuple[Reply, Context]:
        """Return what is said on a verdict, and the context after it."""
        context = replace(question.context, language=language)
        match verdict:
            case Declined(score=score) | Unclear(score=score) if followups.hangs_in_the_air(question):
                reply = compose.nothing_before(self.base, language, score)
                return reply, replace(context, options=tuple(option.address for option in reply.options))
            case Declined(score=score):
                named = tuple(r for unit in question.units for r in unit.records if not (unit.entry and unit.entry.partial))
                spoken_of = tuple(r for r in named if self.base.by_id[r].kind != "other")
                return compose.declined(self.base, language, score), replace(context, focus=context.with_focus(spoken_of))
            case Unknown():
                reply = compose.unknown(self.base, language, verdict, notes)
                return reply, (Context(language=language) if verdict.called else context)  # "it" is not what was spoken of before
            case Unclear():
                return self._ask_back(verdict, question, notes, language)
            case Understood():
                return self._told(verdict, question, notes, language)

    def _told(self, verdict: Understood, question: Question, notes: tuple[str, ...], language: Language) -> tuple[Reply, Context]:
        context = replace(question.context, language=language)
        parts = each_claim_once(question, verdict.parts)
        if parts[0].intent.intent.query == "social":
            return compose.social(self.base, language, parts[0].id), context
        asks = tuple(_ask(part, question) for part in parts)
        asks += premises.another_day(self.base, question.text, asks)
        wording = Wording(self.base, language)
        notes += self._carried(parts, wording) + self._beside(question, parts, wording)
        attribute = self.base.attribute(asks[0].intent.id)
        tells_count = attribute is not None and attribute.many
        if "count" in question.concepts and context.listed and followups.only_restyles(question) and not tells_count:
            notes += (_counted(wording, tuple(self.base.by_id[r] for r in context.listed if r in self.base.by_id)),)
        reply, after = self._answer(asks, language, notes, self._entities(question, parts), verdict.score, context)
        if any(slot.origin == "every" for part in parts for slot in part.slots):
            after = replace(after, slots=(), focus=context.focus, listed=())  # who is asked of all, speaks of none
        if followups.picks(question):
            after = replace(after, listed=context.listed)  # "and the third one?" is the third of the same list
        if reply.outcome is Outcome.ANSWER and reply.facts:
            reply = premises.limited(wording, question.text, reply, asks, after.listed)
            if "why" in question.concepts and not any("why" in part.pattern.words for part in parts):
                reply = premises.without_reason(wording, reply, asks[0])
        if reply.outcome is Outcome.ABSENT and reply.citations and question.asks_twice and len(parts) == 1:
            reply = replace(reply, outcome=Outcome.ANSWER)  # one half is a gap; the nearest fact, which it cites, is the other
        return reply, after

    def _ask_back(self, verdict: Unclear, question: Question, notes: tuple[str, ...], language: Language) -> tuple[Reply, Context]:
        reading, base = verdict.reading, self.base
        unsaid = reading.missing or (reading.tie is not None and reading.tie.origin == "default")
        nothing = compose.absent_everywhere(base, language, reading.id, verdict.score) if unsaid else None
        if nothing is not None:
            return nothing, replace(question.context, language=language)
        if reading.missing and (same := self._the_same_for_all(reading)):
            everyone = replace(_ask(reading, question), slots=(*(slot.records for slot in reading.slots), same))
            return self._answer((everyone,), language, notes, (), verdict.score, question.context)
        if reading.tie is not None and (question.concepts & {"compare", "both", "list"} or reading.intent.intent.query == "role"):
            return self._answer((_ask(reading, question),), language, notes, (), verdict.score, question.context)
        if reading.tie is not None and reading.tie.origin == "named" and "count" in question.concepts:
            records = tuple(base.by_id[r] for r in reading.tie.records)
            return self._answer(
                (_ask(reading, question),),
                language,
                (*notes, _counted(Wording(base, language), records)),
                (),
                verdict.score,
                question.context,
            )
        if reading.tie is not None:
            place = reading.slots.index(reading.tie)
            candidates = tuple(base.by_id[r] for r in reading.tie.records)
            kind = reading.tie.kind
        else:
            place, kind = len(reading.slots), reading.missing
            kinds = base.unions.get(kind, (kind,))
            candidates = tuple(r for r in base.by_id.values() if r.kind in kinds)
        reply = compose.unclear(base, language, _ask(reading, question), candidates, kind, place, notes, verdict.score)
        context = replace(question.context, language=language, options=tuple(o.address for o in reply.options), intent=reading.id, slots=())
        return reply, context

    def _the_same_for_all(self, reading: Reading) -> tuple[str, ...]:
        """Return the records that could be meant, where what is asked is the same for all of them: it need not be asked of which."""
        attribute, base = self.base.attribute(reading.intent.attribute), self.base
        if attribute is None or reading.intent.intent.query != "attribute":
            return ()
        records = [r for kind in base.kinds_of(reading.missing) for r in base.records(kind)]
        cells = [frozenset(value for fact in base.facts(record, attribute.id) for value in fact.values) for record in records]
        return tuple(record.id for record in records) if cells and cells[0] and all(cell == cells[0] for cell in cells) else ()

    def _answer(
        self,
        asks: tuple[Ask, ...],
        language: Language,
        notes: tuple[str, ...],
        entities: tuple[Entity, ...],
        score: float,
        context: Context,
    ) -> tuple[Reply, Context]:
        if asks[0].intent.query == "social":
            return compose.social(self.base, language, asks[0].intent.id), context
        reply, answer = compose.answered(self.base, language, asks, notes, entities, score)
        records = tuple(dict.fromkeys(r for ask in asks for slot in ask.slots for r in slot))
        listed = next((slot for ask in asks for slot in ask.slots if len(slot) > 1), answer.listed)
        if "among" in asks[0].modifiers and (of_those := compose.of_those(self.base, language, answer, context.listed)):
            reply, listed = replace(reply, body=(of_those[0], *reply.body)), of_those[1]
            records = (*listed[:3], *records)  # "and who leads it?" asks of what was left of the list
        focus = context.with_focus((*records, *asks[0].claims, *answer.listed[:3]))
        first, listed = asks[0], (listed or context.listed)[:20]
        earlier = context.listed if context.listed not in ((), listed) else context.earlier
        said = tuple(sorted(first.modifiers))
        return reply, Context(first.intent.id, first.slots, first.claims, focus, listed, (), language, said, first.numbers, earlier)

    def _carried(self, parts: tuple[Reading, ...], wording: Wording) -> tuple[str, ...]:
        slots = (slot for part in parts for slot in part.slots if slot.origin in ("carried", "default", "role"))
        records = dict.fromkeys(self.base.by_id[r] for slot in slots for r in slot.records)
        said = [record for record in records if len(self.base.records(record.kind)) > 1]  # the only seminar goes without saying
        return (wording.say("answers.carried", records=wording.names(said)),) if said else ()

    def _beside(self, question: Question, parts: tuple[Reading, ...], wording: Wording) -> tuple[str, ...]:
        """Say of known others that stand beside the question that they are not ours: KIST is not KIAT."""
        named = (self.base.by_id[r] for unit in question.units for r in unit.records)
        others = [record for record in named if record.kind == "other" and not any(record.id in part.claims for part in parts)]
        said = []
        for other in others:
            like = self.base.record(other.like)
            said.append(wording.say("answers.other", name=wording.name(other)))
            said += [wording.say("answers.other-like", like=wording.name(like))] if like else []
        return tuple(dict.fromkeys(said))

    def _entities(self, question: Question, parts: tuple[Reading, ...]) -> tuple[Entity, ...]:
        used = dict.fromkeys(r for part in parts for r in (*(r for slot in part.slots for r in slot.records), *part.claims))
        entities = []
        for record in used:
            unit = next((u for u in question.units if record in u.records or record in u.members), None)
            named = (unit.text, round(unit.score, 2), bool(unit.corrected)) if unit else ("", 1.0, False)
            entities.append(Entity(self.base.by_id[record].kind, record, *named))
        return tuple(entities)


def _differing(offered: tuple[Ask | None, ...]) -> tuple[str, ...]:
    """Return the records that options differ in, in their order."""
    each = [frozenset(r for slot in ask.slots for r in slot) for ask in offered if ask is not None]
    shared = frozenset.intersection(*each) if each else frozenset()
    return tuple(dict.fromkeys(r for ask in offered if ask is not None for slot in ask.slots for r in slot if r not in shared))


def _counted(wording: Wording, records: tuple[Record, ...]) -> str:
    return wording.say("answers.count-of-listed", count=str(len(records)), names=wording.names(records))


def _ask(reading: Reading, question: Question) -> Ask:
    numbers = tuple(number for unit in question.units if (number := _number(unit)) is not None)
    slots = tuple(slot.records for slot in reading.slots)
    chosen = question.editions.chosen
    said, before = question.concepts, question.context
    if reading.repeats:
        said, numbers = said | followups.kept(before), numbers or before.numbers
    return Ask(reading.intent.intent, slots, reading.claims, said, numbers, days(question.text), question.period, chosen)


def _is_whole(question: Question, verdict: Verdict) -> bool:
    """Whether one reading explains a question of several names: "projects with Gwangju and without Jeonbuk" is not two."""
    if not isinstance(verdict, Understood) or verdict.score < SURE:
        return False
    names = [i for i, unit in enumerate(question.units) if unit.is_mention]
    return len(names) > 1 and verdict.parts[0].matched.issuperset(names)


def _number(unit: Unit) -> int | None:
    """Return the number that a unit says, in digits or in a word."""
    if unit.is_literal and unit.text.isdecimal() and len(unit.text) < 5:
        return int(unit.text)
    light = unit.entry is not None and unit.entry.light
    words = [concept.removeprefix("number-") for concept in unit.concepts if concept.startswith("number-") and not light]
    return int(words[0]) if words else None


def _joins(text: str) -> bool:
    return "," in text or "&" in text or "?" in text.rstrip("?!. ")


def _language(context: Context) -> Language:
    return "ko" if context.language == "ko" else "en"
