"""Placed columns, and journeys placed slowly, in one plain shape to be compared."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from reference.journey import Journey, Moved
from reference.touches import Contact
from tropa.map.document import Map
from tropa.place.placed import Placed
from tropa.place.state import MOVE_NAMES
from tropa.place.touch import BUYER, COUNTED, SHOWN, TALK

ENDS_WITH_REASON = frozenset({"refusal", "hard", "dormant", "invalid", "disqualified"})
BY_HAND = frozenset({"start", "advance", "skip", "back", "return"})
"""Moves that have a reason only where somebody made them by hand."""


class Row(NamedTuple):
    """One journey."""

    edition: int
    lap: int
    opened_at: int
    moves: list[Moved]
    touches: list[tuple[int, int, int, int]]
    """Instant, touchpoint, depth, flags."""
    payments: list[tuple[int, int]]


Plain: TypeAlias = dict[tuple[int, int], list[Row]]
"""By person and deal."""


def of_kernel(placed: Iterable[Placed]) -> Plain:
    """The journeys of every unit, whichever edition placed them."""
    found: Plain = {}
    for one in placed:
        for at in range(one.journeys):
            unit = int(one.unit[at])
            rows = found.setdefault((int(one.person[unit]), int(one.deal[unit])), [])
            rows.append(_row(one, at))
    return {unit: sorted(rows, key=lambda row: row.lap) for unit, rows in found.items()}


def _row(placed: Placed, at: int) -> Row:
    moves, touches, payments = (
        range(int(ends[at]), int(ends[at + 1]))
        for ends in (placed.journey_moves, placed.journey_touches, placed.journey_payments)
    )
    return Row(
        placed.edition.number,
        int(placed.lap[at]),
        int(placed.opened_at[at]),
        [_move(placed, row) for row in moves],
        sorted(_touch(placed, row) for row in touches),
        sorted((int(placed.paid_at[row]), int(placed.paid_amount[row])) for row in payments),
    )


def _move(placed: Placed, row: int) -> Moved:
    kind, number = MOVE_NAMES[int(placed.kind[row])], int(placed.detail[row])
    detail: object = None
    if kind in ENDS_WITH_REASON | BY_HAND:
        detail = placed.reasons[number] or None
    elif kind == "snooze":
        detail = number
    columns = (placed.stage, placed.before, placed.at, placed.cause)
    stage, before, at, cause = (int(column[row]) for column in columns)
    return Moved(kind, stage, before, at, cause, detail)


def _touch(placed: Placed, row: int) -> tuple[int, int, int, int]:
    columns = (placed.touch_at, placed.touch_point, placed.touch_depth, placed.touch_flags)
    at, point, depth, flags = (int(column[row]) for column in columns)
    return at, point - 1, depth, flags


def of_reference(found: dict[tuple[int, int], list[Journey]]) -> Plain:
    """The same, placed slowly."""
    return {unit: [_slow(one) for one in journeys] for unit, journeys in found.items()}


def _slow(journey: Journey) -> Row:
    return Row(
        journey.edition,
        journey.lap,
        journey.opened_at,
        journey.moves,
        sorted(_contact(journey.map, one) for one in journey.contacts),
        sorted(journey.payments),
    )


def _contact(map_: Map, one: Contact) -> tuple[int, int, int, int]:
    flags = (SHOWN if one.shown else COUNTED) | one.inbound * BUYER | one.two_way * TALK
    return one.first.at, map_.touchpoint_index(one.first.point.id), one.depth, flags


def up_to(plain: Plain, instant: int) -> Plain:
    """What had happened by an instant, and nothing of what was to come."""
    found = {unit: [_cut(row, instant) for row in rows] for unit, rows in plain.items()}
    return {
        unit: kept
        for unit, rows in found.items()
        if (kept := [row for row in rows if row.opened_at <= instant])
    }


def _cut(row: Row, instant: int) -> Row:
    return row._replace(
        moves=[move for move in row.moves if move.at <= instant],
        # A contact that goes on deepens later; when and where it began stays.
        touches=[(*touch[:2], 0, 0) for touch in row.touches if touch[0] <= instant],
        payments=[payment for payment in row.payments if payment[0] <= instant],
    )


def units_of(placed: Placed) -> Sequence[tuple[int, int]]:
    """The units of a batch, those without journeys too."""
    return list(zip(placed.person.tolist(), placed.deal.tolist(), strict=True))
