"""Who stands on which stage now, as a board of columns: counts, sums, who has stood too long.

Everybody is looked at once for all stages. Cards are made only of those to be shown: the first
of each column, by what will be lost soonest, by who came last, or by how much they bring.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Instant
from tropa.event import Name, NameKind
from tropa.map.document import Map, Stage
from tropa.measure.fold import Asked
from tropa.measure.payments import payments
from tropa.money import minor_units
from tropa.place.placed import Placed
from tropa.place.standing import STAGE, STATUS, Standing, stand
from tropa.place.state import ACTIVE, DORMANT_MARK, MEND, SILENCE, START
from tropa.trail import TrailBatch
from tropa.workspace.answers import Question, board_of
from tropa.workspace.figures import best_name
from tropa.workspace.opening import Workspace

Int64 = NDArray[np.int64]
Order: TypeAlias = Literal["due", "fresh", "amount"]

SHOWN: Final = 50
"""Cards of a column at once."""
MOST_SHOWN: Final = 500
STATED_OF: Final = 20_000
"""More people than this on a board, and sums are only of what was paid: stated amounts would
have to be looked for in everybody's events."""


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """One journey on a stage, by the order of its column."""

    rank: Instant
    person: int
    deal: int
    since: Instant = field(compare=False)
    due: Instant = field(compare=False)
    """When silence will end it here, FOREVER when nothing will."""
    due_kind: int = field(compare=False)
    paid: int = field(compare=False)
    placed: Placed = field(compare=False, repr=False)
    journey: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of one journey."""

    person: int
    deal: int
    name: str
    kind: NameKind | None
    since: Instant
    due: Instant | None
    amount: int | None
    stated: bool
    """The amount was said, not paid."""
    late: bool
    """It stands here longer than the stage's norm."""
    move: int
    """The kind of the move that led here."""
    before: int
    event: str
    touchpoint: str


@dataclass
class Column:
    """One stage."""

    stage: Stage
    count: int = 0
    late: int = 0
    total: int = 0
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


def ask_board(
    workspace: Workspace,
    map_id: str,
    question: Question,
    order: Order = "due",
    stage: str = "",
    skip: int = 0,
) -> StageBoard:
    """Who stands where.

    Args:
        workspace: whose people.
        map_id: the map.
        question: as of when.
        order: what stands first in a column.
        stage: only this column's cards are wanted.
        skip: of each column's cards, so many were shown before.

    Raises:
        WorkspaceFault: no such map, or it has no stages.
    """
    board = board_of(workspace, map_id, question.edition)
    as_of = workspace.clock.now() if question.as_of is None else question.as_of
    asked = Asked(board.edition.map, as_of)
    columns = tuple(Column(one) for one in asked.map.stages)
    seats: list[list[Seat]] = [[] for _ in columns]
    people: list[Int64] = []
    wanted = min(MOST_SHOWN, SHOWN + skip)
    for part in board.slices():
        standing = stand(part.placed, as_of, asked.map, part.alive)
        rows = np.flatnonzero(standing.valid & (standing.column(STATUS) == ACTIVE))
        found = _Present(standing, rows, order)
        people.append(found.persons)
        for at, column in enumerate(columns):
            mine = found.on(at)
            column.count += len(mine)
            column.total += int(found.paid[mine].sum())
            column.late += found.late(mine, column.stage)
            if not stage or stage == column.stage.id:
                seats[at] = heapq.nsmallest(wanted, [*seats[at], *found.seats(mine, wanted)])
    stated = _stated(workspace, asked, people)
    for column, best in zip(columns, seats, strict=True):
        column.seats = best[skip:wanted]
    _add_stated(columns, board.slices() if stated else [], asked, stated)
    _make_cards(workspace, asked, columns, stated)
    return StageBoard(asked, board.edition.number, columns, stated is not None)


class _Present:
    """Journeys that stand on a stage, column by column."""

    def __init__(self, standing: Standing, rows: Int64, order: Order) -> None:
        placed = standing.placed
        self.placed, self.as_of = placed, standing.as_of
        self.journey = standing.journey[rows]
        unit = placed.unit[self.journey]
        self.persons, self.deals = placed.person[unit], placed.deal[unit]
        self.stage = standing.table[rows, STAGE]
        last = np.searchsorted(standing.visit_journey, rows, side="right") - 1
        self.since = standing.visit_entered[last]
        self.due, self.due_kind = _next_moves(placed, self.journey, standing.as_of)
        row, _, amount = payments(standing)
        sums = np.bincount(row, amount, len(standing.journey)) if len(row) else np.zeros(0)
        self.paid = np.zeros(len(rows), np.int64)
        if len(row):
            self.paid = np.rint(sums[rows]).astype(np.int64)
        self.rank = {"due": self.due, "fresh": -self.since, "amount": -self.paid}[order]
        # Whom nothing threatens come after the others, the longest here first.
        self.rank = np.where(self.rank == FOREVER, self.since + FOREVER // 2, self.rank)

    def on(self, stage: int) -> Int64:
        return np.flatnonzero(self.stage == stage)

    def late(self, mine: Int64, stage: Stage) -> int:
        if stage.norm is None:
            return 0
        return int((self.since[mine] + stage.norm < self.as_of).sum())

    def seats(self, mine: Int64, most: int) -> list[Seat]:
        if len(mine) > most:
            mine = mine[np.argsort(self.rank[mine], kind="stable")[:most]]
        return [
            Seat(
                rank=int(self.rank[at]),
                person=int(self.persons[at]),
                deal=int(self.deals[at]),
                since=int(self.since[at]),
                due=int(self.due[at]),
                due_kind=int(self.due_kind[at]),
                paid=int(self.paid[at]),
                placed=self.placed,
                journey=int(self.journey[at]),
            )
            for at in mine.tolist()
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


# ---------------------------------------------------------------- amounts that were stated

_Stated: TypeAlias = dict[tuple[int, int], int]


def _stated(workspace: Workspace, asked: Asked, people: Sequence[Int64]) -> _Stated | None:
    """The latest amount stated of each person and deal; None where they are too many."""
    persons = np.unique(np.concatenate([np.zeros(0, np.int64), *people]))
    if len(persons) > STATED_OF:
        return None
    name = _amount_field(asked.map)
    batch = workspace.trails.gather(persons, {name})
    column = batch.column(name)
    rows = np.flatnonzero((column.codes > 0) & (batch.time <= asked.as_of))
    owner = np.searchsorted(batch.offsets, rows, side="right") - 1
    deals = batch.deal[rows] if len(batch.deal) else np.zeros(len(rows), np.int64)
    found: _Stated = {}
    for row, who, deal in zip(rows.tolist(), owner.tolist(), deals.tolist(), strict=True):
        value = column.values[int(column.codes[row])]
        amount = None if value is None else minor_units(str(value), asked.map.currency)
        if amount is not None and amount > 0:
            found[int(batch.persons[who]), int(deal)] = amount
            found[int(batch.persons[who]), 0] = amount
    return found


def _amount_field(map_: Map) -> str:
    return map_.money.paid[1] if map_.money.paid is not None else "amount"


def _add_stated(
    columns: Sequence[Column], slices: Iterable[Any], asked: Asked, stated: _Stated | None
) -> None:
    """Into the sums, of those who have paid nothing yet."""
    for part in slices if stated else ():
        standing = stand(part.placed, asked.as_of, asked.map, part.alive)
        rows = np.flatnonzero(standing.valid & (standing.column(STATUS) == ACTIVE))
        found = _Present(standing, rows, "due")
        for at in np.flatnonzero(found.paid <= 0).tolist():
            key = int(found.persons[at]), int(found.deals[at])
            columns[int(found.stage[at])].total += (stated or {}).get(key, 0)


# ---------------------------------------------------------------- cards


def _make_cards(
    workspace: Workspace, asked: Asked, columns: Sequence[Column], stated: _Stated | None
) -> None:
    seats = [seat for column in columns for seat in column.seats]
    persons = np.unique(np.asarray([seat.person for seat in seats], np.int64))
    batch = workspace.trails.gather(persons, ())
    events = _event_names(batch)
    called = _called(workspace, persons.tolist())
    for column in columns:
        column.cards = [
            _card(seat, column.stage, asked, called, events, stated or {})
            for seat in column.seats
        ]


def _event_names(batch: TrailBatch) -> dict[int, str]:
    names = batch.names
    pairs = zip(batch.key.tolist(), batch.code.tolist(), strict=True)
    return {key: names[code] for key, code in pairs}


def _called(workspace: Workspace, persons: Sequence[int]) -> dict[int, Name | None]:
    """What people are called: the best name of each, all looked up at once."""
    numbers = {person: workspace.persons.names_of(person) for person in persons}
    known = workspace.ledger.names.get({one for some in numbers.values() for one in some})
    return {
        person: best_name(known[one] for one in some if one in known)
        for person, some in numbers.items()
    }


def _card(
    seat: Seat,
    stage: Stage,
    asked: Asked,
    called: dict[int, Name | None],
    events: dict[int, str],
    stated: _Stated,
) -> Card:
    name = called.get(seat.person)
    said = stated.get((seat.person, seat.deal))
    move = next(_moves_here(seat, asked.as_of), None)
    cause, at = (0, 0) if move is None else (int(seat.placed.cause[move]), seat.placed.at[move])
    return Card(
        person=seat.person,
        deal=seat.deal,
        name=name.value if name else f"№{seat.person}",
        kind=name.kind if name else None,
        since=seat.since,
        due=seat.due if seat.due_kind in (SILENCE, DORMANT_MARK) else None,
        amount=seat.paid if seat.paid > 0 else said,
        stated=seat.paid <= 0 and said is not None,
        late=stage.norm is not None and seat.since + stage.norm < asked.as_of,
        move=0 if move is None else int(seat.placed.kind[move]),
        before=-1 if move is None else int(seat.placed.before[move]),
        event=events.get(cause, ""),
        touchpoint=_touchpoint_at(seat, int(at)),
    )


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
