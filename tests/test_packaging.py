"""What is shipped: the wheel, the image's steps, the lock files."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

NEEDED = (
    "py.typed",
    "_knowledge/schema.yaml",
    "_knowledge/replies/telegram.yaml",
    "knowledge/drafts/record.yaml",
    "replies/pictures/fonts/seminar-sans-bold.otf",
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of a freshly built wheel, as an installation would have it."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_all_that_the_bot_needs(installed: Path) -> None:
    for name in NEEDED:
        assert (installed / "bot" / name).is_file(), name
    assert not (installed / "tests").exists()


def test_the_installed_bot_answers_from_its_own_knowledge(installed: Path, tmp_path: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bot", "check"], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith(f"ok: {installed / 'bot' / '_knowledge'}"), done.stderr


def project() -> dict[str, object]:
    found: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-build.lock", "requirements-dev.lock"])
def test_a_lock_file_has_hashes_and_names_no_registry(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pinned = re.findall(r"(?m)^[A-Za-z0-9_.-]+(?:\[[a-z,-]+\])?==\S+.*\\$", text)
    assert len(pinned) >= 5
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text
    assert "index-url" not in text


def test_each_dependency_is_locked_at_a_version_that_it_allows() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower().replace("_", "-")
    for wanted in project()["dependencies"]:  # type: ignore[attr-defined]
        name, least = re.split(r"\[.*\]|>=", wanted.lower().replace("_", "-"))[0], wanted.rpartition(">=")[2]
        locked = re.search(rf"(?m)^{re.escape(name)}(?:\[.*\])?==([0-9.]+)", text)
        assert locked, name
        assert tuple(map(int, locked[1].split("."))) >= tuple(map(int, least.split("."))), name


def test_the_image_is_made_of_files_that_are_there_and_let_in() -> None:
    dockerfile, ignored = ((ROOT / name).read_text(encoding="utf-8") for name in ("Dockerfile", ".dockerignore"))
    copied = [name for line in re.findall(r"(?m)^COPY (?!--from)(.*) \S+$", dockerfile) for name in line.split()]
    assert copied
    for name in copied:
        assert (ROOT / name).exists(), name
        assert f"!{name}" in ignored.splitlines(), name
    assert "\nUSER bot\n" in dockerfile
    assert "HEALTHCHECK" in dockerfile
