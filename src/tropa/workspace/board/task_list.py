"""Tasks of a team by their day: what is overdue, what is for today, for tomorrow, for later.

Besides tasks there is what the map itself demands: a lead must get its first answer within the
`sla` of the stage it came on, in working time of the map's calendar. Whoever has not got it
stands among the tasks until somebody turns to them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Instant
from tropa.measure.fold import Asked
from tropa.measure.open_tasks import WHEN, when_of
from tropa.measure.response import waiting
from tropa.measure.rows import NONE, Keys, first_like
from tropa.measure.run import Slice
from tropa.place.standing import STAGE
from tropa.workspace.answers import Question, board_of
from tropa.workspace.opening import Workspace
from tropa.workspace.people.called import Called, called_all
from tropa.workspace.tasks.noted import noted
from tropa.workspace.tasks.open_tasks import OpenTasks, Step, days_of, open_tasks
from tropa.workspace.tasks.present import present

Int64 = NDArray[np.int64]

SHOWN: Final = 100
"""Tasks of a day at once."""
ANSWER: Final = "first_answer"
"""The kind of a task that the map's own limit makes."""
NOWHERE: Final = NONE
"""The place of the stage of somebody who stands on none."""


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list."""

    person: int
    deal: int
    called: Called
    stage: int
    """The place of the stage they stand on, or NOWHERE."""
    deadline: Instant
    """FOREVER where there is none."""
    step: Step | None
    """None where the map itself demands a first answer."""


@dataclass(frozen=True, slots=True)
class Day:
    """Tasks of one of WHEN."""

    when: str
    count: int
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class TaskList:
    """What is to be done."""

    asked: Asked
    edition: int
    days: tuple[Day, ...]
    roles: dict[str, int]
    """How many tasks each role has; of nobody's under an empty name."""
    owners: dict[str, int]


@dataclass(frozen=True)
class _Rows:
    """Lines before anybody is called by name."""

    person: Int64
    deal: Int64
    stage: Int64
    deadline: Int64
    task: Int64
    """Its place among the open tasks, or NONE."""
    role: Sequence[str]
    owner: Sequence[str]


def ask_tasks(
    workspace: Workspace,
    map_id: str,
    question: Question,
    role: str | None = None,
    owner: str | None = None,
) -> TaskList:
    """What is to be done, by days.

    Args:
        workspace: whose people.
        map_id: the map whose stages, roles and working time are meant.
        question: as of when.
        role: of one role alone; nobody's where it is empty.
        owner: of one person of the team alone; nobody's where it is empty.

    Raises:
        WorkspaceFault: no such map, or it has no stages.
    """
    board = board_of(workspace, map_id, question.edition)
    asked = Asked(board.edition.map, question.at(workspace))
    slices = board.slices()
    tasks = open_tasks(noted(workspace.trails.snapshot(), asked.map.zone), asked)
    rows = _joined(_planned(tasks, slices, asked), _answers(slices, asked))
    kept = [
        at
        for at, (of, by) in enumerate(zip(rows.role, rows.owner, strict=True))
        if (role is None or of == role) and (owner is None or by == owner)
    ]
    return TaskList(
        asked,
        board.edition.number,
        _days(workspace, asked, tasks, rows, np.asarray(kept, np.int64)),
        dict(Counter(rows.role)),
        dict(Counter(rows.owner)),
    )


def _planned(tasks: OpenTasks, slices: Sequence[Slice], asked: Asked) -> _Rows:
    planned, here = tasks.planned, present(slices, asked)
    everybody = np.arange(len(here))
    at = first_like(Keys(here.person), everybody, (planned.person,))
    if here.deal.any():
        exact = first_like(
            Keys(here.person, here.deal), everybody, (planned.person, planned.deal)
        )
        at = np.where(exact == NONE, at, exact)
    stage = np.where(at == NONE, NOWHERE, here.stage[at]) if len(here) else at
    count = len(planned.person)
    # Asked for all of them, for everybody may choose by them.
    whose = [tasks.step(one) for one in range(count)]
    return _Rows(
        planned.person,
        planned.deal,
        stage,
        planned.deadline,
        np.arange(count),
        [one.role for one in whose],
        [one.owner for one in whose],
    )


def _answers(slices: Sequence[Slice], asked: Asked) -> _Rows:
    parts = [[np.zeros(0, np.int64)] * 4]
    for one in slices:
        standing = one.stand(asked.as_of, asked.map)
        found = waiting(standing, asked)
        unit = standing.placed.unit[standing.journey[found.row]]
        stage = standing.table[found.row, STAGE]
        of = standing.placed
        parts.append([of.person[unit], of.deal[unit], stage, found.deadline])
    person, deal, stage, deadline = (np.concatenate(one) for one in zip(*parts, strict=True))
    owners = [one.owner or "" for one in asked.map.stages]
    places: list[int] = stage.tolist()
    return _Rows(
        person,
        deal,
        stage,
        deadline,
        np.full(len(person), NONE, np.int64),
        [owners[at] for at in places],
        [""] * len(person),
    )


def _joined(left: _Rows, right: _Rows) -> _Rows:
    def both(name: str) -> Int64:
        return np.concatenate([getattr(left, name), getattr(right, name)])

    return _Rows(
        both("person"),
        both("deal"),
        both("stage"),
        both("deadline"),
        both("task"),
        [*left.role, *right.role],
        [*left.owner, *right.owner],
    )


def _days(
    workspace: Workspace, asked: Asked, tasks: OpenTasks, rows: _Rows, kept: Int64
) -> tuple[Day, ...]:
    kept = kept[np.lexsort((rows.person[kept], rows.deadline[kept]))]
    when = when_of(rows.deadline[kept], days_of(asked), has=np.ones(len(kept), np.bool_))
    found = [(name, kept[when == at]) for at, name in enumerate(WHEN) if at]
    shown = [at for _, some in found for at in some[:SHOWN].tolist()]
    called = called_all(workspace, sorted({int(rows.person[at]) for at in shown}))

    def task(at: int) -> Task:
        person, place = int(rows.person[at]), int(rows.task[at])
        return Task(
            person,
            int(rows.deal[at]),
            called[person],
            int(rows.stage[at]),
            int(rows.deadline[at]),
            None if place == NONE else tasks.step(place),
        )

    return tuple(
        Day(name, len(some), tuple(task(at) for at in some[:SHOWN].tolist()))
        for name, some in found
    )
