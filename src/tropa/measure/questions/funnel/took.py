"""How long steps took: every length, by group and step; and the whole as a histogram.

The bars of the histogram are the same for every question, so that any two compare; a bar holds
what took longer than one edge and not longer than the next, the first one nothing at all too.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, HOUR, MINUTE, duration_text

Int64 = NDArray[np.int64]

WHOLE: Final = 0
"""The key of the whole time; that of step k, counted from 0, is k + 1."""

EDGES: Final = (
    *(count * MINUTE for count in (1, 5, 15, 30)),
    *(count * HOUR for count in (1, 2, 4, 8, 12)),
    *(count * DAY for count in (1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 270)),
    *(count * DAY for count in (365, 545, 730, 1095, 1460, 1825, 3650)),
)


class Took:
    """Lengths of time by key and group; those of other people are laid beside."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self._of: dict[int, list[Int64]] = {}
        self._took: dict[int, list[Int64]] = {}

    def add(self, key: int, values: Sequence[object], of: Int64, took: Int64) -> None:
        """Take lengths in.

        Args:
            key: what took so long.
            values: the groups.
            of: the group of each length, as a number of `values`.
            took: µs.
        """
        if not len(took):
            return
        if len(values) == 1:
            number = self._numbers.setdefault(values[0], len(self._numbers))
            mine = np.full(len(took), number, np.int64)
        else:
            met, which = np.unique(of, return_inverse=True)
            mine = self._numbered([values[one] for one in met.tolist()])[which]
        self._of.setdefault(key, []).append(mine)
        self._took.setdefault(key, []).append(took)

    def take_in(self, other: "Took") -> None:
        """All lengths of other people."""
        theirs = self._numbered(other.values)
        for key in other.keys:
            of, took = other.parts(key)
            self._of.setdefault(key, []).extend(theirs[part] for part in of)
            self._took.setdefault(key, []).extend(took)

    @property
    def values(self) -> list[object]:
        """The groups met, by their numbers."""
        return list(self._numbers)

    @property
    def keys(self) -> list[int]:
        """What took some time."""
        return list(self._took)

    def parts(self, key: int) -> tuple[list[Int64], list[Int64]]:
        """Numbers of groups and lengths, as they were laid down."""
        return self._of.get(key, []), self._took.get(key, [])

    def only(self, values: Sequence[object], rest: object) -> "Took":
        """The lengths of some groups, those of all others as of one."""
        known = {value: at for at, value in enumerate(values)}
        table = np.asarray([known.get(one, len(values)) for one in self._numbers], np.int64)
        found = Took()
        for key, parts in self._of.items():
            took = np.concatenate(self._took[key])
            found.add(key, [*values, rest], table[np.concatenate(parts)], took)
        return found

    def of(self, key: int, value: object) -> Int64:
        """The lengths of one group."""
        parts, took = self.parts(key)
        number = self._numbers.get(value)
        if number is None or not parts:
            return np.zeros(0, np.int64)
        if len(self._numbers) == 1:
            return np.concatenate(took)
        chosen = [one[part == number] for part, one in zip(parts, took, strict=True)]
        return np.concatenate(chosen)

    def all(self, key: int) -> Int64:
        """The lengths of everybody."""
        return np.concatenate([np.zeros(0, np.int64), *self._took.get(key, [])])

    def _numbered(self, values: Sequence[object]) -> Int64:
        numbers = self._numbers
        return np.asarray(
            [numbers.setdefault(value, len(numbers)) for value in values], np.int64
        )


def histogram(took: Int64) -> list[dict[str, Any]]:
    """How many took how long, from the first bar with somebody to the last one."""
    if not len(took):
        return []
    ends = np.asarray(EDGES, np.int64)
    # What is just as long as an edge lies below it.
    counts = np.bincount(np.searchsorted(ends, took, "left"), minlength=len(ends) + 1)
    bars = [*pairwise((0, *EDGES)), (EDGES[-1], None)]
    met = np.flatnonzero(counts)
    return [
        {
            "longer_than": "0" if low == 0 else duration_text(low),
            "not_longer_than": None if high is None else duration_text(high),
            "count": count,
        }
        for (low, high), count in list(zip(bars, counts.tolist(), strict=True))[
            int(met[0]) : int(met[-1]) + 1
        ]
    ]
