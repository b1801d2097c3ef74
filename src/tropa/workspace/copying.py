"""Backup and restore: one file with everything that cannot be computed again, verified.

The ledger is copied as of one commit, and with it every file of the history it lists; what
comes while the copy is made is in the next one. Parts are left out: they are derived.
"""

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, cast

from tropa import __version__
from tropa.clock import Clock, iso
from tropa.engines.sqlite.ledger import open_ledger
from tropa.errors import DataFault, WorkspaceFault
from tropa.parts.files import sync
from tropa.workspace.creation import SETTINGS
from tropa.workspace.opening import LEDGER, Workspace

MANIFEST: Final = "manifest.json"
_FORMAT: Final = 1
_FOLDERS: Final = ("maps", "mappings", "files", "questions", "decisions")
_PIECE: Final = 1 << 20
_LARGEST: Final = 1 << 42


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds."""

    files: int
    bytes: int


def back_up(workspace: Workspace, path: Path) -> Copied:
    """Write a backup beside everything else and verify it.

    Raises:
        WorkspaceFault: the file is there already or cannot be written, or a file of the history
            is damaged.
        DataFault: what was written does not read back.
    """
    if path.exists():
        raise WorkspaceFault("backup_exists", where=str(path))
    beside = path.with_name(f".{path.name}.new")
    ledger = path.with_name(f".{path.name}.ledger")
    try:
        # What an earlier try left when it was killed.
        beside.unlink(missing_ok=True)
        ledger.unlink(missing_ok=True)
        with workspace.live.holding():
            workspace.ledger.connection.copy_to(ledger)
            _write(workspace, beside, ledger)
        copied = verify(beside)
        beside.rename(path)
        sync(path.parent)
    except OSError as fault:
        raise WorkspaceFault("cannot_write", where=str(path), problem=str(fault)) from fault
    finally:
        ledger.unlink(missing_ok=True)
        beside.unlink(missing_ok=True)
    return copied


def _write(workspace: Workspace, beside: Path, ledger: Path) -> None:
    folder = workspace.folder
    files = {LEDGER: ledger, SETTINGS: folder / SETTINGS}
    copy = open_ledger(ledger)
    try:
        copy.users.shut()
        listed = [one for kind in ("history", "keys") for one in copy.catalogue.files(kind)]
    finally:
        copy.close()
    workspace.history.believe(listed)
    files |= {f"history/{one.path}": folder / "history" / one.path for one in listed}
    for name in _FOLDERS:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                files[path.relative_to(folder).as_posix()] = path
    pack(
        beside, {one: partial(path.open, "rb") for one, path in files.items()}, workspace.clock
    )


def pack(beside: Path, files: Mapping[str, Callable[[], IO[bytes]]], clock: Clock) -> None:
    """Write a new archive of files by their names in it, with a manifest of their digests."""
    digests: dict[str, str] = {}
    with zipfile.ZipFile(beside, "x", allowZip64=True) as archive:
        for name, opened in files.items():
            digests[name] = _add(archive, name, opened)
        manifest = {
            "format": _FORMAT,
            "tropa": __version__,
            "made": iso(clock.now()),
            "files": digests,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    with beside.open("rb") as file:
        os.fsync(file.fileno())


def _add(archive: zipfile.ZipFile, name: str, opened: Callable[[], IO[bytes]]) -> str:
    # History is compressed already; the rest is text or a database.
    kind = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
    entry = zipfile.ZipInfo(name)
    entry.compress_type = kind
    digest = blake2b(digest_size=16)
    with opened() as source, archive.open(entry, "w", force_zip64=True) as target:
        while piece := source.read(_PIECE):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()


def verify(path: Path) -> Copied:
    """Read a backup through and compare every file with its digest.

    Raises:
        DataFault: it is no backup, or it is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            digests = manifest_of(archive, path)
            size = 0
            for name, expected in digests.items():
                with archive.open(name) as file:
                    found, length = _digest(file)
                if found != expected:
                    raise DataFault("damaged_backup", where=path.name, found=name)
                size += length
    except (zipfile.BadZipFile, OSError, KeyError, EOFError) as fault:
        raise DataFault("not_a_backup", where=path.name) from fault
    return Copied(len(digests), size)


def restore(path: Path, folder: Path) -> None:
    """Unpack a backup into a new folder.

    Raises:
        WorkspaceFault: something is there already, or it cannot be written.
        DataFault: no backup, or a damaged one; the folder is as it was.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceFault("folder_not_empty", where=str(folder))
    verify(path)
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        with zipfile.ZipFile(path) as archive:
            for name in manifest_of(archive, path):
                _unpack(archive, name, beside)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
        sync(folder.parent)
    except OSError as fault:
        raise WorkspaceFault("cannot_write", where=str(folder), problem=str(fault)) from fault
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _unpack(archive: zipfile.ZipFile, name: str, folder: Path) -> None:
    target = folder.joinpath(*PurePosixPath(name).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file, _PIECE)
        file.flush()
        os.fsync(file.fileno())


def manifest_of(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    """The files of a backup with their digests; no name leads out of its folder."""
    try:
        said = json.loads(archive.read(MANIFEST))
        digests = cast("dict[str, Any]", said["files"])
        known = said["format"] <= _FORMAT
    except (ValueError, KeyError, TypeError) as fault:
        raise DataFault("not_a_backup", where=path.name) from fault
    if not known:
        raise DataFault("backup_newer", where=path.name)
    for name in digests:
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or "\\" in name or not parts:
            raise DataFault("not_a_backup", where=path.name)
    # Of a home each workspace lies in its folder.
    within = {name.removesuffix(SETTINGS) for name in digests if name.endswith(SETTINGS)}
    if not within or any(f"{one}{LEDGER}" not in digests for one in within):
        raise DataFault("not_a_backup", where=path.name)
    return {name: str(digest) for name, digest in digests.items()}


def _digest(file: IO[bytes]) -> tuple[str, int]:
    digest, length = blake2b(digest_size=16), 0
    while piece := file.read(_PIECE):
        digest.update(piece)
        length += len(piece)
        if length > _LARGEST:
            break
    return digest.hexdigest(), length
