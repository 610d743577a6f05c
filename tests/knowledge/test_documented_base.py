"""The small base that docs/knowledge.md shows is a base: it loads, and answers what the text beside it says."""

import re
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.knowledge.loader import load
from bot.replies.reply import Outcome

DOCUMENT = Path(__file__).parents[2] / "docs" / "knowledge.md"


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("rivers")
    blocks = re.findall(r"<!-- example (\w+) -->\n```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 5
    for name, text in blocks:
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Assistant.load(folder)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("who spoke in 2022?", "Haddad"),
        ("what was the theme of the second River Day?", "Living Banks"),
        ("2024년 하천의 날 발표자는?", "노지호"),
        ("who operates the Willow Banks Project?", "Water Office operates"),
        ("what does the Otter Trust take part in?", "Willow Banks"),
        ("what did Dr. Haddad recommend?", "shade"),
        ("who hosted the River Day?", "Water Office"),
    ],
)
def test_it_answers(rivers: Assistant, question: str, said: str) -> None:
    reply, _ = rivers.ask(question)
    assert reply.outcome is Outcome.ANSWER
    assert said in reply.text


def test_it_declines_in_its_own_name(rivers: Assistant) -> None:
    assert "River Restoration Days" in rivers.ask("what is the weather like?")[0].text


def test_a_word_and_a_text_of_its_own_are_added(rivers: Assistant, tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("texts:\n  answers.social.thanks: {en: Any time!, ko: 언제든요!}\n", encoding="utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "ours.yaml").write_text("words:\n  content:\n    budget: {en: [purse], ko: [곳간]}\n", encoding="utf-8")
    (tmp_path / "intents").mkdir()
    (tmp_path / "intents" / "ours.yaml").write_text(
        'intents:\n  project.budget:\n    ask: {en: ["purse of {project}"], ko: ["{project} 곳간"]}\n', encoding="utf-8"
    )
    base = load(tmp_path)
    assert len(base.words) > 1000
    assert any(word.surface == "purse" for word in base.words)
    assert len(base.intents) == len(rivers.base.intents) + ("project.budget" not in rivers.base.intents)
    assert base.say("answers.social.thanks", "en") == "Any time!"
    assert base.say("answers.social.goodbye", "en") == "Goodbye!"
