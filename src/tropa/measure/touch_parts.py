"""What is seen of each touch: the components of its quality, as far as journeys keep them.

A row a component, a column a touch; a component that cannot be seen is no number. What each
means stands in `tropa.measure.quality`.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.map.document import Map, Touchpoint
from tropa.measure.fold import Asked
from tropa.measure.touched import (
    UNSUBSCRIBED,
    Touched,
    following,
    is_message,
    is_sellers,
    kind_of,
    points_that,
    preceding,
)
from tropa.place.sale_rules import told
from tropa.place.standing import Standing
from tropa.place.state import ADVANCE, HARD, REFUSAL, SKIP
from tropa.place.touch import TALK

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

PARTS: Final = ("delivered", "seen", "engaged", "sale", "moved", "satisfaction")
DELIVERED, SEEN, ENGAGED, SALE, MOVED, SATISFACTION = range(6)

PENALTIES: Final = ("unsubscribed", "refused", "bounced")
_UNSUBSCRIBED, _REFUSED = 0, 1

_NO_WINDOW: Final = -1
# Depths of interactions.
_OPENED: Final = 2
_ANSWERED: Final = 3


class Parts(NamedTuple):
    """What is seen of touches."""

    values: Floats
    """PARTS × touches, 0…1; what cannot be seen is no number."""
    charged: Bools
    """PENALTIES × touches."""


def rated(map_: Map) -> Bools:
    """For each number of a touchpoint whether its touches have a quality of their own."""
    return points_that(map_, lambda one: kind_of(one) != UNSUBSCRIBED)


def parts_of(standing: Standing, found: Touched, asked: Asked) -> Parts:
    """The components of touches that placed journeys keep."""
    map_, placed = standing.placed.edition.map, standing.placed
    values = np.full((len(PARTS), len(found.row)), np.nan)
    depth, talk = placed.touch_depth[found.row], (placed.touch_flags[found.row] & TALK) != 0
    _letters(values, map_, found, depth)
    _talks(values, map_, found, talk)
    own = points_that(map_, lambda one: one.from_buyer)[found.point]
    values[SEEN, own] = 1
    values[ENGAGED, own] = depth[own] >= _ANSWERED
    _outcomes(values, standing, found, asked)
    return Parts(values, _charged(map_, standing, found))


def _letters(values: Floats, map_: Map, found: Touched, depth: NDArray[np.uint8]) -> None:
    """Letters and messages: deeper acts tell of the shallower ones."""
    letter = points_that(map_, lambda one: is_sellers(one) and is_message(one))[found.point]
    opened, answered = letter & (depth >= _OPENED), letter & (depth >= _ANSWERED)
    heard = {kind_of(one) for one in map_.touchpoints}
    if "open" in heard:
        values[SEEN, letter] = 0
    if heard & {"message_click", "reply"}:
        values[ENGAGED, letter] = 0
    values[DELIVERED, opened], values[SEEN, opened], values[ENGAGED, answered] = 1, 1, 1


def _talks(values: Floats, map_: Map, found: Touched, talk: Bools) -> None:
    """Calls and the like, where the map says when one was answered."""

    def answerable(one: Touchpoint) -> bool:
        return is_sellers(one) and not is_message(one) and one.answered is not None

    calls = points_that(map_, answerable)[found.point]
    values[SEEN, calls] = talk[calls]


def _outcomes(values: Floats, standing: Standing, found: Touched, asked: Asked) -> None:
    """The sale of the touchpoint, and a move onward, each within the window of the sale."""
    map_, placed = standing.placed.edition.map, standing.placed
    sales = [one.sale for one in map_.touchpoints]
    length = [_NO_WINDOW if one is None or one.within is None else one.within for one in sales]
    within = np.asarray([_NO_WINDOW, *length], np.int64)[found.point]
    windowed = within != _NO_WINDOW
    ripe = found.at <= asked.as_of - np.maximum(within, 0)
    tells = np.asarray([False, *(told(map_, at) for at in range(len(sales)))])[found.point]
    sold_at = np.full(len(placed.touch_at), FOREVER, np.int64)
    sold_at[placed.sold_touch] = placed.sold_at
    _made(values[SALE], found.at, sold_at[found.row], (tells, ripe, windowed, within), asked)
    onward = (standing.visit_entry == ADVANCE) | (standing.visit_entry == SKIP)
    entered = standing.visit_entered[onward]
    next_ = following(found.journey, found.at, standing.visit_journey[onward], entered)
    moved_at = np.append(entered, FOREVER)[next_]
    _made(values[MOVED], found.at, moved_at, (windowed, ripe, windowed, within), asked)


def _made(
    values: Floats,
    at: Int64,
    then: Int64,
    windows: tuple[Bools, Bools, Bools, Int64],
    asked: Asked,
) -> None:
    """1 where it happened in time, 0 where it had the time and did not."""
    asks, ripe, windowed, within = windows
    made = asks & (then <= asked.as_of) & (then != FOREVER)
    made &= ~windowed | (np.where(made, then, at) - at <= within)
    values[asks & ripe] = 0
    values[made] = 1


def _charged(map_: Map, standing: Standing, found: Touched) -> Bools:
    """Which touches a penalty is charged to."""
    charged = np.zeros((len(PENALTIES), len(found.row)), np.bool_)
    left = points_that(map_, lambda one: kind_of(one) == UNSUBSCRIBED)[found.point]
    seller = np.flatnonzero(points_that(map_, is_sellers)[found.point])
    before = preceding(
        found.journey[left], found.at[left], found.journey[seller], found.at[seller]
    )
    charged[_UNSUBSCRIBED, seller[before[before >= 0]]] = True
    no = (standing.visit_exit == REFUSAL) | (standing.visit_exit == HARD)
    counted = np.flatnonzero(found.counts)
    answered = preceding(
        standing.visit_journey[no],
        standing.visit_left[no],
        found.journey[counted],
        found.at[counted],
    )
    charged[_REFUSED, counted[answered[answered >= 0]]] = True
    return charged
