"""Everybody who stands on a stage now, as one table: what the board is counted and drawn from.

All of it is columns: a board of a million people is counted without looking at any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Instant
from tropa.map.document import Map
from tropa.measure.fold import Asked
from tropa.measure.open_tasks import WHEN, Planned, next_steps, when_of
from tropa.measure.payments import payments
from tropa.measure.rows import NONE, Keys, first_like
from tropa.measure.run import Slice
from tropa.measure.stall import paused_until
from tropa.money import minor_units
from tropa.place.placed import Placed
from tropa.place.standing import LEAD_AT, STAGE, STATUS, Standing
from tropa.place.state import ACTIVE
from tropa.workspace.opening import Workspace
from tropa.workspace.tasks.open_tasks import days_of

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

STATED_OF: Final = 20_000
"""More people than this on a board, and sums are only of what was paid: stated amounts would
have to be looked for in everybody's events."""

NOT_YET: Final = len(WHEN)
"""Nobody has talked with them yet, so nobody can turn to them: no step is missing."""


@dataclass(frozen=True)
class Present:
    """Journeys that go on, a row each."""

    placed: Sequence[Placed]
    part: Int64
    """Which of `placed` the journey is in, and where."""
    journey: Int64
    person: Int64
    deal: Int64
    stage: Int64
    since: Int64
    due: Int64
    """When silence will end it here, FOREVER when nothing will."""
    due_kind: Int64
    paid: Int64
    lead: Bools
    paused: Int64
    """Until when a planned pause lasts, BEFORE where there is none."""

    def __len__(self) -> int:
        return len(self.person)

    def keys(self) -> Int64:
        """Of each journey, as placed."""
        found = np.zeros(len(self), np.int64)
        for at, one in enumerate(self.placed):
            mine = self.part == at
            found[mine] = one.key[self.journey[mine]]
        return found


def present(slices: Sequence[Slice], asked: Asked) -> Present:
    """Whoever stands on a stage at the moment asked."""
    parts: list[list[Int64]] = [[np.zeros(0, np.int64)] * 11]
    for at, one in enumerate(slices):
        standing = one.stand(asked.as_of, asked.map)
        rows = np.flatnonzero(standing.valid & (standing.column(STATUS) == ACTIVE))
        if len(rows):
            parts.append([np.full(len(rows), at, np.int64), *_columns(standing, rows)])
    columns = [np.concatenate(one) for one in zip(*parts, strict=True)]
    part, journey, person, deal, stage, since, due, kind, paid, lead, paused = columns
    return Present(
        [one.placed for one in slices],
        part, journey, person, deal, stage, since, due, kind, paid, lead != 0, paused,
    )  # fmt: skip


def _columns(standing: Standing, rows: Int64) -> list[Int64]:
    placed = standing.placed
    journey = standing.journey[rows]
    unit = placed.unit[journey]
    last = np.searchsorted(standing.visit_journey, rows, side="right") - 1
    due, due_kind = _next_moves(placed, journey, standing.as_of)
    row, _, amount = payments(standing)
    paid = np.zeros(len(rows), np.int64)
    if len(row):
        paid = np.rint(np.bincount(row, amount, len(standing.journey))[rows]).astype(np.int64)
    return [
        journey,
        placed.person[unit],
        placed.deal[unit],
        standing.table[rows, STAGE],
        standing.visit_entered[last],
        due,
        due_kind,
        paid,
        (standing.table[rows, LEAD_AT] != FOREVER).astype(np.int64),
        paused_until(standing)[rows],
    ]


def _next_moves(placed: Placed, journeys: Int64, as_of: Instant) -> tuple[Int64, Int64]:
    """The move that comes by itself after `as_of`: when, and of which kind."""
    coming = np.concatenate([[0], np.cumsum(placed.at > as_of)])
    end = placed.journey_moves[journeys + 1]
    left = coming[end] - coming[placed.journey_moves[journeys]]
    place = np.minimum(end - left, max(0, len(placed.at) - 1))
    is_one = left > 0
    if not len(placed.at):
        return np.full(len(journeys), FOREVER, np.int64), np.zeros(len(journeys), np.int64)
    at = np.where(is_one, placed.at[place], FOREVER)
    return at, np.where(is_one, placed.kind[place].astype(np.int64), 0)


# ---------------------------------------------------------------- next steps


@dataclass(frozen=True)
class Steps:
    """The next step of each journey."""

    task: Int64
    """Its place among the open tasks, NONE where a pause is the step, or nothing."""
    at: Int64
    """By when; FOREVER where there is no deadline."""
    when: Int64
    """Its place in WHEN, or NOT_YET."""


def steps_of(found: Present, planned: Planned, asked: Asked) -> Steps:
    """Whom somebody is going to turn to, and when: by a task, or when a planned pause ends."""
    task = next_steps(found.person, found.deal, planned)
    has = task != NONE
    at = np.full(len(found), FOREVER, np.int64)
    at[has] = planned.deadline[task[has]]
    pausing = ~has & (found.paused >= asked.as_of)
    at[pausing] = found.paused[pausing]
    when = when_of(at, days_of(asked), has=has | pausing)
    return Steps(task, at, np.where((when == 0) & ~found.lead, NOT_YET, when))


# ---------------------------------------------------------------- amounts


def stated(workspace: Workspace, asked: Asked, found: Present) -> Int64 | None:
    """For each journey the latest amount stated, 0 for none; None where they are too many."""
    persons = np.unique(found.person)
    if len(persons) > STATED_OF:
        return None
    name = _amount_field(asked.map)
    batch = workspace.trails.gather(persons, {name})
    column = batch.column(name)
    values = np.asarray([_minor(one, asked.map) for one in column.values], np.int64)
    amount = values[column.codes] if len(values) else np.zeros(batch.events, np.int64)
    rows = np.flatnonzero((amount > 0) & (batch.time <= asked.as_of))[::-1]
    owner = batch.persons[np.searchsorted(batch.offsets, rows, side="right") - 1]
    deal = batch.deal[rows] if len(batch.deal) else np.zeros(len(rows), np.int64)
    latest = first_like(Keys(owner), rows, (found.person,))
    of_deal = first_like(Keys(owner, deal), rows, (found.person, found.deal))
    row = np.where(found.deal == 0, latest, of_deal)
    return np.where(row == NONE, 0, amount[row]) if batch.events else np.zeros_like(row)


def _minor(value: object, map_: Map) -> int:
    amount = None if value is None else minor_units(str(value), map_.currency)
    return amount if amount is not None and 0 < amount < FOREVER else 0


def _amount_field(map_: Map) -> str:
    return map_.money.paid[1] if map_.money.paid is not None else "amount"
