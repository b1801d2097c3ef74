"""Derived files: thrown away and computed again; and how much a workspace knows."""

import shutil
from pathlib import Path
from typing import Final

import numpy as np

from tropa.engines.folder.lock import OwnerLock
from tropa.errors import WorkspaceFault
from tropa.workspace.creation import SETTINGS
from tropa.workspace.opening import Workspace

PARTS: Final = "parts"


def forget_derived(folder: Path) -> None:
    """Remove everything that the ledger and the history give anyway.

    Raises:
        WorkspaceFault: no workspace there, or another process owns it.
    """
    if not (folder / SETTINGS).is_file():
        raise WorkspaceFault("no_workspace", where=str(folder))
    lock = OwnerLock(folder)
    try:
        shutil.rmtree(folder / PARTS, ignore_errors=True)
    finally:
        lock.release()


def known_events(workspace: Workspace) -> int:
    """Events in the trails of everybody."""
    trails = workspace.trails
    return trails.fresh_events + sum(
        trails.base_events(part) for part in range(len(trails.bases))
    )


def known_people(workspace: Workspace) -> int:
    """Persons with a trail."""
    based = [base.shelf.persons for base in workspace.trails.bases if base is not None]
    everybody = np.concatenate([workspace.trails.fresh_persons(), *based])
    return len(np.unique(everybody))
