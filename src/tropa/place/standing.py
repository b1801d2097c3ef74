"""Where everybody stands as of an instant: visits and journeys read off the moves up to it.

The same moves give any past date: those after `as_of` are simply not read. A loss that was
mended soon enough never was; a journey that turned out invalid is kept apart.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Instant
from tropa.compiled import compiled, part
from tropa.map.document import Map
from tropa.place.placed import Placed
from tropa.place.state import (
    ACTIVE,
    AWAKE_MARK,
    CLOSED,
    DISQUALIFY,
    DORMANT_MARK,
    HARD,
    INVALIDATE,
    LEAD_MARK,
    LOST_NOW,
    MEND,
    REFUSAL,
    RETURN,
    REVERSED_MARK,
    SILENCE,
    START,
    SUCCESS,
    WON_MARK,
)

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

STILL_HERE: Final = 0
"""The exit of a visit that goes on."""

# Columns of the journeys' table.
STATUS, STAGE, FURTHEST, LEAD_AT, WON_AT, REVERSED_AT, LOST_AT, LOST_STAGE = range(8)
REASON, LOSSES, RETURNS, DORMANT_AT, INVALID_AT, DISQUALIFIED_AT, DISQUALIFIED_STAGE = range(
    8, 15
)
_WIDTH: Final = 15


@dataclass(frozen=True)
class Standing:
    """Journeys opened by `as_of`, and their visits, in the stages of the answer's map."""

    placed: Placed
    as_of: Instant
    stages: int
    journey: Int64
    """n; index of each journey in `placed`."""
    table: Int64
    """n × columns named above; instants are FOREVER where it has not happened."""
    reached_at: Int64
    """n × stages; when each stage was first reached, implied visits included."""
    visit_journey: Int64
    """v; row of the journey in this table."""
    visit_stage: NDArray[np.int16]
    visit_entered: Int64
    visit_left: Int64
    visit_entry: NDArray[np.uint8]
    visit_exit: NDArray[np.uint8]
    visit_reason: Int64
    visit_first: Bools
    """The journey's first actual visit of that stage."""

    @property
    def valid(self) -> Bools:
        """Journeys that count: everybody but spam, tests, duplicates."""
        return self.table[:, INVALID_AT] == FOREVER

    def column(self, name: int) -> Int64:
        return self.table[:, name]


def stand(placed: Placed, as_of: Instant, asked: Map, alive: Bools | None = None) -> Standing:
    """Where the journeys of a batch stand.

    Args:
        placed: journeys by any edition.
        as_of: moves after it have not happened.
        asked: the map whose stages the answer speaks of; a stage it no longer has counts as
            the nearest earlier one it has.
        alive: units to look at; all when omitted.
    """
    stage_of = _stage_table(placed.edition.map, asked)
    opened = placed.opened_at <= as_of
    if alive is not None:
        opened &= alive[placed.unit]
    journey = np.flatnonzero(opened)
    table = np.full((len(journey), _WIDTH), FOREVER, np.int64)
    reached = np.full((len(journey), len(asked.stages)), FOREVER, np.int64)
    visits = _room(int(np.diff(placed.journey_moves)[journey].sum()))
    n = _stand(
        journey, placed.journey_moves, placed.kind, placed.stage, placed.at, placed.detail,
        stage_of, as_of, table, reached, visits,
    )  # fmt: skip
    return Standing(
        placed=placed,
        as_of=as_of,
        stages=len(asked.stages),
        journey=journey,
        table=table,
        reached_at=reached,
        visit_journey=visits.journey[:n],
        visit_stage=visits.stage[:n],
        visit_entered=visits.entered[:n],
        visit_left=visits.left[:n],
        visit_entry=visits.entry[:n],
        visit_exit=visits.exit[:n],
        visit_reason=visits.reason[:n],
        visit_first=visits.first[:n],
    )


class _Visits(NamedTuple):
    """Where visits are written, a row each."""

    journey: Int64
    stage: NDArray[np.int16]
    entered: Int64
    left: Int64
    entry: NDArray[np.uint8]
    exit: NDArray[np.uint8]
    reason: Int64
    first: Bools


def _room(visits: int) -> _Visits:
    return _Visits(
        np.zeros(visits, np.int64),
        np.zeros(visits, np.int16),
        np.zeros(visits, np.int64),
        np.full(visits, FOREVER, np.int64),
        np.zeros(visits, np.uint8),
        np.zeros(visits, np.uint8),
        np.zeros(visits, np.int64),
        np.zeros(visits, np.bool_),
    )


def _stage_table(placed_by: Map, asked: Map) -> Int64:
    """The asked map's stage for each stage of the edition that placed."""
    table: list[int] = []
    for stage in placed_by.stages:
        same = asked.stage_index(stage.id)
        table.append(same if same >= 0 else (table[-1] if table else 0))
    return np.asarray(table, np.int64)


@compiled
def _stand(
    journeys: Int64,
    firsts: Int64,
    kinds: NDArray[np.uint8],
    stages: NDArray[np.int16],
    ats: Int64,
    details: Int64,
    stage_of: Int64,
    as_of: int,
    table: Int64,
    reached: Int64,
    v: _Visits,
) -> int:
    """Read every journey's moves up to `as_of`; the number of visits written."""
    visits = 0
    for row in range(len(journeys)):
        table[row, STATUS], table[row, LOSSES], table[row, RETURNS] = ACTIVE, 0, 0
        table[row, STAGE], table[row, FURTHEST], table[row, REASON] = -1, -1, 0
        seen = 0
        for move in range(firsts[journeys[row]], firsts[journeys[row] + 1]):
            t, kind = ats[move], int(kinds[move])
            if t > as_of:
                break
            stage = int(stage_of[stages[move]])
            if START <= kind < MEND:
                _enter(table, reached, v, row, visits, kind, stage, t)
                v.first[visits] = seen >> stage & 1 == 0
                seen |= 1 << stage
                visits += 1
            elif kind == MEND:
                v.left[visits - 1], v.exit[visits - 1] = FOREVER, STILL_HERE
                table[row, STATUS], table[row, LOST_AT] = ACTIVE, FOREVER
                table[row, LOSSES] -= 1
            elif SILENCE <= kind <= INVALIDATE:
                if v.exit[visits - 1] == STILL_HERE:
                    v.left[visits - 1], v.exit[visits - 1] = t, kind
                    v.reason[visits - 1] = details[move]
                _leave(table, row, kind, stage, t, details[move])
            else:
                _mark(table, row, kind, t)
    return visits


@part
def _enter(
    table: Int64,
    reached: Int64,
    v: _Visits,
    row: int,
    visit: int,
    kind: int,
    stage: int,
    t: int,
) -> None:
    """A stage is entered: the visit before it ends, those passed over are reached with it."""
    if kind == RETURN:
        table[row, RETURNS] += 1
    elif visit and v.journey[visit - 1] == row and v.exit[visit - 1] == STILL_HERE:
        v.left[visit - 1], v.exit[visit - 1] = t, kind
    v.journey[visit], v.stage[visit], v.entered[visit] = row, stage, t
    v.entry[visit], v.exit[visit], v.left[visit] = kind, STILL_HERE, FOREVER
    table[row, STATUS], table[row, STAGE], table[row, LOST_AT] = ACTIVE, stage, FOREVER
    for passed in range(table[row, FURTHEST] + 1, stage + 1):
        reached[row, passed] = t
    if stage > table[row, FURTHEST]:
        table[row, FURTHEST] = stage


@part
def _leave(table: Int64, row: int, kind: int, stage: int, t: int, detail: int) -> None:
    if kind in (SILENCE, REFUSAL, HARD):
        table[row, STATUS], table[row, LOST_AT] = LOST_NOW, t
        table[row, LOST_STAGE], table[row, REASON] = stage, detail
        table[row, LOSSES] += 1
    else:
        table[row, STATUS] = CLOSED
        if kind == DISQUALIFY:
            table[row, DISQUALIFIED_AT], table[row, DISQUALIFIED_STAGE] = t, stage
            # Who turned out unable to buy was not lost.
            table[row, LOST_AT] = FOREVER
        elif kind == INVALIDATE:
            table[row, INVALID_AT] = t
        elif kind == SUCCESS:
            table[row, LOST_AT] = FOREVER


@part
def _mark(table: Int64, row: int, kind: int, t: int) -> None:
    if kind == LEAD_MARK:
        table[row, LEAD_AT] = t
    elif kind == WON_MARK:
        table[row, WON_AT] = t
    elif kind == REVERSED_MARK:
        table[row, REVERSED_AT] = t
    elif kind == DORMANT_MARK:
        table[row, DORMANT_AT] = t
    elif kind == AWAKE_MARK:
        table[row, DORMANT_AT] = FOREVER
