"""One process owns a workspace: a lock on a file, which the system lets go when it dies."""

import fcntl
import json
import os
from pathlib import Path
from typing import Any, Final

from tropa.errors import WorkspaceFault

LOCK: Final = "owner.lock"


class OwnerLock:
    """Held while the workspace is open."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            WorkspaceFault: another process has it.
        """
        self._file = (folder / LOCK).open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            self._file.close()
            raise WorkspaceFault("workspace_in_use", where=str(folder)) from fault
        self.tell({"pid": os.getpid()})

    def tell(self, facts: dict[str, Any]) -> None:
        """Write what others may want to know of the owner: its process, its socket."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps(facts))
        self._file.flush()

    def release(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._file.close()


def _told(text: str) -> dict[str, Any]:
    try:
        return json.loads(text)
    except ValueError:
        # It is being written just now.
        return {}


def owner_of(folder: Path) -> dict[str, Any] | None:
    """What the present owner told of itself; None when nobody owns the folder."""
    path = folder / LOCK
    if not path.exists():
        return None
    with path.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return _told(file.read())
    return None
