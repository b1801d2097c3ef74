"""How long what was added up stays true while the moment of the answer moves on.

A state is made of rows and of the moment. Where the moment is only ever held against a row's
instant plus one of a few lengths (was it before, is its window over), nothing changes from one
such instant to the next: the state is kept between the two, and asked for any moment there it
is the same to the last digit. On such an instant itself it stands for that very moment alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER, Duration, Instant
from tropa.compiled import compiled
from tropa.condition.syntax import Did, walk
from tropa.map.document import Map
from tropa.measure.questions.by import By
from tropa.measure.questions.scope import Scope

Int64 = NDArray[np.int64]

NO_LENGTH: Final[frozenset[Duration]] = frozenset({0})
"""Only whether a row had happened by the moment."""

_BEFORE, _ON, _AFTER = 0, 1, 2


class Between(NamedTuple):
    """Moments from one to another, both of them included."""

    first: Instant
    last: Instant

    def holds(self, at: Instant) -> bool:
        """Whether a moment is one of these."""
        return self.first <= at <= self.last

    def both(self, other: "Between") -> "Between":
        """The moments that are of both."""
        return Between(max(self.first, other.first), min(self.last, other.last))


ALWAYS: Final = Between(BEFORE, FOREVER)


@dataclass(frozen=True, slots=True)
class Lasts:
    """What the states of a query are made by, the moment aside, and how the moment enters."""

    made_by: object
    """Everything bound that `add` reads; moments of scopes inside do not count."""
    lengths: frozenset[Duration] = NO_LENGTH
    """The moment is held against instants of rows plus these lengths, and nothing else."""


@runtime_checkable
class Lasting(Protocol):
    """A query whose states outlive the moment they were asked for."""

    def lasts(self) -> Lasts | None:
        """How long; None where no more than the moment can be promised."""
        ...


def lasts_of(query: Any) -> Lasts | None:
    """How long the states of a query last, where it promises anything."""
    return query.lasts() if isinstance(query, Lasting) else None


def lengths_of(
    scope: Scope, splits: Sequence[By | None] = (), own: Iterable[Duration] = ()
) -> frozenset[Duration]:
    """The lengths of a question, those its segments look back over among them.

    Args:
        scope: whose segment, and of which map.
        splits: how the question is split.
        own: lengths of the question itself.
    """
    found = NO_LENGTH | frozenset(own)
    split = any(one is not None and one.rule == "segment" for one in splits)
    if scope.map is None or not (split or scope.segment is not None):
        return found
    return found | looks_back(scope.map)


def looks_back(map_: Map) -> frozenset[Duration]:
    """The lengths that segments of a map look back over."""
    trees = [one.who for one in map_.segments if one.who is not None]
    return frozenset(
        node.within
        for tree in trees
        for node in walk(tree)
        if isinstance(node, Did) and node.within is not None
    )


def same_between(time: Int64, lengths: frozenset[Duration], as_of: Instant) -> Between:
    """The moments around one for which a state of these rows is the same.

    Args:
        time: instants of all rows a state is made of.
        lengths: see `Lasts`.
        as_of: the moment.
    """
    found = ALWAYS
    for length in lengths:
        if length == FOREVER:
            continue
        around = np.asarray([BEFORE, 0, FOREVER], np.int64)
        # Whatever lies further back than instants reach is before every row.
        _around(time, max(as_of - length, BEFORE), around)
        before, on, after = (int(one) for one in around)
        if on:
            return Between(as_of, as_of)
        first = BEFORE if before == BEFORE else before + length + 1
        last = FOREVER if after == FOREVER else after + length - 1
        found = found.both(Between(first, last))
    return found


@compiled
def _around(time: Int64, at: int, around: Int64) -> None:
    """The nearest instants before and after one, and whether some is that very one."""
    before, on, after = around[_BEFORE], around[_ON], around[_AFTER]
    for row in range(len(time)):
        t = time[row]
        if t < at:
            before = max(before, t)
        elif t > at:
            after = min(after, t)
        else:
            on = 1
    around[_BEFORE], around[_ON], around[_AFTER] = before, on, after
