"""Placed journeys in columns: what measures fold over and pictures are drawn from.

Rows lie in the order of units; a unit's moves in the order of time. Moves may lie in the future
(a silence that will come due): whoever asks as of T takes those up to T. A journey begins with
its START; its moves, touches and payments are consecutive.
"""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from tropa.place.rules import Edition
from tropa.trail import fix_columns

Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class Kept:
    """What it takes to go on folding where a fold stopped; one row a unit."""

    states: Int64
    settled: Int64
    """How many of the unit's moves were made by events."""
    position: Int64
    """How many positions of its trail were folded."""
    laps: NDArray[np.int32]
    """The lap of each position of these trails, one trail after another; `~lap` leads up to."""


@dataclass(frozen=True)
class Placed:
    """Journeys of some units by one edition."""

    edition: Edition
    # units
    person: Int64
    """u person numbers."""
    deal: Int64
    """u deal numbers, 0 when the person walks."""
    unit_moves: Int64
    """u + 1: where each unit's moves begin."""
    # journeys
    unit: Int64
    """j; the unit of each journey."""
    lap: NDArray[np.int32]
    key: Int64
    """j journey keys: a hash of the map and the opening event."""
    opened_at: Int64
    journey_moves: Int64
    """j + 1: where each journey's moves begin."""
    # moves
    kind: NDArray[np.uint8]
    stage: NDArray[np.int16]
    before: NDArray[np.int16]
    at: Int64
    cause: Int64
    """Event keys, 0 where the instant was due."""
    detail: Int64
    """Number of a reason, of an end or of a move by hand; or the instant a pause lasts to."""
    # touches
    journey_touches: Int64
    """j + 1."""
    touch_at: Int64
    touch_point: NDArray[np.uint16]
    touch_flags: NDArray[np.uint8]
    touch_depth: NDArray[np.uint8]
    sold_touch: Int64
    """Touches after which the sale of their own touchpoint was made, each once at most."""
    sold_at: Int64
    """When it was."""
    # payments
    journey_payments: Int64
    """j + 1."""
    paid_at: Int64
    paid_amount: Int64
    """Minor units; money given back is negative."""
    reasons: tuple[str, ...]
    notes: dict[str, int]
    kept: Kept | None = None

    def __post_init__(self) -> None:
        fix_columns(self)

    @property
    def journeys(self) -> int:
        return len(self.unit)

    def move_journeys(self) -> Int64:
        """The journey of each move."""
        return np.repeat(np.arange(self.journeys), np.diff(self.journey_moves))


def map_number(map_id: str) -> int:
    """A map's name as a number, for journey keys."""
    digest = blake2b(f"map\x1f{map_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def mixed(*parts: Int64 | int) -> Int64:
    """A 63-bit hash of numbers, row by row (splitmix64 steps)."""
    state = np.full(1, 0x9E3779B97F4A7C15, np.uint64)
    for part in parts:
        word = np.atleast_1d(np.asarray(part)).astype(np.uint64)
        state = (state ^ word) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(29))) * np.uint64(0x94D049BB133111EB)
        state = state ^ (state >> np.uint64(32))
    return (state >> np.uint64(1)).astype(np.int64)


def move_keys(placed: Placed) -> Int64:
    """A key for every move: of its journey, kind, stage and cause.

    A cause is an event, or the instant that was due.
    """
    cause = np.where(placed.cause != 0, placed.cause, placed.at)
    journey = placed.key[placed.move_journeys()]
    return mixed(journey, placed.kind.astype(np.int64), placed.stage.astype(np.int64), cause)
