"""The classifier of a base: learned from what is filed under its intents, the same when opened again."""

import shutil
from pathlib import Path

import pytest

from bot.knowledge.loader import load
from bot.knowledge.model import ELSEWHERE
from bot.language.text import normalise
from bot.matching import kept_lexicon
from bot.matching.classifier import Guess, IntentClassifier, rendered
from bot.matching.segmentation import segment
from tests.shipped import KEPT, shipped

BASE = Path(__file__).parents[1] / "knowledge" / "base"
ASKED = """
asked:
  project.operator:
    en: |
      whose baby is {project}
      in which hands does {project} lie
      who holds the reins of {project}
  project.budget:
    en: |
      what sum went into {project}
      how deep did they dig into their pockets for {project}
      how dear was {project}
  elsewhere:
    en: |
      what shall we have for lunch
      is it going to snow tomorrow
      tell me a joke about penguins
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("classified") / "knowledge"))
    (folder / "asked.yaml").write_text(ASKED, encoding="utf-8")
    return folder


def first(folder: Path, text: str, kept_in: Path | None = None) -> Guess:
    base = load(folder)
    lexicon, intents = kept_lexicon.compiled(base)
    return IntentClassifier.of(base, lexicon, intents, kept_in).guesses(segment(text, lexicon), base)[0]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("who has the reins of nano project in hand", "project.operator"),
        ("how deep into the pockets for nano project", "project.budget"),
        ("will it snow at lunch", ELSEWHERE),
    ],
)
def test_it_knows_what_is_filed(folder: Path, text: str, intent: str) -> None:
    assert first(folder, text).intent == intent


def test_what_is_kept_guesses_the_same(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learned = first(folder, "whose baby is it", tmp_path)
    assert sorted(path.name.partition("-")[0] for path in tmp_path.iterdir()) == ["meant", "said"]
    monkeypatch.setattr("bot.matching.classifier.segment_exactly", lambda *_: pytest.fail("learned again"))
    assert first(folder, "whose baby is it", tmp_path) == learned
    assert learned.nearest.startswith("whose baby is")


def test_every_filed_question_of_the_shipped_base_is_known_by_its_intent() -> None:
    """One in ten, for time; a question is known where its intent is the first guess."""
    base = shipped().base
    lexicon, intents = kept_lexicon.opened(base, KEPT)
    classifier = IntentClassifier.of(base, lexicon, intents, KEPT)
    asked = [(text, filed.intent) for filed in base.asked for text in filed.questions][::10]
    known = sum(classifier.guesses(segment(normalise(text), lexicon), base)[0].intent == intent for text, intent in asked)
    assert known / len(asked) > 0.9


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("energy parts", "{topic}"),  # a project and an industry are called so
        ("energy parts project", "{project}"),
        ("에너지 부품", "{topic}"),
        ("에너지 부품 산업", "{industry}"),
        ("Ulsan", "{region}"),
        ("the two Gyeongsangs", "{regions}"),
        ("KIAT", "{organisation}"),
    ],
)
def test_a_name_is_marked_by_its_kind_or_by_the_union_of_its_kinds(text: str, mark: str) -> None:
    lexicon, _ = kept_lexicon.opened(shipped().base, KEPT)
    marks = [word for word in rendered(segment(normalise(text), lexicon), shipped().base).split() if word.startswith("{")]
    assert marks[0] == mark
