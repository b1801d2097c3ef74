"""What an event does to the end of a journey: sale, payment, loss, disqualification, pause."""

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import part
from tropa.place.advance import (
    become_lead,
    close,
    lose,
    win,
)
from tropa.place.classify import Signed
from tropa.place.rules import (
    DISQUALIFIED,
    HARD_LOST,
    INVALID,
    LEAD,
    LOST,
    PAID_ROW,
    REASON_ROW,
    REFUNDED_ROW,
    REVERSED_WITHIN,
    SALE,
    SNOOZE,
    UNTIL_ROW,
    Rules,
)
from tropa.place.state import (
    ACTIVE,
    DISQUALIFY,
    HARD,
    INVALIDATE,
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
    VOID,
    WON_AT,
    Out,
    put,
)

Int64 = NDArray[np.int64]


@part
def under_way(s: Int64) -> bool:
    """Whether there is a journey that an event may still move or bring back."""
    return s[STATUS] == ACTIVE or s[STATUS] == LOST_NOW


@part
def mark(s: Int64, r: Rules, out: Out, kinds: int, t: int, row: int) -> None:
    """The lead by the map's own rule, and the sale, of a journey under way."""
    if s[STATUS] != ACTIVE:
        return
    if kinds >> LEAD & 1:
        become_lead(s, out, t, row)
    if kinds >> SALE & 1:
        win(s, r, out, t, row)


@part
def pay(s: Int64, r: Rules, out: Out, signed: Signed, row: int, t: int) -> None:
    """Money in and money back; a full refund in time reverses the win."""
    paid, refunded = r.numbers[PAID_ROW], r.numbers[REFUNDED_ROW]
    if paid >= 0:
        s[PAID] += signed.values[paid, row]
    if refunded < 0 or signed.values[refunded, row] == 0:
        return
    s[REFUNDED] += signed.values[refunded, row]
    won, full = s[WON_AT], s[REFUNDED] >= s[PAID]
    if (
        full
        and s[STATUS] != NONE
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
        void(s, r, out, t, row, reason)
        return
    if kinds >> DISQUALIFIED & 1 and under_way(s) and s[WON_AT] == FOREVER:
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
        pause(s, out, t, row, signed.values[at, row] if at >= 0 else 0)


@part
def void(s: Int64, r: Rules, out: Out, t: int, row: int, reason: int) -> None:
    """The journey was never one: spam, a test, a double."""
    if under_way(s):
        close(s, r, out, INVALIDATE, t, row, reason)
    elif s[STATUS] != VOID:
        # Found out after the end; what has been counted since leads up to the next.
        put(out, s, INVALIDATE, s[STAGE], s[STAGE], t, row, reason)
        s[STATUS] = VOID


@part
def pause(s: Int64, out: Out, t: int, row: int, until: int) -> None:
    """Silence does not count until an instant still to come."""
    if until > t:
        s[SNOOZED_UNTIL] = until
        put(out, s, SNOOZE_MARK, s[STAGE], s[STAGE], t, row, until)
