"""Making an empty workspace."""

from pathlib import Path
from typing import Final

from tropa.errors import WorkspaceFault

SETTINGS: Final = "tropa.toml"


def create_workspace(folder: Path, settings_text: str) -> None:
    """Make an empty workspace in a folder that is new or empty.

    Raises:
        WorkspaceFault: something is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceFault("folder_not_empty", where=str(folder))
    (folder / "maps").mkdir(parents=True)
    (folder / SETTINGS).write_text(settings_text, "utf-8")
