"""Composing replies: one function for each outcome, all of them from the texts of the base."""

from collections.abc import Mapping
from typing import Final

from bot.knowledge.grid import Base
from bot.knowledge.model import Record
from bot.language import Language
from bot.matching.verdict import Unknown
from bot.replies import addresses, lookups, roles, sets
from bot.replies.asking import Answer, Ask, Query, joined
from bot.replies.reply import Entity, Option, Outcome, PictureRequest, Reply
from bot.replies.wording import Wording

QUERIES: Final[Mapping[str, Query]] = {
    "attribute": lookups.attribute,
    "regions": roles.regions,
    "role": roles.role,
    "card": lookups.card,
    "summary": lookups.summary,
    "name": lookups.name,
    "korean-name": lookups.korean_name,
    "programme": lookups.programme,
    "involvement": roles.involvement,
    "membership": roles.membership,
    "entry": lookups.entry,
    "list": sets.listing,
    "partners": sets.partners,
    "common": sets.common,
    "compare": sets.compare,
    "without": sets.without,
    "operators": sets.operators,
    "all-participants": sets.all_participants,
    "never-operates": sets.never_operates,
    "both-roles": sets.both_roles,
    "by-projects": sets.by_projects,
    "by-participants": sets.by_participants,
    "no-industries": sets.no_industries,
    "lead-unknown": sets.lead_unknown,
    "region-extreme": sets.region_extreme,
    "project-extreme": sets.project_extreme,
    "outside": sets.outside,
    "sources": sets.sources,
    "map": sets.on_map,
}
_MOST_OPTIONS: Final = 4
_WELCOMES: Final = ("social.help", "social.greeting", "social.yourself")


def answered(
    base: Base, language: Language, asks: tuple[Ask, ...], notes: tuple[str, ...], entities: tuple[Entity, ...], score: float
) -> tuple[Reply, Answer]:
    """Reply with what the queries found; absent where none of them found anything."""
    wording = Wording(base, language)
    answer = joined([QUERIES[ask.intent.query](wording, ask) for ask in asks])
    if not answer.lines:  # what is asked of several records is asked of a base that has none
        return declined(base, language, score), answer
    first = asks[0]
    cited = tuple(wording.citation(source, "") for source in answer.sources) or wording.citations(answer.facts)
    reply = Reply(
        outcome=Outcome.ANSWER if answer.found else Outcome.ABSENT,
        language=language,
        body=answer.lines,
        notes=notes,
        citations=cited,
        follow_ups=follow_ups(wording, first),
        intent=" ".join(ask.intent.id for ask in asks),
        entities=entities,
        facts=sets.ids(answer.facts) if answer.found else (),
        confidence=score,
        address=addresses.of(first.intent.id, first.slots),
        picture=_picture(base, first),
    )
    return reply, answer


def of_those(base: Base, language: Language, answer: Answer, listed: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """Say which records of an enumeration an answer names too, and return them; None where it names none of their kind."""
    kinds = {base.by_id[r].kind for r in listed if r in base.by_id}
    if not any(base.by_id[r].kind in kinds for r in answer.listed):
        return None
    wording = Wording(base, language)
    both = tuple(r for r in listed if r in answer.listed)
    names = wording.names([base.by_id[r] for r in both])
    said = wording.say("answers.of-those", count=str(len(both)), names=names) if both else wording.say("answers.none-of-those")
    return said, both or listed


def _picture(base: Base, ask: Ask) -> PictureRequest | None:
    records = ask.all_records(base)
    shown = next((r for r in records if r.kind in ("project", "region")), None)
    if ask.intent.query == "map":
        return PictureRequest("map", shown.id if shown else "")
    if ask.intent.query == "partners" and shown:
        return PictureRequest("partners", shown.id)
    return PictureRequest("map", shown.id) if shown and not shown.outside and ask.intent.query == "card" else None


def follow_ups(wording: Wording, ask: Ask) -> tuple[Option, ...]:
    """Return what can be asked next of the record that was asked about."""
    base = wording.base
    record = next(iter(ask.all_records(base)), None)
    if record is None:
        return ()
    options = []
    for name in base.kinds[record.kind].next:
        address = addresses.of(name, ((record.id,),))
        if name != ask.intent.id and name in base.intents and address:
            options.append(Option(_label(wording, name), address))
    return tuple(options[:_MOST_OPTIONS])


def _label(wording: Wording, intent: str) -> str:
    if wording.base.has_text(f"labels.{intent}"):
        return wording.say(f"labels.{intent}")
    attribute = wording.base.attribute(intent)
    return wording.label(attribute) if attribute else intent


def unclear(
    base: Base, language: Language, ask: Ask, candidates: tuple[Record, ...], kind: str, place: int, notes: tuple[str, ...], score: float
) -> Reply:
    """Ask which record is meant, naming the options."""
    wording = Wording(base, language)
    options = []
    for record in candidates[:_MOST_OPTIONS]:
        slots = (*ask.slots[:place], (record.id,), *ask.slots[place + 1 :])
        options.append(Option(wording.name(record), addresses.of(ask.intent.id, slots) or record.id))
    called = base.kinds[kind].one[language] if kind in base.kinds else ""
    names = wording.names(candidates[:_MOST_OPTIONS], "or")
    key = "answers.ask-record" if called else "answers.ask-which"
    body = [wording.say(key, **({"kind": called, "names": names} if called else {}))]
    if len(candidates) > _MOST_OPTIONS:
        body.append(wording.say("answers.ask-more", count=str(len(candidates))))
    return Reply(Outcome.CLARIFY, language, tuple(body), notes, (), tuple(options), (), ask.intent.id, confidence=score)


def absent_everywhere(base: Base, language: Language, intent: str, score: float) -> Reply | None:
    """Say that no record of the kind has the attribute, where that is so; otherwise None."""
    attribute = base.attribute(intent)
    if attribute is None or any(base.facts(record, attribute.id) for record in base.records(attribute.kind)):
        return None
    wording = Wording(base, language)
    body = wording.say("answers.absent", record=base.kinds[attribute.kind].several[language], label=wording.label(attribute))
    return Reply(Outcome.ABSENT, language, (body,), intent=intent, confidence=score)


def unknown(base: Base, language: Language, verdict: Unknown, notes: tuple[str, ...]) -> Reply:
    """Say that the sources do not know what was named, and what is nearest to it."""
    wording, kind, score = Wording(base, language), verdict.kind, verdict.score
    name = verdict.name.title() if kind == "person" and verdict.name.isascii() else verdict.name
    record = base.record(verdict.record)
    if record is not None:
        body = [wording.say("answers.other", name=wording.name(record))]
        like = base.record(record.like)
        if like is not None:
            body.append(wording.say("answers.other-like", like=wording.name(like)))
        options = (Option(wording.name(like), like.id),) if like else ()
        return Reply(Outcome.ABSENT, language, tuple(body), notes, follow_ups=options, confidence=score)
    called = base.kinds[kind].one[language] if kind in base.kinds else ""
    said = wording.say("answers.unknown-record", kind=called, name=name) if called else wording.say("answers.unknown-thing", name=name)
    there_are = [base.by_id[r] for r in verdict.instead]
    instead = (wording.say("answers.there-are", names=wording.names(there_are)),) if there_are else ()
    others = tuple(Option(wording.name(record), record.id) for record in there_are[:_MOST_OPTIONS])
    return Reply(Outcome.ABSENT, language, (said, *instead), notes, follow_ups=others, confidence=score)


def _examples(wording: Wording) -> str:
    return ", ".join(wording.say("answers.example", question=example.question[wording.language]) for example in wording.base.examples[:3])


def declined(base: Base, language: Language, score: float, key: str = "answers.decline") -> Reply:
    """Say that this is not something to answer from this base, with three things that can be asked."""
    wording = Wording(base, language)
    known = wording.title or wording.say("answers.untitled")
    plain = "answers.decline-without-examples"
    body = wording.say(key if base.examples or key != "answers.decline" else plain, title=known, examples=_examples(wording))
    return Reply(Outcome.DECLINE, language, (body,), confidence=score)


def nothing_before(base: Base, language: Language, score: float) -> Reply:
    """Ask what a question means that points at something, where nothing was said before; offer what can be asked."""
    wording = Wording(base, language)
    offered = tuple(Option(example.question[language], example.address) for example in base.examples[:_MOST_OPTIONS])
    body = [wording.say("answers.nothing-before")]
    if offered:
        body.append(wording.say("answers.for-example", examples=_examples(wording)))
    return Reply(Outcome.CLARIFY, language, tuple(body), options=offered, confidence=score)


def social(base: Base, language: Language, intent: str) -> Reply:
    """Answer small talk in a line."""
    wording = Wording(base, language)
    text = base.texts[f"answers.{intent}"][language]
    said = (
        wording.say(f"answers.{intent}", title=wording.title or wording.say("answers.untitled"), examples=_examples(wording))
        if "{" in text
        else text
    )
    offered = tuple(Option(example.question[language], example.address) for example in base.examples) if intent in _WELCOMES else ()
    return Reply(Outcome.SOCIAL, language, (said,), follow_ups=offered, intent=intent, confidence=1.0)
