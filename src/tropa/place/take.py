"""One event of a unit: what it changes (domain model 2.4, in the order written there)."""

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import part
from tropa.place.advance import (
    become_lead,
    come_back,
    may_open,
    open_journey,
    passes_gate,
    reopen,
    return_point,
    step_back,
    step_to,
    wake,
)
from tropa.place.classify import RULE_FROM, RULE_TO, SET_STAGE, SET_WHY, Signed
from tropa.place.counters import count, count_ever, holds, mask_of
from tropa.place.ends import end, mark, pay
from tropa.place.program import INBOUND
from tropa.place.rules import (
    DISQUALIFIED,
    ENTER,
    GATED,
    HARD_LOST,
    INVALID,
    KIND,
    LEAD_BY_RULE,
    LOST,
    MOVES_BACK,
    POINT_STAGE,
    REOPEN_WITHIN,
    REOPENED,
    RESTARTS,
    SALE,
    STAGE_OF,
    Rules,
)
from tropa.place.state import (
    ACTIVE,
    CLOCK_FROM,
    CLOSED,
    DORMANT_AT,
    LOST_AT,
    LOST_NOW,
    STAGE,
    STATUS,
    SUCCESS,
    TWO_WAY_COUNT,
    WON_AT,
    Out,
    copy,
    explain,
    forget_counters,
    put,
)

Int64 = NDArray[np.int64]


@part
def fired(s: Int64, r: Rules, signed: Signed, row: int, t: int, entering: int) -> int:
    """Which rules hold, as bits: the stages whose way in holds, or the other kinds of rules."""
    mask, number = mask_of(signed, row), signed.sign[row]
    bits = 0
    for at in range(signed.sets[number, RULE_FROM], signed.sets[number, RULE_TO]):
        rule = signed.members[at]
        kind = r.rules[rule, KIND]
        if int(kind == ENTER) == entering and holds(s, r, rule, mask, t):
            bits |= 1 << (r.rules[rule, STAGE_OF] if entering else kind)
    return bits


@part
def touched_stage(r: Rules, touch: int, mask: int) -> int:
    """The stage a touch alone leads to, or -1: one with a way in of its own takes no touch."""
    stage = r.points[touch, POINT_STAGE]
    if stage < 0 or r.stages[stage, GATED] or not mask >> INBOUND & 1:
        return -1
    return stage


@part
def first_beyond(r: Rules, stages: int, touched: int, before: int) -> int:
    """The earliest stage after `before` that an event enters, by rule or by touch, or -1."""
    for stage in range(before + 1, len(r.stages)):
        if stages >> stage & 1 or (stage == touched and passes_gate(r, before, stage)):
            return stage
    return -1


@part
def lapse(s: Int64, r: Rules, t: int) -> None:
    """A journey lost for too long stays lost, if another may begin in its stead."""
    too_long = s[STATUS] == LOST_NOW and t - s[LOST_AT] > r.numbers[REOPEN_WITHIN]
    if too_long and may_open(s, r):
        s[STATUS] = CLOSED
        forget_counters(s, r)


@part
def take(
    s: Int64,
    r: Rules,
    out: Out,
    signed: Signed,
    row: int,
    t: int,
    own: int,
    opens: int,
    hands_over: int,
    spare: Int64,
) -> bool:
    """Take one event of a unit's trail.

    Args:
        s: the state, changed in place.
        r: the edition's rules.
        out: where moves are written.
        signed: the batch through the edition's eyes.
        row: the event.
        t: its instant; everything due before it has happened already.
        own: 0 for an event of the person that is not of this deal: it is a touch, it may
            break the silence, and it moves nobody.
        opens: whether a journey that opens now is of this edition.
        hands_over: whether one that takes the place of the journey under way is of the next.
        spare: room for a second state.

    Returns:
        True when the event ended a journey, and whatever it begins is of the next edition.
    """
    mask, touch = mask_of(signed, row), int(signed.touch[row])
    count_ever(s, r, signed, row)
    leaving, stages = look(s, r, signed, row, t, own, spare)
    if not own:
        hear(s, r, out, mask, t, row)
        return False
    if leaving:
        put(out, s, SUCCESS, s[STAGE], s[STAGE], t, row, 0)
        s[STATUS] = CLOSED
    handed_over = leaving and hands_over != 0
    kinds = 0
    for moved in range(2):
        # A loss is left, or not, by what held before; ends and the sale see the stage entered.
        if moved or s[STATUS] == LOST_NOW:
            kinds = fired(s, r, signed, row, t, 0)
        if not moved:
            may_begin = int(opens != 0 and not handed_over)
            move(s, r, out, touch, mask, stages, kinds, t, row, may_begin)
    hear(s, r, out, mask, t, row)
    mark(s, r, out, kinds, t, row)
    pay(s, r, out, signed, row, t)
    end(s, r, out, signed, kinds, t, row)
    return handed_over


@part
def look(
    s: Int64, r: Rules, signed: Signed, row: int, t: int, own: int, spare: Int64
) -> tuple[bool, int]:
    """Count the event; whether another journey takes its place, and stages entered."""
    mask, touch = mask_of(signed, row), int(signed.touch[row])
    if own != 0 and may_leave(s, r, touch, t):
        # The next journey would see this event alone; if it opens none, all is as it was.
        copy(s, spare)
        forget_counters(s, r)
        count(s, r, signed, row, t)
        stages = fired(s, r, signed, row, t, 1)
        if opening_stage(s, r, touch, mask, stages) >= 0:
            return True, stages
        copy(spare, s)
    count(s, r, signed, row, t)
    return False, fired(s, r, signed, row, t, 1) if own else 0


@part
def hear(s: Int64, r: Rules, out: Out, mask: int, t: int, row: int) -> None:
    """The buyer was heard of: silence counts anew, a sleeper wakes, a talk makes a lead."""
    if s[STATUS] != ACTIVE:
        return
    if mask >> INBOUND & 1:
        s[CLOCK_FROM] = t
        wake(s, out, t, row)
    if r.numbers[LEAD_BY_RULE] == 0 and s[TWO_WAY_COUNT] > 0:
        become_lead(s, out, t, row)


@part
def may_leave(s: Int64, r: Rules, touch: int, t: int) -> bool:
    """After the sale: a touch that restarts, or any after too long a sleep."""
    if s[STATUS] != ACTIVE or s[WON_AT] == FOREVER or not may_open(s, r):
        return False
    if r.points[touch, RESTARTS]:
        return True
    return s[DORMANT_AT] != FOREVER and t - s[DORMANT_AT] > r.numbers[REOPEN_WITHIN]


@part
def opening_stage(s: Int64, r: Rules, touch: int, mask: int, stages: int) -> int:
    """Where a journey would begin by this event, or -1."""
    stage = first_beyond(r, stages, touched_stage(r, touch, mask), -1)
    bought = s[WON_AT] != FOREVER
    if stage < 0 and bought and r.points[touch, RESTARTS] and mask >> INBOUND & 1:
        # The map says in so many words that customers begin here.
        return int(r.points[touch, POINT_STAGE])
    return stage


@part
def move(
    s: Int64,
    r: Rules,
    out: Out,
    touch: int,
    mask: int,
    stages: int,
    kinds: int,
    t: int,
    row: int,
    opens: int,
) -> None:
    """Open, move, return: whatever the event does to the journey's place."""
    if s[STATUS] == LOST_NOW:
        from_loss(s, r, out, touch, mask, stages, kinds, t, row)
    elif s[STATUS] != ACTIVE and opens and may_open(s, r):
        stage = opening_stage(s, r, touch, mask, stages)
        if stage >= 0:
            open_journey(s, r, out, stage, t, row)
    if s[STATUS] == ACTIVE:
        move_on(s, r, out, touch, mask, stages, t, row)


@part
def move_on(
    s: Int64, r: Rules, out: Out, touch: int, mask: int, stages: int, t: int, row: int
) -> None:
    """Every later stage the event enters, in order; else back, where the touchpoint may."""
    moved = False
    touched = touched_stage(r, touch, mask)
    for stage in range(s[STAGE] + 1, len(r.stages)):
        if stages >> stage & 1 or (stage == touched and passes_gate(r, s[STAGE], stage)):
            step_to(s, r, out, stage, t, row)
            moved = True
    if moved or not r.points[touch, MOVES_BACK]:
        return
    for stage in range(s[STAGE] - 1, -1, -1):
        if stages >> stage & 1 or stage == touched:
            step_back(s, r, out, stage, t, row)
            return


@part
def from_loss(
    s: Int64,
    r: Rules,
    out: Out,
    touch: int,
    mask: int,
    stages: int,
    kinds: int,
    t: int,
    row: int,
) -> None:
    """A lost journey: taken back by hand, or returned by the buyer's act or by a sale."""
    if kinds >> REOPENED & 1:
        reopen(s, r, out, t, row)
        return
    refused = kinds & (1 << LOST | 1 << HARD_LOST | 1 << DISQUALIFIED | 1 << INVALID)
    heard = mask >> INBOUND & 1 or kinds >> SALE & 1
    if heard and not refused:
        target = return_point(s, r)
        own = first_beyond(r, stages, touched_stage(r, touch, mask), target)
        come_back(s, r, out, target if own < 0 else own, t, row)


@part
def take_by_hand(
    s: Int64, r: Rules, out: Out, signed: Signed, row: int, t: int, opens: int
) -> bool:
    """Somebody of the team says where the journey stands: no rule of the map holds them.

    It is a move and no touch: nothing is counted, nobody was heard of, no rule is looked at.

    Returns:
        Whether there is a journey that took it, be it one it began.
    """
    stage = int(signed.sets[signed.sign[row], SET_STAGE])
    if s[STATUS] == ACTIVE:
        if stage == s[STAGE]:
            return True
        if stage > s[STAGE]:
            step_to(s, r, out, stage, t, row)
        else:
            step_back(s, r, out, stage, t, row)
    elif s[STATUS] == LOST_NOW:
        come_back(s, r, out, stage, t, row)
    elif opens and may_open(s, r):
        open_journey(s, r, out, stage, t, row)
    else:
        return False
    explain(out, int(signed.sets[signed.sign[row], SET_WHY]))
    return True
