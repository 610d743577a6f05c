"""The command line. It alone turns errors into a sentence and an exit status; each command imports what it needs, when it runs."""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from bot import settings
from bot.errors import BotError, InputError, KnowledgeError, SettingsError

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.channels.telegram import TelegramOptions

FAILED: Final = 2
INTERRUPTED: Final = 130  # as a shell says of a program that Ctrl-C stopped
READER_LEFT: Final = 1  # what click says of a broken pipe; the rest of the buffer may break at the flush


def main(arguments: list[str] | None = None) -> None:
    """Run a command and exit: 0 when it did what was asked, 2 after one clear sentence when it could not."""
    try:
        status = seminar_bot.main(args=arguments, prog_name="seminar-bot", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = FAILED
    except BotError as error:
        click.echo(_sentence(error), err=True)
        status = FAILED
    except (click.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except BrokenPipeError:
        # What is left in the buffer can't be written any more, and Python would complain of it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = READER_LEFT
    sys.exit(status)


def _sentence(error: BotError) -> str:
    if not isinstance(error, KnowledgeError):
        return str(error)
    count = len(error.problems)
    return f"{error}\nThe knowledge base has {count} mistake{'s' if count > 1 else ''}; nothing is served from it."


def _option(setting: settings.Setting, **how: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    kind: Any = click.Choice(setting.choices) if setting.choices else type(setting.default) if setting.default is not None else str
    shown = setting.default not in (None, "")
    return click.option(
        setting.option, setting.name, envvar=setting.variable, show_envvar=True, help=setting.help,
        **{"type": kind, "default": setting.default, "show_default": shown} | how,
    )  # fmt: skip


def _options(command: settings.Command) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for setting in reversed(settings.of(command)):
            if setting.option:
                function = _option(setting)(function)
        return function

    return add


_knowledge = _option(settings.of("every")[0], type=click.Path(path_type=Path))
_language = click.option("--language", type=click.Choice(["en", "ko"]), default="en", show_default=True, help="Language of the words.")


def _directory(knowledge: Path | None) -> Path:
    from bot.knowledge.folders import shipped_directory

    return knowledge or shipped_directory()


def _assistant(knowledge: Path | None) -> "Assistant":
    with _uncollected():
        from bot.assistant import Assistant

        return Assistant.load(_directory(knowledge), _cache())


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector while a base is loaded: it would search a growing heap again and again, for half the time, in vain."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _cache() -> Path:
    """Return the folder for compiled bases: as set, else below the user's cache folder (XDG Base Directory Specification)."""
    if set_to := os.environ.get("SEMINAR_BOT_CACHE"):
        return Path(set_to)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "seminar-bot"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="seminar-bot")
def seminar_bot() -> None:
    """Ask a hand-kept knowledge base, in English or Korean. Each answer names its source, or says what the sources don't tell.

    \b
    seminar-bot chat                              chat in this terminal
    seminar-bot ask "who spoke at the seminar?"   one question, one answer
    seminar-bot check                             is the knowledge base in order?
    seminar-bot telegram                          serve on Telegram
    """


@seminar_bot.command()
@_knowledge
@_options("chat")
def chat(knowledge: Path | None, history: str | None) -> None:
    """Chat in this terminal; plain, one answer for each line, when the questions come from a pipe or a file."""
    from bot.channels import terminal

    assistant = _assistant(knowledge)
    if sys.stdin.isatty() and sys.stdout.isatty():
        terminal.chat(assistant, Path(history).expanduser() if history else None)
    else:
        terminal.answer_lines(assistant, sys.stdin.buffer, sys.stdout)


@seminar_bot.command()
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object (the batch form).")
@click.option("--explain", is_flag=True, help="Print how the question was understood, each step with its numbers.")
@click.option("--batch", metavar="FILE", help='Answer JSON lines {"id", "chat", "text"} of a file, or of standard input with -.')
@_knowledge
def ask(text: str | None, as_json: bool, explain: bool, batch: str | None, knowledge: Path | None) -> int:
    """Answer one question, TEXT, and exit; or many, with --batch. Exit status 2 when a line of the batch was odd."""
    if (text is None) == (batch is None):
        raise click.UsageError("Give a question, or --batch FILE.")
    if sum((as_json, explain, batch is not None)) > 1:
        raise click.UsageError("--json, --explain and --batch exclude each other.")
    if batch is not None:
        return _answer_batch(batch, knowledge)
    assert text is not None
    return _answer_one(text, as_json, explain, knowledge)


def _answer_one(text: str, as_json: bool, explain: bool, knowledge: Path | None) -> int:
    gc.disable()  # a process that ends after one answer has nothing to gain from it: a tenth of a cold question
    assistant = _assistant(knowledge)
    if explain:
        click.echo("\n".join(assistant.explain(text)))
    elif as_json:
        from bot.channels import batch

        click.echo(batch.answer_one(assistant, text), nl=False)
    else:
        reply, _ = assistant.ask(text)
        click.echo(reply.text)
    return 0


def _answer_batch(name: str, knowledge: Path | None) -> int:
    from bot.channels.batch import Batch

    try:
        lines: Iterable[bytes] = sys.stdin.buffer if name == "-" else Path(name).open("rb")  # noqa: SIM115 - closed with the process
    except OSError as error:
        raise InputError(f"The batch {name} can't be read: {error.strerror}.") from None
    batch = Batch(_assistant(knowledge))
    for line in batch.answers(lines):
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    return FAILED if batch.odd else 0


@seminar_bot.command()
@_knowledge
def check(knowledge: Path | None) -> None:
    """Check the knowledge base: every mistake as file:line:column, or one line that says what it holds."""
    from bot.knowledge.loader import load

    directory = _directory(knowledge)
    with _uncollected():
        base = load(directory)
    facts = sum(len(statements) for record in base.by_id.values() for statements in record.facts.values())
    phrasings = sum(len(intent.phrasings) for intent in base.intents.values())
    click.echo(
        f"ok: {directory}, revision {base.revision}: {len(base.by_id)} records, {facts} facts, {len(base.sources)} sources, "
        f"{len(base.intents)} intents, {phrasings} phrasings, {len(base.entries)} ready answers, {len(base.texts)} texts"
    )


@seminar_bot.command()
@_knowledge
@_options("telegram")
def telegram(knowledge: Path | None, **chosen: Any) -> None:
    """Serve on Telegram until it is told to stop. The token comes from TELEGRAM_TOKEN, or from a file."""
    from bot.channels.telegram import run

    options = _telegram_options(knowledge, chosen)
    assistant = _assistant(knowledge)
    assistant.learn_aside()
    run(assistant, options)


def _telegram_options(knowledge: Path | None, chosen: dict[str, Any]) -> "TelegramOptions":
    from bot.channels.telegram.options import TelegramOptions, read_token

    token_file, listen, storage = chosen.pop("token_file"), chosen.pop("listen"), chosen.pop("storage")
    token = read_token({**os.environ, "TELEGRAM_TOKEN_FILE": token_file or ""})
    if not token:
        raise SettingsError(
            "There is no Telegram token. Write to @BotFather on Telegram, send it /newbot, and give the token that it answers with:\n"
            "  TELEGRAM_TOKEN=123456:ABC… seminar-bot telegram\n"
            "To chat without Telegram: seminar-bot chat"
        )
    host, port = _address(listen) if listen else ("127.0.0.1", 0)
    return TelegramOptions(
        token=token, webhook_secret=os.environ.get("TELEGRAM_WEBHOOK_SECRET", ""), listen_host=host, listen_port=port,
        storage=Path(storage) if storage else None, knowledge=_directory(knowledge), **chosen,
    )  # fmt: skip


def _address(listen: str) -> tuple[str, int]:
    host, colon, port = listen.rpartition(":")
    if not (host and colon and port.isdecimal() and 0 < int(port) < 65_536):
        raise SettingsError(f"--listen {listen} is not HOST:PORT, such as 127.0.0.1:8080.")
    return host.strip("[]"), int(port)


@seminar_bot.command("map")
@click.argument("record", default="")
@click.option(
    "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="Picture to write; its name ends in .png or .svg."
)
@_language
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True, help="Look of the picture.")
@click.option("--partners", is_flag=True, help="Draw who works with whom, in place of a map.")
@_knowledge
def draw_map(record: str, out: Path, language: Any, theme: Any, partners: bool, knowledge: Path | None) -> None:
    """Draw a picture of RECORD (a project, region or industry; all of them without one) and print what it shows."""
    form: Any = out.suffix.lower().removeprefix(".")
    if form not in ("png", "svg"):
        raise InputError(f"{out} must end in .png or .svg.")
    from bot.knowledge.loader import load
    from bot.replies.pictures import draw
    from bot.replies.reply import PictureRequest

    base = load(_directory(knowledge))
    if record and base.record(record) is None:
        from bot.knowledge.document import nearest

        raise InputError(f"There is no record {record}{nearest(record, base.by_id)}.")
    drawing = draw(base, PictureRequest("partners" if partners else "map", record), language, theme, form)
    _write(out, drawing.data)
    click.echo(drawing.description)


def _write(out: Path, data: bytes) -> None:
    try:
        out.write_bytes(data)
    except OSError as error:
        raise InputError(f"{out} can't be written: {error.strerror}.") from None


@seminar_bot.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--plot", metavar="FILE", type=click.Path(path_type=Path), help="Also draw reliability and coverage, as PNG (needs matplotlib)."
)
@click.option("--calibrate", is_flag=True, help="Print the lowest cut-off of confidence without a wrong fact, and what it costs, alone.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@_knowledge
def evaluate(files: tuple[Path, ...], plot: Path | None, calibrate: bool, as_json: bool, knowledge: Path | None) -> None:
    """Ask the questions of FILEs (or of all .yaml files in a folder) and report which answers are right, by kind and language."""
    import json

    from bot.evaluation import corpus, report, scoring

    questions = corpus.load(path for file in files for path in (sorted(file.rglob("*.yaml")) if file.is_dir() else [file]))
    if not questions:
        raise InputError("There are no questions in there.")
    scores = tuple(scoring.ask_all(_assistant(knowledge), questions))
    if as_json:
        click.echo(json.dumps(report.as_object(scores), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(report.calibration(scores) if calibrate else report.lines(scores)))
    if plot is not None:
        from bot.evaluation.plot import draw

        draw(scores, plot)


@seminar_bot.command()
@click.argument("draft", type=click.Choice(["seminar", "person", "organisation", "programme", "project", "faq"]))
@click.argument("name", required=False)
@click.option(
    "--from",
    "table",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="Fill the faq file with the questions and answers of a CSV; without NAME it is called after the CSV.",
)
@_knowledge
def new(draft: Any, name: str | None, table: Path | None, knowledge: Path | None) -> None:
    """Write a commented draft into the knowledge base: a record or a faq entry, called NAME (such as 2019-spring).

    With --from, the questions and answers of a spreadsheet become a faq file that needs no filling in.
    """
    if table is not None:
        _import(draft, name, table, knowledge)
        return
    if name is None:
        raise click.UsageError(f"Give it a name, such as: new {draft} 2019-spring")
    from bot.knowledge.drafting import write

    path = write(draft, name, _directory(knowledge))
    click.echo(f"{path} is yours to fill in. seminar-bot check says what is still missing.")


def _import(draft: str, name: str | None, table: Path, knowledge: Path | None) -> None:
    if draft != "faq":
        raise click.UsageError("Only a faq can be filled --from a table.")
    from bot.knowledge.importing import import_faq, name_of

    with _uncollected():
        path, count = import_faq(table, name or name_of(table), _directory(knowledge))
    click.echo(f"{path} holds {count} ready answer{'s' if count > 1 else ''} now. Edit them there; the table is not read again.")
