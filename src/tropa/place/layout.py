"""What the kernel wrote, laid out in columns: journeys, their moves, touches, payments."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled, part
from tropa.place.classify import Classified, amount_rows
from tropa.place.placed import Kept, Placed, map_number, mixed
from tropa.place.rules import Edition
from tropa.place.sold import may_sell, sold
from tropa.place.state import (
    M_AT,
    M_BEFORE,
    M_CAUSE,
    M_DETAIL,
    M_KIND,
    M_LAP,
    M_STAGE,
    NO_CAUSE,
    START,
    Out,
)
from tropa.place.touch import touches
from tropa.place.units import Units
from tropa.trail import TrailBatch, fixed

Int64 = NDArray[np.int64]
Bytes = NDArray[np.uint8]
_Touched: TypeAlias = tuple[Int64, NDArray[np.uint16], Bytes, Bytes, Int64, Int64]


@dataclass(frozen=True)
class Moves:
    """Moves of some units in columns, unit after unit."""

    firsts: Int64
    """units + 1: where each unit's moves begin."""
    lap: NDArray[np.int32]
    kind: NDArray[np.uint8]
    stage: NDArray[np.int16]
    before: NDArray[np.int16]
    at: Int64
    cause: Int64
    """Event keys, 0 where the instant was due."""
    detail: Int64


class Trails(NamedTuple):
    """Which positions of a batch belong to which of the units being laid out."""

    units: Int64
    """Index of each unit among all units of the batch."""
    first: Int64
    end: Int64
    laps: NDArray[np.int32]
    """The lap of each position of the batch's units, `~lap` for what leads up to one."""


def moves_of(out: Out, firsts: Int64, batch: TrailBatch) -> Moves:
    """The moves written, with the keys of events for their rows."""
    rows = out.moves[: int(out.filled[0])]
    by = rows[:, M_CAUSE]
    keys = batch.key[np.maximum(by, 0)] if batch.events else np.zeros(len(rows), np.int64)
    return Moves(
        firsts.copy(),
        rows[:, M_LAP].astype(np.int32),
        rows[:, M_KIND].astype(np.uint8),
        rows[:, M_STAGE].astype(np.int16),
        rows[:, M_BEFORE].astype(np.int16),
        rows[:, M_AT].copy(),
        np.where(by == NO_CAUSE, 0, keys),
        rows[:, M_DETAIL].copy(),
    )


def lay_out(
    batch: TrailBatch,
    units: Units,
    trails: Trails,
    edition: Edition,
    classified: Classified,
    moves: Moves,
    kept: Kept,
) -> Placed:
    """The placed journeys of some units of a batch."""
    starts = np.flatnonzero(moves.kind == START)
    unit = np.searchsorted(moves.firsts, starts, side="right") - 1
    deal = units.deal[trails.units]
    journeys = _Journeys(trails, unit, moves.lap[starts], len(trails.units))
    touch_begins, touched = _touches(batch, units, edition, classified, journeys)
    pay_at, paid = _payments(batch, units, edition, classified, journeys)
    return Placed(
        edition=edition,
        person=batch.persons[units.person[trails.units]],
        deal=deal,
        unit_moves=moves.firsts,
        unit=unit,
        lap=moves.lap[starts],
        key=mixed(map_number(edition.map.id), moves.cause[starts]),
        opened_at=moves.at[starts],
        journey_moves=np.append(starts, len(moves.kind)),
        kind=moves.kind,
        stage=moves.stage,
        before=moves.before,
        at=moves.at,
        cause=moves.cause,
        detail=moves.detail,
        journey_touches=touch_begins,
        touch_at=touched[0],
        touch_point=touched[1],
        touch_flags=touched[2],
        touch_depth=touched[3],
        sold_touch=touched[4],
        sold_at=touched[5],
        journey_payments=pay_at,
        paid_at=paid[0],
        paid_amount=paid[1],
        reasons=classified.reasons,
        notes=classified.notes,
        kept=kept,
    )


class _Journeys:
    """Finds the journey of a position."""

    def __init__(self, trails: Trails, unit: Int64, lap: NDArray[np.int32], units: int) -> None:
        self.count = len(unit)
        self.trails = trails
        self.first_journey = np.searchsorted(unit, np.arange(units + 1))
        first_lap = np.zeros(units, np.int64)
        first_lap[unit[::-1]] = lap[::-1]
        self.first_lap = first_lap

    def rows(
        self, units: Units, wanted: NDArray[np.bool_], *, money: bool
    ) -> tuple[Int64, Int64]:
        """The wanted events that belong to a journey, and which, in the order of journeys.

        Touches between two journeys lead up to the later one. Money is of the earlier one, and
        never of what only accompanies a deal.
        """
        trails = self.trails
        mine = units.own if money else np.zeros(0, np.bool_)
        rows, journey = _rows_of_journeys(
            fixed(trails.first), fixed(trails.end), trails.laps, units.rows, fixed(mine),
            wanted,
            self.first_journey, self.first_lap, money,
        )  # fmt: skip
        if (journey[1:] < journey[:-1]).any():
            # One instant ended a journey and led up to the next, whatever its rows' order.
            order = np.argsort(journey, kind="stable")
            return rows[order], journey[order]
        return rows, journey

    def offsets(self, journey: Int64) -> Int64:
        return np.searchsorted(journey, np.arange(self.count + 1)).astype(np.int64)


def _touches(
    batch: TrailBatch,
    units: Units,
    edition: Edition,
    classified: Classified,
    journeys: _Journeys,
) -> tuple[Int64, _Touched]:
    flags, depths = touches(batch, edition.map, classified)
    touch, begins = classified.signed.touch, flags != 0
    wanted = begins | may_sell(edition.sales, touch)
    rows, journey = journeys.rows(units, wanted, money=False)
    begun = begins[rows]
    made = sold(batch, edition.sales, touch, rows, journey, begun)
    rows, journey = rows[begun], journey[begun]
    columns = (batch.time[rows], touch[rows], flags[rows], depths[rows], *made)
    return journeys.offsets(journey), columns


def _payments(
    batch: TrailBatch,
    units: Units,
    edition: Edition,
    classified: Classified,
    journeys: _Journeys,
) -> tuple[Int64, tuple[Int64, Int64]]:
    values = classified.signed.values
    paid, refunded = amount_rows(edition)
    amount = np.zeros(batch.events, np.int64)
    if paid >= 0:
        amount += values[paid]
    if refunded >= 0:
        amount -= values[refunded]
    rows, journey = journeys.rows(units, amount != 0, money=True)
    return journeys.offsets(journey), (batch.time[rows], amount[rows])


@compiled
def _rows_of_journeys(
    first: Int64,
    end: Int64,
    laps: NDArray[np.int32],
    rows: Int64,
    own: NDArray[np.bool_],
    wanted: NDArray[np.bool_],
    first_journey: Int64,
    first_lap: Int64,
    money: bool,  # noqa: FBT001 - numba takes no keywords
) -> tuple[Int64, Int64]:
    """Two passes: count, then fill; nothing is allocated that is not kept."""
    found = 0
    chosen, journey = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for filling in range(2):
        if filling:
            chosen, journey = np.zeros(found, np.int64), np.zeros(found, np.int64)
            found = 0
        for unit in range(len(first)):
            begin, count = first_journey[unit], first_journey[unit + 1] - first_journey[unit]
            for position in range(first[unit], end[unit]):
                row = rows[position] if len(rows) else position
                if not wanted[row] or (len(own) and not own[position]):
                    continue
                lap = _counted_in(laps[position], money) - first_lap[unit]
                if not 0 <= lap < count:
                    continue
                if filling:
                    chosen[found], journey[found] = row, begin + lap
                found += 1
    return chosen, journey


@part
def _counted_in(lap: int, money: bool) -> int:  # noqa: FBT001 - numba takes no keywords
    """The journey an event belongs to; between two journeys touches are of the next one."""
    if lap >= 0:
        return lap
    # Before the very first journey there is none that money could be of.
    return max(0, ~lap - 1) if money else ~lap
