"""Backup of a home: its workspaces, each as its own backup has it, and accounts, in one file.

The accounts are copied as of one commit, whoever serves the home meanwhile; sessions and links
that wait are left out, as in every backup. `copying.restore` brings a home back as it brings a
workspace.
"""

import shutil
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO, TypeAlias

from tropa.clock import Clock, MachineClock
from tropa.engines.sqlite.ledger import open_ledger
from tropa.errors import WorkspaceFault
from tropa.parts.files import sync
from tropa.workspace.copying import Copied, manifest_of, pack, verify
from tropa.workspace.home import ACCOUNTS, HOME_SETTINGS, names_in

Part: TypeAlias = Callable[[str, Path], object]
"""Writes the backup of one workspace, by its name, to a path."""


def back_up_home(folder: Path, path: Path, part: Part, clock: Clock | None = None) -> Copied:
    """Write a backup of a home and verify it.

    Args:
        folder: of the home.
        path: of the backup.
        part: how a workspace is backed up: here, or by the server that has it open.
        clock: the present.

    Raises:
        WorkspaceFault: the file is there already or cannot be written, or something of the home
            is damaged.
        DataFault: what was written does not read back.
    """
    if path.exists():
        raise WorkspaceFault("backup_exists", where=str(path))
    place = path.with_name(f".{path.name}.parts")
    try:
        # What an earlier try left when it was killed.
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for name in names_in(folder):
            (place / name).mkdir()
            part(name, place / name / path.name)
        _copy_accounts(folder, place)
        _join(folder, place, path.name, clock or MachineClock())
        copied = verify(place / path.name)
        (place / path.name).rename(path)
        sync(path.parent)
    except OSError as fault:
        raise WorkspaceFault("cannot_write", where=str(path), problem=str(fault)) from fault
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return copied


def _copy_accounts(folder: Path, place: Path) -> None:
    if not (folder / ACCOUNTS).is_file():
        # Nobody has served this home yet.
        return
    accounts = open_ledger(folder / ACCOUNTS)
    try:
        accounts.connection.copy_to(place / ACCOUNTS)
    finally:
        accounts.close()
    copy = open_ledger(place / ACCOUNTS)
    try:
        copy.users.shut()
    finally:
        copy.close()


def _join(folder: Path, place: Path, called: str, clock: Clock) -> None:
    """One archive of all the parts."""
    files: dict[str, Callable[[], IO[bytes]]] = {}
    for own in (place / ACCOUNTS, folder / HOME_SETTINGS):
        if own.is_file():
            files[own.name] = partial(own.open, "rb")
    with ExitStack() as opened:
        for name in names_in(place, called):
            part = opened.enter_context(zipfile.ZipFile(place / name / called))
            for inside in manifest_of(part, place / name / called):
                files[f"{name}/{inside}"] = partial(part.open, inside)
        pack(place / called, files, clock)
