"""The base of a part: a shelf on disk, with its properties and their columns.

    parts/PP/base/       persons, offsets, time, sequence, key, code, deal (flat files), meta
    parts/PP/texts-….parquet properties in the same order, named by what the base holds
    parts/PP/fields-…/NAME/  a property made into a column at its first use, named alike
All of it is derived: it may be deleted, all or any of it, and is built again from the history.
"""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tropa.parts.files import read_columns, write_columns
from tropa.parts.shelf import Shelf
from tropa.trail import Column

PARTS: Final = 64

Int64 = NDArray[np.int64]


def part_of(persons: Int64) -> Int64:
    """The part of each person: by a hash of the number, so that neighbours spread."""
    mixed = persons.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(58)).astype(np.int64)


@dataclass(frozen=True)
class Base:
    """The base of one part as it was opened."""

    shelf: Shelf
    position: int
    """Every event up to this place in the log is in it."""
    digest: str
    """Of whose events these are, and which: two bases of one digest hold the same."""
    folder: Path
    opening: int = field(default_factory=count().__next__)
    """Which opening this is: no two of one process share it."""


def write_base(folder: Path, shelf: Shelf, texts: pl.Series, position: int) -> None:
    """Write a part's base anew; what was made of the former one is gone with it."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = _digest(shelf)
    # Texts first, and under a name of their own: no base ever stands beside another's texts.
    path = folder / f"texts-{position}-{digest}.parquet"
    # Beside and then renamed: the same events with other texts have the same name.
    beside = folder / ".texts.new"
    with beside.open("wb") as file:
        frame = pl.DataFrame({"text": texts})
        frame.write_parquet(file, compression="zstd", compression_level=3)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
    columns: dict[str, NDArray[Any]] = {
        "persons": shelf.persons,
        "offsets": shelf.offsets,
        "time": shelf.time,
        "sequence": _narrow(shelf.sequence),
        "key": shelf.key,
        "code": shelf.code,
        "deal": shelf.deal,
    }
    meta = {
        "position": position,
        "events": shelf.events,
        "digest": digest,
        "texts": path.name,
        "texts_bytes": path.stat().st_size,
    }
    write_columns(folder / "base", columns, meta)
    for old in folder.glob("texts-*.parquet"):
        if old != path:
            old.unlink()
    for pattern in ("fields-*", "placed-*"):
        for old in folder.glob(pattern):
            shutil.rmtree(old, ignore_errors=True)


def _digest(shelf: Shelf) -> str:
    digest = blake2b(digest_size=8)
    for column in (shelf.persons, shelf.offsets, shelf.key, shelf.code):
        digest.update(np.ascontiguousarray(column).data)
    return digest.hexdigest()


def _narrow(numbers: Int64) -> NDArray[np.integer]:
    """Row numbers of files hardly ever need eight bytes."""
    fits = not len(numbers) or int(np.abs(numbers).max()) <= np.iinfo(np.int32).max
    return numbers.astype(np.int32) if fits else numbers


def open_base(folder: Path) -> Base | None:
    """The base of a part, mapped; None when there is none, or it is not whole."""
    found = read_columns(folder / "base")
    if found is None:
        return None
    columns, meta = found
    path = folder / str(meta.get("texts"))
    whole = path.is_file() and path.stat().st_size == meta.get("texts_bytes")
    if not whole or len(columns["time"]) != meta["events"]:
        return None
    fields = folder / f"fields-{meta['digest']}"
    shelf = Shelf(
        persons=columns["persons"],
        offsets=columns["offsets"],
        time=columns["time"],
        sequence=columns["sequence"],
        key=columns["key"],
        code=columns["code"],
        deal=columns["deal"],
        texts=_texts(path),
        columns=_Fields(fields, int(meta["events"])),
        save=_keeper(fields),
    )
    return Base(shelf, int(meta["position"]), str(meta["digest"]), folder)


def _texts(path: Path) -> Callable[[], pl.Series]:
    return lambda: pl.read_parquet(path)["text"]


class _Fields(dict[str, Column]):
    """Columns made before are found on disk by their name."""

    def __init__(self, folder: Path, events: int) -> None:
        super().__init__()
        self._folder, self._events = folder, events

    def get(self, key: str, default: Any = None) -> Any:
        if key not in self:
            found = read_columns(self._folder / _file_name(key))
            if found is not None and len(found[0]["codes"]) == self._events:
                columns, meta = found
                self[key] = Column((None, *meta["values"]), columns["codes"])
        return super().get(key, default)


def _keeper(folder: Path) -> Callable[[str, Column], None]:
    def save(name: str, column: Column) -> None:
        values = [str(value) for value in column.values[1:]]
        codes = {"codes": column.codes}
        # What cannot be kept now is made again at the next start.
        with suppress(OSError):
            write_columns(folder / _file_name(name), codes, {"name": name, "values": values})

    return save


def _file_name(name: str) -> str:
    """A property may bear any name; a file may not."""
    return blake2b(json.dumps(name).encode(), digest_size=10).hexdigest()
