"""Asks one query of everybody: track by track, on as many threads as there are.

Long questions can be given up between tracks, and say how far they are.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from tropa.measure.questions.query import Query, Settling
from tropa.measure.questions.track import Track

Lazy: TypeAlias = Callable[[], Track]
"""A track made when its turn comes, so that not all lie in memory at once."""

SpreadTracks: TypeAlias = Callable[[Callable[[Lazy], Any], Iterable[Lazy]], Iterable[Any]]


def in_turn(work: Callable[[Lazy], Any], tracks: Iterable[Lazy]) -> Iterable[Any]:
    """Track after track, in this thread."""
    return map(work, tracks)


def ask(
    query: Query[Any],
    tracks: Iterable[Lazy],
    spread: SpreadTracks = in_turn,
    told: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """The answer of a query.

    Args:
        query: what is asked.
        tracks: everybody, in any split.
        spread: how tracks are worked off.
        told: is told after each track how many are done; what it raises ends the question.
    """
    return query.finish(_gathered(query, tracks, spread, told))


def settled(
    query: Query[Any], tracks: Iterable[Lazy], spread: SpreadTracks = in_turn
) -> Query[Any]:
    """A query that knows its answer, where its cells are named by it (the third path, «other»).

    Args:
        query: what is asked.
        tracks: everybody.
        spread: how tracks are worked off.
    """
    if not isinstance(query, Settling):
        return query
    return query.settled(_gathered(query, tracks, spread, None))


def _gathered(
    query: Query[Any],
    tracks: Iterable[Lazy],
    spread: SpreadTracks,
    told: Callable[[int], None] | None,
) -> Any:
    state = query.start()
    for done, part in enumerate(
        spread(lambda lazy: query.add(query.start(), lazy()), tracks), 1
    ):
        state = query.merge(state, part)
        if told is not None:
            told(done)
    return state
