"""Files on their way in through the browser: under names of our own until they are taken in.

What a file is called is only a text about it, and what is in it is looked at by the readers of
files alone. Pieces come one after another, so a bad line costs one piece and not the file; how
large a file may be and how many may wait is limited; whoever is forgotten is removed in a day.
"""

import re
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from tropa.clock import DAY, Clock, Instant
from tropa.collect.source import Source, shown_name, source_of
from tropa.errors import RequestFault
from tropa.parts.files import write_whole

FOLDER: Final = "uploads"
MOST: Final = 20
"""Files that may wait at once."""
KEPT_FOR: Final = DAY

_PACKED: Final = frozenset((b"PK\x03\x04", b"PAR1", b"\x1f\x8b\x08\x00", b"\x1f\x8b\x08\x08"))
"""How files begin whose texts cannot be seen from outside."""
_AT_ONCE: Final = 1 << 22
_LONGEST_NAME: Final = 1 << 13
"""Bytes that the longest name takes, however it is written."""
_ID: Final = re.compile(r"[0-9a-f]{16}")


class Upload(msgspec.Struct, frozen=True):
    """What is known of one file."""

    id: str
    name: str
    """As it may be shown: no folders, nothing hidden."""
    begun: Instant
    how: str = ""
    """The run that was begun with it, as JSON, so that it can go on after a restart."""


@dataclass(frozen=True)
class Uploads:
    """The files of one workspace."""

    folder: Path
    clock: Clock
    largest: int
    """Bytes of one file."""
    lock: threading.Lock

    def begin(self, name: str) -> Upload:
        """Make room for a file.

        Raises:
            RequestFault: too many wait already.
        """
        with self.lock:
            self._sweep()
            if len(self.every()) >= MOST:
                raise RequestFault("too_many_uploads", status=409, limit=MOST)
            upload = Upload(secrets.token_hex(8), shown_name(name), self.clock.now())
            self.note(upload)
            self._data(upload.id).touch()
        return upload

    def add(self, upload: Upload, at: int, piece: bytes) -> int:
        """Put a piece behind what is there; how much is there now.

        Args:
            upload: which file.
            at: how much the sender believes to be there: a piece sent twice is known by it.
            piece: bytes.

        Raises:
            RequestFault: the file grows over the limit, or a piece is missing before this one.
        """
        with self.lock:
            path = self._data(upload.id)
            size = path.stat().st_size
            if at + len(piece) <= size:
                return size
            if at != size:
                raise RequestFault("upload_out_of_step", status=409, size=size)
            if size + len(piece) > self.largest:
                self._remove(upload.id)
                raise RequestFault("upload_too_large", status=413, limit=self.largest >> 20)
            with path.open("ab") as file:
                file.write(piece)
            return size + len(piece)

    def get(self, upload_id: str) -> Upload:
        """A file by its id.

        Raises:
            RequestFault: there is none.
        """
        found = self._read(upload_id) if _ID.fullmatch(upload_id) else None
        if found is None:
            raise RequestFault("no_such_upload", status=404)
        return found

    def every(self) -> list[Upload]:
        """All of them, the oldest first."""
        found = (self._read(path.stem) for path in self.folder.glob("*.json"))
        return sorted((one for one in found if one), key=lambda one: (one.begun, one.id))

    def source(self, upload: Upload) -> Source:
        """The file, as the readers of files take it.

        Raises:
            FileRefused: it cannot be read.
        """
        return source_of(self._data(upload.id), upload.name)

    def size(self, upload: Upload) -> int:
        """Bytes so far."""
        return self._data(upload.id).stat().st_size

    def note(self, upload: Upload) -> None:
        """Remember what is known of a file."""
        write_whole(self.folder / f"{upload.id}.json", msgspec.json.encode(upload))

    def remove(self, upload: Upload) -> None:
        """The file is not needed any more."""
        with self.lock:
            self._remove(upload.id)

    def _sweep(self) -> None:
        """What nobody came back to in a day."""
        for one in self.every():
            if self.clock.now() - one.begun > KEPT_FOR:
                self._remove(one.id)

    def _remove(self, upload_id: str) -> None:
        self._data(upload_id).unlink(missing_ok=True)
        (self.folder / f"{upload_id}.json").unlink(missing_ok=True)

    def _data(self, upload_id: str) -> Path:
        return self.folder / f"{upload_id}.data"

    def _read(self, upload_id: str) -> Upload | None:
        with suppress(OSError, msgspec.DecodeError):
            known = (self.folder / f"{upload_id}.json").read_bytes()
            found = msgspec.json.decode(known, type=Upload)
            if self._data(found.id).is_file():
                return found
        return None


def uploads_of(folder: Path, clock: Clock, megabytes: int) -> Uploads:
    """The files on their way into a workspace."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    return Uploads(place, clock, megabytes << 20, threading.Lock())


def forget_uploads(folder: Path, speaks: Callable[[bytes], bool]) -> int:
    """Remove files on their way in that speak of somebody, or that cannot be read as text.

    Args:
        folder: of the workspace.
        speaks: whether a text speaks of them.

    Returns:
        How many were removed.
    """
    gone = 0
    for data in sorted((folder / FOLDER).glob("*.data")):
        if any(_is_about(piece, speaks) for piece in _pieces(data)):
            data.unlink(missing_ok=True)
            data.with_suffix(".json").unlink(missing_ok=True)
            gone += 1
    return gone


def _pieces(data: Path) -> Iterator[bytes]:
    """A file piece by piece; each begins with the end of the last, so that no name is torn."""
    end = b""
    with data.open("rb") as file:
        while piece := file.read(_AT_ONCE):
            yield end + piece
            end = (end + piece)[-_LONGEST_NAME:]


def _is_about(raw: bytes, speaks: Callable[[bytes], bool]) -> bool:
    packed = raw[:4] in _PACKED
    return packed or speaks(raw) or speaks(raw.decode("cp1251", "replace").encode())
