"""Cards of a board: made of those who are shown, whoever else stands there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Instant
from tropa.map.document import Stage
from tropa.measure.fold import Asked
from tropa.measure.open_tasks import WHEN
from tropa.place.placed import Placed
from tropa.place.state import DORMANT_MARK, MEND, SILENCE, START
from tropa.trail import TrailBatch
from tropa.workspace.opening import Workspace
from tropa.workspace.people.called import Called, called_all
from tropa.workspace.tasks.noted import OWNED, Rows
from tropa.workspace.tasks.open_tasks import OpenTasks, Step, text_of

Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Seat:
    """One journey on a stage."""

    person: int
    deal: int
    since: Instant
    due: Instant
    """When silence will end it here, FOREVER when nothing will."""
    due_kind: int
    paid: int
    said: int
    task: int
    """Its next step among the open tasks; negative where it is a pause, or nothing."""
    when: int
    step_at: Instant
    placed: Placed = field(repr=False)
    journey: int


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of one journey."""

    person: int
    deal: int
    called: Called
    owner: str
    """Who looks after them, as somebody assigned it."""
    since: Instant
    due: Instant | None
    amount: int | None
    stated: bool
    """The amount was said, not paid."""
    late: bool
    """It stands here longer than the stage's norm."""
    step: Step | None
    paused: Instant | None
    """Until when a planned pause lasts, where nothing else is planned."""
    when: str
    """One of WHEN; empty where nobody has talked with them yet."""
    move: int
    """The kind of the move that led here."""
    before: int
    event: str
    touchpoint: str


class ColumnOfCards(Protocol):
    """Where cards go."""

    stage: Stage
    seats: list[Seat]
    cards: list[Card]


def make_cards(
    workspace: Workspace,
    asked: Asked,
    columns: Sequence[ColumnOfCards],
    tasks: OpenTasks,
    rows: Rows,
) -> None:
    """Cards of all seats.

    Args:
        workspace: whose people.
        asked: the moment and the map.
        columns: their seats are read, their cards written.
        tasks: open ones.
        rows: what is noted of everybody.
    """
    seats = [seat for column in columns for seat in column.seats]
    persons = np.unique(np.asarray([seat.person for seat in seats], np.int64))
    making = _Making(
        asked,
        tasks,
        called_all(workspace, persons.tolist()),
        _event_names(workspace.trails.gather(persons, ()), seats),
        owners_of(rows, persons, asked.as_of),
    )
    for column in columns:
        column.cards = [making.card(seat, column.stage) for seat in column.seats]


def owners_of(rows: Rows, persons: Int64, as_of: Instant) -> dict[int, str]:
    """Who looks after some people, as last assigned; whoever was set free has nobody."""
    mine = (rows.kind == OWNED) & (rows.at <= as_of) & np.isin(rows.person, persons)
    some = np.flatnonzero(mine)
    some = some[np.lexsort((rows.key[some], rows.at[some]))]
    latest: list[int] = some.tolist()
    return {int(rows.person[at]): text_of(rows.said[at], "owner") for at in latest}


@dataclass(frozen=True, slots=True)
class _Making:
    """All that cards are made of."""

    asked: Asked
    tasks: OpenTasks
    called: Mapping[int, Called]
    events: Mapping[int, str]
    owners: Mapping[int, str]

    def card(self, seat: Seat, stage: Stage) -> Card:
        as_of, paid = self.asked.as_of, seat.paid > 0
        move = next(_moves_here(seat, as_of), None)
        cause, at = (0, 0) if move is None else (seat.placed.cause[move], seat.placed.at[move])
        step = self.tasks.step(seat.task) if seat.task >= 0 else None
        planned = 0 < seat.when < len(WHEN)
        return Card(
            person=seat.person,
            deal=seat.deal,
            called=self.called[seat.person],
            owner=self.owners.get(seat.person, ""),
            since=seat.since,
            due=seat.due if seat.due_kind in (SILENCE, DORMANT_MARK) else None,
            amount=seat.paid if paid else (seat.said or None),
            stated=not paid and seat.said > 0,
            late=stage.norm is not None and seat.since + stage.norm < as_of,
            step=step,
            paused=seat.step_at if planned and step is None else None,
            when=WHEN[seat.when] if seat.when < len(WHEN) else "",
            move=0 if move is None else int(seat.placed.kind[move]),
            before=-1 if move is None else int(seat.placed.before[move]),
            event=self.events.get(int(cause), ""),
            touchpoint=_touchpoint_at(seat, int(at)),
        )


def _event_names(batch: TrailBatch, seats: Sequence[Seat]) -> dict[int, str]:
    """Names of all events that made somebody stand where they do, or earlier moves."""
    causes = [
        seat.placed.cause[slice(*seat.placed.journey_moves[seat.journey : seat.journey + 2])]
        for seat in seats
    ]
    rows = np.flatnonzero(np.isin(batch.key, np.concatenate([np.zeros(0, np.int64), *causes])))
    pairs = zip(batch.key[rows].tolist(), batch.code[rows].tolist(), strict=True)
    return {key: batch.names[code] for key, code in pairs}


def _moves_here(seat: Seat, as_of: Instant) -> Iterator[int]:
    """Moves that entered a stage, the latest first."""
    placed, journey = seat.placed, seat.journey
    begin, end = (int(placed.journey_moves[journey + one]) for one in (0, 1))
    for move in range(end - 1, begin - 1, -1):
        if placed.at[move] <= as_of and START <= placed.kind[move] <= MEND:
            yield move


def _touchpoint_at(seat: Seat, at: Instant) -> str:
    """The touch of the instant somebody moved at, by its title."""
    placed, journey = seat.placed, seat.journey
    begin, end = (int(placed.journey_touches[journey + one]) for one in (0, 1))
    same = np.flatnonzero(placed.touch_at[begin:end] == at)
    if not len(same):
        return ""
    point = int(placed.touch_point[begin + int(same[-1])]) - 1
    return placed.edition.map.touchpoints[point].title
