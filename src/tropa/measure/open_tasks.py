"""Open tasks, and the next step of everybody who has one.

A task is what a person's events call by one id: the same id at two people is two tasks.

    open         created by the moment asked, and neither done nor cancelled by then
    deadline     the `due` of its first creation; without it, the end of its `limit` in working
                 time; without both, none
    next step    of a journey: the open task of its person with the earliest deadline, one
                 without a deadline after all others, of equal ones the one created first

Tasks of another deal of the same person are no step of this one; tasks of no deal are of all.
Of creations of one instant the one with the earliest `due` counts. (Domain model 2.2, 2.5.3.)
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Instant
from tropa.measure.rows import Keys, changes, first_like, in_order

Int64 = NDArray[np.int64]

CREATED, ENDED = range(2)


class Told(NamedTuple):
    """Events of tasks, in any order."""

    person: Int64
    task: Int64
    """Numbers of ids."""
    at: Int64
    kind: Int64
    """CREATED, or ENDED: done or cancelled."""
    due: Int64
    """Of creations; FOREVER where none is stated."""


class Planned(NamedTuple):
    """Open tasks, in any order."""

    person: Int64
    deal: Int64
    """0 where it is of no deal."""
    deadline: Int64
    """FOREVER where there is none."""
    created: Int64


def still_open(told: Told, as_of: Instant) -> Int64:
    """The rows of the creations of tasks that are open, rising."""
    known = np.flatnonzero(told.at <= as_of)
    person, task, at, kind, due = (column[known] for column in told)
    rows = in_order(person, task, kind, at, due)
    first = changes(person[rows], task[rows])
    number = np.cumsum(first) - 1
    ended = np.zeros(int(first.sum()), np.bool_)
    ended[number[kind[rows] == ENDED]] = True
    # Creations stand before ends: what begins with an end was never planned.
    opens = first & (kind[rows] == CREATED) & ~ended[number]
    return np.sort(known[rows[opens]])


def next_steps(person: Int64, deal: Int64, planned: Planned) -> Int64:
    """For each journey the place of its next step among the open tasks, NONE without one.

    Args:
        person: of each journey.
        deal: of each journey; 0 where the person walks.
        planned: open tasks.
    """
    order = np.lexsort((planned.created, planned.deadline))
    own = first_like(Keys(planned.person[order]), order, (person,))
    if not deal.any():
        return own
    loose = order[planned.deal[order] == 0]
    of_all = first_like(Keys(planned.person[loose]), loose, (person,))
    of_deal = first_like(
        Keys(planned.person[order], planned.deal[order]), order, (person, deal)
    )
    return np.where(deal == 0, own, _sooner(of_all, of_deal, order))


def _sooner(left: Int64, right: Int64, order: Int64) -> Int64:
    """Of two places the one that stands first in an order; the only one where one is."""
    rank = np.full(len(order) + 1, len(order), np.int64)
    rank[order] = np.arange(len(order))
    # The place of nothing, the last one, is behind every other.
    return np.where(rank[left] <= rank[right], left, right)


WHEN: Final = ("none", "overdue", "today", "tomorrow", "later")


class Days(NamedTuple):
    """What splits deadlines: the moment, and the ends of its day and of the next one."""

    now: Instant
    today_ends: Instant
    tomorrow_ends: Instant


def when_of(deadline: Int64, days: Days, *, has: NDArray[np.bool_]) -> Int64:
    """For each deadline its place in WHEN; what has no deadline is later.

    Args:
        deadline: instants, FOREVER where there is none.
        days: the moment and its day.
        has: whether there is a step at all.
    """
    # A deadline is the last instant in time: at it nothing is late yet.
    bounds = np.asarray([days.now - 1, days.today_ends, days.tomorrow_ends], np.int64)
    found = 1 + np.searchsorted(bounds, deadline, side="left")
    return np.where(has, found, 0)
