"""Counters of the map's rules, and the little machine that runs a rule's program over them."""

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE
from tropa.compiled import part
from tropa.place.classify import MASK, SIGN_FROM, SIGN_TO, Signed
from tropa.place.program import (
    AND,
    COUNT,
    COUNT_WITHIN,
    DID,
    DID_WITHIN,
    ENTERED,
    EVER,
    FIRST_TWO_WAY,
    FLAG,
    LOST_AT,
    NOT,
    NTH,
    OR,
    RETURNED,
    SIGN,
    SINCE_STAGE,
    SINCE_TOUCH,
    SUM,
    TWO_WAY,
)
from tropa.place.rules import (
    BEGIN,
    BEHIND,
    FLAG_BEFORE,
    FLAG_SIGN,
    FLAG_WITHIN,
    O_COUNT,
    O_EVER,
    O_FLAG,
    O_LAST,
    O_RING,
    O_RING_AT,
    O_STAGE_AT,
    O_SUM,
    O_TIMER,
    RING_AT,
    RING_SIGN,
    RING_SIZE,
    SUMS_ROW,
    TIMER_LENGTH,
    TIMER_SIGN,
    TIMER_STAGE,
    TRAIT_SIGNS,
    Rules,
)
from tropa.place.state import ENTERED_MASK, LOST_MASK, TRAITS, TWO_WAY_COUNT
from tropa.place.state import RETURNED as HAS_RETURNED

Int64 = NDArray[np.int64]


@part
def mask_of(signed: Signed, row: int) -> int:
    """An event's signs as bits; there are at most 62, so the sign bit stays free."""
    return signed.sets[signed.sign[row], MASK]


@part
def count(s: Int64, r: Rules, signed: Signed, row: int, t: int) -> None:  # noqa: C901
    """Take one event into the counters of the journey."""
    n, number = r.numbers, signed.sign[row]
    mask = signed.sets[number, MASK]
    for at in range(signed.sets[number, SIGN_FROM], signed.sets[number, SIGN_TO]):
        s[n[O_COUNT] + signed.members[at]] += 1
        s[n[O_LAST] + signed.members[at]] = t
    s[TRAITS] = mask & n[TRAIT_SIGNS]
    if mask >> TWO_WAY & 1:
        s[TWO_WAY_COUNT] += 1
    for one in range(len(r.rings)):
        if mask >> r.rings[one, RING_SIGN] & 1:
            at = s[n[O_RING_AT] + one]
            s[n[O_RING] + r.rings[one, RING_AT] + at] = t
            s[n[O_RING_AT] + one] = (at + 1) % r.rings[one, RING_SIZE]
    for one in range(len(r.sums)):
        if mask >> r.sums[one, 0] & 1:
            s[n[O_SUM] + one] += signed.values[n[SUMS_ROW] + one, row]
    for one in range(len(r.flags)):
        if mask >> r.flags[one, FLAG_SIGN] & 1:
            before = s[n[O_LAST] + r.flags[one, FLAG_BEFORE]]
            within = r.flags[one, FLAG_WITHIN]
            if before != BEFORE and (within == 0 or t - before <= within):
                s[n[O_FLAG] + one] = 1
    for one in range(len(r.timers)):
        if r.timers[one, TIMER_SIGN] >= 0 and mask >> r.timers[one, TIMER_SIGN] & 1:
            s[n[O_TIMER] + one] = t + r.timers[one, TIMER_LENGTH]


@part
def count_ever(s: Int64, r: Rules, signed: Signed, row: int) -> None:
    """Take one event into what was ever done; it outlives journeys."""
    number = signed.sign[row]
    for at in range(signed.sets[number, SIGN_FROM], signed.sets[number, SIGN_TO]):
        s[r.numbers[O_EVER] + signed.members[at]] += 1


@part
def note_entry(s: Int64, r: Rules, stage: int, t: int) -> None:
    """Remember when a stage was entered, and start the timers that wait for it."""
    s[ENTERED_MASK] |= 1 << stage
    s[r.numbers[O_STAGE_AT] + stage] = t
    for one in range(len(r.timers)):
        if r.timers[one, TIMER_STAGE] == stage:
            s[r.numbers[O_TIMER] + one] = t + r.timers[one, TIMER_LENGTH]


@part
def compare(left: int, how: int, right: int) -> bool:
    """One of the six comparisons, by its number."""
    if how == 0:
        return left == right
    if how == 1:
        return left != right
    if how == 2:
        return left < right
    if how == 3:
        return left <= right
    if how == 4:
        return left > right
    return left >= right


@part
def since(last: int, t: int, least: int) -> bool:
    """Whether so long has passed since an instant that may never have been."""
    return last != BEFORE and t - last >= least


@part
def in_ring(s: Int64, r: Rules, one: int, t: int, within: int) -> int:
    """How many of the latest times of a ring lie inside a window that ends now."""
    found, begin = 0, r.numbers[O_RING] + r.rings[one, RING_AT]
    for at in range(begin, begin + r.rings[one, RING_SIZE]):
        if s[at] != BEFORE and t - s[at] <= within:
            found += 1
    return found


@part
def slot(s: Int64, r: Rules, offset: int, at: int) -> int:
    """One of the map's own counters."""
    return int(s[r.numbers[offset] + at])


@part
def leaf(s: Int64, r: Rules, at: int, mask: int, t: int) -> bool:  # noqa: C901 - a line a test
    """One test of a program."""
    operation, a, b = int(r.rows[at, 0]), int(r.rows[at, 1]), int(r.rows[at, 2])
    if operation == DID:
        return slot(s, r, O_COUNT, a) > 0
    if operation == DID_WITHIN:
        last = slot(s, r, O_LAST, a)
        return last != BEFORE and t - last <= b
    if operation == FLAG:
        return slot(s, r, O_FLAG, a) != 0
    if operation == EVER:
        return slot(s, r, O_EVER, a) > 0
    if operation == COUNT:
        return compare(slot(s, r, O_COUNT, a), b, int(r.rows[at, 3]))
    if operation == COUNT_WITHIN:
        return compare(in_ring(s, r, a, t, int(r.rows[at, 4])), b, int(r.rows[at, 3]))
    if operation == NTH:
        now = mask >> a & 1 != 0
        return now and compare(slot(s, r, O_COUNT, a), b, int(r.rows[at, 3]))
    if operation == SUM:
        return compare(slot(s, r, O_SUM, a), b, int(r.rows[at, 3]))
    return leaf_of_state(s, r, operation, a, b, mask, t)


@part
def leaf_of_state(
    s: Int64, r: Rules, operation: int, a: int, b: int, mask: int, t: int
) -> bool:
    """A test of the event itself, or of where the journey has been."""
    if operation == SIGN:
        return mask >> a & 1 != 0
    if operation == FIRST_TWO_WAY:
        return mask >> TWO_WAY & 1 != 0 and s[TWO_WAY_COUNT] == 1
    if operation == ENTERED:
        return s[ENTERED_MASK] >> a & 1 != 0
    if operation == LOST_AT:
        return s[LOST_MASK] >> a & 1 != 0
    if operation == RETURNED:
        return s[HAS_RETURNED] != 0
    if operation == SINCE_TOUCH:
        return since(slot(s, r, O_LAST, a), t, b)
    return operation == SINCE_STAGE and since(slot(s, r, O_STAGE_AT, a), t, b)


@part
def holds(s: Int64, r: Rules, rule: int, mask: int, t: int) -> bool:
    """Run one rule's program; truths are kept as bits of one number, the latest lowest."""
    stack = 0
    for at in range(r.rules[rule, BEGIN], r.rules[rule, BEHIND]):
        operation = r.rows[at, 0]
        if operation == NOT:
            stack ^= 1
        elif operation == AND or operation == OR:  # noqa: SIM109 - numba: no tuples
            top = stack & 1
            stack >>= 1
            if operation == OR:
                stack |= top
            elif top == 0:
                stack &= ~1
        else:
            stack = stack << 1 | int(leaf(s, r, at, mask, t))
    return stack & 1 != 0
