"""Columns as flat files, one a column, mapped into memory: nothing is a pickle.

A folder of columns is written beside its final place and then renamed: a reader finds all of it
or none. It says how long each of its files is; one that was cut short is no column.

Columns are derived, and there are thousands of their files: they are not synced one by one,
which takes half a minute where all the rest takes a second. A process that is killed loses
nothing by that; a machine that loses power may. So a folder also says in which run of the
machine it was written and what its bytes sum up to: the first reader of a later run checks the
sums, and a folder that fails is no folder, and is made again.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

META: Final = "meta.json"
_RUN: Final = Path("/proc/sys/kernel/random/boot_id")
Columns = dict[str, NDArray[Any]]


def write_columns(folder: Path, columns: Mapping[str, NDArray[Any]], meta: object) -> None:
    """Write a folder of columns so that it is there whole or not at all."""
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    sums: dict[str, int] = {}
    for name, column in columns.items():
        data = _bytes(column)
        sums[name] = crc32(data.data)
        data.tofile(beside / f"{name}.bin")
    types = {name: column.dtype.str for name, column in columns.items()}
    sizes = {name: len(column) for name, column in columns.items()}
    kept = {"types": types, "sizes": sizes, "sums": sums, "run": this_run(), "meta": meta}
    (beside / META).write_text(json.dumps(kept), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def read_columns(folder: Path) -> tuple[Columns, Any] | None:
    """The columns of a folder, mapped; None when it is not there or not whole."""
    try:
        kept = json.loads((folder / META).read_bytes())
        sizes = kept["sizes"]
        columns = {
            name: _mapped(folder / f"{name}.bin", np.dtype(kind), int(sizes[name]))
            for name, kind in kept["types"].items()
        }
        if kept["run"] != this_run() or not kept["run"]:
            _check(folder, columns, kept)
        return columns, kept["meta"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _bytes(column: NDArray[Any]) -> NDArray[np.uint8]:
    return np.ascontiguousarray(column).view(np.uint8)


def _check(folder: Path, columns: Columns, kept: dict[str, Any]) -> None:
    """Read everything once, and say that it was whole in this run of the machine.

    Raises:
        ValueError: a file does not hold what was written.
    """
    for name, column in columns.items():
        if crc32(_bytes(column).data) != kept["sums"][name]:
            raise ValueError(name)
    beside = folder / f".{META}.new"
    # Where it cannot be said, the next reader checks again.
    with suppress(OSError):
        beside.write_text(json.dumps({**kept, "run": this_run()}), "utf-8")
        beside.rename(folder / META)


@cache
def this_run() -> str:
    """What tells this run of the machine from the others; empty where nothing does."""
    try:
        return _RUN.read_text("utf-8").strip()
    except OSError:
        return ""


def write_whole(path: Path, data: bytes) -> None:
    """Write one small file so that it is there whole or as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    _write(beside, data)
    beside.rename(path)
    sync(path.parent)


def _mapped(path: Path, kind: np.dtype[Any], rows: int) -> NDArray[Any]:
    if path.stat().st_size != rows * kind.itemsize:
        raise ValueError(path)
    # An empty file cannot be mapped.
    return np.asarray(np.memmap(path, kind, "r")) if rows else np.zeros(0, kind)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """Make names in a folder durable."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
