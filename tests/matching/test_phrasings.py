"""The matcher of phrasings ranks, explains, and is certain only of what it has seen."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import InputError
from bot.matching.phrasings import MOST_LEARNED, PhrasingMatcher

PHRASINGS = [
    ("when does the library open", "hours"),
    ("opening hours of the library", "hours"),
    ("until when are you open", "hours"),
    ("where is the library", "place"),
    ("how do I get to the library", "place"),
    ("address of the library", "place"),
    ("who runs {project}", "operator"),
    ("which organisation operates {project}", "operator"),
    ("도서관은 언제 여나요", "hours"),
    ("도서관 어디에 있어요", "place"),
]


@pytest.fixture(scope="module")
def matcher() -> PhrasingMatcher:
    return PhrasingMatcher.build(PHRASINGS)


@pytest.mark.parametrize(("text", "label"), PHRASINGS)
def test_every_phrasing_finds_itself(matcher: PhrasingMatcher, text: str, label: str) -> None:
    first = matcher.rank(text)[0]
    assert (first.label, first.phrasing) == (label, text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("when do you opne", "hours"),
        ("how to get there", "place"),
        ("도서관 언제 여러요?", "hours"),
        ("who operates {project}?", "operator"),
    ],
)
def test_a_question_in_other_words_is_understood(matcher: PhrasingMatcher, text: str, label: str) -> None:
    assert matcher.rank(text)[0].label == label


def test_a_label_is_also_known_by_its_name_which_is_never_shown_as_a_phrasing() -> None:
    matcher = PhrasingMatcher.build([("my card is gone", "lost_card"), ("it takes too long", "delivery-estimate")])
    first = matcher.rank("estimate?")[0]
    assert (first.label, first.phrasing) == ("delivery-estimate", "it takes too long")
    assert {share.word: share.share > 0 for share in matcher.explain("estimate", "delivery-estimate").words} == {"estimate": True}


def test_labels_without_a_telling_name_are_as_good_as_any() -> None:
    matcher = PhrasingMatcher.build([("my card is gone", "17"), ("it takes too long", "q4")])
    assert matcher.rank("card gone")[0].label == "17"
    assert matcher.rank("17") == ()


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_ranked_with_probabilities_in_order(text: str) -> None:
    scores = [candidate.score for candidate in _MATCHER.rank(text)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


_MATCHER = PhrasingMatcher.build(PHRASINGS)


@pytest.mark.parametrize("phrasings", [[], [("hello", "a")], [("", "a")], [("", "a"), ("?", "b")], [("hello", "a"), ("hello", "b")]])
def test_the_smallest_bases_work(phrasings: list[tuple[str, str]]) -> None:
    matcher = PhrasingMatcher.build(phrasings)
    assert {candidate.label for candidate in matcher.rank("hello")} <= {label for _, label in phrasings}
    assert {candidate.label for candidate in matcher.rank("")} <= {label for _, label in phrasings}


def test_the_order_of_phrasings_and_repeats_make_no_difference(matcher: PhrasingMatcher) -> None:
    shuffled = [*PHRASINGS, *PHRASINGS[:3]]
    random.Random(1).shuffle(shuffled)
    other = PhrasingMatcher.build(shuffled)
    questions = [text for text, _ in PHRASINGS] + ["when do you opne", "도서관 언제 여러요?"]
    assert [other.rank(text) for text in questions] == [matcher.rank(text) for text in questions]


def test_a_question_about_something_else_scores_lower(matcher: PhrasingMatcher) -> None:
    outside = max(matcher.rank(text)[0].score for text in ("my cat chases a ball of wool", "비빔밥 만드는 법"))
    assert outside < min(matcher.rank(text)[0].score for text, _ in PHRASINGS)


def test_the_explanation_says_which_phrasing_which_words_and_what_is_unexplained(matcher: PhrasingMatcher) -> None:
    explanation = matcher.explain("when does the libary open for penguins", "hours")
    assert explanation.phrasing == "when does the library open"
    assert explanation.score == matcher.rank("when does the libary open for penguins")[0].score
    read = {share.word: share.read_as for share in explanation.words}
    assert (read["libary"], read["penguins"]) == ("library", "")
    shares = {share.word: share.share for share in explanation.words}
    assert shares["open"] > shares["the"]
    assert explanation.unexplained == ("for", "penguins")
    with pytest.raises(KeyError):
        matcher.explain("when", "no such label")


def test_the_shares_of_the_words_add_up_to_no_more_than_the_neighbours_leave(matcher: PhrasingMatcher) -> None:
    explanation = matcher.explain("who runs {project}", "operator")
    assert [share.word for share in explanation.words] == ["who", "runs", "{project}"]
    assert all(share.share > 0 for share in explanation.words)


def test_held_out_validation_questions_calibrate_the_scores() -> None:
    right = [("when do you open", "hours"), ("where are you", "place")] * 20
    wrong = [(text, "operator") for text, _ in right]
    question = "when do you open"
    trusting = PhrasingMatcher.build(PHRASINGS, validation=right).rank(question)[0].score
    doubting = PhrasingMatcher.build(PHRASINGS, validation=wrong).rank(question)[0].score
    assert doubting < 0.3 < 0.6 < trusting


MANY = [
    (f"{verb} the {adjective} {noun}{n}", f"l{n}-{verb}")
    for n in range(MOST_LEARNED // 2 + 1)
    for verb, adjective, noun in (("open", "old", "door"), ("close", "red", "gate"))
]


def test_a_base_with_too_many_labels_to_learn_is_retrieved_from() -> None:
    matcher = PhrasingMatcher.build(MANY)
    assert matcher.rank("open the old door77")[0].label == "l77-open"
    explanation = matcher.explain("close the red gate12 quickly", "l12-close")
    assert explanation.phrasing == "close the red gate12"
    assert explanation.unexplained == ("quickly",)
    shares = {share.word: share.share for share in explanation.words}
    assert shares["gate12"] > shares["the"] > shares["quickly"] == 0


@pytest.mark.parametrize("phrasings", [PHRASINGS, MANY])
def test_a_kept_matcher_answers_as_the_built_one(tmp_path: Path, phrasings: list[tuple[str, str]]) -> None:
    built, path = PhrasingMatcher.build(phrasings), tmp_path / "kept"
    built.save(path)
    kept = PhrasingMatcher.open(path, phrasings)
    for text, label in phrasings[:20]:
        assert kept.rank(f"{text} please") == built.rank(f"{text} please")
        assert kept.explain(f"{text} pleese", label) == built.explain(f"{text} pleese", label)


def test_a_stale_or_damaged_file_is_refused_and_built_again(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    PhrasingMatcher.kept(path, lambda: PHRASINGS)
    whole = path.read_bytes()
    with pytest.raises(InputError, match="other texts"):
        PhrasingMatcher.open(path, PHRASINGS[1:])
    for damaged in (b"", whole[:30], whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), b"x" + whole[1:], whole[:47] + b"\xff" + whole[48:]):
        path.write_bytes(damaged)
        with pytest.raises(InputError):
            PhrasingMatcher.open(path)
        assert PhrasingMatcher.kept(path, lambda: PHRASINGS).rank("address")[0].label == "place"
        assert path.read_bytes() == whole
