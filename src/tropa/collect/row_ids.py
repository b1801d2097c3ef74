"""The ids of rows: the same file twice adds nothing, and true repeats stay.

A row is the same row by the cell of its id column. Without one it is the same by what its
mapped cells say and by being the first, second … such row of its file. The memory this takes
is eight bytes a row: hashes lie in sorted runs, and only rows met again are counted one by one.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

LONGEST_ID: Final = 200
_BETWEEN: Final = "\x1f"

_Hashes = NDArray[np.uint64]


class RowIds:
    """Gives rows their ids, chunk by chunk in the order of the file."""

    def __init__(self) -> None:
        self.runs: list[_Hashes] = []
        self.again: dict[int, int] = {}
        """How often a row met more than once was met so far."""

    def of(self, cells: Sequence[Sequence[str]], stated: Sequence[str] | None) -> list[str]:
        """The ids of a chunk's rows.

        Args:
            cells: the mapped columns, in an order that no edit of the mapping changes.
            stated: the id column, if there is one; its empty cells are no ids.
        """
        if stated is None:
            return self._hashed(list(zip(*cells, strict=True)))
        ids = [cell.strip() for cell in stated]
        bare = [place for place, one in enumerate(ids) if not 0 < len(one) <= LONGEST_ID]
        hashed = self._hashed([tuple(column[place] for column in cells) for place in bare])
        for place, one in zip(bare, hashed, strict=True):
            ids[place] = one
        return ids

    def _hashed(self, rows: Sequence[tuple[str, ...]]) -> list[str]:
        digests = [
            blake2b(_BETWEEN.join(row).encode("utf-8", "replace"), digest_size=16).digest()
            for row in rows
        ]
        ids = [digest.hex() for digest in digests]
        if not digests:
            return ids
        hashes = np.frombuffer(b"".join(digests), np.uint64)[::2].copy()
        for place, count in self._repeats(hashes):
            if count > 1:
                ids[place] = f"{ids[place]}-{count}"
        return ids

    def _repeats(self, hashes: _Hashes) -> list[tuple[int, int]]:
        """Places of rows met before or twice here, each with its ordinal number."""
        run = np.sort(hashes)
        known = [run[_is_in(run, older)] for older in self.runs]
        before = {int(one) for some in known for one in some}
        twice = run[1:][run[1:] == run[:-1]]
        self._keep(run)
        if not before and not len(twice):
            return []
        met = np.concatenate([*known, twice])
        found: list[tuple[int, int]] = []
        for place in np.flatnonzero(np.isin(hashes, met)).tolist():
            key = int(hashes[place])
            count = self.again.get(key, int(key in before)) + 1
            self.again[key] = count
            found.append((place, count))
        return found

    def _keep(self, run: _Hashes) -> None:
        """Runs of like size are merged, so that there are few of them."""
        while self.runs and len(self.runs[-1]) <= 2 * len(run):
            run = np.sort(np.concatenate([self.runs.pop(), run]), kind="stable")
        self.runs.append(run)


def _is_in(sought: _Hashes, run: _Hashes) -> NDArray[np.bool_]:
    """Which of the sought, sorted, stand in a sorted run."""
    at = np.minimum(np.searchsorted(run, sought), len(run) - 1)
    return run[at] == sought
