"""Moves made by hand: events by which somebody of the team says on which stage a person stands.

Such an event names a map, one of its stages, and why. It is read here, over columns, before
placing begins; what becomes of it is for the kernel to say. An event that names another map,
or a stage this edition does not have, does nothing.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.event import STAGE_SET, event_name
from tropa.map.document import Map
from tropa.trail import Column, TrailBatch

MAP_FIELD: Final = "map"
STAGE_FIELD: Final = "stage"
REASON_FIELD: Final = "reason"
FIELDS_BY_HAND: Final = frozenset({MAP_FIELD, STAGE_FIELD, REASON_FIELD})
"""What placing reads of these events."""
BY_FIELD: Final = "by"
"""Who made the move: nothing depends on it but what is said of it."""


class ByHand(NamedTuple):
    """The moves made by hand in one batch, through the eyes of one edition."""

    rows: NDArray[np.intp]
    which: NDArray[np.int64]
    """For each row its move among `moves`."""
    moves: tuple[tuple[int, str], ...]
    """Each distinct stage and reason."""


_NOBODY: Final = ByHand(np.zeros(0, np.intp), np.zeros(0, np.int64), ())


def codes_by_hand(names: tuple[str, ...]) -> list[int]:
    """Which of a batch's event names mean a move by hand."""
    return [code for code, name in enumerate(names) if event_name(name) == STAGE_SET]


def set_by_hand(batch: TrailBatch, map_: Map) -> ByHand:
    """Where people are put by hand."""
    codes = codes_by_hand(batch.names)
    rows = np.flatnonzero(np.isin(batch.code, codes)) if codes else _NOBODY.rows
    if not len(rows):
        return _NOBODY
    ours = [text == map_.id for text in _texts(batch.column(MAP_FIELD))]
    rows = rows[np.asarray(ours, np.bool_)[batch.column(MAP_FIELD).codes[rows]]]
    stages, reasons = (batch.column(name) for name in (STAGE_FIELD, REASON_FIELD))
    numbers, texts = [_stage(map_, text) for text in _texts(stages)], _texts(reasons)
    known: dict[tuple[int, str], int] = {}
    found: list[tuple[int, int]] = []
    for row in rows.tolist():
        stage = numbers[int(stages.codes[row])]
        if stage >= 0:
            move = stage, texts[int(reasons.codes[row])]
            found.append((row, known.setdefault(move, len(known))))
    return ByHand(
        np.asarray([row for row, _ in found], np.intp),
        np.asarray([number for _, number in found], np.int64),
        tuple(known),
    )


def _texts(column: Column) -> list[str]:
    return ["" if value is None else str(value).strip() for value in column.values]


def _stage(map_: Map, name: str) -> int:
    """The stage of that name; an audience is filled by counts alone."""
    at = map_.stage_index(name)
    return -1 if at >= 0 and map_.stages[at].counted_only else at
