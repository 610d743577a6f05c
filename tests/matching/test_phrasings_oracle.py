"""A slow, obviously right matcher, written from the definitions, is the oracle of the fast one."""

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.matching.likeness import Likeness, unknown_part
from bot.matching.ngrams import beginning, letters, words
from bot.matching.pairs import REACH
from bot.matching.postings import Postings
from bot.matching.separators import BIAS, Separators, scores
from bot.matching.vocabulary import Sheaf, Vocabulary, learn

texts = st.lists(st.text(alphabet="ab가나 ?'", max_size=12), min_size=1, max_size=8)
questions = st.text(alphabet="abc가나 ?{}", max_size=14)


def companions_of(text: str) -> set[tuple[str, ...]]:
    """Every two words that stand near, by their beginnings, in no order."""
    begins = [beginning(word) for word in words(text)]
    near = [(begins[i], begins[j]) for j in range(len(begins)) for i in range(j) if j - i <= REACH]
    return {("near", min(pair), max(pair)) for pair in near}


def features_of(text: str, base: list[str]) -> set[tuple[str, ...]]:
    """All features of a text by their definition: words, their runs of letters, neighbours, companions that two phrasings have."""
    found = words(text)
    runs = {("run", run) for word in found for run in letters(word)}
    often = {pair for pair in companions_of(text) if sum(pair in companions_of(other) for other in base) > 1}
    return {(word,) for word in found} | runs | {("pair", *pair) for pair in pairwise(["", *found, ""])} | often


def named(vocabulary: Vocabulary, feature: int) -> tuple[str, ...]:
    """What a feature's number stands for."""
    spellings, runs = list(vocabulary.spellings), list(vocabulary.runs)
    if feature < len(spellings):
        return (spellings[feature],)
    if feature < len(spellings) + len(runs):
        return ("run", runs[feature - len(spellings)])
    key = int(vocabulary.pairs[feature - len(spellings) - len(runs)])
    if key < (len(spellings) + 1) ** 2:
        first, second = divmod(key, len(spellings) + 1)
        return ("pair", [*spellings, ""][first], [*spellings, ""][second])
    begins = list(dict.fromkeys(map(beginning, spellings)))
    one, other = divmod(key - (len(spellings) + 1) ** 2, len(begins))
    return ("near", *sorted((begins[one], begins[other])))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_the_rows_and_their_weights_are_those_of_the_definition(phrasings: list[str]) -> None:
    vocabulary, sheaf = learn(phrasings)
    rows = [{named(vocabulary, int(i)) for i in sheaf.row(row)} for row in range(len(phrasings))]
    assert rows == [features_of(text, phrasings) for text in phrasings]
    frequency = Counter(feature for row in rows for feature in row)
    for feature in range(vocabulary.size):
        expected = math.sqrt(math.log((1 + len(phrasings)) / (1 + frequency[named(vocabulary, feature)])) + 1)
        assert vocabulary.informative[feature] == pytest.approx(expected, rel=1e-5)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_a_phrasing_of_the_base_is_seen_as_the_row_that_it_is(phrasings: list[str]) -> None:
    vocabulary, sheaf = learn(phrasings)
    for row, text in enumerate(phrasings):
        sight = vocabulary.see(text)
        assert sight.ids().tolist() == sheaf.row(row).tolist()
        assert unknown_part(sight) == 0


def slow_cosine(vocabulary: Vocabulary, question: np.ndarray, row: np.ndarray, unknown: float, only_runs: bool) -> float:
    """The cosine by its definition, feature by feature."""

    def square(feature: int) -> float:
        name = named(vocabulary, feature)
        counts = not only_runs or (name[0] == "run" and len(name) == 2 and len(name[1]) == 3)
        return float(vocabulary.informative[feature]) ** 2 if counts else 0.0

    ours, theirs = sum(map(square, question.tolist())), sum(map(square, row.tolist()))
    ours += unknown * float(vocabulary.informative.max(initial=1)) ** 2
    shared = sum(map(square, set(question.tolist()) & set(row.tolist())))
    return shared / math.sqrt(ours * theirs) if ours and theirs else 0.0


@settings(max_examples=200, deadline=None)
@given(texts, questions)
@example(["", "a"], "b")
def test_the_nearest_phrasing_is_the_one_with_the_largest_cosine(phrasings: list[str], question: str) -> None:
    vocabulary, sheaf = learn(phrasings)
    first_rows = np.array([0, len(phrasings) // 2, len(phrasings)], np.int32)
    sight = vocabulary.see(question)
    view = Likeness.of(sheaf, first_rows, vocabulary).view(sight.ids(), unknown_part(sight))
    for label in range(2):
        if first_rows[label] == first_rows[label + 1]:
            continue
        likeness, row = view.nearest(label)
        rows = range(first_rows[label], first_rows[label + 1])
        cosines = {r: slow_cosine(vocabulary, sight.ids(), sheaf.row(r), unknown_part(sight), True) for r in rows}
        assert likeness == pytest.approx(max(cosines.values()), abs=1e-5)
        assert cosines[row] == pytest.approx(max(cosines.values()), abs=1e-5)


@settings(max_examples=200, deadline=None)
@given(texts, questions)
def test_posting_lists_find_what_comparing_every_phrasing_finds(phrasings: list[str], question: str) -> None:
    vocabulary, sheaf = learn(phrasings)
    sight = vocabulary.see(question)
    places = Postings.of(vocabulary, sheaf, np.arange(len(phrasings), dtype=np.int32)).places(sight.ids(), 99, unknown_part(sight))
    cosines = {
        row: cosine
        for row in range(len(phrasings))
        if (cosine := slow_cosine(vocabulary, sight.ids(), sheaf.row(row), unknown_part(sight), False)) > 0
    }
    assert {place.row: place.likeness for place in places} == pytest.approx(cosines, abs=1e-5)


def slow_separators(sheaf: Sheaf, informative: np.ndarray, labels: list[int], count: int, orders: list[list[int]]) -> np.ndarray:
    """Dual coordinate descent as in Hsieh et al. 2008, algorithm 1 with L2 loss, one label and one number at a time."""
    weights, duals = np.zeros((len(informative), count)), np.zeros((len(labels), count))
    for row in (row for order in orders for row in order):
        ids = sheaf.row(row)
        x = informative[ids].astype(float) / np.linalg.norm(informative[ids].astype(float))
        for label in range(count):
            side, wanted = (1, 1.0) if labels[row] == label else (-1, 0.5)
            gradient = side * (x @ weights[ids, label] + BIAS) - wanted + 0.5 * duals[row, label]
            dual = max(duals[row, label] - gradient / (x @ x + 0.5), 0)
            weights[ids, label] += (dual - duals[row, label]) * side * x
            duals[row, label] = dual
    return weights


@settings(max_examples=60, deadline=None)
@given(texts)
def test_all_labels_at_once_learn_what_one_after_the_other_learns(phrasings: list[str]) -> None:
    vocabulary, sheaf = learn(phrasings)
    labels = [row % 3 for row in range(len(phrasings))]
    rows = np.arange(len(phrasings), dtype=np.int32)
    fast = Separators(sheaf, vocabulary.informative, np.array(labels, np.int32), 3)
    same_order = np.random.Generator(np.random.PCG64(20180529))
    orders = [same_order.permutation(rows).tolist() for _ in range(3)]
    for _ in range(3):
        fast.round(rows)
    slow = slow_separators(sheaf, vocabulary.informative, labels, 3, orders)
    assert fast.weights == pytest.approx(slow, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(texts, questions)
def test_a_score_is_the_cosine_with_the_separator_plus_the_bias(phrasings: list[str], question: str) -> None:
    vocabulary, _ = learn(phrasings)
    ids = vocabulary.see(question).ids()
    weights = np.linspace(-1, 1, vocabulary.size * 2, dtype=np.float32).reshape(-1, 2)
    norm = math.sqrt(sum(float(vocabulary.informative[i]) ** 2 for i in ids))
    expected = [sum(float(vocabulary.informative[i]) * float(weights[i, c]) for i in ids) / (norm or 1) + BIAS for c in range(2)]
    assert scores(weights, ids, vocabulary.informative) == pytest.approx(expected, abs=1e-4)


def test_companions_are_left_out_where_nothing_is_learned() -> None:
    phrasings = ["open the old door", "door old the open"]
    assert any(named(learn(phrasings)[0], i)[0] == "near" for i in range(learn(phrasings)[0].size))
    vocabulary, _ = learn(phrasings, companions=False)
    assert all(named(vocabulary, i)[0] != "near" for i in range(vocabulary.size))
