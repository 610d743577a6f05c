"""What a person can use is written down: every command, option, setting and document."""

import dataclasses
import re
from pathlib import Path

import pytest
from click import Command, Group, Option

from bot import settings
from bot.channels.telegram.options import TelegramOptions
from bot.cli import seminar_bot

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {path: path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]}
COMMANDS = seminar_bot.commands
SETTINGS_PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_and_has_a_help(name: str) -> None:
    assert f"`seminar-bot {name} " in README or f"`seminar-bot {name}`" in README
    assert COMMANDS[name].help
    assert isinstance(seminar_bot, Group)


def options(command: Command) -> list[Option]:
    return [parameter for parameter in command.params if isinstance(parameter, Option)]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_explains_itself_and_is_written_down(name: str) -> None:
    for option in options(COMMANDS[name]):
        assert option.help, option.opts
        assert any(f"{option.opts[0]}" in text for text in DOCS.values()), f"{name} {option.opts[0]} is in no document"


@pytest.mark.parametrize("setting", settings.SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_in_its_table_with_its_default(setting: settings.Setting) -> None:
    (row,) = [line for line in SETTINGS_PAGE.splitlines() if f"`{setting.variable}`" in line and line.startswith("|")]
    option, default = (row.split("|")[column].strip() for column in (1, 3))
    assert option == (f"`{setting.option}`" if setting.option else "")
    assert default == (f"`{setting.default}`" if setting.default not in (None, "") else "")
    assert setting.help in row


@pytest.mark.parametrize("variable", sorted(set(re.findall(r"\b(?:TELEGRAM|SEMINAR_BOT)_[A-Z_]+\b", " ".join(DOCS.values())))))
def test_every_variable_in_the_documents_exists(variable: str) -> None:
    assert variable in {setting.variable for setting in settings.SETTINGS}


def test_settings_and_the_telegram_channel_agree_on_defaults() -> None:
    defaults = {field.name: field.default for field in dataclasses.fields(TelegramOptions)}
    told = {setting.name: setting.default for setting in settings.of("telegram")}
    own = {"token", "token_file", "listen", "webhook_secret", "storage"}  # read and joined by the command line itself
    assert {name: defaults[name] for name in told.keys() - own} == {name: told[name] for name in told.keys() - own}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_between_documents_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", DOCS[path]):
        assert (path.parent / target).exists(), target


def test_every_document_can_be_found_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path.suffix != ".md":
            continue
        reached.add(path)
        waiting += [(path.parent / target).resolve() for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", DOCS.get(path, ""))]
    lost = [path.relative_to(ROOT).as_posix() for path in DOCS if path not in reached and "decisions" not in path.parts]
    assert lost == []
