"""Sums by value and keys: what most questions add up, exact under any split of people.

A tally is a table of few columns: the group a row is of (a value people wrote, or none), whole
keys (a period, an offset …) and whole sums. Two tallies become one by laying their rows
together and adding up those with equal keys; that is put off until there are many, so that a
long question does not sort the same rows again and again.

Distinct values of a property may be a million: each is kept once. A question that would need
more than there is room for is refused, whichever way people were split: the union decides.
"""

from collections.abc import Callable, Sequence
from math import prod
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.errors import UsageFault

Int64 = NDArray[np.int64]
Value: TypeAlias = str | tuple[str | None, ...] | None

VALUES_AT_MOST: Final = 1_000_000
"""Distinct values of a split."""
ROWS_AT_MOST: Final = 4_000_000
"""Distinct combinations of value and keys."""
_SOON: Final = 1 << 16
"""Fewer rows than these wait before they are added up."""
_DENSE: Final = 1 << 22
"""So many combinations are told apart by a plain array, more are sorted."""


class Tally:
    """Whole sums by group and keys."""

    def __init__(self, keys: int, sums: int, most: int = ROWS_AT_MOST) -> None:
        self._numbers: dict[Value, int] = {}
        self._keys, self._sums, self._most = keys, sums, most
        self._table = np.zeros((0, 1 + keys + sums), np.int64)
        self._waiting: list[Int64] = []
        self._rows_waiting = 0

    def add(
        self, values: Sequence[Value], of: Int64, keys: Sequence[Int64], sums: Sequence[Int64]
    ) -> None:
        """Take rows in.

        Args:
            values: the groups that `of` numbers.
            of: the group of each row.
            keys: columns of keys.
            sums: columns of sums.

        Raises:
            UsageFault: there are more values than can be told apart.
        """
        if not len(of):
            return
        slots = slots_of([of])
        numbers = self._numbered([values[int(one)] for one in slots.columns[0]])
        columns = [numbers[slots.of], *keys]
        if _span(columns) <= max(_DENSE, len(of)):
            # Cheaper to add up here than to sort with everybody else's.
            slots = slots_of(columns)
            columns, sums = slots.columns, [_summed(one, slots) for one in sums]
        self._wait(np.stack([*columns, *sums], axis=1))

    def take_in(self, other: "Tally") -> None:
        """All of another tally: of other people, with the same keys and sums."""
        numbers = self._numbered(other.values)
        for rows in other.pieces():
            if len(rows):
                mine = rows.copy()
                mine[:, 0] = numbers[rows[:, 0]]
                self._wait(mine)

    @property
    def values(self) -> list[Value]:
        """The groups met, by their numbers."""
        return list(self._numbers)

    def among(self, values: Sequence[Value]) -> NDArray[np.bool_]:
        """For each of the rows whether it is of one of these groups."""
        self._settle()
        wanted = np.zeros(len(self._numbers), np.bool_)
        numbers = [self._numbers.get(value) for value in values]
        wanted[[number for number in numbers if number is not None]] = True
        return wanted[self._table[:, 0]]

    def sizes(self, weights: Int64) -> dict[Value, int]:
        """For each group the sum of what its rows weigh."""
        self._settle()
        found = np.zeros(len(self._numbers), np.int64)
        np.add.at(found, self._table[:, 0], weights)
        return dict(zip(self._numbers, found.tolist(), strict=True))

    def pieces(self) -> list[Int64]:
        """Rows as they lie, in tables of group, keys and sums."""
        return [self._table, *self._waiting]

    def rows(self) -> tuple[Int64, Int64, Int64]:
        """Group numbers, keys (n × k) and sums (n × s), sorted by group and keys.

        Raises:
            UsageFault: there are more combinations than there is room for.
        """
        self._settle()
        table, end = self._table, 1 + self._keys
        return table[:, 0], table[:, 1:end], table[:, end:]

    @property
    def size(self) -> int:
        """Rows that lie here, those still waiting included."""
        return len(self._table) + self._rows_waiting

    def settled(self) -> int:
        """Distinct combinations of group and keys."""
        self._settle()
        return len(self._table)

    def rewrite(self, key: int, change: Callable[[Int64], Int64]) -> None:
        """Put other keys in place of those of one column, and add up what then is one."""
        self._settle()
        table = self._table.copy()
        table[:, 1 + key] = change(table[:, 1 + key])
        self._table = added_up(table, 1 + self._keys)

    def _numbered(self, values: Sequence[Value]) -> Int64:
        numbers = self._numbers
        found = [numbers.setdefault(value, len(numbers)) for value in values]
        if len(numbers) > VALUES_AT_MOST:
            raise UsageFault("too_many_values", limit=VALUES_AT_MOST)
        return np.asarray(found, np.int64)

    def _wait(self, rows: Int64) -> None:
        self._waiting.append(rows)
        self._rows_waiting += len(rows)
        if self._rows_waiting > max(_SOON, len(self._table)):
            self._settle()

    def _settle(self) -> None:
        if not self._waiting:
            return
        self._table = added_up(np.concatenate([self._table, *self._waiting]), 1 + self._keys)
        self._waiting, self._rows_waiting = [], 0
        if len(self._table) > self._most:
            raise UsageFault("too_many_cells", limit=self._most)


def added_up(table: Int64, keys: int) -> Int64:
    """Rows sorted by their first columns, those equal there added up.

    Args:
        table: n × (keys + sums).
        keys: how many of the first columns are keys.
    """
    if not len(table):
        return table
    flat = _flat([table[:, at] for at in range(keys)])
    order = np.argsort(flat, kind="stable")
    flat, table = flat[order], table[order]
    begin = np.flatnonzero(np.append(True, flat[1:] != flat[:-1]))
    summed = table[begin]
    summed[:, keys:] = np.add.reduceat(table[:, keys:], begin, axis=0)
    return summed


def _flat(columns: Sequence[Int64]) -> Int64:
    """One number for each row, in the order of the columns."""
    if _span(columns) > FOREVER:
        # Wide keys are few and far apart: their ranks tell them as well.
        columns = [np.unique(one, return_inverse=True)[1] for one in columns]
    if _span(columns) > FOREVER:
        return np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)[1]
    flat = np.zeros(len(columns[0]), np.int64)
    for one in columns:
        low, high = int(one.min()), int(one.max())
        flat *= high - low + 1
        flat += one
        flat -= low
    return flat


class Slots(NamedTuple):
    """Distinct combinations of some columns, and which of them each row is."""

    columns: list[Int64]
    """By column, sorted by the first, then the second …"""
    of: Int64

    @property
    def many(self) -> int:
        return len(self.columns[0])

    def sizes(self) -> Int64:
        """How many rows each combination has."""
        return np.bincount(self.of, minlength=self.many)


def slots_of(columns: Sequence[Int64]) -> Slots:
    """The distinct combinations of columns of whole numbers."""
    if not len(columns[0]):
        return Slots([np.zeros(0, np.int64) for _ in columns], np.zeros(0, np.int64))
    first, of = _met(_flat(columns), _span(columns))
    return Slots([one[first] for one in columns], of)


def _span(columns: Sequence[Int64]) -> int:
    return prod(int(one.max()) - int(one.min()) + 1 for one in columns)


def _summed(weights: Int64, slots: Slots) -> Int64:
    found = np.zeros(slots.many, np.int64)
    np.add.at(found, slots.of, weights)
    return found


def _met(flat: Int64, span: int) -> tuple[Int64, Int64]:
    """For each different number a row that has it; and for each row which of them."""
    if span > max(_DENSE, len(flat)):
        _, first, of = np.unique(flat, return_index=True, return_inverse=True)
        return first, of
    row = np.full(span, -1, np.int64)
    row[flat] = np.arange(len(flat))
    there = row >= 0
    number = np.cumsum(there) - 1
    return row[there], number[flat]
