"""The section of execution: tasks done on time, and what is done within its limit.

A `task_created` bears the id of the `task`, when it is `due` or how long it may take (`limit`,
as `4h`), and the `role`, `owner` and `touchpoint` it belongs to. What is not said is taken of
the touchpoint in the map: its `limit`, and who answers for it as the role; an owner may also be
told as `actor`. A day without an hour is due by its end. `task_done`, `task_overdue` and
`task_cancelled` with its `reason` name the same `task`; an event that names none is counted
apart, for nobody knows what it tells of.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.map.document import Touchpoint
from tropa.measure.calendar import calendar_of
from tropa.measure.due import due_of, limit_of
from tropa.measure.execution import (
    Names,
    execution,
    execution_json,
    execution_words,
    nobody_words,
)
from tropa.measure.fold import in_period
from tropa.measure.response import Response
from tropa.measure.sla import sla, sla_json, sla_words
from tropa.measure.tasks import CANCELLED, DONE, NOBODY, OVERDUE, Created, Marks, tasks_of
from tropa.measure.touched import is_sellers
from tropa.workspace.sections.events import Read, Rows, told_events
from tropa.workspace.sections.ground import Ground, Told, said, told
from tropa.workspace.sections.texts import Texts

Int64 = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CREATED: Final = "task_created"
ENDS: Final = {"task_done": DONE, "task_cancelled": CANCELLED, "task_overdue": OVERDUE}


def execution_section(ground: Ground) -> Told:
    """How what was planned is done, and what is done within its limit."""
    asked, map_ = ground.asked, ground.asked.map
    calendar, reading = calendar_of(map_), _Reading(ground)
    known = tasks_of(reading.created(), reading.marks(), asked.as_of, calendar)
    found = execution(known, asked, calendar)
    answer = execution_json(found, reading.names(), asked, calendar)
    answer["unnamed"] = reading.unnamed()
    hears = any(is_sellers(one) for one in map_.touchpoints)
    responses = ground.fold(Response()) if hears else None
    answer["sla"] = sla_json(sla(known.tasks, responses, asked))
    _entitle(answer, ground)
    return told(answer, lambda language: execution_words(language) | sla_words(language))


def _entitle(answer: dict[str, Any], ground: Ground) -> None:
    """What people call those that rows are of; what was not told has words of ours."""
    titles: dict[str, Callable[[str], str | None]] = {
        "by_role": ground.owner_title,
        "by_owner": ground.owner_title,
        "by_touchpoint": ground.point_title,
        "reasons": lambda reason: reason,
    }
    for name, title in titles.items():
        for row in answer[name]:
            known = row["id"]
            nobody = said(lambda language, name=name: nobody_words(name, language))
            row["title"] = nobody if known is None else title(known) or known


class _Reading:
    """Events of tasks, with all they name as numbers."""

    def __init__(self, ground: Ground) -> None:
        self._asked, map_ = ground.asked, ground.asked.map
        self._ids, self._reasons = Texts(), Texts()
        whose = [one.owner for one in map_.touchpoints if one.owner is not None]
        self._roles = Texts(list(dict.fromkeys([*map_.owners, *whose])))
        self._owners = Texts(list(map_.owners))
        self._points = Texts([one.id for one in map_.touchpoints])
        people = ground.everybody
        task, reason = self._ids.read, self._reasons.read
        fields: dict[str, Read] = {
            "task": task,
            "due": lambda value: due_of(value, map_.zone),
            "limit": limit_of,
            "role": self._roles.read,
            "owner": self._owners.read,
            "actor": self._owners.read,
            "touchpoint": self._points.read,
        }
        self._created = told_events(people, CREATED, fields)
        self._marks = {
            kind: told_events(people, name, {"task": task, "reason": reason})
            for name, kind in ENDS.items()
        }

    def names(self) -> Names:
        """What the numbers of an answer mean."""
        texts = self._roles, self._owners, self._points, self._reasons
        return Names(*(one.known for one in texts))

    def created(self) -> Created:
        """Creations; what they do not say is taken of their touchpoint in the map."""
        rows, map_ = self._created, self._asked.map
        has, columns = _has_task(rows), rows.columns
        owner = np.where(np.isnan(columns["owner"]), columns["actor"], columns["owner"])
        point = self._points.places(columns["touchpoint"])
        role = self._roles.places(columns["role"])
        more = [FOREVER] * (len(self._points.known) - len(map_.touchpoints) + 1)
        # The last of each table is of no touchpoint, and of those the map does not know.
        limits = np.asarray([*(_limit(one) for one in map_.touchpoints), *more], np.int64)
        whose = self._roles_of_points(len(more))
        found = Created(
            rows.person,
            rows.at,
            self._ids.places(columns["task"]),
            _lengths(columns["due"]),
            np.where(np.isnan(columns["limit"]), limits[point], _lengths(columns["limit"])),
            np.where(role == NOBODY, whose[point], role),
            self._owners.places(owner),
            point,
        )
        return Created(*(column[has] for column in found))

    def _roles_of_points(self, others: int) -> Int64:
        """For each touchpoint the number of the role that answers for it."""
        known, points = self._roles.known, self._asked.map.touchpoints
        told_of = [NOBODY if one.owner is None else known.index(one.owner) for one in points]
        return np.asarray([*told_of, *[NOBODY] * others], np.int64)

    def marks(self) -> Marks:
        """What became of tasks."""
        parts = [self._marked(rows, kind) for kind, rows in self._marks.items()]
        return Marks(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _marked(self, rows: Rows, kind: int) -> Marks:
        has, columns = _has_task(rows), rows.columns
        found = Marks(
            rows.person,
            rows.at,
            self._ids.places(columns["task"]),
            np.full(len(rows.at), kind, np.int64),
            self._reasons.places(columns["reason"]),
        )
        return Marks(*(column[has] for column in found))

    def unnamed(self) -> int:
        """Events of the period that do not say of which task they are."""
        every = [self._created, *self._marks.values()]
        return sum(
            int((in_period(rows.at, self._asked) & ~_has_task(rows)).sum()) for rows in every
        )


def _limit(point: Touchpoint) -> int:
    stated = point.record.get("limit")
    return stated if isinstance(stated, int) else FOREVER


def _lengths(values: Floats) -> Int64:
    """Instants and lengths as whole numbers; FOREVER for what was not told."""
    found = np.full(len(values), FOREVER, np.int64)
    known = ~np.isnan(values)
    found[known] = values[known].astype(np.int64)
    return found


def _has_task(rows: Rows) -> Bools:
    return ~np.isnan(rows.columns["task"])
