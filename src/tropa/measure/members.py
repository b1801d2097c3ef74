"""The people behind a number: which journeys a figure of the map counts.

Figures are named as the picture names them: `stage/quote/lost`, `conversion/request/quote`,
`touchpoint/call`. Each is the very definition of its measure, so that the list is as long as
the number says.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Duration, Instant
from tropa.measure.contacts import first_touches_at
from tropa.measure.conversion import converted
from tropa.measure.fold import MONTH, Asked, cohort, in_period
from tropa.measure.kpis import is_told, kpi_behind
from tropa.measure.payments import payments, purchases
from tropa.place.standing import (
    DISQUALIFIED_AT,
    DORMANT_AT,
    FURTHEST,
    LOST_AT,
    STAGE,
    STATUS,
    STILL_HERE,
    WON_AT,
    Standing,
)
from tropa.place.state import ACTIVE, BACK, LOST_NOW, RETURN

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

FIGURES: Final = {
    "map": ("journeys", "won", "win_rate", "revenue", "cycle"),
    "stage": (
        "entered",
        "present",
        "open",
        "lost",
        "disqualified",
        "dormant",
        "returned",
        "back",
        "time",
        "month",
        "revenue",
    ),
    "conversion": (),
    "back": (),
    "touchpoint": (),
    "kpi": (),
}


def is_figure(asked: Asked, name: str) -> bool:
    """Whether a name is a figure of the map with journeys behind it."""
    kind, *rest = name.split("/")
    stages = {one.id for one in asked.map.stages}
    if kind == "map":
        return len(rest) == 1 and rest[0] in FIGURES["map"]
    if kind == "stage":
        return len(rest) == 2 and rest[0] in stages and rest[1] in FIGURES["stage"]
    if kind in ("conversion", "back"):
        return len(rest) == 2 and set(rest) <= stages
    if kind == "kpi":
        return len(rest) == 1 and rest[0] in asked.map.kpis and is_told(asked.map.kpis[rest[0]])
    known = {one.id for one in asked.map.touchpoints}
    return kind == "touchpoint" and len(rest) == 1 and rest[0] in known


def members(
    standing: Standing, asked: Asked, name: str, within: Duration | None = None
) -> Bools:
    """For each journey whether the figure counts it.

    Args:
        standing: where everybody stands.
        asked: map, moment, period.
        name: a figure (`is_figure`).
        within: window of conversion; without it the reached ratio, nobody left out.
    """
    kind, *rest = name.split("/")
    if kind == "map":
        return _of_map(standing, asked, rest[0])
    if kind == "stage":
        at = asked.map.stage_index(rest[0])
        if rest[1] == "revenue":
            return _paid(standing, asked)
        if rest[1] == "month":
            return standing.valid & _came_lately(standing, at, asked.as_of - MONTH)
        # Whoever stands there now does so whenever the journey opened.
        own = standing.valid if rest[1] == "present" else cohort(standing, asked)
        return own & _ON_STAGE[rest[1]](standing, at)
    if kind in ("conversion", "back"):
        own = cohort(standing, asked)
        start, end = (asked.map.stage_index(one) for one in rest)
        if kind == "conversion":
            return converted(standing, asked, own, (start, end), within).made
        return own & _followed(standing, BACK, start, end)
    if kind == "kpi":
        return kpi_behind(asked.map.kpis[rest[0]], standing, asked)
    return cohort(standing, asked) & (first_touches_at(standing, rest[0]) != FOREVER)


def _of_map(standing: Standing, asked: Asked, figure: str) -> Bools:
    own = cohort(standing, asked)
    if figure == "journeys":
        return own
    if figure == "won":
        return own & (standing.column(WON_AT) != FOREVER)
    if figure == "revenue":
        return _paid(standing, asked)
    if figure == "cycle":
        return purchases(standing, asked)[1]
    won, lost = standing.column(WON_AT), standing.column(LOST_AT)
    return standing.valid & (in_period(won, asked) | in_period(lost, asked))


def _paid(standing: Standing, asked: Asked) -> Bools:
    """Journeys that paid in the period, or were given money back."""
    journey, at, _ = payments(standing)
    found = np.zeros(len(standing.journey), np.bool_)
    found[journey[in_period(at, asked)]] = True
    return found & standing.valid


def _reached(standing: Standing, at: int) -> Bools:
    return standing.reached_at[:, at] != FOREVER


def _stopped(standing: Standing, at: int) -> Bools:
    """Came as far as the stage and no further, and did not leave it by the sale."""
    table = standing.table
    gone = (table[:, WON_AT] != FOREVER) & (table[:, STATUS] != ACTIVE)
    gone &= table[:, DISQUALIFIED_AT] == FOREVER
    return (table[:, FURTHEST] == at) & ~gone


def _present(standing: Standing, at: int) -> Bools:
    return (standing.column(STATUS) == ACTIVE) & (standing.column(STAGE) == at)


def _open(standing: Standing, at: int) -> Bools:
    return _stopped(standing, at) & (standing.column(STATUS) == ACTIVE)


def _lost(standing: Standing, at: int) -> Bools:
    return _stopped(standing, at) & (standing.column(STATUS) == LOST_NOW)


def _disqualified(standing: Standing, at: int) -> Bools:
    status = standing.column(STATUS)
    return (
        _stopped(standing, at)
        & (standing.column(DISQUALIFIED_AT) != FOREVER)
        & (status != ACTIVE)
        & (status != LOST_NOW)
    )


def _dormant(standing: Standing, at: int) -> Bools:
    return _open(standing, at) & (standing.column(DORMANT_AT) != FOREVER)


def _returned(standing: Standing, at: int) -> Bools:
    return _followed(standing, RETURN, at, None)


def _back(standing: Standing, at: int) -> Bools:
    return _followed(standing, BACK, at, None)


def _came_lately(standing: Standing, at: int, since: Instant) -> Bools:
    """Journeys whose first visit of the stage itself began not before an instant."""
    came = standing.visit_first & (standing.visit_stage == at)
    found = np.zeros(len(standing.journey), np.bool_)
    found[standing.visit_journey[came & (standing.visit_entered >= since)]] = True
    return found


def _left(standing: Standing, at: int) -> Bools:
    """Journeys with a visit of the stage that is over."""
    over = (standing.visit_stage == at) & (standing.visit_exit != STILL_HERE)
    found = np.zeros(len(standing.journey), np.bool_)
    found[standing.visit_journey[over]] = True
    return found


_ON_STAGE: Final[dict[str, Callable[[Standing, int], Bools]]] = {
    "entered": _reached,
    "present": _present,
    "open": _open,
    "lost": _lost,
    "disqualified": _disqualified,
    "dormant": _dormant,
    "returned": _returned,
    "back": _back,
    "time": _left,
}


def _followed(standing: Standing, entry: int, start: int, end: int | None) -> Bools:
    """Journeys with a visit of `start` followed by one entered so (of `end`, if given)."""
    same = standing.visit_journey[1:] == standing.visit_journey[:-1]
    which = same & (standing.visit_entry[1:] == entry) & (standing.visit_stage[:-1] == start)
    if end is not None:
        which &= standing.visit_stage[1:] == end
    found = np.zeros(len(standing.journey), np.bool_)
    found[standing.visit_journey[1:][which]] = True
    return found
