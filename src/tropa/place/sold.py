"""Which touches led to the sale of their touchpoint, and when.

A sale is credited once: to the latest touch of its touchpoint in the same journey that began no
later. What is looked at begins with that touch; at one instant the touch comes before the acts.
Acts are told event by event, so a click that belongs to the contact of its letter is seen too.
Later events change no credit given, so that a past date can be asked for.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.condition.over_batch import over_batch
from tropa.place.sale_rules import ACT, NO_TEST, SELLS, TEST, TRIGGERS, SaleRules
from tropa.place.stated import SomeEvents
from tropa.trail import TrailBatch

Int64 = NDArray[np.int64]

_BITS: Final = 62


def may_sell(rules: SaleRules, touch: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """For each event whether it may be an act of some touchpoint's sale."""
    return (np.diff(rules.begins) > 0)[touch]


def sold(
    batch: TrailBatch,
    rules: SaleRules,
    touch: NDArray[np.uint16],
    rows: Int64,
    journey: Int64,
    begins: NDArray[np.bool_],
) -> tuple[Int64, Int64]:
    """The sales made: number of the touch, instant.

    Args:
        batch: the events.
        rules: what counts as a sale at each touchpoint.
        touch: of each event its touchpoint from 1, 0 for none.
        rows: events of journeys, in the order of journeys and of time: every one that begins a
            touch, and every one that may be an act of a sale.
        journey: of each of these.
        begins: of each of these, whether it begins a touch.
    """
    if not len(rules.acts):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return _credit(
        rows, journey, batch.time, touch, begins, _passed(batch, rules, touch),
        rules.acts, rules.begins, rules.truth_at, rules.truths,
    )  # fmt: skip


def _passed(batch: TrailBatch, rules: SaleRules, touch: NDArray[np.uint16]) -> Int64:
    """For each event the tests its fields pass, as bits of as many words as it takes."""
    most = max((number for _, number, _ in rules.tests), default=NO_TEST)
    words = np.zeros((most // _BITS + 1, batch.events), np.int64)
    for point, number, test in rules.tests:
        rows = np.flatnonzero(touch == point)
        passed = rows[over_batch(test, SomeEvents(batch, rows))]
        words[number // _BITS, passed] |= 1 << number % _BITS
    return words


@compiled
def _credit(  # noqa: C901 - one pass over journeys, instants, acts
    rows: Int64,
    journey: Int64,
    time: Int64,
    touch: NDArray[np.uint16],
    begins: NDArray[np.bool_],
    passed: Int64,
    acts: Int64,
    act_begins: Int64,
    truth_at: Int64,
    truths: NDArray[np.bool_],
) -> tuple[Int64, Int64]:
    points = len(truth_at)
    # The touch a sale of each touchpoint would be credited to, whose it is, what came since.
    latest, whose = np.full(points, -1, np.int64), np.full(points, -1, np.int64)
    done = np.zeros(points, np.int64)
    by, at = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    found, touches, one = 0, 0, 0
    while one < len(rows):
        mine, t, last = journey[one], time[rows[one]], one
        while last < len(rows) and journey[last] == mine and time[rows[last]] == t:
            point = np.int64(touch[rows[last]]) - 1
            if begins[last] and truth_at[point] >= 0:
                latest[point], whose[point], done[point] = touches, mine, 0
            touches += int(begins[last])
            last += 1
        while one < last:
            row = rows[one]
            for act in range(act_begins[touch[row]], act_begins[touch[row] + 1]):
                point, test = acts[act, SELLS], acts[act, TEST]
                if latest[point] < 0 or whose[point] != mine:
                    continue
                if test != NO_TEST and not passed[test // _BITS, row] >> test % _BITS & 1:
                    continue
                done[point] |= acts[act, ACT]
                if acts[act, TRIGGERS] and truths[truth_at[point] + done[point]]:
                    by[found], at[found] = latest[point], t
                    latest[point] = -1
                    found += 1
            one += 1
    return by[:found].copy(), at[:found].copy()
