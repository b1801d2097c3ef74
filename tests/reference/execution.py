"""What became of planned tasks, one task after another (domain model 2.5.8)."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from reference.quantile import median
from reference.working_time import working_time
from tropa.clock import BEFORE, FOREVER
from tropa.measure.calendar import WorkingCalendar
from tropa.measure.fold import Asked


class Plan(NamedTuple):
    """A task was created."""

    person: int
    at: int
    task: int
    due: int | None
    limit: int | None
    role: int | None
    owner: int | None
    point: int | None


class Mark(NamedTuple):
    """Something was told of a task: `done`, `cancelled` or `overdue`."""

    person: int
    at: int
    task: int
    kind: str
    reason: int | None


class Task(NamedTuple):
    """A task, its end if it has ended, and when somebody first called it overdue."""

    plan: Plan
    end: Mark | None
    overdue: int | None

    def kept(self, at: int, calendar: WorkingCalendar) -> bool:
        """Whether the deadline has not passed yet at an instant."""
        if self.plan.due is not None:
            return at <= self.plan.due
        if self.plan.limit is not None:
            return self.within(at, calendar)
        return self.overdue is None or at <= self.overdue

    def within(self, at: int, calendar: WorkingCalendar) -> bool:
        """Whether no more working time than the limit has passed."""
        assert self.plan.limit is not None
        return working_time(calendar, self.plan.at, at) <= self.plan.limit

    @property
    def dated(self) -> bool:
        return (self.plan.due, self.plan.limit, self.overdue) != (None, None, None)

    def delay(self, at: int, calendar: WorkingCalendar) -> int:
        """Working time after the deadline."""
        if self.plan.due is None and self.plan.limit is not None:
            return working_time(calendar, self.plan.at, at) - self.plan.limit
        by = self.overdue if self.plan.due is None else self.plan.due
        assert by is not None
        return working_time(calendar, by, at)


def tasks_of(plans: Sequence[Plan], marks: Sequence[Mark], as_of: int) -> list[Task]:
    found: dict[tuple[int, int], Plan] = {}
    for plan in sorted((one for one in plans if one.at <= as_of), key=first):
        found.setdefault((plan.person, plan.task), plan)
    tasks: list[Task] = []
    for (person, task), plan in found.items():
        mine = [one for one in marks if (one.person, one.task) == (person, task)]
        mine = [one for one in mine if one.at <= as_of]
        tasks.append(
            Task(
                plan,
                end_of(mine),
                min((one.at for one in mine if one.kind == "overdue"), default=None),
            )
        )
    return tasks


def first(plan: Plan) -> tuple[int, ...]:
    """The earliest; then the one due earliest, and the shortest."""
    due, limit = (FOREVER if one is None else one for one in (plan.due, plan.limit))
    rest = (-1 if one is None else one for one in (plan.role, plan.owner, plan.point))
    return (plan.at, due, limit, *rest)


def end_of(marks: Sequence[Mark]) -> Mark | None:
    ends = [one for one in marks if one.kind != "overdue"]
    return min(ends, key=in_turn, default=None)


def in_turn(mark: Mark) -> tuple[int, bool, int]:
    """Done comes before cancelled at one instant."""
    return mark.at, mark.kind == "cancelled", -1 if mark.reason is None else mark.reason


def state(task: Task, as_of: int, calendar: WorkingCalendar) -> str:
    end = task.end
    if not task.dated:
        return "undated"
    if end is not None and end.kind == "cancelled" and task.kept(end.at, calendar):
        return "cancelled"
    if task.kept(as_of, calendar):
        return "not_due"
    if end is None or end.kind == "cancelled":
        return "missed"
    return "on_time" if task.kept(end.at, calendar) else "late"


def in_period(task: Task, asked: Asked, calendar: WorkingCalendar) -> bool:
    """Its deadline lies in the period; of a task without one, its creation."""
    if not task.dated:
        return asked.since <= task.plan.at < asked.until
    # A deadline that has passed before the period begins is kept until then no more.
    begun = asked.since == BEFORE or task.kept(asked.since, calendar)
    ended = asked.until != FOREVER and task.kept(asked.until, calendar)
    return begun and not ended


def execution(
    plans: Sequence[Plan], marks: Sequence[Mark], asked: Asked, calendar: WorkingCalendar
) -> dict[str, object]:
    """Everything the measure tells."""
    tasks = [
        one for one in tasks_of(plans, marks, asked.as_of) if in_period(one, asked, calendar)
    ]
    states = [state(one, asked.as_of, calendar) for one in tasks]
    told = [one for one in plans if one.at <= asked.as_of]
    reasons = Counter(
        -1 if one.end is None or one.end.reason is None else one.end.reason
        for one, how in zip(tasks, states, strict=True)
        if how == "cancelled"
    )
    return {
        "total": figures(tasks, states, calendar),
        "by_role": by([one.plan.role for one in tasks], tasks, states, calendar),
        "by_owner": by([one.plan.owner for one in tasks], tasks, states, calendar),
        "by_point": by([one.plan.point for one in tasks], tasks, states, calendar),
        "reasons": sorted(reasons.items(), key=lambda one: (one[0] == -1, -one[1], one[0])),
        "done_early": sum(
            one.end is not None and how == "not_due"
            for one, how in zip(tasks, states, strict=True)
        ),
        "repeated": repeated(told, asked),
        "unplanned": unplanned(told, marks, asked),
    }


def by(
    of: Sequence[int | None],
    tasks: Sequence[Task],
    states: Sequence[str],
    calendar: WorkingCalendar,
) -> list[tuple[int, dict[str, object]]]:
    """Rows by number; nobody's comes last."""
    numbers = [*sorted({one for one in of if one is not None}), None]
    return [
        (
            -1 if number is None else number,
            figures(
                [task for task, own in zip(tasks, of, strict=True) if own == number],
                [how for how, own in zip(states, of, strict=True) if own == number],
                calendar,
            ),
        )
        for number in numbers
    ]


def figures(
    tasks: Sequence[Task], states: Sequence[str], calendar: WorkingCalendar
) -> dict[str, object]:
    delays = [
        one.delay(one.end.at, calendar)
        for one, how in zip(tasks, states, strict=True)
        if how == "late" and one.end is not None
    ]
    counts = Counter(states)
    due = counts["on_time"] + counts["late"] + counts["missed"]
    names = ("on_time", "late", "missed", "cancelled", "not_due", "undated")
    return {
        "tasks": len(tasks),
        **{name: counts[name] for name in names},
        "execution": (counts["on_time"], due),
        "delay_mean": Fraction(sum(delays), len(delays)) if delays else None,
        "delay_median": median(delays),
    }


def repeated(plans: Sequence[Plan], asked: Asked) -> int:
    """Creations that came after another of the same task, or stood behind it."""
    found = 0
    seen: set[tuple[int, int]] = set()
    for plan in sorted(plans, key=first):
        again = (plan.person, plan.task) in seen
        seen.add((plan.person, plan.task))
        found += again and asked.since <= plan.at < asked.until
    return found


def unplanned(plans: Sequence[Plan], marks: Sequence[Mark], asked: Asked) -> int:
    """Tasks that ended, as of their first end, and were never created."""
    known = {(one.person, one.task) for one in plans}
    ends: dict[tuple[int, int], list[Mark]] = {}
    for one in marks:
        if one.at <= asked.as_of and one.kind != "overdue":
            ends.setdefault((one.person, one.task), []).append(one)
    lost = [min(one.at for one in mine) for task, mine in ends.items() if task not in known]
    return sum(asked.since <= at < asked.until for at in lost)


def sla(
    plans: Sequence[Plan], marks: Sequence[Mark], asked: Asked, calendar: WorkingCalendar
) -> dict[str, object]:
    """Tasks with a limit: done within it, of those done or going on for longer."""
    within, ripe, waiting = 0, 0, 0
    for one in tasks_of(plans, marks, asked.as_of):
        if one.plan.limit is None or not asked.since <= one.plan.at < asked.until:
            continue
        kept = one.end is not None and one.within(one.end.at, calendar)
        if one.end is not None and one.end.kind == "cancelled" and kept:
            continue
        done = one.end is not None and one.end.kind == "done"
        if done or not one.within(asked.as_of, calendar):
            ripe += 1
            within += done and kept
        else:
            waiting += 1
    return {"tasks": (within, ripe), "tasks_waiting": waiting}
