"""What a question takes for granted beside what it asks: a day that is another one, a year that no source tells of."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.knowledge.grid import Base
from bot.knowledge.model import Day, Record, Text
from bot.language.days import days, years
from bot.replies.asking import Ask
from bot.replies.reply import Outcome, Reply
from bot.replies.wording import Wording


def another_day(base: Base, text: str, asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """Ask for the day of a record too, where the question names another one ("who spoke on October 29?")."""
    said, said_years = set(days(text)), set(years(text))
    wrong = []
    for record in _asked_of(base, asks) if said or said_years else ():
        attribute, own = next(iter(_days(base, record).items()), ("", ()))
        other_day = said and said.isdisjoint((day.month, day.day) for day in own)
        other_year = said_years and said_years.isdisjoint(_years(base, record)) and len(asks) == 1
        intent = base.intents.get(f"{record.kind}.{attribute}")
        if intent is not None and (other_day or other_year) and all(ask.intent.id != intent.id for ask in asks):
            wrong.append(Ask(intent, ((record.id,),)))
    return tuple(wrong)


def limited(wording: Wording, text: str, reply: Reply, asks: tuple[Ask, ...], listed: tuple[str, ...]) -> Reply:
    """Say first that the sources tell nothing of the year that is asked about, where they don't; what they do say is still shown."""
    beyond = _beyond(wording, text, asks, listed)
    return _absent(reply, beyond) if beyond else reply


def without_reason(wording: Wording, reply: Reply, ask: Ask) -> Reply:
    """Say first that no reason is given; the rest answers only what was taken for granted, or what somebody said."""
    no_reason = wording.say("answers.no-reason")
    told = ask.claims or ask.intent.query not in ("attribute", "card") or ask.intent.id.startswith(("seminar.", "person."))
    return replace(reply, body=(no_reason, *reply.body)) if told else _absent(reply, no_reason)


def _absent(reply: Reply, first: str) -> Reply:
    return replace(reply, outcome=Outcome.ABSENT, body=(first, *reply.body), facts=())


def _beyond(wording: Wording, text: str, asks: tuple[Ask, ...], listed: tuple[str, ...]) -> str:
    base = wording.base
    asked = years(text)
    records = _asked_of(base, asks) or [base.by_id[record] for record in listed]
    if asks[0].intent.query not in ("attribute", "list") or not asked or any(_days(base, record) for record in records):
        return ""
    newest = max((source.date[:4] for source in base.sources.values()), default="")
    if newest and max(asked) > newest:
        return wording.say("answers.later-year", year=max(asked))
    known = {year for record in records for year in _years(base, record)}
    if not known or "yesno" in asks[0].modifiers or asks[0].claims or asked[-1] in known:
        return ""
    return wording.say("answers.other-year", year=asked[-1])


def _asked_of(base: Base, asks: Iterable[Ask]) -> list[Record]:
    """Return the records asked about; of several seminars those that the question chooses."""
    records = [(record, ask.editions) for ask in asks for record in ask.all_records(base)]
    chosen = {base.by_id[edition].kind: editions for _, editions in records for edition in editions}
    return list(dict.fromkeys(record for record, _ in records if record.id in chosen.get(record.kind, (record.id,))))


def _days(base: Base, record: Record) -> dict[str, list[date]]:
    """Return the days in a record's cells, by attribute in the order of the schema: the first is that of the record itself."""
    found: dict[str, list[date]] = {}
    for name, attribute in base.kinds[record.kind].attributes.items():
        if attribute.type == "date" and (facts := base.facts(record, name)):
            found[name] = [value.day for fact in facts for value in fact.values if isinstance(value, Day)]
    return found


def _years(base: Base, record: Record) -> set[str]:
    """Return the years that a record's cells tell of: when they held, and those that they name."""
    facts = [fact for name in base.kinds[record.kind].attributes for fact in base.facts(record, name)]
    named = (year for fact in facts for value in fact.values if isinstance(value, Text) for year in years(value.en))
    dated = (str(value.day.year) for fact in facts for value in fact.values if isinstance(value, Day))
    return {*(fact.as_of[:4] for fact in facts), *named, *dated}
