"""Tasks: what was planned, by when, and how each ended, put together from its events.

A task is what a person's events call by one id: the same id at two people is two tasks.

    created      its first `task_created`; later ones repeat it and change nothing, so that a
                 moved date never makes the late punctual
    ended        its first `task_done` or `task_cancelled`, done where both are of one instant;
                 work noted before it was planned counts at the instant it was done
    deadline     the `due` it was created with; without it, the end of its `limit` in working
                 time of the map's calendar from its creation; without either, the first
                 `task_overdue`, which else says nothing new; without all three, none

An end without a creation was never planned: it is counted apart. Of creations of one instant
the one with the earliest `due`, then the shortest `limit` counts. (Domain model 2.3, 2.5.8.)
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Instant
from tropa.measure.calendar import WorkingCalendar, deadline
from tropa.measure.rows import changes, in_order
from tropa.measure.touched import firsts

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

DONE, CANCELLED, OVERDUE = range(3)
"""What may be told of a task after its creation."""
NOBODY: Final = -1
"""The number of a role, an owner, a touchpoint, a reason that was not told."""


class Created(NamedTuple):
    """Creations of tasks, in any order."""

    person: Int64
    at: Int64
    task: Int64
    """Numbers of ids."""
    due: Int64
    """Instants; FOREVER where none is stated."""
    limit: Int64
    """Lengths in working time; FOREVER where none is stated."""
    role: Int64
    owner: Int64
    point: Int64


class Marks(NamedTuple):
    """What became of tasks, in any order."""

    person: Int64
    at: Int64
    task: Int64
    kind: Int64
    reason: Int64


class Tasks(NamedTuple):
    """A row a task."""

    created: Int64
    deadline: Int64
    """FOREVER where there is none."""
    limit_ends: Int64
    """The last instant within its limit; FOREVER where it has none."""
    ended: Int64
    """FOREVER while it goes on."""
    kind: Int64
    """DONE or CANCELLED, of those that ended."""
    reason: Int64
    role: Int64
    owner: Int64
    point: Int64

    @property
    def done(self) -> Bools:
        return (self.ended != FOREVER) & (self.kind == DONE)

    @property
    def cancelled(self) -> Bools:
        return (self.ended != FOREVER) & (self.kind == CANCELLED)


class Known(NamedTuple):
    """Tasks, and what their events told besides."""

    tasks: Tasks
    repeated: Int64
    """Instants of creations of what was created before."""
    unplanned: Int64
    """Instants of ends of what was never created."""


def tasks_of(
    created: Created, marks: Marks, as_of: Instant, calendar: WorkingCalendar
) -> Known:
    """Tasks as known at a moment.

    Args:
        created: of everybody, whenever; those after the moment are not read.
        marks: the same of what became of tasks.
        as_of: the moment.
        calendar: whose working time limits are in.
    """
    created = Created(*(column[created.at <= as_of] for column in created))
    marks = Marks(*(column[marks.at <= as_of] for column in marks))
    rows = in_order(
        created.person, created.task, created.at, created.due, created.limit,
        created.role, created.owner, created.point,
    )  # fmt: skip
    created = Created(*(column[rows] for column in created))
    rows = in_order(marks.person, marks.task, marks.at, marks.kind, marks.reason)
    marks = Marks(*(column[rows] for column in marks))
    number = _numbers(
        np.concatenate([created.person, marks.person]),
        np.concatenate([created.task, marks.task]),
    )
    count = int(number.max()) + 1 if len(number) else 0
    mine, theirs = number[: len(created.at)], number[len(created.at) :]
    row = firsts(mine, np.arange(len(mine)), count, NOBODY)
    ends = marks.kind != OVERDUE
    end = firsts(theirs[ends], np.flatnonzero(ends), count, NOBODY)
    late = firsts(theirs[~ends], marks.at[~ends], count, FOREVER)
    planned = row != NOBODY
    first = np.zeros(len(created.at), np.bool_)
    first[row[planned]] = True
    lost = (end != NOBODY) & ~planned
    return Known(
        _tasks(
            Created(*(column[row[planned]] for column in created)),
            marks,
            end[planned],
            late[planned],
            calendar,
        ),
        created.at[~first],
        marks.at[end[lost]],
    )


def _tasks(
    created: Created, marks: Marks, end: Int64, overdue: Int64, calendar: WorkingCalendar
) -> Tasks:
    """Creations with the rows of their ends, and the instants somebody called them overdue."""
    limited = created.limit != FOREVER
    limit_ends = np.full(len(end), FOREVER, np.int64)
    limit_ends[limited] = deadline(calendar, created.at[limited], created.limit[limited])
    by = np.where(created.due != FOREVER, created.due, np.where(limited, limit_ends, overdue))
    ended = np.full(len(end), FOREVER, np.int64)
    kind, reason = (np.full(len(end), NOBODY, np.int64) for _ in range(2))
    came = end != NOBODY
    for column, values in ((ended, marks.at), (kind, marks.kind), (reason, marks.reason)):
        column[came] = values[end[came]]
    return Tasks(
        created.at, by, limit_ends, ended, kind, reason,
        created.role, created.owner, created.point,
    )  # fmt: skip


def _numbers(person: Int64, task: Int64) -> Int64:
    """For each row the number of its task, the same wherever it is told of."""
    rows = in_order(person, task)
    found = np.zeros(len(rows), np.int64)
    found[rows] = np.cumsum(changes(person[rows], task[rows])) - 1
    return found
