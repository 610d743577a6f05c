import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import seminar_bot
from bot.errors import SettingsError
from bot.knowledge.folders import SHIPPED

if TYPE_CHECKING:
    from bot.channels.telegram import TelegramOptions

QUESTION = "who operates the secondary battery project?"
TOKEN = "123456:ABCDEFGHIJ"  # noqa: S105 - nobody's
# What a cold question must not pay for: libraries that draw, serve, edit lines or multiply matrices.
HEAVY = ("telegram", "httpx", "tornado", "pyvips", "uharfbuzz", "matplotlib", "prompt_toolkit", "numpy", "asyncio")


def run(*arguments: str, typed: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SEMINAR_BOT_", "TELEGRAM_"))}
    return subprocess.run([sys.executable, "-m", "bot", *arguments], input=typed, capture_output=True, check=False, env=clean | environ)


def test_a_question_is_answered_with_its_source() -> None:
    done = run("ask", QUESTION)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[0] == "Chungnam operates the secondary battery project."
    assert b"Source: " in done.stdout
    assert done.stderr == b""


def test_a_cold_question_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom bot.cli import main\ntry: main(['ask', 'who spoke?'])\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_json_is_one_object() -> None:
    found = json.loads(run("ask", "--json", QUESTION).stdout)
    assert found["intent"] == "project.operator"


def test_explain_names_the_reading_the_fact_and_its_place() -> None:
    shown = run("ask", "--explain", "who runs the batery project?").stdout.decode()
    assert "read as battery" in shown
    assert "reading  1.000 project.operator" in shown
    assert "fact     secondary-battery.operator" in shown
    assert "source   stepi-2018-10-29, paragraph 2" in shown


@pytest.mark.parametrize("text", ["", "{region}", "{", "\ud800", "x" * 5000])
def test_explain_bears_any_text(text: str) -> None:
    done = run("ask", "--explain", text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape"))
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_batch_answers_in_order_and_fails_at_the_end_when_a_line_was_odd() -> None:
    done = run("ask", "--batch", "-", typed=b'{"id": 1, "text": "hi"}\nodd\n{"id": 2, "text": "hi"}\n')
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, None, 2]
    assert done.returncode == 2


def test_a_batch_comes_from_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "lines").write_text('{"id": 1, "text": "hi"}\n')
    done = run("ask", "--batch", str(tmp_path / "lines"))
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)


def test_a_piped_chat_answers_and_ends() -> None:
    done = run("chat", typed=QUESTION.encode() + b"\n")
    assert done.returncode == 0
    assert done.stdout.startswith(b"Chungnam operates")
    assert b"\x1b" not in done.stdout


def test_check_counts_what_a_good_base_holds() -> None:
    done = run("check")
    assert done.returncode == 0
    assert done.stdout.startswith(f"ok: {SHIPPED}".encode())


@pytest.mark.parametrize("how", ["option", "variable"])
def test_check_lists_every_mistake_of_a_bad_base_with_its_place(tmp_path: Path, how: str) -> None:
    (tmp_path / "a.yaml").write_text("kind: seminar\nrecord: {}\n")
    (tmp_path / "b.yaml").write_text("sourcs: []\n")
    done = run("check", "--knowledge", str(tmp_path)) if how == "option" else run("check", SEMINAR_BOT_KNOWLEDGE=str(tmp_path))
    assert done.returncode == 2
    lines = done.stderr.decode().splitlines()
    assert lines[0] == "a.yaml:2:1: unknown key record (did you mean records?)"
    assert lines[1] == "b.yaml:1:1: unknown key sourcs (did you mean sources?)"
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask"], "Give a question, or --batch FILE."),
        (["ask", "hi", "--batch", "-"], "Give a question, or --batch FILE."),
        (["ask", "hi", "--json", "--explain"], "exclude each other"),
        (["ask", "--batch", "/nowhere"], "The batch /nowhere can't be read"),
        (["check", "--knowledge", "/nowhere"], "there is no such folder"),
        (["telegram"], "@BotFather"),
        (["telegram", "--token-file", "/nowhere"], "/nowhere can't be read"),
        (["map", "ulsna", "--out", "x.png"], "There is no record ulsna (did you mean ulsan?)."),
        (["map", "--out", "x.jpg"], "x.jpg must end in .png or .svg."),
        (["map", "--out", "/nowhere/x.svg"], "/nowhere/x.svg can't be written"),
        (["evaluate", "/nowhere.yaml"], "There is no file of questions /nowhere.yaml."),
        (["evaluate", "docs"], "There are no questions in there."),
        (["new", "faq"], "Give it a name, such as: new faq 2019-spring"),
        (["new", "seminar", "spring", "--from", "a.csv"], "Only a faq can be filled --from a table."),
        (["new", "faq", "--from", "/nowhere.csv"], "The table /nowhere.csv can't be read: No such file or directory."),
        (["aks"], "aks"),
    ],
)
def test_what_can_t_be_done_is_one_sentence_and_status_2(arguments: list[str], sentence: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert sentence in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_without_a_token_the_terminal_chat_is_offered() -> None:
    assert "seminar-bot chat" in run("telegram").stderr.decode()


@pytest.mark.parametrize("listen", ["8080", ":8080", "localhost:", "localhost:0", "localhost:65536", "localhost:²"])
def test_an_address_to_listen_on_must_be_one(listen: str) -> None:
    done = CliRunner().invoke(seminar_bot, ["telegram", "--listen", listen], env={"TELEGRAM_TOKEN": TOKEN})
    assert isinstance(done.exception, SettingsError)
    assert "is not HOST:PORT" in str(done.exception)


def test_telegram_gets_its_settings_from_options_and_variables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    served: list[TelegramOptions] = []
    monkeypatch.setattr("bot.channels.telegram.run", lambda assistant, options: served.append(options))
    (tmp_path / "token").write_text(TOKEN + "\n")
    environ = {
        "TELEGRAM_TOKEN": "",
        "TELEGRAM_TOKEN_FILE": str(tmp_path / "token"),
        "TELEGRAM_STORAGE": "/data/bot.sqlite",
        "TELEGRAM_WEBHOOK_SECRET": "secret",
        "TELEGRAM_CONTEXT_AGE": "60",
        "TELEGRAM_THEME": "dark",
    }
    arguments = ["telegram", "--listen", "[::1]:8443", "--webhook-url", "https://example.org/hook", "--theme", "light"]
    done = CliRunner().invoke(seminar_bot, arguments, env=environ)
    assert done.exception is None, done.output
    (options,) = served
    assert (options.token, options.listen_host, options.listen_port) == (TOKEN, "::1", 8443)
    assert (options.webhook_url, options.webhook_secret, options.storage) == (
        "https://example.org/hook",
        "secret",
        Path("/data/bot.sqlite"),
    )
    assert (options.context_age, options.theme, options.knowledge) == (60.0, "light", SHIPPED)


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    lines = b'{"id": 1, "text": "help"}\n' * 400
    (tmp_path / "lines").write_bytes(lines)
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--batch", str(tmp_path / "lines")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()
    assert complaint == b""
    assert process.returncode == 1


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_map_is_drawn_and_described(tmp_path: Path, form: str) -> None:
    out = tmp_path / f"map.{form}"
    done = run("map", "secondary-battery", "--out", str(out), "--language", "ko", "--theme", "dark")
    assert done.returncode == 0
    assert "충남" in done.stdout.decode()
    assert out.read_bytes().startswith(b"\x89PNG" if form == "png" else b"<svg")


def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "questions.yaml"
    path.write_text(
        f"- {{chat: a, text: '{QUESTION}', language: en, kind: direct, outcome: answer, require: [Chungnam]}}\n"
        "- {chat: b, text: hello, language: en, kind: social, outcome: decline}\n"
    )
    return path


def test_evaluate_reports_and_counts(tmp_path: Path) -> None:
    done = run("evaluate", str(corpus(tmp_path)), "--plot", str(tmp_path / "plot.png"))
    assert done.stdout.decode().splitlines()[-1] == "1 of 2 right, 50.0 %; wrong facts: 0"
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_evaluate_takes_a_folder_and_prints_json(tmp_path: Path) -> None:
    corpus(tmp_path)
    assert json.loads(run("evaluate", "--json", str(tmp_path)).stdout)["right"] == 1


def test_evaluate_calibrates(tmp_path: Path) -> None:
    assert run("evaluate", "--calibrate", str(corpus(tmp_path))).stdout.startswith(
        b"lowest cut-off of confidence without a wrong fact: 0.000"
    )


def test_a_table_becomes_ready_answers_that_the_check_accepts(tmp_path: Path) -> None:
    base, table = tmp_path / "knowledge", tmp_path / "Office FAQ.csv"
    shutil.copytree(SHIPPED, base)
    table.write_text("id,question_en,answer_en,answer_ko,source\nfee,is it free,Yes.,네.,stepi-2018\n", encoding="utf-8")
    refused = run("new", "faq", "--from", str(table), "--knowledge", str(base))
    assert refused.returncode == 2
    assert f"{table}:2:24: cell E2: unknown source stepi-2018 (did you mean stepi-2018-10-29?)" in refused.stderr.decode()
    table.write_text(table.read_text(encoding="utf-8").replace("stepi-2018", "stepi-2018-10-29"), encoding="utf-8")
    done = run("new", "faq", "--from", str(table), SEMINAR_BOT_KNOWLEDGE=str(base))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith(f"{base / 'faq' / 'office-faq.yaml'} holds 1 ready answer now.")
    again = run("new", "faq", "fees", "--from", str(table), "--knowledge", str(base))
    assert "cell A2: the entry fee is in the base already" in again.stderr.decode()
    (base / "faq" / "office-faq.yaml").rename(tmp_path / "away.yaml")
    assert (
        run("new", "faq", "fees", "--from", str(table), "--knowledge", str(base))
        .stdout.decode()
        .startswith(str(base / "faq" / "fees.yaml"))
    )
    assert b" 1 ready answers, " in run("check", "--knowledge", str(base)).stdout


def test_every_command_has_a_help_of_its_own() -> None:
    shown = run("--help").stdout.decode()
    for command in ("ask", "chat", "check", "evaluate", "map", "telegram"):
        assert f"\n  {command} " in shown
        assert run(command, "--help").returncode == 0
