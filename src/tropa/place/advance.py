"""How a journey opens, moves on, falls back, is lost, comes back and ends."""

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import part
from tropa.place.counters import note_entry
from tropa.place.rules import GATED, LAPS_AT_MOST, MISTAKE_WITHIN, RETURN_TO, Rules
from tropa.place.state import (
    ACTIVE,
    ADVANCE,
    AWAKE_MARK,
    BACK,
    CLOCK_FROM,
    CLOSED,
    DORMANT_AT,
    DORMANT_MARK,
    ENTERED_AT,
    INVALIDATE,
    LAPS,
    LEAD_AT,
    LEAD_MARK,
    LOST_AT,
    LOST_BEFORE,
    LOST_MASK,
    LOST_NOW,
    LOST_STAGE,
    MEND,
    OPENED,
    REOPEN,
    RETURN,
    RETURNED,
    SKIP,
    STAGE,
    START,
    STATUS,
    SUCCESS,
    VOID,
    WON_AT,
    WON_MARK,
    Out,
    forget_counters,
    forget_facts,
    put,
)

Int64 = NDArray[np.int64]


@part
def wake(s: Int64, out: Out, t: int, cause: int) -> None:
    """A sleeping customer is heard of again."""
    if s[DORMANT_AT] != FOREVER:
        s[DORMANT_AT] = FOREVER
        put(out, s, AWAKE_MARK, s[STAGE], s[STAGE], t, cause, 0)


@part
def enter(s: Int64, r: Rules, out: Out, kind: int, stage: int, t: int, cause: int) -> None:
    """The journey stands on another stage from now on; its silence clock begins here."""
    before = s[STAGE]
    wake(s, out, t, cause)
    s[STAGE] = stage
    s[ENTERED_AT] = t
    s[CLOCK_FROM] = t
    put(out, s, kind, stage, before, t, cause, 0)
    note_entry(s, r, stage, t)


@part
def may_open(s: Int64, r: Rules) -> bool:
    """Whether the unit may make one more journey."""
    most = r.numbers[LAPS_AT_MOST]
    return most == 0 or s[LAPS] < most


@part
def open_journey(s: Int64, r: Rules, out: Out, stage: int, t: int, cause: int) -> None:
    """A journey begins on this stage; stages before it are passed by implication."""
    forget_facts(s)
    s[STATUS] = ACTIVE
    s[LAPS] += 1
    s[OPENED] = t
    s[STAGE] = -1
    enter(s, r, out, START, stage, t, cause)


@part
def passes_gate(r: Rules, before: int, stage: int) -> bool:
    """A touch never carries anybody over a stage that has an `enter:` of its own."""
    for between in range(before + 1, stage):  # noqa: SIM110 - numba has no all()
        if r.stages[between, GATED]:
            return False
    return True


@part
def step_to(s: Int64, r: Rules, out: Out, stage: int, t: int, cause: int) -> None:
    """Move on to a later stage: the next one is an advance, a further one a skip."""
    kind = ADVANCE if stage == s[STAGE] + 1 else SKIP
    enter(s, r, out, kind, stage, t, cause)


@part
def step_back(s: Int64, r: Rules, out: Out, stage: int, t: int, cause: int) -> None:
    """Back to an earlier stage; the journey stays what it was."""
    enter(s, r, out, BACK, stage, t, cause)


@part
def lose(s: Int64, out: Out, kind: int, t: int, cause: int, detail: int) -> None:
    """The journey is lost here; after the sale nothing is lost, it only falls asleep."""
    if s[WON_AT] != FOREVER:
        if s[DORMANT_AT] == FOREVER:
            s[DORMANT_AT] = t
            put(out, s, DORMANT_MARK, s[STAGE], s[STAGE], t, cause, detail)
        return
    s[STATUS] = LOST_NOW
    s[LOST_AT] = t
    s[LOST_STAGE] = s[STAGE]
    s[LOST_BEFORE] = s[LOST_MASK]
    s[LOST_MASK] |= 1 << s[STAGE]
    put(out, s, kind, s[STAGE], s[STAGE], t, cause, detail)


@part
def return_point(s: Int64, r: Rules) -> int:
    """The stage a lost journey returns to when the touch itself belongs no further."""
    target = r.stages[s[LOST_STAGE], RETURN_TO]
    return target if target >= 0 else s[LOST_STAGE]


@part
def come_back(s: Int64, r: Rules, out: Out, stage: int, t: int, cause: int) -> None:
    """A lost journey is under way again."""
    s[STATUS] = ACTIVE
    s[RETURNED] = 1
    enter(s, r, out, RETURN, stage, t, cause)


@part
def reopen(s: Int64, r: Rules, out: Out, t: int, cause: int) -> None:
    """The loss is taken back by hand; soon enough, it never was."""
    kind = REOPEN
    if t - s[LOST_AT] <= r.numbers[MISTAKE_WITHIN]:
        kind = MEND
        s[LOST_MASK] = s[LOST_BEFORE]
    else:
        s[RETURNED] = 1
    s[STATUS] = ACTIVE
    enter(s, r, out, kind, s[LOST_STAGE], t, cause)


@part
def become_lead(s: Int64, out: Out, t: int, cause: int) -> None:
    """The journey's lead, once."""
    if s[LEAD_AT] == FOREVER:
        s[LEAD_AT] = t
        put(out, s, LEAD_MARK, s[STAGE], s[STAGE], t, cause, 0)


@part
def win(s: Int64, r: Rules, out: Out, t: int, cause: int) -> None:
    """The sale, once a journey. Where no stage follows, the journey ends by it."""
    if s[WON_AT] != FOREVER:
        return
    s[WON_AT] = t
    put(out, s, WON_MARK, s[STAGE], s[STAGE], t, cause, 0)
    if s[STAGE] == len(r.stages) - 1:
        close(s, r, out, SUCCESS, t, cause, 0)


@part
def close(s: Int64, r: Rules, out: Out, kind: int, t: int, cause: int, detail: int) -> None:
    """The journey is over and will not come back; a next lap may open."""
    put(out, s, kind, s[STAGE], s[STAGE], t, cause, detail)
    s[STATUS] = CLOSED
    if kind == INVALIDATE:
        s[STATUS] = VOID
    forget_counters(s, r)
