"""Names are found exactly or nearest by letters, and the index finds what looking at every name finds."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.errors import InputError
from bot.matching.names import NameHit, NameIndex, allowed, spelling

NAMES = [
    ("Ulsan", "ulsan"),
    ("울산", "ulsan"),
    ("Busan", "busan"),
    ("Gyeongnam", "gyeongnam"),
    ("Gyeongbuk", "gyeongbuk"),
    ("KIST", "kist"),
]

surfaces = st.text(alphabet="abc 가각나", max_size=9) | st.text(alphabet="ab", min_size=8, max_size=30)


def looked_at_one_by_one(names: list[tuple[str, str]], surface: str, limit: int) -> tuple[NameHit, ...]:
    key = spelling(surface)
    hits = sorted((OSA.distance(key, spelling(name)), name, identity) for name, identity in set(names))
    near = [hit for hit in hits if hit[0] <= allowed(key)]
    nearest = [hit for hit in near if hit[0] == near[0][0]]
    if near and len(nearest) < limit:
        nearest = [hit for hit in near if hit[0] <= near[0][0] + 1]
    return tuple(NameHit(i, name, d) for d, name, i in nearest)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(surfaces, st.sampled_from("xyz")), max_size=12), surfaces, st.integers(1, 4))
@example([("ab", "x"), ("ba", "y")], "ab", 1)
@example([("aaaa", "x")], "aaaaa", 1)
def test_the_index_finds_what_looking_at_every_name_finds(names: list[tuple[str, str]], surface: str, limit: int) -> None:
    assert NameIndex.build(names).nearest(surface, limit) == looked_at_one_by_one(names, surface, limit)


def test_a_name_is_found_whatever_its_case_width_or_composition() -> None:
    index = NameIndex.build(NAMES)
    assert index.exact("ULSAN") == index.exact("울산") == index.exact("\u110b\u116e\u11af\u1109\u1161\u11ab") == ("ulsan",)
    assert index.exact("Seoul") == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("Ulsna", [("ulsan", 1)]), ("Bulsan", [("busan", 1), ("ulsan", 1)]), ("Gyeongnuk", [("gyeongbuk", 1)]), ("weather", [])],
)
def test_all_names_that_are_equally_near_come_back(typed: str, expected: list[tuple[str, int]]) -> None:
    assert [(hit.id, hit.distance) for hit in NameIndex.build(NAMES).nearest(typed, 1)] == expected


def test_a_kept_index_answers_as_the_built_one_and_is_refused_when_stale_or_damaged(tmp_path: Path) -> None:
    built, path = NameIndex.build(NAMES), tmp_path / "names"
    built.save(path)
    kept = NameIndex.open(path, NAMES)
    assert [kept.nearest(t, 2) for t in ("Ulsna", "울신", "kits")] == [built.nearest(t, 2) for t in ("Ulsna", "울신", "kits")]
    with pytest.raises(InputError, match="other texts"):
        NameIndex.open(path, NAMES[1:])
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        NameIndex.open(path)
