"""Packed files: gzip, and zip archives, opened only when their list of contents is harmless.

An archive can lie: one megabyte that unpacks to a terabyte, members lying over one another, a
name that climbs out of the folder, an archive in an archive. All of it is told from the list of
contents before anything is unpacked, and what is unpacked is counted as it comes.
"""

import gzip
import io
import re
import stat
import zipfile
import zlib
from itertools import pairwise
from typing import BinaryIO, Final, Protocol, cast

from tropa.collect.source import STANDARD, FileRefused, Limits, Source, shown_name

LARGEST_WORKBOOK: Final = 256 << 20
"""Bytes of a workbook, packed; it is held in memory."""

_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
_GZIP: Final = b"\x1f\x8b"
_ENCRYPTED: Final = 0x1
_WORKBOOKS: Final = ("xl/workbook.xml", "xl/workbook.bin", "content.xml", "[Content_Types].xml")
_OUTSIDE: Final = re.compile(r"[/\\]|[A-Za-z]:")
_IGNORED: Final = ("__MACOSX/", ".DS_Store")


def files_in(source: Source, limits: Limits = STANDARD) -> list[Source]:
    """The files behind a file: itself, what its gzip holds, or the members of its archive.

    A workbook is an archive too, and stays one file.

    Raises:
        FileRefused: the archive cannot be opened, or opening it would do harm.
    """
    head = source.head(4)
    if head.startswith(_GZIP):
        return [_ungzipped(source, limits)]
    if head not in (_ZIP, _EMPTY_ZIP):
        return [source]
    entries = checked_entries(source, limits)
    if _holds_workbook(entries):
        return [source]
    wanted = [entry for entry in entries if not entry.is_dir() and not _service(entry)]
    if not wanted:
        raise FileRefused("empty_file", where=source.name)
    members = [_member(source, entry, limits) for entry in wanted]
    for member in members:
        if member.head(4) in (_ZIP, _EMPTY_ZIP) and not _is_workbook(member, limits):
            raise FileRefused("zip_nested", where=source.name, found=member.name)
    return members


def _is_workbook(source: Source, limits: Limits) -> bool:
    return _holds_workbook(checked_entries(source.held(LARGEST_WORKBOOK), limits))


def _holds_workbook(entries: list[zipfile.ZipInfo]) -> bool:
    return any(entry.filename in _WORKBOOKS for entry in entries)


def checked_entries(source: Source, limits: Limits = STANDARD) -> list[zipfile.ZipInfo]:
    """The archive's list of contents.

    Raises:
        FileRefused: not an archive, or one that must not be unpacked.
    """
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        raise FileRefused("bad_zip", where=source.name) from None
    if len(entries) > limits.members:
        raise FileRefused(
            "zip_entries", where=source.name, n=len(entries), limit=limits.members
        )
    for entry in entries:
        _refuse_entry(source.name, entry)
    _refuse_size(source, entries, limits)
    return entries


def _refuse_entry(name: str, entry: zipfile.ZipInfo) -> None:
    # The name as it stands in the archive: `filename` has been made harmless by the library.
    raw = entry.orig_filename
    shown = shown_name(raw)
    if _OUTSIDE.match(raw) or ".." in re.split(r"[/\\]", raw):
        raise FileRefused("zip_path", where=name, found=shown)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise FileRefused("zip_symlink", where=name, found=shown)
    if entry.flag_bits & _ENCRYPTED:
        raise FileRefused("zip_encrypted", where=name)
    if raw.lower().endswith((".zip", ".7z", ".rar")):
        raise FileRefused("zip_nested", where=name, found=shown)


def _refuse_size(source: Source, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    fault = FileRefused("too_large", where=source.name, limit=limits.unpacked >> 20)
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise fault
    laid = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    for (offset, size), (following, _) in pairwise(laid):
        # Members that share bytes make a small archive unpack without end.
        if offset + size > following:
            raise fault


def _service(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith(_IGNORED) or entry.filename.endswith(_IGNORED[1])


def _member(source: Source, entry: zipfile.ZipInfo, limits: Limits) -> Source:
    def opened() -> BinaryIO:
        below = source.open()
        try:
            packed = zipfile.ZipFile(below).open(entry)  # noqa: SIM115 - closed with its reader
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
            below.close()
            raise FileRefused("bad_zip", where=source.name) from None
        return _counted(packed, below, source.name, limits)

    return Source(shown_name(entry.filename), opened, entry.file_size)


def _ungzipped(source: Source, limits: Limits) -> Source:
    def opened() -> BinaryIO:
        below = source.open()
        return _counted(gzip.GzipFile(fileobj=below), below, source.name, limits)

    return Source(source.name.removesuffix(".gz"), opened)


class _Packed(Protocol):
    """Whatever unpacks as it is read."""

    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


def _counted(packed: _Packed, below: BinaryIO, name: str, limits: Limits) -> BinaryIO:
    raw = cast("io.RawIOBase", _Counted(packed, below, name, limits.unpacked))
    return cast("BinaryIO", io.BufferedReader(raw, 1 << 20))


class _Counted(io.RawIOBase):
    """What is unpacked, counted: sizes an archive states need not be true."""

    def __init__(self, packed: _Packed, below: BinaryIO, name: str, most: int) -> None:
        super().__init__()
        self.packed, self.below = packed, below
        self.name, self.most, self.taken = name, most, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        try:
            piece = self.packed.read(len(buffer))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile):
            raise FileRefused("bad_zip", where=self.name) from None
        self.taken += len(piece)
        if self.taken > self.most:
            raise FileRefused("too_large", where=self.name, limit=self.most >> 20)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self.packed.close()
        self.below.close()
        super().close()
