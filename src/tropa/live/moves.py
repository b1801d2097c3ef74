"""Moves as they are told to whoever listens, and the difference a change makes.

A move is known by its key: of journey, kind, stage and cause. Whoever keeps the set of moves
told so far, adds what appeared and takes away what was withdrawn, has at any time exactly the
moves that placing everybody anew would give.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, Instant
from tropa.place.placed import Placed, move_keys

Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Move:
    """One move."""

    key: int
    person: int
    deal: int
    journey: int
    kind: int
    stage: int
    at: Instant
    cause: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change made true, and what it made untrue."""

    map: str
    appeared: tuple[Move, ...]
    withdrawn: tuple[Move, ...]
    replayed: bool
    """It came of publishing, importing or rebuilding: nothing is to be started by it."""


Listener: TypeAlias = Callable[[Difference], None]


def difference(
    map_id: str, former: dict[int, Move], present: dict[int, Move], *, replayed: bool
) -> Difference:
    """From some moves to others."""
    return Difference(
        map_id,
        tuple(move for key, move in present.items() if key not in former),
        tuple(move for key, move in former.items() if key not in present),
        replayed,
    )


def among(values: Int64, known: Int64) -> NDArray[np.bool_]:
    """Which values are among the known ones (rising)."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return known[at] == values


def moves_of(
    placed: Sequence[Placed], persons: Int64, now: Instant, since: Instant = BEFORE
) -> dict[int, Move]:
    """Moves of some persons (rising numbers) after one instant and up to another, by key."""
    found: dict[int, Move] = {}
    for one in placed:
        mine = among(one.person, persons)
        if not mine.any():
            continue
        keys, journey = move_keys(one), one.move_journeys()
        unit = one.unit[journey] if len(journey) else journey
        told = mine[unit] & (one.at <= now) & (one.at > since)
        for row in np.flatnonzero(told).tolist():
            found[int(keys[row])] = Move(
                key=int(keys[row]),
                person=int(one.person[unit[row]]),
                deal=int(one.deal[unit[row]]),
                journey=int(one.key[journey[row]]),
                kind=int(one.kind[row]),
                stage=int(one.stage[row]),
                at=int(one.at[row]),
                cause=int(one.cause[row]),
            )
    return found
