"""Tropa: a customer journey map that runs.

One map document is at once the picture people look at, the definition the numbers are computed
from, and the scenario that leads each person and brings the lost ones back.
"""

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tropa.workspace.notebook import Notebook

__all__ = ["__version__", "open"]

__version__ = version("tropa")


def open(folder: str | Path) -> "Notebook":  # noqa: A001
    """Open a workspace: `tropa.open("firm").ask(question)`.

    Raises:
        WorkspaceFault: there is no workspace in the folder, or somebody else has it open.
    """
    from tropa.workspace.notebook import Notebook  # noqa: PLC0415

    return Notebook(folder)
