"""What a funnel walks over: the rows of its units, and the steps each row is of."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.measure.questions.by import groups
from tropa.measure.questions.funnel.asked import Asked
from tropa.measure.questions.funnel.ways import ASIDE, EXCLUDED, Bools, Int64
from tropa.measure.questions.items import RowBits, row_bits
from tropa.measure.questions.track import Track

_ONE = np.uint64(1)


class Rows(NamedTuple):
    """Rows of n units."""

    offsets: Int64
    """n + 1."""
    time: Int64
    """m instants."""
    bits: RowBits
    """Steps as asked, then exclusions."""
    row: Int64 | None = None
    """m numbers of rows of the track; None where these are all of them."""

    def of_track(self, rows: Int64) -> Int64:
        """Numbers of these rows as the track's; -1 stays."""
        if self.row is None or not len(rows):
            return rows
        return np.append(self.row, -1)[rows]

    @property
    def numbers(self) -> Int64:
        """Each row's number in the track."""
        return np.arange(len(self.time)) if self.row is None else self.row


def rows_of(asked: Asked, track: Track) -> Rows:
    """The rows of a track that a filter leaves."""
    sets = [one.items for one in (*asked.steps, *asked.exclude)]
    bits = row_bits(sets, track, asked.scope.map)
    kept = asked.scope.rows(track)
    if kept is None:
        return Rows(track.offsets, track.time, bits)
    # A filter removes events: in a strict order they are not there at all.
    rows = np.flatnonzero(kept)
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept, dtype=np.int64)])
    return Rows(
        before[track.offsets], track.time[rows], RowBits(bits.index[rows], bits.table), rows
    )


class ByValue(NamedTuple):
    """The rows of each unit apart by their value of a property: a unit for every pair."""

    rows: Rows
    unit: Int64
    """The track's unit of each pair."""
    of: Int64
    """The value of each pair, among `values`."""
    values: tuple[str | None, ...]


def rows_by_value(asked: Asked, track: Track, rows: Rows, people: Bools) -> ByValue:
    """Every value by itself: as if nothing but rows with this value had happened."""
    by = asked.by
    if by is None:
        raise ValueError(asked)
    every = rows.numbers
    found = groups(replace(by, rule="step"), track, asked.scope, None, every)
    unit = np.repeat(np.arange(track.units), np.diff(rows.offsets))
    wanted = (found.of != 0) & people[unit] & (rows.time <= asked.scope.as_of)
    if asked.order != "strict":
        # Rows of no step matter only where nothing else may stand between.
        wanted &= (rows.bits.table != 0)[rows.bits.index]
    at = np.flatnonzero(wanted)
    pair = unit[at] * len(found.values) + found.of[at]
    order = np.argsort(pair, kind="stable")
    at, pair = at[order], pair[order]
    begin = np.flatnonzero(np.diff(pair, prepend=-1))
    met = pair[begin]
    return ByValue(
        Rows(
            np.append(begin, len(at)).astype(np.int64),
            rows.time[at],
            RowBits(rows.bits.index[at], rows.bits.table),
            every[at],
        ),
        met // len(found.values),
        met % len(found.values),
        found.values,
    )


def table_of(asked: Asked, table: NDArray[np.uint64], way: list[int]) -> NDArray[np.uint64]:
    """The bits of some of the steps in their order; what else a row is, is kept beside."""
    found = np.zeros_like(table)
    for to, step in enumerate(way):
        found |= (table >> np.uint64(step) & _ONE) << np.uint64(to)
    for which in range(len(asked.exclude)):
        bit = table >> np.uint64(len(asked.steps) + which) & _ONE
        found |= bit << np.uint64(EXCLUDED + which)
    steps = np.uint64((1 << len(asked.steps)) - 1)
    aside = (table & steps != 0) & (found & np.uint64((1 << len(way)) - 1) == 0)
    return np.where(aside, found | np.uint64(ASIDE), found)
