"""History as Parquet files in a folder, runs of keys as flat files beside them.

The ledger knows how long each file is and what its digest is. Lengths are looked at when the
folder is opened; a digest is, before the first row of a file is believed. Nothing else has what
these files hold: one that is damaged is named, and nothing is served without it.
"""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from tropa.errors import WorkspaceFault
from tropa.keep.dedupe import Words
from tropa.keep.ledger import FileKind, KeptFile, Position
from tropa.parts.base import part_of
from tropa.parts.files import sync
from tropa.parts.rows import SCHEMA, no_rows

KEPT: Final = [name for name in SCHEMA if name != "person"]
"""Persons are decided anew whenever links change: history holds names' numbers only."""


@dataclass(frozen=True)
class MappedRun:
    """One sorted run of keys, mapped."""

    path: str
    high: Words
    low: Words
    body: Words


class FolderHistory:
    """Implements `tropa.keep.history.History` in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._believed: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def check(self, files: Iterable[KeptFile]) -> None:
        """See that files are there, as long as they were written.

        Raises:
            WorkspaceFault: one is missing or was cut short.
        """
        for file in files:
            path = self._folder / file.path
            if not path.is_file() or path.stat().st_size != file.bytes:
                raise _damaged(file)

    def believe(self, files: Iterable[KeptFile]) -> None:
        """Read files through and compare them with their digests, each once.

        Raises:
            WorkspaceFault: one is missing or not what was written.
        """
        for file in files:
            if file.path in self._believed:
                continue
            self.check([file])
            if file.digest and digest_of(self._folder / file.path) != file.digest:
                raise _damaged(file)
            self._believed.add(file.path)

    def has_files(self) -> bool:
        """Whether there is anything at all."""
        return any(self._folder.iterdir())

    def write_rows(self, rows: pl.DataFrame, first: Position, last: Position) -> KeptFile:
        # Laid by the part of the first name seen, which never changes.
        named = rows.with_columns(
            pl.when(pl.col("who") != 0)
            .then(pl.col("who"))
            .otherwise(pl.when(pl.col("device") != 0).then(pl.col("device")).otherwise("deal"))
            .alias("named")
        )
        part = part_of(named["named"].to_numpy())
        laid = rows.with_columns(pl.Series("part", part)).sort(["part", "time", "sequence"])
        path = self._folder / f"events-{first:012d}-{last:012d}.parquet"
        with path.open("wb") as file:
            laid.select(KEPT).write_parquet(file, compression="zstd", compression_level=6)
            file.flush()
            os.fsync(file.fileno())
        sync(self._folder)
        return self._kept(path, "history", len(rows), first, last)

    def rewrite(self, file: KeptFile, rows: pl.DataFrame) -> KeptFile:
        beside = self._folder / f".{file.path}.new"
        with beside.open("wb") as written:
            rows.select(KEPT).write_parquet(written, compression="zstd", compression_level=6)
            written.flush()
            os.fsync(written.fileno())
        # Named by its content: never by the name of what it takes the place of.
        begun = file.path.removesuffix(".parquet").partition("+")[0]
        path = self._folder / f"{begun}+{digest_of(beside)[:12]}.parquet"
        beside.rename(path)
        sync(self._folder)
        return self._kept(path, "history", len(rows), file.first, file.last)

    def _kept(
        self, path: Path, kind: FileKind, rows: int, first: Position, last: Position
    ) -> KeptFile:
        size, digest = path.stat().st_size, digest_of(path)
        self._believed.add(path.name)
        return KeptFile(path.name, kind, rows, first, last, size, digest)

    def scan(self, files: Sequence[KeptFile]) -> pl.LazyFrame:
        if not files:
            return no_rows().select(KEPT).lazy()
        self.believe(files)
        return pl.scan_parquet([self._folder / file.path for file in files])

    def read_after(self, files: Sequence[KeptFile], position: Position) -> pl.DataFrame:
        newer = [file for file in files if file.last > position]
        return self.scan(newer).filter(pl.col("position") > position).collect()

    def read_names(self, files: Sequence[KeptFile], numbers: Collection[int]) -> pl.DataFrame:
        wanted = pl.Series(sorted(numbers), dtype=pl.Int64).implode()
        named = (pl.col(name).is_in(wanted) for name in ("who", "device", "deal"))
        return self.scan(files).filter(pl.any_horizontal(named)).collect()

    def read_events(self, files: Sequence[KeptFile], names: Collection[str]) -> pl.DataFrame:
        wanted = pl.Series(sorted(names), dtype=pl.String).implode()
        return self.scan(files).filter(pl.col("event").is_in(wanted)).collect()

    def write_keys(self, keys: tuple[Words, Words, Words]) -> KeptFile:
        high = keys[0]
        # Named by its content: the same keys make the same file.
        name = f"keys-{len(high):012d}-{int(np.bitwise_xor.reduce(high)):016x}.run"
        path = self._folder / name
        with path.open("wb") as file:
            for column in keys:
                file.write(np.ascontiguousarray(column).tobytes())
            file.flush()
            os.fsync(file.fileno())
        sync(self._folder)
        return self._kept(path, "keys", len(high), 0, 0)

    def open_keys(self, file: KeptFile) -> MappedRun:
        mapped = np.asarray(np.memmap(self._folder / file.path, np.uint64, "r"))
        rows = len(mapped) // 3
        return MappedRun(file.path, mapped[:rows], mapped[rows : 2 * rows], mapped[2 * rows :])

    def sweep(self, listed: Collection[str]) -> list[str]:
        removed: list[str] = []
        for path in self._folder.iterdir():
            if path.is_file() and path.name not in listed:
                path.unlink()
                removed.append(path.name)
        return removed


def digest_of(path: Path) -> str:
    """The digest of a file's content."""
    with path.open("rb") as file:
        return file_digest(file, "blake2b").hexdigest()[:32]


def _damaged(file: KeptFile) -> WorkspaceFault:
    return WorkspaceFault("damaged_history", where=f"history/{file.path}")
