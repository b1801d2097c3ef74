"""Columns as flat files, one a column, mapped into memory: nothing is a pickle.

A folder of columns is written beside its final place, synced, and then renamed: a reader finds
all of it or none. It says how long each of its files is; one that was cut short is no column.
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

META: Final = "meta.json"
Columns = dict[str, NDArray[Any]]


def write_columns(folder: Path, columns: Mapping[str, NDArray[Any]], meta: object) -> None:
    """Write a folder of columns so that it is there whole or not at all."""
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for name, column in columns.items():
        _write(beside / f"{name}.bin", np.ascontiguousarray(column).tobytes())
    types = {name: column.dtype.str for name, column in columns.items()}
    sizes = {name: len(column) for name, column in columns.items()}
    kept = {"types": types, "sizes": sizes, "meta": meta}
    _write(beside / META, json.dumps(kept).encode())
    sync(beside)
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)
    sync(folder.parent)


def read_columns(folder: Path) -> tuple[Columns, Any] | None:
    """The columns of a folder, mapped; None when it is not there or not whole."""
    try:
        kept = json.loads((folder / META).read_bytes())
        sizes = kept["sizes"]
        columns = {
            name: _mapped(folder / f"{name}.bin", np.dtype(kind), int(sizes[name]))
            for name, kind in kept["types"].items()
        }
        return columns, kept["meta"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


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
