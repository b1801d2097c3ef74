"""A measure is a fold: start, add a slice of people, merge, finish.

A state merges by addition, so the same code runs on one person, on threads, on a cluster, and
any split of people gives the same answer. What is added is a `Standing`: columns, never one
journey at a time. What comes out is an answer that knows how it was made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, DAY, FOREVER, Duration, Instant
from tropa.map.document import Map
from tropa.place.standing import Standing

State = TypeVar("State")
Answer_co = TypeVar("Answer_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """What every measure of one answer is asked for."""

    map: Map
    as_of: Instant
    since: Instant = BEFORE
    """The cohort: journeys opened from here …"""
    until: Instant = FOREVER
    """… and before here. Figures by period take what happened in it."""

    @property
    def whole(self) -> bool:
        """No period was asked for."""
        return self.since == BEFORE and self.until == FOREVER


class Fold(Protocol[State, Answer_co]):
    """One measure."""

    def start(self, asked: Asked) -> State:
        """The state of nobody: neutral in merging."""
        ...

    def add(self, state: State, standing: Standing, asked: Asked) -> State:
        """The state with these people taken in."""
        ...

    def merge(self, left: State, right: State) -> State:
        """Two states of different people as one."""
        ...

    def finish(self, state: State, asked: Asked) -> Answer_co:
        """The answer."""
        ...


@dataclass(frozen=True, slots=True)
class Ended:
    """A measure gathered as it is, and ended otherwise: as the people behind its counts."""

    fold: Fold[Any, Any]
    end: Callable[[Any, Asked], Any]

    def start(self, asked: Asked) -> Any:
        return self.fold.start(asked)

    def add(self, state: Any, standing: Standing, asked: Asked) -> Any:
        return self.fold.add(state, standing, asked)

    def merge(self, left: Any, right: Any) -> Any:
        return self.fold.merge(left, right)

    def finish(self, state: Any, asked: Asked) -> Any:
        return self.end(state, asked)


@runtime_checkable
class Portioned(Protocol):
    """A measure whose finish is long, and falls into portions of which none needs another.

    Its `finish` is `together` of all portions, one after another.
    """

    def portions(self, state: Any, asked: Asked) -> Sequence[Callable[[], Any]]:
        """What is left to do, the longest first where that is known."""
        ...

    def together(self, portions: Sequence[Any]) -> Any:
        """The answer, of what the portions gave, in their order."""
        ...


def cohort(standing: Standing, asked: Asked) -> NDArray[np.bool_]:
    """The valid journeys of the cohort, by the instant they opened; not to be written to."""
    if asked.whole:
        return standing.valid
    opened = standing.placed.opened_at[standing.journey]
    return standing.valid & (opened >= asked.since) & (opened < asked.until)


MONTH: Final[Duration] = 30 * DAY
"""What «the last month» means on the map, so that two months compare."""


def in_period(at: NDArray[np.int64], asked: Asked) -> NDArray[np.bool_]:
    """Instants inside the period, its end left out."""
    return (at >= asked.since) & (at < asked.until) & (at <= asked.as_of)
