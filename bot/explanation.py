"""How a question was understood, for whoever keeps the base or tunes the matcher: every step with its numbers."""

from typing import Final

from bot.assistant import Assistant
from bot.dialogue.context import EMPTY, Context
from bot.language.text import normalise
from bot.matching.readings import Question, Reading
from bot.matching.segmentation import Unit
from bot.matching.verdict import Declined, Unclear, Understood, Unknown, Verdict

_MOST_READINGS: Final = 5


def explain(assistant: Assistant, utterance: str, context: Context = EMPTY) -> tuple[str, ...]:
    """Return lines of plain text: what was read, the units with their scores, the readings with theirs, the verdict, the reply."""
    text = normalise(utterance)
    reply, _ = assistant.ask(utterance, context)
    lines = [f"read       {text}"]
    if "{" not in text and "}" not in text:
        question, notes, _ = assistant.read(text, context)
        verdict, readings = assistant.decide(question)
        lines += [f"assumed    {note}" for note in notes]
        lines += [f"unit       {_unit(unit)}" for unit in question.units]
        lines += [f"reading    {_reading(reading, question)}" for reading in readings[:_MOST_READINGS]]
        lines += [f"verdict    {_verdict(verdict)}"]
    lines += [f"outcome    {reply.outcome.value}, confidence {reply.confidence:.2f}"]
    lines += [f"fact       {fact}" for fact in reply.facts]
    lines += [f"source     {citation.source}, {citation.place}" for citation in reply.citations]
    return tuple(lines)


def _unit(unit: Unit) -> str:
    means = ", ".join(unit.records or unit.members) or "nothing known"
    if unit.is_mention:
        return f"«{unit.text}» names {means}, score {unit.score:.2f}" + (", corrected" if unit.corrected else "")
    return f"«{unit.text}» " + (f"is not known, costs {unit.cost:.2f}" if unit.is_unknown else "is understood")


def _reading(reading: Reading, question: Question) -> str:
    slots = " ".join(f"{slot.kind}={'|'.join(slot.records)}({slot.origin})" for slot in reading.slots)
    left = " ".join(unit.text for i, unit in enumerate(question.units) if unit.is_unknown and i not in reading.explained)
    return f"{reading.score:.2f} {reading.id} {slots}".rstrip() + (f", unexplained: {left}" if left else "")


def _verdict(verdict: Verdict) -> str:
    match verdict:
        case Understood(parts=parts, score=score):
            return f"understood as {' + '.join(part.id for part in parts)}, {score:.2f}"
        case Unclear(reading=reading, score=score):
            return f"unclear for which record {reading.id} is asked, {score:.2f}"
        case Unknown(name=name, kind=kind, score=score):
            return f"{name or 'something'} ({kind or 'of no known kind'}) is not in the base, {score:.2f}"
        case Declined(score=score):
            return f"declined, best score {score:.2f}"
