"""Runs measures over everybody: slice by slice, all measures of an answer in one pass."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Instant
from tropa.map.document import Map
from tropa.measure.fold import Asked, Fold, Portioned
from tropa.place.placed import Placed
from tropa.place.standing import Standing, stand


@dataclass(frozen=True)
class Slice:
    """Placed journeys, and which of their units count (those placed anew elsewhere do not)."""

    placed: Placed
    alive: NDArray[np.bool_] | None = None
    _latest: list[tuple[Map, Standing]] = field(
        default_factory=list[tuple[Map, Standing]], init=False, repr=False, compare=False
    )

    def stand(self, as_of: Instant, map_: Map) -> Standing:
        """Where they stand; several questions of one moment walk the moves once."""
        # Threads may both miss what is kept, and both be right.
        for known, standing in self._latest[-1:]:
            if known is map_ and standing.as_of == as_of:
                return standing
        standing = stand(self.placed, as_of, map_, self.alive)
        self._latest[:] = [(map_, standing)]
        return standing


_T = TypeVar("_T")
_R = TypeVar("_R")


class Spread(Protocol):
    """How pieces are worked off, slices or measures: one after another, or on threads."""

    def __call__(self, work: Callable[[_T], _R], pieces: Sequence[_T], /) -> Iterable[_R]: ...


def one_by_one(work: Callable[[_T], _R], pieces: Sequence[_T]) -> Iterable[_R]:
    """Piece after piece, in this thread."""
    return map(work, pieces)


def run(
    folds: Sequence[Fold[Any, Any]],
    slices: Sequence[Slice],
    asked: Asked,
    spread: Spread = one_by_one,
) -> list[Any]:
    """The answers of several measures, each person looked at once.

    Args:
        folds: the measures.
        slices: everybody, in any split.
        asked: map, moment, period.
        spread: how slices, and then measures, are worked off.
    """

    def work(part: Slice) -> list[Any]:
        standing = part.stand(asked.as_of, asked.map)
        return [fold.add(fold.start(asked), standing, asked) for fold in folds]

    states = [fold.start(asked) for fold in folds]
    for added in spread(work, slices):
        pairs = zip(folds, states, added, strict=True)
        states = [fold.merge(state, one) for fold, state, one in pairs]

    # Sorting millions of lengths takes as long as a slice does: it is shared out too.
    todo = [_portions(fold, state, asked) for fold, state in zip(folds, states, strict=True)]
    done = iter(spread(_call, list(chain.from_iterable(todo))))
    return [
        _together(fold, list(islice(done, len(portions))))
        for fold, portions in zip(folds, todo, strict=True)
    ]


def _portions(fold: Fold[Any, Any], state: Any, asked: Asked) -> Sequence[Callable[[], Any]]:
    if isinstance(fold, Portioned):
        return fold.portions(state, asked)
    return [partial(fold.finish, state, asked)]


def _together(fold: Fold[Any, Any], done: list[Any]) -> Any:
    return fold.together(done) if isinstance(fold, Portioned) else done[0]


def _call(portion: Callable[[], Any]) -> Any:
    return portion()
