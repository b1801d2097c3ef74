"""Who stands on which stage now, as a board of columns: counts, sums, who has stood too long.

Everybody is looked at once for all stages. Cards are made only of those to be shown: the first
of each column, by what will be lost soonest, by who came last, by how much they bring, or by
whom nobody has promised anything.
"""

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.errors import UsageFault
from tropa.map.document import Stage
from tropa.measure.fold import Asked
from tropa.measure.open_tasks import WHEN
from tropa.workspace.answers import Question, board_of
from tropa.workspace.board.stage_cards import Card, Seat, make_cards
from tropa.workspace.opening import Workspace
from tropa.workspace.tasks.noted import noted
from tropa.workspace.tasks.open_tasks import open_tasks
from tropa.workspace.tasks.present import NOT_YET, Present, Steps, present, stated, steps_of

Int64 = NDArray[np.int64]
Order: TypeAlias = Literal["due", "step", "fresh", "amount"]

SHOWN: Final = 50
"""Cards of a column at once."""
MOST_SHOWN: Final = 500


@dataclass
class Column:
    """One stage."""

    stage: Stage
    count: int = 0
    """Of all who stand here."""
    matching: int = 0
    """Of them, those with such a next step as is asked for."""
    late: int = 0
    total: int = 0
    steps: dict[str, int] = field(default_factory=dict[str, int])
    """How many have which next step."""
    seats: list[Seat] = field(default_factory=list[Seat])
    cards: list[Card] = field(default_factory=list[Card])


@dataclass(frozen=True, slots=True)
class StageBoard:
    """The whole board."""

    asked: Asked
    edition: int
    columns: tuple[Column, ...]
    stated: bool
    """Amounts that were only stated are in the sums."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cards are asked for."""

    order: Order = "due"
    """What stands first in a column."""
    stage: str = ""
    """Only this column's cards are wanted."""
    skip: int = 0
    """Of each column's cards, so many were shown before."""
    take: int = SHOWN
    """So many of them are wanted."""
    step: str = ""
    """Only those whose next step is such: one of WHEN."""


def ask_board(
    workspace: Workspace, map_id: str, question: Question, wanted: Wanted
) -> StageBoard:
    """Who stands where.

    Args:
        workspace: whose people.
        map_id: the map.
        question: as of when.
        wanted: which cards.

    Raises:
        UsageFault: no such next step.
        WorkspaceFault: no such map, or it has no stages.
    """
    board = board_of(workspace, map_id, question.edition)
    asked = Asked(board.edition.map, question.at(workspace))
    found = present(board.slices(), asked)
    rows = noted(workspace.trails.snapshot(), asked.map.zone)
    tasks = open_tasks(rows, asked)
    steps = steps_of(found, tasks.planned, asked)
    said = stated(workspace, asked, found)
    table = _Table(found, steps, said, asked, wanted)
    columns = tuple(table.column(at, one) for at, one in enumerate(asked.map.stages))
    make_cards(workspace, asked, columns, tasks, rows)
    return StageBoard(asked, board.edition.number, columns, said is not None)


class _Table:
    """Everybody present, column by column."""

    def __init__(
        self, found: Present, steps: Steps, said: Int64 | None, asked: Asked, wanted: Wanted
    ) -> None:
        self.found, self.steps, self.asked, self.wanted = found, steps, asked, wanted
        paid = found.paid
        self.said = np.zeros(len(found), np.int64) if said is None else said
        self.amount = np.where(paid > 0, paid, self.said)
        # Whom nothing threatens come after the others, the longest here first.
        ranks = {
            "due": np.where(found.due == FOREVER, found.since + FOREVER // 2, found.due),
            "fresh": -found.since,
            "amount": -self.amount,
            "step": _by_step(found, steps),
        }
        self.rank = ranks[wanted.order]
        if wanted.step and wanted.step not in WHEN:
            raise UsageFault("field_wrong", field="step")

    def column(self, at: int, stage: Stage) -> Column:
        found, steps, wanted = self.found, self.steps, self.wanted
        mine = np.flatnonzero(found.stage == at)
        counts = np.bincount(steps.when[mine], minlength=NOT_YET + 1).tolist()
        chosen = mine
        if wanted.step:
            chosen = mine[steps.when[mine] == WHEN.index(wanted.step)]
        late = 0
        if stage.norm is not None:
            late = int((found.since[mine] + stage.norm < self.asked.as_of).sum())
        column = Column(
            stage,
            count=len(mine),
            matching=len(chosen),
            late=late,
            total=int(self.amount[mine].sum()),
            steps=dict(zip(WHEN, counts, strict=False)),
        )
        if not wanted.stage or wanted.stage == stage.id:
            column.seats = [self.seat(one) for one in self.first(chosen).tolist()]
        return column

    def first(self, mine: Int64) -> Int64:
        """The rows of a column to be shown, in its order."""
        found, skip = self.found, self.wanted.skip
        most = min(MOST_SHOWN, skip + self.wanted.take)
        rank = self.rank[mine]
        if len(mine) > most:
            # All of the last one's rank stay, for who stands first among them is not by rank.
            mine = mine[rank <= np.partition(rank, most - 1)[most - 1]]
            rank = self.rank[mine]
        order = np.lexsort((found.deal[mine], found.person[mine], rank))
        return mine[order[skip:most]]

    def seat(self, at: int) -> Seat:
        found, steps = self.found, self.steps
        return Seat(
            person=int(found.person[at]),
            deal=int(found.deal[at]),
            since=int(found.since[at]),
            due=int(found.due[at]),
            due_kind=int(found.due_kind[at]),
            paid=int(found.paid[at]),
            said=int(self.said[at]),
            task=int(steps.task[at]),
            when=int(steps.when[at]),
            step_at=int(steps.at[at]),
            placed=found.placed[int(found.part[at])],
            journey=int(found.journey[at]),
        )


def _by_step(found: Present, steps: Steps) -> Int64:
    """Those nobody is going to turn to stand first, the longest here before others."""
    rank = np.where(steps.when == 0, found.since - FOREVER // 2, steps.at)
    return np.where(steps.when == NOT_YET, FOREVER, rank)
