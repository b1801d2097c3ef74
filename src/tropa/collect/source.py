"""Where the bytes of a file come from, and how much of a file we are ready to read.

Everything that reads files in this package goes through a `Source`: a path, bytes at hand, or
a member of an archive look the same behind it.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from tropa.errors import DataFault

LONGEST_NAME: Final = 100
_HIDDEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class FileRefused(DataFault):
    """A file that cannot be taken as a whole; nothing of it was kept."""

    status = 422


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one file is read at most; every limit may be raised by whoever calls."""

    unpacked: int = 8 << 30
    """Bytes of a file, after unpacking."""
    rows: int = 25_000_000
    chunk: int = 20_000
    """Rows read and converted at once, refused ones included."""
    columns: int = 2_000
    cell: int = 32 << 10
    """Bytes of one cell; the row of a larger one is refused."""
    line: int = 8 << 20
    """Characters without a line end; the row is refused."""
    members: int = 1_000
    """Files of an archive."""
    sheet: int = 20_000_000
    """Cells of one sheet of a workbook: a sheet is held in memory while it is read."""
    page: int = 256 << 20
    """Bytes of one Parquet page, after unpacking."""


STANDARD: Final = Limits()


@dataclass(frozen=True, slots=True)
class Source:
    """A file by the name people know it by, openable any number of times."""

    name: str
    opener: Callable[[], BinaryIO]
    size: int | None = None
    """Bytes, where known beforehand."""
    path: Path | None = None
    """Where it lies as it is, not inside another file."""

    def open(self) -> BinaryIO:
        """The file from its first byte."""
        return self.opener()

    def head(self, size: int) -> bytes:
        """The first bytes."""
        with self.open() as file:
            return read_up_to(file, size)

    def everything(self, most: int) -> bytes:
        """All bytes, for formats that must be held whole.

        Raises:
            FileRefused: there are more than `most`.
        """
        data = self.head(most + 1)
        if len(data) > most:
            raise FileRefused("too_large", where=self.name, limit=most >> 20)
        return data

    def held(self, most: int) -> "Source":
        """Itself where one may read to and fro in it, else its bytes in memory.

        Raises:
            FileRefused: there are more than `most` bytes to hold.
        """
        with self.open() as file:
            if file.seekable():
                return self
        data = self.everything(most)
        return Source(self.name, lambda: io.BytesIO(data), len(data))


def source_of(given: Path | str | bytes, name: str = "") -> Source:
    """A source of a path or of bytes.

    Args:
        given: where the file lies, or what it holds.
        name: what to call it; the last part of the path when not given.

    Raises:
        FileRefused: there is no such file, or it cannot be read.
    """
    if isinstance(given, bytes):
        data = given
        return Source(shown_name(name or "data"), lambda: io.BytesIO(data), len(data))
    path = Path(given)
    called = shown_name(name or path.name)
    try:
        size = path.stat().st_size
    except OSError:
        raise FileRefused("no_such_file", where=called) from None
    if not path.is_file():
        raise FileRefused("no_such_file", where=called)

    def opened() -> BinaryIO:
        try:
            return path.open("rb")
        except OSError:
            raise FileRefused("unreadable_file", where=called) from None

    return Source(called, opened, size, path)


def shown_name(name: str) -> str:
    """A file's name as it may be shown: no folders, nothing hidden, never long."""
    last = re.split(r"[/\\]", name)[-1]
    return _HIDDEN.sub("", last)[:LONGEST_NAME] or "file"


def read_up_to(file: BinaryIO, size: int) -> bytes:
    """So many bytes, however small the pieces the file gives them in."""
    pieces: list[bytes] = []
    while size > 0 and (piece := file.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
