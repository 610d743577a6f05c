"""An answer is about what was asked: never about a look-alike, whatever the slip, and never a fact where there is none."""

import random
import unicodedata

import pytest

from bot.assistant import Assistant
from bot.knowledge.model import Record
from bot.language import LANGUAGES, Language
from bot.language.hangul import compose, is_syllable, to_jamo
from bot.replies import addresses
from bot.replies.reply import Outcome, Reply

_ASKED: dict[Language, str] = {"en": "which projects is {} in?", "ko": "{} 사업은 뭐가 있나요?"}
_SLIPS_OF_A_NAME = 12
_GAPS = ("budget", "companies", "contact", "results", "start", "end", "duration", "venue", "attendance", "slides")


def regions_of(assistant: Assistant, reply: Reply) -> set[str]:
    return {entity.id for entity in reply.entities if entity.kind == "region"}


def slips(name: str, chance: random.Random) -> list[str]:
    """Return the name with one letter left out, changed, added or swapped, a few times."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    made = []
    for _ in range(_SLIPS_OF_A_NAME):
        at, letter = chance.randrange(len(name)), chance.choice(letters)
        made.append(
            chance.choice(
                [
                    name[:at] + name[at + 1 :],
                    name[:at] + letter + name[at + 1 :],
                    name[:at] + letter + name[at:],
                    name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
                ]
            )
        )
    return made


def korean_slips(name: str) -> list[str]:
    """Return a Korean name with one final consonant left out, for each syllable that has one."""
    return [name[:i] + compose(to_jamo(c)[:2]) + name[i + 1 :] for i, c in enumerate(name) if is_syllable(c) and len(to_jamo(c)) == 3]


def every_region(assistant: Assistant) -> tuple[Record, ...]:
    return assistant.base.records("region")


def test_a_slip_in_a_name_never_leads_to_another_region(assistant: Assistant) -> None:
    chance, wrong, asked = random.Random(20181011), [], 0
    for region in every_region(assistant):
        for name in region.names:
            latin = name.replace(" ", "").replace("-", "").isascii()
            typed = slips(name.lower(), chance) if latin and len(name) >= 5 else korean_slips(name) if not latin and len(name) > 2 else []
            for slip in typed:
                reply, _ = assistant.ask(_ASKED["en" if latin else "ko"].format(slip))
                asked += 1
                found = regions_of(assistant, reply)
                if reply.outcome is Outcome.ANSWER and found and region.id not in found:
                    wrong.append((name, slip, found))
    assert asked > 3000
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_region_is_answered_with_another(assistant: Assistant, language: Language) -> None:
    for region in every_region(assistant):
        reply, _ = assistant.ask(_ASKED[language].format(region.name[language]))
        assert regions_of(assistant, reply) <= {region.id}, region.id
        assert all(fact.startswith(f"{region.id}.") for fact in reply.facts), (region.id, reply.facts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_claim_about_the_wrong_region_is_denied(assistant: Assistant, language: Language) -> None:
    question = {"en": "does {} operate the nano-convergence material project?", "ko": "{}에서 나노융합소재 사업을 운영하나요?"}[language]
    yes, no = (assistant.base.texts[f"answers.{word}"][language].split()[0].rstrip(".,:") for word in ("yes", "no"))
    for region in every_region(assistant):
        reply, _ = assistant.ask(question.format(region.name[language]))
        says = " ".join(reply.body)
        assert says.startswith(yes if region.id == "ulsan" else no), (region.id, says)


@pytest.mark.parametrize("language", LANGUAGES)
def test_known_others_get_nobody_elses_facts(assistant: Assistant, language: Language) -> None:
    for other in assistant.base.records("other"):
        if other.like in {region.id for region in every_region(assistant)}:
            reply, _ = assistant.ask(_ASKED[language].format(other.name[language]))
            assert reply.outcome is Outcome.ABSENT, (other.id, reply.body)
            assert reply.facts == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_empty_cell_is_absent(assistant: Assistant, language: Language) -> None:
    base, empty = assistant.base, 0
    for kind in base.kinds.values():
        for record in base.records(kind.id):
            for name in kind.attributes:
                address = addresses.of(f"{kind.id}.{name}", ((record.id,),))
                if (
                    f"{kind.id}.{name}" not in base.intents
                    or base.facts(record, name)
                    or base.intents[f"{kind.id}.{name}"].query != "attribute"
                ):
                    continue
                instead = base.intents[f"{kind.id}.{name}"].arguments.get("or", "").split()
                if any(base.facts(record, other) for other in instead):
                    continue  # another attribute stands for it: a programme without an operator has its ministry
                opened = assistant.open(address, language)
                assert opened is not None, address
                assert opened[0].outcome is Outcome.ABSENT, address
                assert opened[0].facts == (), address
                empty += 1
    assert empty > 100


@pytest.mark.parametrize("name", _GAPS)
def test_a_gap_asked_in_words_is_absent(assistant: Assistant, name: str) -> None:
    kind = "seminar" if name in ("venue", "attendance", "slides") else "project"
    record = base_record(assistant, kind)
    label = assistant.base.kinds[kind].attributes[name].label
    for question in (f"{label.en} of the {record.name.en}", f"{record.name.ko} {label.ko}"):
        reply, _ = assistant.ask(question)
        assert reply.outcome is Outcome.ABSENT, (question, reply.body)


def base_record(assistant: Assistant, kind: str) -> Record:
    return assistant.base.records(kind)[0]


@pytest.mark.parametrize(
    "question",
    [
        "Who operates the nano-convergence material project?",
        "나노융합소재 사업은 누가 운영하나요?",
        "which industries does Daegu have?",
        "is it raining in Gwangju?",
    ],
)
def test_case_width_punctuation_and_form_never_change_the_verdict(assistant: Assistant, question: str) -> None:
    plain, _ = assistant.ask(question)
    for typed in (
        question.upper(),
        question.rstrip("?") + "!!",
        unicodedata.normalize("NFD", question),
        f"  {question}  ",
        question.replace("a", "ａ"),
    ):
        reply, _ = assistant.ask(typed)
        assert (reply.outcome, reply.intent, reply.facts) == (plain.outcome, plain.intent, plain.facts), typed
