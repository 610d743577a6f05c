"""Drafts: a commented file to fill in, for people who keep the base and would rather not begin with an empty page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, get_args

from bot.errors import InputError
from bot.knowledge.fields import is_id
from bot.knowledge.folders import PACKAGED, shipped_directory
from bot.knowledge.grid import Base
from bot.knowledge.loader import load
from bot.knowledge.model import Kind

Draft = Literal["seminar", "person", "organisation", "programme", "project", "faq"]
DRAFTS: Final[tuple[Draft, ...]] = get_args(Draft)
_FOLDERS: Final[dict[str, str]] = {"seminar": "seminars", "person": "people", "faq": "faq"}  # others: the kind and an s
_BLANKS: Final = {"text": '{en: "", ko: ""}', "date": "2018-10-11", "number": "0"}
_FORMS: Final = Path(__file__).parent / "drafts"


def write(draft: Draft, name: str, directory: Path) -> Path:
    """Write the draft of a record or a faq entry called `name` into a base, and return its path; nothing is ever overwritten.

    Its blanks are mistakes on purpose: the check lists them with their lines, and the base is not served before they are filled in.
    Raises InputError for a name that can't be an id, a file that exists, and a folder that can't be written.
    """
    path = place(draft, name, directory)
    form = (_FORMS / ("faq.yaml" if draft == "faq" else "record.yaml")).read_text(encoding="utf-8")
    if draft != "faq":
        base = load(shipped_directory())
        kind = base.kinds[draft]
        record = f"seminar-{name}" if draft == "seminar" else name
        form = form.replace("@one@", kind.one.en).replace("@kind@", draft).replace("@record@", record) + "".join(_lines(kind, base))
    save(path, form.replace("@id@", name))
    return path


def _lines(kind: Kind, base: Base) -> Iterator[str]:
    """Yield a remark for each attribute that can be stated of a kind, with the form of its value and what it is called."""
    for attribute in kind.attributes.values():
        if attribute.inverse_of:
            continue
        blank = _BLANKS.get(attribute.type, f"id-of-the-{'-or-'.join(base.kinds_of(attribute.type))}")
        value = f"[{blank}]" if attribute.many else blank
        yield f"      # {f'{attribute.id}: {value}':<44} # {attribute.label.en}, {attribute.label.ko}\n"


def place(draft: Draft, name: str, directory: Path) -> Path:
    """Return where a file called `name` belongs in a base; raises InputError for a name that can't be an id, and where a file is."""
    if not is_id(f"{draft}-{name}"):
        raise InputError(f"{name} can't be a name here: use a-z, 0-9 and hyphens, such as 2019-spring.")
    if directory == PACKAGED:
        raise InputError("The base that comes with the program is not yours to edit; name your own folder with --knowledge.")
    path = directory / _FOLDERS.get(draft, f"{draft}s") / f"{name}.yaml"
    if path.exists():
        raise InputError(_exists(path))
    return path


def save(path: Path, text: str) -> None:
    """Write a new file whole or not at all. Raises InputError where one is already, and for a folder that can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            try:
                file.write(text)
                file.flush()
            except BaseException:
                path.unlink()
                raise
    except FileExistsError:
        raise InputError(_exists(path)) from None
    except OSError as error:
        raise InputError(f"{path} can't be written: {error.strerror}.") from None


def _exists(path: Path) -> str:
    return f"{path} exists already; it was left as it is."
