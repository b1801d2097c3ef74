"""Touches in columns beside the journeys looked at, and what kind of contact each is.

Whose a contact is and by which means is told by its touchpoint, in the edition that placed it.
A seller's touch is one that reaches the buyer: a letter opened, a banner shown and work done
out of the buyer's sight are none.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.map.document import Map, Touchpoint
from tropa.map.interactions import BY_EVENT
from tropa.place.standing import Standing
from tropa.place.touch import COUNTED

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

_UNSEEN: Final = frozenset({"impression", "open", "research", "task", "refund"})
"""The buyer is not spoken to, or does it without us."""
_LIVE: Final = frozenset({"call_in", "meet", "visit_place"})
_MISSED: Final = "call_missed"
UNSUBSCRIBED: Final = "unsubscribe"


class Touched(NamedTuple):
    """Touches up to `as_of` of the journeys looked at: in their order, each in that of time."""

    row: Int64
    """Number of the touch in `placed`."""
    journey: Int64
    """Row of its journey in the standing."""
    at: Int64
    point: Int64
    """Number of its touchpoint in the edition that placed, from 1; 0 for none."""
    counts: Bools
    """A contact; an advertisement shown is kept apart."""


def touched(standing: Standing) -> Touched:
    """The touches behind a standing."""
    placed = standing.placed
    row = np.full(placed.journeys, -1, np.int64)
    row[standing.journey] = np.arange(len(standing.journey))
    journey = np.repeat(row, np.diff(placed.journey_touches))
    seen = np.flatnonzero((journey >= 0) & (placed.touch_at <= standing.as_of))
    return Touched(
        seen,
        journey[seen],
        placed.touch_at[seen],
        placed.touch_point[seen].astype(np.int64),
        (placed.touch_flags[seen] & COUNTED) != 0,
    )


def points_that(map_: Map, test: Callable[[Touchpoint], bool]) -> Bools:
    """For each number of a touchpoint, from 0 for none, whether it passes a test."""
    return np.asarray([False, *(test(one) for one in map_.touchpoints)], np.bool_)


def firsts(journey: Int64, at: Int64, journeys: int, nothing: int) -> Int64:
    """For each journey the first of some instants, given in the order of time."""
    found = np.full(journeys, nothing, np.int64)
    # Of several values for one place the last one stays.
    found[journey[::-1]] = at[::-1]
    return found


def following(journey: Int64, at: Int64, of: Int64, then: Int64) -> Int64:
    """For each instant the number of the first of others that is not earlier, -1 for none.

    Args:
        journey: of each instant; they are in the order of journeys and of time.
        at: the instants.
        of: journeys of the others, in the same order.
        then: the others.
    """
    found = np.full(len(journey), -1, np.int64)
    _following(journey, at, of, then, found)
    return found


def preceding(journey: Int64, at: Int64, of: Int64, then: Int64) -> Int64:
    """For each instant the number of the last of others that is not later, -1 for none."""
    # Read from the end and with the sign turned, what went before comes after.
    found = following(-journey[::-1], -at[::-1], -of[::-1], -then[::-1])[::-1]
    return np.where(found < 0, -1, len(of) - 1 - found)


@compiled
def _following(journey: Int64, at: Int64, of: Int64, then: Int64, found: Int64) -> None:
    other = 0
    for one in range(len(journey)):
        while other < len(of) and (
            of[other] < journey[one] or (of[other] == journey[one] and then[other] < at[one])
        ):
            other += 1
        if other < len(of) and of[other] == journey[one]:
            found[one] = other


def kind_of(point: Touchpoint) -> str | None:
    """What kind of contact the touchpoint is: as it states, else as its event is known."""
    stated = point.record.get("interaction")
    if isinstance(stated, str):
        return stated
    return BY_EVENT.get(point.events[0]) if point.events else None


def is_sellers(point: Touchpoint) -> bool:
    """The seller turns to the buyer here; a shown advertisement does not count."""
    return not point.from_buyer and kind_of(point) not in _UNSEEN


def is_message(point: Touchpoint) -> bool:
    """Letters and messages: sent, delivered, opened, clicked, answered."""
    return point.interaction is not None and point.interaction.collapse == "message"


def is_automatic(point: Touchpoint) -> bool:
    """A message of the seller's that no person speaks: it has no script."""
    return is_sellers(point) and is_message(point) and "script" not in point.record


def is_live(point: Touchpoint) -> bool:
    """Both sides are there at once, so that nobody waits for an answer."""
    if is_sellers(point):
        return True
    return kind_of(point) in _LIVE and _MISSED not in point.events
