from pathlib import Path

import pytest

from bot.errors import InputError
from bot.evaluation.corpus import KINDS, load

GOOD = """\
- {chat: a, text: "who|what?", language: en, kind: direct, outcome: clarify|answer, require: ["A|B", C], forbid: [D]}
- {chat: a, text: "", language: ko, kind: hostile, outcome: decline, require: }
"""


def written(tmp_path: Path, text: str, name: str = "a.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_corpus_is_read_as_it_stands(tmp_path: Path) -> None:
    first, second = load([written(tmp_path, GOOD)])
    assert (first.text, first.outcomes, first.require, first.forbid) == ("who|what?", ("clarify", "answer"), (("A", "B"), ("C",)), ("D",))
    assert (second.text, second.line, second.require, second.chat == first.chat) == ("", 2, (), True)


def test_chats_of_two_files_are_two_conversations(tmp_path: Path) -> None:
    questions = load([written(tmp_path, GOOD), written(tmp_path, GOOD, "b.yaml")])
    assert len({question.chat for question in questions}) == 2


MISTAKES = [
    ("- {chat: a}", "1:3: the key text is missing here"),
    ("- {chat: a, text: b, language: en, kind: direct, outcome: anser}", "1:59: unknown outcome anser (did you mean answer?)"),
    ("- {chat: a, text: b, language: de, kind: direct, outcome: answer}", "1:32: unknown language de (allowed: en, ko, mixed)"),
    ("- {chat: a, text: b, language: en, kind: folowup, outcome: answer}", "1:42: unknown kind folowup (did you mean followup?)"),
    ("- {chat: a, text: b, language: en, kind: direct, outcome: answer, forbit: [x]}", "1:67: unknown key forbit (did you mean forbid?)"),
    ("- {chat: a, text: [b], language: en, kind: direct, outcome: answer}", "1:19: expected a text here, found a list"),
    ("- chat", "1:3: expected keys and values here (key: value)"),
    ("chat: a", "1:1: expected a list of questions here (- chat: …)"),
    ("- {chat: [", "2:1: this is not YAML"),
    ("", "1:1: the file is empty"),
]


@pytest.mark.parametrize(("text", "mistake"), MISTAKES)
def test_each_mistake_has_its_place(tmp_path: Path, text: str, mistake: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load([path])
    assert f"{path}:{mistake}" in str(caught.value)


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    paths = [written(tmp_path, text, f"{number}.yaml") for number, (text, _) in enumerate(MISTAKES)]
    with pytest.raises(InputError) as caught:
        load(paths)
    for path, (_, mistake) in zip(paths, MISTAKES, strict=True):
        assert f"{path}:{mistake}" in str(caught.value)


def test_a_missing_file_is_a_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file of questions"):
        load([tmp_path / "none.yaml"])


def test_every_kind_and_key_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if kind not in text] == []
    assert [key for key in ("chat", "text", "language", "kind", "outcome", "require", "forbid") if f"`{key}`" not in text] == []
