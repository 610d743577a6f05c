"""Drafts: a commented file to fill in, for people who keep the base and would rather not begin with an empty page."""

from pathlib import Path
from typing import Final, Literal

from bot.errors import InputError
from bot.knowledge.fields import is_id
from bot.knowledge.folders import PACKAGED

Draft = Literal["seminar", "faq"]
_FOLDERS: Final[dict[Draft, str]] = {"seminar": "seminars", "faq": "faq"}
_FORMS: Final = Path(__file__).parent / "drafts"


def write(draft: Draft, name: str, directory: Path) -> Path:
    """Write the draft of a seminar or a faq entry called `name` into a base, and return its path; nothing is ever overwritten.

    Its blanks are mistakes on purpose: the check lists them with their lines, and the base is not served before they are filled in.
    Raises InputError for a name that can't be an id, a file that exists, and a folder that can't be written.
    """
    path = place(draft, name, directory)
    save(path, (_FORMS / f"{draft}.yaml").read_text(encoding="utf-8").replace("@id@", name))
    return path


def place(draft: Draft, name: str, directory: Path) -> Path:
    """Return where a file called `name` belongs in a base; raises InputError for a name that can't be an id, and where a file is."""
    if not is_id(f"{draft}-{name}"):
        raise InputError(f"{name} can't be a name here: use a-z, 0-9 and hyphens, such as 2019-spring.")
    if directory == PACKAGED:
        raise InputError("The base that comes with the program is not yours to edit; name your own folder with --knowledge.")
    path = directory / _FOLDERS[draft] / f"{name}.yaml"
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
