"""What the kernel wrote, laid out in columns: journeys, their moves, touches, payments."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.place.classify import Classified, amount_rows
from tropa.place.placed import Kept, Placed, map_number, mixed
from tropa.place.rules import Edition
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
from tropa.trail import TrailBatch

Int64 = NDArray[np.int64]


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
    """The journey of each position of the batch's units, -1 before any."""


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
    touch_at, touched = _touches(batch, units, edition, classified, journeys)
    pay_at, paid = _payments(batch, units, edition, classified, journeys)
    return Placed(
        edition=edition,
        person=batch.persons[units.person[trails.units]],
        deal=deal,
        unit_moves=moves.firsts,
        unit=unit,
        lap=moves.lap[starts],
        key=mixed(map_number(edition.map.id), moves.cause[starts], deal[unit]),
        opened_at=moves.at[starts],
        journey_moves=np.append(starts, len(moves.kind)),
        kind=moves.kind,
        stage=moves.stage,
        before=moves.before,
        at=moves.at,
        cause=moves.cause,
        detail=moves.detail,
        journey_touches=touch_at,
        touch_at=touched[0],
        touch_point=touched[1],
        touch_flags=touched[2],
        touch_depth=touched[3],
        journey_payments=pay_at,
        paid_at=paid[0],
        paid_amount=paid[1],
        reasons=classified.reasons,
        notes=classified.notes,
        kept=kept,
    )


class _Journeys:
    """Finds the journey of a position: what came before the first journey led up to it."""

    def __init__(self, trails: Trails, unit: Int64, lap: NDArray[np.int32], units: int) -> None:
        self.count = len(unit)
        self.trails = trails
        at = np.searchsorted(unit, np.arange(units))
        self.first_journey = at
        self.has = np.zeros(units, np.bool_)
        self.has[unit] = True
        first_lap = np.zeros(units, np.int64)
        first_lap[unit[::-1]] = lap[::-1]
        self.first_lap = first_lap

    def rows(
        self, units: Units, wanted: NDArray[np.bool_], *, own: bool
    ) -> tuple[Int64, Int64]:
        """The wanted events that belong to a journey, and which, in the order of journeys.

        `own` leaves out what only accompanies a deal.
        """
        trails = self.trails
        mine = units.own if own else np.zeros(0, np.bool_)
        return _rows_of_journeys(
            trails.first, trails.end, trails.laps, units.rows, mine, wanted,
            self.has, self.first_journey, self.first_lap,
        )  # fmt: skip

    def offsets(self, journey: Int64) -> Int64:
        return np.searchsorted(journey, np.arange(self.count + 1)).astype(np.int64)


def _touches(
    batch: TrailBatch,
    units: Units,
    edition: Edition,
    classified: Classified,
    journeys: _Journeys,
) -> tuple[Int64, tuple[Int64, NDArray[np.uint16], NDArray[np.uint8], NDArray[np.uint8]]]:
    flags, depths = touches(batch, edition.map, classified)
    rows, journey = journeys.rows(units, flags != 0, own=False)
    signed = classified.signed
    columns = (
        batch.time[rows],
        signed.touch[rows],
        flags[rows],
        depths[rows],
    )
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
    rows, journey = journeys.rows(units, amount != 0, own=True)
    return journeys.offsets(journey), (batch.time[rows], amount[rows])


@compiled
def _rows_of_journeys(
    first: Int64,
    end: Int64,
    laps: NDArray[np.int32],
    rows: Int64,
    own: NDArray[np.bool_],
    wanted: NDArray[np.bool_],
    has: NDArray[np.bool_],
    first_journey: Int64,
    first_lap: Int64,
) -> tuple[Int64, Int64]:
    """Two passes: count, then fill; nothing is allocated that is not kept."""
    found = 0
    chosen, journey = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for filling in range(2):
        if filling:
            chosen, journey = np.zeros(found, np.int64), np.zeros(found, np.int64)
            found = 0
        for unit in range(len(first)):
            if not has[unit]:
                continue
            for position in range(first[unit], end[unit]):
                row = rows[position] if len(rows) else position
                if not wanted[row] or (len(own) and not own[position]):
                    continue
                if filling:
                    # What came before the first journey led up to it.
                    lap = laps[position] - first_lap[unit]
                    chosen[found] = row
                    journey[found] = first_journey[unit] + (max(0, lap))
                found += 1
    return chosen, journey
