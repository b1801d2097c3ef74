"""Where everybody stands as of an instant: visits and journeys read off the moves up to it.

The same moves give any past date: those after `as_of` are simply not read. A loss that was
mended soon enough never was; a journey that turned out invalid is kept apart.
"""

from dataclasses import dataclass
from functools import cached_property
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
    """n × stages; when each stage was first reached, implied visits included.

    Measures read column by column, so in both tables a column lies in one piece.
    """
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

    @cached_property
    def valid(self) -> Bools:
        """Journeys that count: everybody but spam, tests, duplicates; not to be written to."""
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
    table = np.empty((_WIDTH, len(journey)), np.int64)
    reached = np.empty((len(asked.stages), len(journey)), np.int64)
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
        table=table.T,
        reached_at=reached.T,
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
        np.empty(visits, np.int64),
        np.empty(visits, np.int16),
        np.empty(visits, np.int64),
        np.empty(visits, np.int64),
        np.empty(visits, np.uint8),
        np.empty(visits, np.uint8),
        np.empty(visits, np.int64),
        np.empty(visits, np.bool_),
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
    # What is known of the journey looked at, in the columns of the table; and when it came to
    # each stage beyond all before, the last place being for whatever is not beyond them.
    facts, came, visits = np.empty(_WIDTH, np.int64), np.empty(len(reached) + 1, np.int64), 0
    for row in range(len(journeys)):
        _begin(facts, came)
        seen, begun = 0, visits
        for move in range(firsts[journeys[row]], firsts[journeys[row] + 1]):
            t, kind = ats[move], int(kinds[move])
            if t > as_of:
                break
            stage = int(stage_of[stages[move]])
            if START <= kind < MEND:
                _enter(facts, came, v, row, begun, visits, kind, stage, t)
                v.first[visits] = seen >> stage & 1 == 0
                seen |= 1 << stage
                visits += 1
            elif kind == MEND:
                v.left[visits - 1], v.exit[visits - 1] = FOREVER, STILL_HERE
                facts[STATUS], facts[LOST_AT] = ACTIVE, FOREVER
                facts[LOSSES] -= 1
            elif SILENCE <= kind <= INVALIDATE:
                if v.exit[visits - 1] == STILL_HERE:
                    v.left[visits - 1], v.exit[visits - 1] = t, kind
                    v.reason[visits - 1] = details[move]
                _leave(facts, kind, stage, t, details[move])
            else:
                _mark(facts, kind, t)
        table[:, row] = facts
        _reach(came, reached, row)
    return visits


@part
def _begin(facts: Int64, came: Int64) -> None:
    """Nothing is known of a journey yet."""
    facts[:], came[:] = FOREVER, FOREVER
    facts[STATUS], facts[LOSSES], facts[RETURNS] = ACTIVE, 0, 0
    facts[STAGE], facts[FURTHEST], facts[REASON] = -1, -1, 0


@part
def _reach(came: Int64, reached: Int64, row: int) -> None:
    """A stage is reached with the first one that is not before it, if only by passing over."""
    at = FOREVER
    for stage in range(len(reached) - 1, -1, -1):
        at = min(at, came[stage])
        reached[stage, row] = at


@part
def _enter(
    facts: Int64,
    came: Int64,
    v: _Visits,
    row: int,
    begun: int,
    visit: int,
    kind: int,
    stage: int,
    t: int,
) -> None:
    """A stage is entered: the visit before it ends."""
    if kind == RETURN:
        facts[RETURNS] += 1
    elif visit > begun and v.exit[visit - 1] == STILL_HERE:
        v.left[visit - 1], v.exit[visit - 1] = t, kind
    v.journey[visit], v.stage[visit], v.entered[visit] = row, stage, t
    v.entry[visit], v.exit[visit], v.left[visit] = kind, STILL_HERE, FOREVER
    v.reason[visit] = 0
    facts[STATUS], facts[STAGE], facts[LOST_AT] = ACTIVE, stage, FOREVER
    # Without a branch: whether a stage is beyond all before it is hard to foresee.
    came[stage if stage > facts[FURTHEST] else len(came) - 1] = t
    facts[FURTHEST] = max(facts[FURTHEST], stage)


@part
def _leave(facts: Int64, kind: int, stage: int, t: int, detail: int) -> None:
    if kind in (SILENCE, REFUSAL, HARD):
        facts[STATUS], facts[LOST_AT] = LOST_NOW, t
        facts[LOST_STAGE], facts[REASON] = stage, detail
        facts[LOSSES] += 1
    else:
        facts[STATUS] = CLOSED
        if kind == DISQUALIFY:
            facts[DISQUALIFIED_AT], facts[DISQUALIFIED_STAGE] = t, stage
            # Who turned out unable to buy was not lost.
            facts[LOST_AT] = FOREVER
        elif kind == INVALIDATE:
            facts[INVALID_AT] = t
        elif kind == SUCCESS:
            facts[LOST_AT] = FOREVER


@part
def _mark(facts: Int64, kind: int, t: int) -> None:
    if kind == LEAD_MARK:
        facts[LEAD_AT] = t
    elif kind == WON_MARK:
        facts[WON_AT] = t
    elif kind == REVERSED_MARK:
        facts[REVERSED_AT] = t
    elif kind == DORMANT_MARK:
        facts[DORMANT_AT] = t
    elif kind == AWAKE_MARK:
        facts[DORMANT_AT] = FOREVER
