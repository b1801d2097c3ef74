"""Tasks told in lines: `known("1 02.03 due=05.03", "1 04.03 done")`, days of 2026, Moscow."""

import re

import numpy as np

from tropa.clock import FOREVER, duration
from tropa.measure.calendar import calendar_of
from tropa.measure.tasks import NOBODY, Created, Known, Marks, tasks_of
from unit.measure.small import firm
from unit.place.told import instant

FIRM = firm("calendar: weekdays\n")
"""It works nine to six; the second of March is a Monday."""
_KINDS = ("done", "cancelled", "overdue")


def known(*lines: str, as_of: str = "30.03") -> Known:
    """Lines: a task, its instant, and either what became of it or what it was created with.

    `due` is an instant with a low line for the space, `limit` a length; the rest are numbers.
    """
    created: list[list[int]] = []
    marks: list[list[int]] = []
    for line in lines:
        task, day, *rest = line.split()
        at = day
        if rest and re.fullmatch(r"\d+:\d+", rest[0]):
            at, rest = f"{day} {rest[0]}", rest[1:]
        told = dict(one.split("=") for one in rest if "=" in one)
        kind = next((one for one in rest if one in _KINDS), None)
        begin = [1, instant(FIRM, at), int(task)]
        if kind is not None:
            marks.append([*begin, _KINDS.index(kind), int(told.get("reason", NOBODY))])
            continue
        due, limit = told.get("due"), told.get("limit")
        created.append(
            [
                *begin,
                instant(FIRM, due.replace("_", " ")) if due else FOREVER,
                duration(limit) if limit else FOREVER,
                *(int(told.get(name, NOBODY)) for name in ("role", "owner", "point")),
            ]
        )
    return tasks_of(
        Created(*np.array(created, np.int64).reshape(-1, 8).T),
        Marks(*np.array(marks, np.int64).reshape(-1, 5).T),
        instant(FIRM, as_of),
        calendar_of(FIRM),
    )
