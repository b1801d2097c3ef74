"""Placed columns of a base on disk: mapped at start instead of placed again.

They are of one edition list, one set of voids and outages, one base: whatever of these changes,
the fingerprint does, and the columns are made again.
"""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from tropa.parts.files import read_columns, write_columns
from tropa.place.placed import Placed
from tropa.place.rules import Edition

_COLUMNS: Final = [
    one.name
    for one in fields(Placed)
    if one.name not in ("edition", "reasons", "notes", "kept")
]


def save_placed(folder: Path, placed: Sequence[Placed], fingerprint: str) -> list[Placed]:
    """Keep the placed columns of a base, and give them back mapped.

    Where they cannot be kept they stay in memory, and are made again at the next start.
    """
    try:
        _save(folder, placed, fingerprint)
    except OSError:
        return list(placed)
    editions = {one.edition.number: one.edition for one in placed}
    return open_placed(folder, editions, fingerprint) or list(placed)


def _save(folder: Path, placed: Sequence[Placed], fingerprint: str) -> None:
    for at, one in enumerate(placed):
        columns = {name: cast("NDArray[Any]", getattr(one, name)) for name in _COLUMNS}
        meta = {
            "edition": one.edition.number,
            "reasons": one.reasons,
            "notes": one.notes,
            "fingerprint": fingerprint,
            "of": len(placed),
        }
        write_columns(folder / f"{at}", columns, meta)
    if not placed:
        empty = {"none": np.zeros(0, np.int64)}
        write_columns(folder / "0", empty, {"fingerprint": fingerprint, "of": 0})


def open_placed(
    folder: Path, editions: dict[int, Edition], fingerprint: str
) -> list[Placed] | None:
    """The placed columns kept for this fingerprint; None when they are others, or none."""
    found: list[Placed] = []
    wanted, at = 1, 0
    while at < wanted:
        kept = read_columns(folder / f"{at}")
        if kept is None or kept[1].get("fingerprint") != fingerprint:
            return None
        columns, meta = kept
        if meta["of"] and not columns.keys() >= set(_COLUMNS):
            # Kept by an earlier version, which knew fewer columns.
            return None
        wanted = int(meta["of"])
        if not wanted:
            return []
        edition = editions.get(meta["edition"])
        if edition is None:
            return None
        rest: dict[str, Any] = {name: columns[name] for name in _COLUMNS}
        reasons, notes = tuple(meta["reasons"]), dict(meta["notes"])
        found.append(Placed(edition=edition, reasons=reasons, notes=notes, **rest))
        at += 1
    return found
