"""One event of a unit: what it changes (domain model 2.4, in the order written there)."""

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import part
from tropa.place.advance import (
    close,
    come_back,
    lose,
    may_open,
    open_journey,
    passes_gate,
    reopen,
    return_point,
    step_back,
    step_to,
    wake,
    win,
)
from tropa.place.classify import RULE_FROM, RULE_TO, Signed
from tropa.place.counters import count, count_ever, holds, mask_of
from tropa.place.program import INBOUND
from tropa.place.rules import (
    DISQUALIFIED,
    ENTER,
    GATED,
    HARD_LOST,
    INVALID,
    KIND,
    LEAD,
    LEAD_BY_RULE,
    LOST,
    MOVES_BACK,
    PAID_ROW,
    POINT_STAGE,
    REASON_ROW,
    REFUNDED_ROW,
    REOPEN_WITHIN,
    REOPENED,
    RESTARTS,
    REVERSED_WITHIN,
    SALE,
    SNOOZE,
    STAGE_OF,
    UNTIL_ROW,
    Rules,
)
from tropa.place.state import (
    ACTIVE,
    CLOCK_FROM,
    CLOSED,
    DISQUALIFY,
    DORMANT_AT,
    HARD,
    INVALIDATE,
    LEAD_AT,
    LEAD_MARK,
    LOST_AT,
    LOST_NOW,
    NONE,
    PAID,
    REFUNDED,
    REFUSAL,
    REVERSED_AT,
    REVERSED_MARK,
    SNOOZE_MARK,
    SNOOZED_UNTIL,
    STAGE,
    STATUS,
    SUCCESS,
    TWO_WAY_COUNT,
    WON_AT,
    Out,
    forget_counters,
    put,
)

Int64 = NDArray[np.int64]


@part
def fired_rules(s: Int64, r: Rules, signed: Signed, row: int, t: int) -> tuple[int, int]:
    """Which stages' entry rules hold, and which other kinds of rules, both as bits."""
    mask, number = mask_of(signed, row), signed.sign[row]
    stages, kinds = 0, 0
    for at in range(signed.sets[number, RULE_FROM], signed.sets[number, RULE_TO]):
        rule = signed.members[at]
        if holds(s, r, rule, mask, t):
            if r.rules[rule, KIND] == ENTER:
                stages |= 1 << r.rules[rule, STAGE_OF]
            else:
                kinds |= 1 << r.rules[rule, KIND]
    return stages, kinds


@part
def touched_stage(r: Rules, touch: int, mask: int, before: int) -> int:
    """The stage a touch alone leads to from `before`, or -1."""
    stage = r.points[touch, POINT_STAGE]
    if stage < 0 or r.stages[stage, GATED] or not mask >> INBOUND & 1:
        return -1
    return stage if passes_gate(r, before, stage) else -1


@part
def first_beyond(r: Rules, stages: int, touched: int, before: int) -> int:
    """The earliest stage after `before` that an event enters, by rule or by touch, or -1."""
    for stage in range(before + 1, len(r.stages)):
        if stages >> stage & 1 or stage == touched:
            return stage
    return -1


@part
def take(
    s: Int64, r: Rules, out: Out, signed: Signed, row: int, t: int, own: int, stop_at: int
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
        stop_at: from this instant on, new journeys belong to the next edition.

    Returns:
        True when the event begins a journey that belongs to the next edition, which must take
        it instead.
    """
    if s[STATUS] == LOST_NOW and t - s[LOST_AT] > r.numbers[REOPEN_WITHIN]:
        s[STATUS] = CLOSED
        forget_counters(s, r)
    mask, touch = mask_of(signed, row), int(signed.touch[row])
    count(s, r, signed, row, t)
    count_ever(s, r, signed, row)
    if not own:
        hear(s, out, mask, t, row)
        return False
    stages, kinds = fired_rules(s, r, signed, row, t)
    if s[STATUS] == ACTIVE and starts_anew(s, r, touch, stages, mask, t):
        close(s, r, out, SUCCESS, t, row, 0)
        if t >= stop_at:
            return True
        count(s, r, signed, row, t)
        stages, kinds = fired_rules(s, r, signed, row, t)
    move(s, r, out, touch, mask, stages, kinds, t, row)
    hear(s, out, mask, t, row)
    mark(s, r, out, kinds, t, row)
    pay(s, r, out, signed, row, t)
    end(s, r, out, signed, kinds, t, row)
    return False


@part
def hear(s: Int64, out: Out, mask: int, t: int, row: int) -> None:
    """The buyer was heard of: silence counts from here, a sleeper wakes."""
    if mask >> INBOUND & 1 and s[STATUS] == ACTIVE:
        s[CLOCK_FROM] = t
        wake(s, out, t, row)


@part
def starts_anew(s: Int64, r: Rules, touch: int, stages: int, mask: int, t: int) -> bool:
    """After the sale: a touch that restarts, or any entering one after too long a sleep."""
    if s[WON_AT] == FOREVER or not may_open(s, r):
        return False
    if r.points[touch, RESTARTS] and mask >> INBOUND & 1:
        return True
    if s[DORMANT_AT] == FOREVER or t - s[DORMANT_AT] <= r.numbers[REOPEN_WITHIN]:
        return False
    return first_beyond(r, stages, touched_stage(r, touch, mask, -1), -1) >= 0


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
) -> None:
    """Open, move, return: whatever the event does to the journey's place."""
    if s[STATUS] == LOST_NOW:
        from_loss(s, r, out, touch, mask, stages, kinds, t, row)
    elif s[STATUS] != ACTIVE:
        begin(s, r, out, touch, mask, stages, t, row)
    if s[STATUS] == ACTIVE:
        move_on(s, r, out, touch, mask, stages, t, row)


@part
def begin(
    s: Int64, r: Rules, out: Out, touch: int, mask: int, stages: int, t: int, row: int
) -> None:
    """Where no journey is under way, an event that enters a stage opens one."""
    stage = first_beyond(r, stages, touched_stage(r, touch, mask, -1), -1)
    if stage < 0 and s[STATUS] == CLOSED and r.points[touch, RESTARTS] and mask >> INBOUND & 1:
        stage = r.points[touch, POINT_STAGE]
    if stage >= 0 and may_open(s, r):
        open_journey(s, r, out, stage, t, row)


@part
def move_on(
    s: Int64, r: Rules, out: Out, touch: int, mask: int, stages: int, t: int, row: int
) -> None:
    """Every stage the event enters, in order; back only where the touchpoint says so."""
    moved = False
    touched = touched_stage(r, touch, mask, s[STAGE])
    for stage in range(s[STAGE] + 1, len(r.stages)):
        if stages >> stage & 1 or stage == touched:
            step_to(s, r, out, stage, t, row)
            moved = True
    target = r.points[touch, POINT_STAGE]
    if not moved and r.points[touch, MOVES_BACK] and 0 <= target < s[STAGE]:
        step_back(s, r, out, target, t, row)


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
    """A lost journey inside its window: taken back by hand, or returned by the buyer."""
    if kinds >> REOPENED & 1:
        reopen(s, r, out, t, row)
        return
    refused = kinds & (1 << LOST | 1 << HARD_LOST | 1 << DISQUALIFIED | 1 << INVALID)
    if mask >> INBOUND & 1 and not refused:
        target = return_point(s, r)
        own = first_beyond(r, stages, touched_stage(r, touch, mask, target), target)
        come_back(s, r, out, target if own < 0 else own, t, row)


@part
def mark(s: Int64, r: Rules, out: Out, kinds: int, t: int, row: int) -> None:
    """The lead and the sale of a journey under way."""
    if s[STATUS] != ACTIVE:
        return
    is_lead = kinds >> LEAD & 1 if r.numbers[LEAD_BY_RULE] else s[TWO_WAY_COUNT] > 0
    if is_lead and s[LEAD_AT] == FOREVER:
        s[LEAD_AT] = t
        put(out, s, LEAD_MARK, s[STAGE], s[STAGE], t, row, 0)
    if kinds >> SALE & 1:
        win(s, r, out, t, row)


@part
def pay(s: Int64, r: Rules, out: Out, signed: Signed, row: int, t: int) -> None:
    """Money in and money back; a full refund in time reverses the win."""
    if s[STATUS] == NONE:
        return
    paid, refunded = r.numbers[PAID_ROW], r.numbers[REFUNDED_ROW]
    if paid >= 0:
        s[PAID] += signed.values[paid, row]
    if refunded < 0 or signed.values[refunded, row] == 0:
        return
    s[REFUNDED] += signed.values[refunded, row]
    won, full = s[WON_AT], s[REFUNDED] >= s[PAID]
    if (
        full
        and won != FOREVER
        and s[REVERSED_AT] == FOREVER
        and t - won <= r.numbers[REVERSED_WITHIN]
    ):
        s[REVERSED_AT] = t
        put(out, s, REVERSED_MARK, s[STAGE], s[STAGE], t, row, 0)


@part
def end(s: Int64, r: Rules, out: Out, signed: Signed, kinds: int, t: int, row: int) -> None:
    """Ends other than the sale, and the pause."""
    at = r.numbers[REASON_ROW]
    reason = signed.values[at, row] if at >= 0 else 0
    if kinds >> INVALID & 1 and s[STATUS] != NONE:
        close(s, r, out, INVALIDATE, t, row, reason)
        return
    under_way = s[STATUS] == ACTIVE or s[STATUS] == LOST_NOW
    if kinds >> DISQUALIFIED & 1 and under_way and s[WON_AT] == FOREVER:
        close(s, r, out, DISQUALIFY, t, row, reason)
        return
    if s[STATUS] != ACTIVE:
        return
    if kinds >> HARD_LOST & 1:
        lose(s, out, HARD, t, row, reason)
    elif kinds >> LOST & 1 and s[WON_AT] == FOREVER:
        lose(s, out, REFUSAL, t, row, reason)
    elif kinds >> SNOOZE & 1:
        at = r.numbers[UNTIL_ROW]
        until = signed.values[at, row] if at >= 0 else 0
        if until > t:
            s[SNOOZED_UNTIL] = until
            put(out, s, SNOOZE_MARK, s[STAGE], s[STAGE], t, row, until)


@part
def is_free(s: Int64, r: Rules, t: int) -> bool:
    """Whether nothing is under way that an earlier edition would still have to place."""
    if s[STATUS] == NONE or s[STATUS] == CLOSED:
        return True
    return s[STATUS] == LOST_NOW and t - s[LOST_AT] > r.numbers[REOPEN_WITHIN]
