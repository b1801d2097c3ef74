"""The state of one fold: what a journey's past amounts to, in a fixed number of integers.

`state[FIELD]` holds the fixed part in the order of `rules.FIXED`; the map's own counters
follow, laid out by the offsets in `Rules`. Nothing else is remembered of the events behind,
which is why a fold can stop anywhere and go on later.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.compiled import part
from tropa.place.rules import (
    FIXED,
    O_COUNT,
    O_EVER,
    O_LAST,
    O_RING,
    O_RING_AT,
    O_STAGE_AT,
    O_TIMER,
    WIDTH,
    Rules,
)

Int64 = NDArray[np.int64]

STATUS: Final = FIXED.index("status")
STAGE: Final = FIXED.index("stage")
OPENED: Final = FIXED.index("opened")
LAPS: Final = FIXED.index("laps")
ENTERED_AT: Final = FIXED.index("entered_at")
CLOCK_FROM: Final = FIXED.index("clock_from")
SNOOZED_UNTIL: Final = FIXED.index("snoozed_until")
LOST_AT: Final = FIXED.index("lost_at")
LOST_STAGE: Final = FIXED.index("lost_stage")
WON_AT: Final = FIXED.index("won_at")
PAID: Final = FIXED.index("paid")
REFUNDED: Final = FIXED.index("refunded")
REVERSED_AT: Final = FIXED.index("reversed_at")
ENTERED_MASK: Final = FIXED.index("entered_mask")
LOST_MASK: Final = FIXED.index("lost_mask")
LOST_BEFORE: Final = FIXED.index("lost_before")
RETURNED: Final = FIXED.index("returned")
LEAD_AT: Final = FIXED.index("lead_at")
TWO_WAY_COUNT: Final = FIXED.index("two_way")
DORMANT_AT: Final = FIXED.index("dormant_at")
TRAITS: Final = FIXED.index("traits")
LAST_TIME: Final = FIXED.index("last_time")

# Status of the latest journey.
NONE: Final = 0
ACTIVE: Final = 1
LOST_NOW: Final = 2
CLOSED: Final = 3
VOID: Final = 4
"""Closed, and as if it had never been: spam, a test, a duplicate."""

# Kinds of moves. Below 10 a move enters a stage; from 10 to 19 it leaves one for good or for a
# while; from 20 it is a mark on the journey and moves nobody.
START: Final = 1
ADVANCE: Final = 2
SKIP: Final = 3
BACK: Final = 4
RETURN: Final = 5
REOPEN: Final = 6
MEND: Final = 7
"""Reopened soon enough: the loss before it never was."""
SILENCE: Final = 10
REFUSAL: Final = 11
HARD: Final = 12
SUCCESS: Final = 13
DISQUALIFY: Final = 14
INVALIDATE: Final = 15
LEAD_MARK: Final = 20
WON_MARK: Final = 21
REVERSED_MARK: Final = 22
DORMANT_MARK: Final = 23
AWAKE_MARK: Final = 24
SNOOZE_MARK: Final = 25

MOVE_NAMES: Final = {
    START: "start",
    ADVANCE: "advance",
    SKIP: "skip",
    BACK: "back",
    RETURN: "return",
    REOPEN: "reopen",
    MEND: "mend",
    SILENCE: "silence",
    REFUSAL: "refusal",
    HARD: "hard",
    SUCCESS: "success",
    DISQUALIFY: "disqualified",
    INVALIDATE: "invalid",
    LEAD_MARK: "lead",
    WON_MARK: "won",
    REVERSED_MARK: "reversed",
    DORMANT_MARK: "dormant",
    AWAKE_MARK: "awake",
    SNOOZE_MARK: "snooze",
}

NO_CAUSE: Final = -1
"""A move that no event caused: its instant was due."""


# Columns of `Out.moves`.
M_LAP, M_KIND, M_STAGE, M_BEFORE, M_AT, M_CAUSE, M_DETAIL = range(7)
M_WIDTH: Final = 7


class Out(NamedTuple):
    """Where the kernel writes its moves, a row each; `filled[0]` counts those written."""

    filled: Int64
    moves: Int64


def room(moves: int) -> Out:
    """Empty rows for so many moves."""
    return Out(np.zeros(1, np.int64), np.zeros((moves, M_WIDTH), np.int64))


@part
def put(
    out: Out, s: Int64, kind: int, stage: int, before: int, at: int, cause: int, detail: int
) -> None:
    """Write one move of the latest journey."""
    n = out.filled[0]
    out.moves[n, M_LAP] = s[LAPS] - 1
    out.moves[n, M_KIND] = kind
    out.moves[n, M_STAGE] = stage
    out.moves[n, M_BEFORE] = before
    out.moves[n, M_AT] = at
    out.moves[n, M_CAUSE] = cause
    out.moves[n, M_DETAIL] = detail
    out.filled[0] = n + 1


@part
def explain(out: Out, detail: int) -> None:
    """Say of the move just written why it was made."""
    out.moves[out.filled[0] - 1, M_DETAIL] = detail


@part
def fill(s: Int64, begin: int, end: int, value: int) -> None:
    """Set a stretch of the state; a plain loop, which compiles to the same and sooner."""
    for at in range(begin, end):
        s[at] = value


@part
def copy(source: Int64, target: Int64) -> None:
    """One state over another."""
    for at in range(len(source)):
        target[at] = source[at]


@part
def clear(s: Int64, r: Rules) -> None:
    """The state before any event."""
    fill(s, 0, len(s), 0)
    s[LAST_TIME] = BEFORE
    forget_facts(s)
    forget_counters(s, r)


@part
def forget_facts(s: Int64) -> None:
    """A journey begins: nothing has come of it yet."""
    s[LEAD_AT] = FOREVER
    s[WON_AT] = FOREVER
    s[REVERSED_AT] = FOREVER
    s[DORMANT_AT] = FOREVER
    s[SNOOZED_UNTIL] = BEFORE
    # Money of before the first journey is the first journey's: there is no other.
    if s[LAPS] > 0:
        s[PAID] = 0
        s[REFUNDED] = 0


@part
def forget_counters(s: Int64, r: Rules) -> None:
    """A journey is over: what rules count begins anew; what was ever done stays.

    Touches between two journeys, or before the first, lead up to the next one and count in it.
    """
    s[ENTERED_MASK] = 0
    s[LOST_MASK] = 0
    s[RETURNED] = 0
    s[TWO_WAY_COUNT] = 0
    n = r.numbers
    fill(s, n[O_COUNT], n[O_LAST], 0)
    fill(s, n[O_LAST], n[O_EVER], BEFORE)
    fill(s, n[O_RING], n[O_RING_AT], BEFORE)
    fill(s, n[O_RING_AT], n[O_TIMER], 0)
    fill(s, n[O_TIMER], n[O_STAGE_AT], FOREVER)
    fill(s, n[O_STAGE_AT], n[WIDTH], BEFORE)
