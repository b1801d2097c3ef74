"""Execution: whether what was planned is done, and done on time.

    execution    tasks done by their deadline ÷ tasks due
    due          tasks whose deadline has passed, those cancelled by it left out
    late         done after the deadline; missed: past it and not done as of the moment
    delay        working time from the deadline to the end of those done late: mean and median

What a task is, when it ended and which is its deadline says `tropa.measure.tasks`. The deadline
itself is in time. A task whose deadline is yet to come is not due, done or not: were those done
early counted and those still open not, the share would flatter. One cancelled by its deadline
was never to be done, and stands under the reason told, or under none; one cancelled after it is
missed, for nobody did it in time. A task without a deadline is neither due nor late. So

    tasks  =  on time + late + missed + cancelled + not due yet + without a deadline

Tasks belong to the period their deadline lies in, those without one to that of their creation.
Counts by role, by owner and by touchpoint each add up to the total, with those of nobody in a
row of their own; shares are made again of the sums. (Domain model 2.5.8.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, MINUTE
from tropa.measure.as_json import rate_json
from tropa.measure.calendar import WorkingCalendar, calendar_json, working_time
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.tasks import DONE, NOBODY, Known, Tasks
from tropa.words import Language, say

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

ON_TIME, LATE, MISSED, CANCELLED, NOT_DUE, UNDATED = range(6)
"""How a task stands."""
_STATES: Final = 6


@dataclass(frozen=True, slots=True)
class Figures:
    """Tasks by how they stand; delays in µs of working time, None where none was late."""

    tasks: int
    on_time: int
    late: int
    missed: int
    cancelled: int
    not_due: int
    undated: int
    delay_mean: float | None
    delay_median: float | None

    @property
    def execution(self) -> Rate:
        return Rate(self.on_time, self.on_time + self.late + self.missed)


Groups: TypeAlias = tuple[tuple[int, Figures], ...]
"""By number, rising; nobody comes last, always."""


@dataclass(frozen=True, slots=True)
class ExecutionAnswer:
    """Of tasks of the period."""

    total: Figures
    by_role: Groups
    by_owner: Groups
    by_point: Groups
    reasons: tuple[tuple[int, int], ...]
    """Why tasks were cancelled and how often, the commonest first; nothing told comes last."""
    done_early: int
    """Of those not due yet, done."""
    repeated: int
    """Creations of what had been created."""
    unplanned: int
    """Ends of what never was."""


class Names(NamedTuple):
    """What numbers of an answer mean."""

    roles: Sequence[str]
    owners: Sequence[str]
    points: Sequence[str]
    reasons: Sequence[str]


def execution(known: Known, asked: Asked, calendar: WorkingCalendar) -> ExecutionAnswer:
    """How what was planned is done.

    Args:
        known: tasks as of the moment asked.
        asked: moment and period.
        calendar: whose working time delays are in.
    """
    tasks = known.tasks
    now = _now(tasks, asked)
    tasks = Tasks(*(column[now] for column in tasks))
    state = states(tasks, asked.as_of)
    delay = np.zeros(len(state), np.int64)
    late = state == LATE
    delay[late] = working_time(calendar, tasks.deadline[late], tasks.ended[late])
    numbers, counts = np.unique(tasks.reason[state == CANCELLED], return_counts=True)
    reasons = zip(numbers.tolist(), counts.tolist(), strict=True)
    return ExecutionAnswer(
        total=_figures(state, delay),
        by_role=_groups(tasks.role, state, delay),
        by_owner=_groups(tasks.owner, state, delay),
        by_point=_groups(tasks.point, state, delay),
        reasons=tuple(sorted(reasons, key=_commonest)),
        done_early=int(((state == NOT_DUE) & (tasks.kind == DONE)).sum()),
        repeated=int(in_period(known.repeated, asked).sum()),
        unplanned=int(in_period(known.unplanned, asked).sum()),
    )


def states(tasks: Tasks, as_of: int) -> Int64:
    """How each task stands at a moment."""
    in_time = tasks.ended <= tasks.deadline
    undated, due = tasks.deadline == FOREVER, tasks.deadline < as_of
    found = np.full(len(due), NOT_DUE, np.int64)
    found[due] = MISSED
    found[due & tasks.done] = LATE
    found[due & tasks.done & in_time] = ON_TIME
    found[tasks.cancelled & in_time] = CANCELLED
    found[undated] = UNDATED
    return found


def _now(tasks: Tasks, asked: Asked) -> Bools:
    """Tasks of the period; a deadline after the moment lies in it, too."""
    at = np.where(tasks.deadline == FOREVER, tasks.created, tasks.deadline)
    return (at >= asked.since) & (at < asked.until)


def _groups(of: Int64, state: Int64, delay: Int64) -> Groups:
    rows = np.argsort(of, kind="stable")
    numbers, begins = np.unique(of[rows], return_index=True)
    parts = np.split(rows, begins[1:]) if len(rows) else []
    found = dict(zip(numbers.tolist(), parts, strict=True))
    nobody = found.pop(NOBODY, rows[:0])
    return tuple(
        (number, _figures(state[mine], delay[mine]))
        for number, mine in (*found.items(), (NOBODY, nobody))
    )


def _figures(state: Int64, delay: Int64) -> Figures:
    late = delay[state == LATE]
    return Figures(
        len(state),
        *np.bincount(state, minlength=_STATES).tolist(),
        # Whole numbers of any size are summed exactly, whatever their order.
        delay_mean=sum(late.tolist()) / len(late) if len(late) else None,
        delay_median=float(np.median(late)) if len(late) else None,
    )


def _commonest(one: tuple[int, int]) -> tuple[bool, int, int]:
    number, count = one
    return number == NOBODY, -count, number


def execution_json(
    found: ExecutionAnswer, names: Names, asked: Asked, calendar: WorkingCalendar
) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        **_json(found.total),
        "done_early": found.done_early,
        "repeated": found.repeated,
        "unplanned": found.unplanned,
        "by_role": _rows(found.by_role, names.roles),
        "by_owner": _rows(found.by_owner, names.owners),
        "by_touchpoint": _rows(found.by_point, names.points),
        "reasons": [
            {"id": _name(number, names.reasons), "tasks": count}
            for number, count in found.reasons
        ],
        "calendar": calendar_json(calendar, asked.as_of),
    }


def _rows(groups: Groups, names: Sequence[str]) -> list[dict[str, Any]]:
    return [{"id": _name(number, names), **_json(one)} for number, one in groups]


def _name(number: int, names: Sequence[str]) -> str | None:
    return None if number == NOBODY else names[number]


def _json(one: Figures) -> dict[str, Any]:
    return {
        "tasks": one.tasks,
        "execution": rate_json(one.execution),
        "on_time": one.on_time,
        "late": one.late,
        "missed": one.missed,
        "cancelled": one.cancelled,
        "not_due": one.not_due,
        "undated": one.undated,
        "delay_mean_minutes": _minutes(one.delay_mean),
        "delay_median_minutes": _minutes(one.delay_median),
    }


def _minutes(length: float | None) -> float | None:
    return None if length is None else length / MINUTE


def execution_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"execution.{name}.title", language), say(f"execution.{name}.how", language))
        for name in ("execution", "missed", "cancelled", "not_due", "delay")
    }


def nobody_words(rows: str, language: Language) -> str:
    """What those are called that rows of one kind tell nothing of: «без ответственного»."""
    return say(f"execution.nobody.{rows}", language)
