"""Making an empty workspace."""

from pathlib import Path
from typing import Final

from tropa.errors import WorkspaceFault
from tropa.words import Language

SETTINGS: Final = "tropa.toml"


_TEXT: Final = """# Настройки рабочей папки Tropa. Settings of this Tropa workspace.
language = "{language}"
timezone = "{timezone}"
"""


def first_settings(language: Language, timezone: str) -> str:
    """The text of the settings a workspace begins with."""
    return _TEXT.format(language=language, timezone=timezone)


def is_empty(folder: Path) -> bool:
    """Whether a workspace can be begun here: no folder yet, or one with nothing in it."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def create_workspace(folder: Path, settings_text: str) -> None:
    """Make an empty workspace in a folder that is new or empty.

    Raises:
        WorkspaceFault: something is there already.
    """
    if not is_empty(folder):
        raise WorkspaceFault("folder_not_empty", where=str(folder))
    (folder / "maps").mkdir(parents=True)
    (folder / SETTINGS).write_text(settings_text, "utf-8")
