"""Who belongs to a segment at the moment of the answer: their numbers, and nothing else.

The map's own measures are folds over journeys and know nothing of traits. Who of the people is
asked about is found first, over tracks, as for every question (`scope.py`); the journeys of
everybody else are then left out before anything is added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.query import Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class Persons:
    """Who a scope asks about."""

    scope: Scope

    @property
    def needs(self) -> Needs:
        return Needs(self.scope.fields)

    def lasts(self) -> Lasts:
        return Lasts(self, lengths_of(self.scope))

    def start(self) -> tuple[Int64, ...]:
        return ()

    def add(self, state: tuple[Int64, ...], track: Track) -> tuple[Int64, ...]:
        return (*state, track.person[self.scope.people(track)])

    def merge(self, left: tuple[Int64, ...], right: tuple[Int64, ...]) -> tuple[Int64, ...]:
        return left + right

    def finish(self, state: tuple[Int64, ...]) -> dict[str, Any]:
        return {"people": len(numbers(state))}

    def people(self, track: Track, cell: str) -> Int64:
        """Everybody asked about: there is one cell."""
        _ = cell
        return np.flatnonzero(self.scope.people(track))

    def made(self) -> Made:
        return Made()


def numbers(state: Sequence[Int64]) -> Int64:
    """The numbers of these people, rising."""
    return np.unique(np.concatenate([np.zeros(0, np.int64), *state]))
