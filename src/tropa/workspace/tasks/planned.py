"""What is planned with those under way, as measures that look at the future ask for it."""

from collections.abc import Sequence

import numpy as np

from tropa.measure.fold import Asked
from tropa.measure.open_tasks import CREATED, next_steps
from tropa.measure.rows import NONE
from tropa.measure.run import Slice
from tropa.measure.stall import NextSteps
from tropa.workspace.opening import Workspace
from tropa.workspace.tasks.noted import noted
from tropa.workspace.tasks.open_tasks import open_tasks
from tropa.workspace.tasks.present import present


def planned_steps(
    workspace: Workspace, slices: Sequence[Slice], asked: Asked
) -> NextSteps | None:
    """The next step of everybody who has an open task; None where tasks were never told of."""
    rows = noted(workspace.trails.snapshot(), asked.map.zone)
    if not ((rows.kind == CREATED) & (rows.at <= asked.as_of)).any():
        return None
    here, planned = present(slices, asked), open_tasks(rows, asked).planned
    task = next_steps(here.person, here.deal, planned)
    has = np.flatnonzero(task != NONE)
    key = here.keys()[has]
    order = np.argsort(key, kind="stable")
    return NextSteps(key[order], planned.deadline[task[has]][order])
