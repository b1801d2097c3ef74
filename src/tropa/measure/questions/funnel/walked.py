"""Who got where: the walk of all units through the steps asked, whatever their order."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tropa.measure.questions.funnel.asked import Asked
from tropa.measure.questions.funnel.chain import NOTHING, deepest
from tropa.measure.questions.funnel.fates import Fates, fates
from tropa.measure.questions.funnel.first import old_enough, ripe
from tropa.measure.questions.funnel.order import NO_ATTEMPT
from tropa.measure.questions.funnel.rows import Rows, table_of
from tropa.measure.questions.funnel.unordered import NO_WINDOW, Unordered, unordered
from tropa.measure.questions.funnel.ways import Bools, Int64

_NO_ROWS: Final = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Walked:
    """What became of n units on the way through s steps that may not be left out."""

    depth: Int64
    """n; how many steps each made."""
    made: Int64
    """n; which, as bits."""
    waiting: Int64
    """n; the step it stands at and may yet go on from, as a bit; in the order `any` the steps
    it may yet make."""
    ripe: Bools
    """n; whose first attempt began as long ago as one may last, whatever came of it."""
    optional: list[Bools]
    """For each step that may be left out, who made it on the way."""
    at: Int64
    """n × s instants of the attempt that counts, FOREVER where none. Empty unless asked."""
    row: Int64
    """n × s; its rows, -1 for none."""
    void: Bools
    """n; who made attempts, and every one of them is void."""
    cut: Bools
    """n; who made more attempts than are looked at."""
    begun: Int64
    """Rows that begin attempts, where every attempt is asked about …"""
    got: Int64
    """… and the steps each made, as bits."""

    def has(self, step: int) -> Bools:
        """Who made a step."""
        return self.made >> step & 1 != 0

    def waits(self, step: int) -> Bools:
        """Who stands at a step and may yet go on, or may yet make it."""
        return self.waiting >> step & 1 != 0


def walked(asked: Asked, rows: Rows, *, trace: bool, every: bool) -> Walked:
    """Who got where.

    Args:
        asked: the funnel.
        rows: of its units.
        trace: whether instants and rows of the attempt that counts are wanted.
        every: whether the fate of every attempt is.
    """
    if asked.ordered:
        return _in_order(asked, rows, trace=trace, every=every)
    table = table_of(asked, rows.bits.table, asked.required)
    found = unordered(
        rows.offsets,
        rows.time,
        rows.bits.index,
        table,
        asked.ways(asked.required),
        together=asked.order == "together",
        trace=trace,
        fates=every,
    )
    every_step = (1 << len(asked.required)) - 1
    old = ripe(
        rows.offsets,
        rows.time,
        rows.bits.index,
        table,
        asked.ways(asked.required),
        every_step,
        NOTHING,
    )
    return _of_windows(asked, rows, found, old)


def _in_order(asked: Asked, rows: Rows, *, trace: bool, every: bool) -> Walked:
    units = len(rows.offsets) - 1
    told, barred = None, NOTHING
    if asked.exclude or every:
        told = _fates(asked, rows)
    if asked.exclude and told is not None:
        barred = told.fate == 0
    way = asked.required
    first = table = table_of(asked, rows.bits.table, way)
    ways = asked.ways(way)
    offsets, time, index = rows.offsets, rows.time, rows.bits.index
    found = deepest(offsets, time, index, table, ways, trace=trace, barred=barred)
    depth = found.depth.astype(np.int64)
    optional: list[Bools] = []
    for one in asked.optional:
        longer = sorted([*way, one])
        table = table_of(asked, rows.bits.table, longer)
        # One step more than without it: some chain as deep as any passes through it.
        ways = asked.ways(longer)
        deep = deepest(offsets, time, index, table, ways, trace=False, barred=barred)
        optional.append((depth > 0) & (deep.depth == depth + 1))
    if len(found.first):
        old = old_enough(found.first, asked.ways(way))
    else:
        old = ripe(offsets, time, index, first, asked.ways(way), 1, barred)
    open_ = (found.open_until > asked.scope.as_of) & (depth < len(way))
    begun = got = _NO_ROWS
    void, cut = np.zeros(units, np.bool_), _or_none(found.cut, units)
    if told is not None:
        cut |= _or_none(told.cut, units)
        void = _units_of(offsets, barred) & (depth == 0) if asked.exclude else void
        if every:
            begun = np.flatnonzero(told.fate != NO_ATTEMPT)
            got = _first(told.fate[begun].astype(np.int64))
    return Walked(
        depth=depth,
        made=_first(depth),
        waiting=_standing(depth, open_),
        ripe=old,
        optional=optional,
        at=found.at,
        row=rows.of_track(found.row),
        void=void,
        cut=cut,
        begun=begun,
        got=got,
    )


def _fates(asked: Asked, rows: Rows) -> Fates:
    table = table_of(asked, rows.bits.table, asked.required)
    ways = asked.ways(asked.required)
    return fates(rows.offsets, rows.time, rows.bits.index, table, ways, asked.between)


def _units_of(offsets: Int64, which: Bools) -> Bools:
    """Units with such a row."""
    count = np.concatenate([np.zeros(1, np.int64), np.cumsum(which, dtype=np.int64)])
    return np.diff(count[offsets]) > 0


def _or_none(cut: Bools, units: int) -> Bools:
    return cut if len(cut) else np.zeros(units, np.bool_)


def _of_windows(asked: Asked, rows: Rows, found: Unordered, old: Bools) -> Walked:
    units, steps = len(rows.offsets) - 1, len(asked.required)
    open_ = found.open_until > asked.scope.as_of
    depth = np.bitwise_count(found.made).astype(np.int64)
    if asked.order == "any":
        waiting = np.where(open_ & (depth > 0), ~found.made & ((1 << steps) - 1), 0)
    else:
        waiting = _standing(depth, open_ & (depth < steps))
    begun = np.flatnonzero(found.fate != NO_WINDOW)
    return Walked(
        depth=depth,
        made=found.made,
        waiting=waiting,
        ripe=old,
        optional=[],
        at=found.at,
        row=rows.of_track(found.row),
        void=np.zeros(units, np.bool_),
        cut=np.zeros(units, np.bool_),
        begun=begun,
        got=found.fate[begun],
    )


def _first(depth: Int64) -> Int64:
    """The first so many steps, as bits."""
    return (np.int64(1) << depth) - 1


def _standing(depth: Int64, open_: Bools) -> Int64:
    """The step each stands at, where there is one and it may yet go on."""
    return np.where(open_ & (depth > 0), np.int64(1) << np.maximum(depth - 1, 0), 0)
