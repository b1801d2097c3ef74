"""What happens by itself when nothing happens: silence that loses, timers that ring."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import part
from tropa.place.advance import become_lead, close, lose, step_to, win
from tropa.place.counters import holds, slot
from tropa.place.rules import (
    BY_TIMER,
    DISQUALIFIED,
    ENTER,
    HARD_LOST,
    INVALID,
    KIND,
    LEAD,
    LIMIT,
    LOST,
    O_TIMER,
    SALE,
    STAGE_OF,
    Rules,
)
from tropa.place.state import (
    ACTIVE,
    CLOCK_FROM,
    DISQUALIFY,
    DORMANT_AT,
    HARD,
    INVALIDATE,
    NO_CAUSE,
    REFUSAL,
    SILENCE,
    SNOOZED_UNTIL,
    STAGE,
    STATUS,
    TRAITS,
    WON_AT,
    Out,
)

Int64 = NDArray[np.int64]

_NO_TIMER: Final = -1


@part
def silence_due(s: Int64, r: Rules, outages: Int64) -> int:
    """When silence will lose the journey; clocks stand still while a source was out."""
    if s[STATUS] != ACTIVE or s[DORMANT_AT] != FOREVER:
        return FOREVER
    limit = r.stages[s[STAGE], LIMIT]
    if limit == 0:
        return FOREVER
    start = max(s[SNOOZED_UNTIL], s[CLOCK_FROM])
    due = start + limit
    for one in range(outages.shape[0]):
        begun, over = outages[one, 0], outages[one, 1]
        if begun >= due:
            break
        if over > start:
            due += over - (max(start, begun))
    return due


@part
def next_timer(s: Int64, r: Rules) -> int:
    """The timer that rings first, or none."""
    first, at = _NO_TIMER, FOREVER
    for one in range(len(r.timers)):
        if s[r.numbers[O_TIMER] + one] < at:
            first, at = one, s[r.numbers[O_TIMER] + one]
    return first


@part
def ring(s: Int64, r: Rules, out: Out, timer: int, t: int) -> None:
    """Timers' moment has come: the rules that waited for them are looked at, in order."""
    rung = 0
    for one in range(timer, len(r.timers)):
        if s[r.numbers[O_TIMER] + one] == t:
            s[r.numbers[O_TIMER] + one] = FOREVER
            rung |= 1 << one
    for rule in range(len(r.rules)):
        waits = r.rules[rule, BY_TIMER] & rung != 0
        if not waits or s[STATUS] != ACTIVE or not holds(s, r, rule, int(s[TRAITS]), t):
            continue
        apply_when_due(s, r, out, rule, t)


@part
def apply_when_due(s: Int64, r: Rules, out: Out, rule: int, t: int) -> None:
    """What a rule does when time alone has fulfilled it."""
    kind, stage = r.rules[rule, KIND], r.rules[rule, STAGE_OF]
    if kind == ENTER and stage > s[STAGE]:
        step_to(s, r, out, stage, t, NO_CAUSE)
    elif kind == LEAD:
        become_lead(s, out, t, NO_CAUSE)
    elif kind == SALE:
        win(s, r, out, t, NO_CAUSE)
    elif kind == LOST and s[WON_AT] == FOREVER:
        lose(s, out, REFUSAL, t, NO_CAUSE, 0)
    elif kind == HARD_LOST:
        lose(s, out, HARD, t, NO_CAUSE, 0)
    elif kind == DISQUALIFIED and s[WON_AT] == FOREVER:
        close(s, r, out, DISQUALIFY, t, NO_CAUSE, 0)
    elif kind == INVALID:
        close(s, r, out, INVALIDATE, t, NO_CAUSE, 0)


@part
def pass_time(s: Int64, r: Rules, out: Out, outages: Int64, t: int) -> None:
    """Let everything happen that was due before `t`; what is due at `t` itself waits for it.

    The end of a window is inclusive: an event at the very last instant is in time.
    """
    while True:
        silence = silence_due(s, r, outages)
        timer = next_timer(s, r)
        rings_at = slot(s, r, O_TIMER, timer) if timer != _NO_TIMER else FOREVER
        # At one instant a timer that leads on comes before a silence that loses.
        if rings_at < t and rings_at <= silence:
            ring(s, r, out, timer, rings_at)
        elif silence < t:
            lose(s, out, SILENCE, silence, NO_CAUSE, 0)
        else:
            return
