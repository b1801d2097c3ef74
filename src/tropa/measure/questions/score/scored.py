"""Whose score it is, and how each stands now and stood at the moment they are judged by.

    now         the moment of the answer
    then        one moment for all (`at`), or so long after their first lead (`after`)

Nobody's score then knows of anything later than that: neither events, nor traits, nor the limit
of a day. A win counts when it came later than then; who had won by then is not judged, for such
a score would foretell the past. Whoever became a lead later than `at`, or whose `after` is not
over, is not judged yet.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.measure.questions.hits import Hits, hits_of
from tropa.measure.questions.items import Item
from tropa.measure.questions.score.asked import SCALE, Asked, Calibration
from tropa.measure.questions.score.fading import Lot, engagement, lots_of
from tropa.measure.questions.score.fit import fit
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

MISSED, WON, WAITING, WON_BEFORE, NOT_YET = range(5)
"""Not won, won, the time to win not over; and why others are not judged."""

GRADES: Final = 4


class Standing(NamedTuple):
    """How some units stand at a moment."""

    unit: Int64
    """Rising."""
    fit: Int64
    """Whole points."""
    engagement: Int64
    """Billionths of a point."""

    def chosen(self, which: Bools) -> "Standing":
        """Some of them."""
        return Standing(self.unit[which], self.fit[which], self.engagement[which])


class Judged(NamedTuple):
    """How units stood then, and what became of them."""

    then: Standing
    fate: Int64


class Scored(NamedTuple):
    """Everybody whose score is asked."""

    now: Standing
    judged: Judged | None


def scored(asked: Asked, track: Track) -> Scored:
    """The scores of a track."""
    kept = asked.scope.rows(track)
    begun = _begun(asked, track, kept)
    counted = asked.scope.people(track) & (begun != FOREVER)
    lots = lots_of(asked, track, kept)
    now = _standing(asked, track, lots, counted, np.full(track.units, asked.scope.as_of))
    if asked.calibration is None:
        return Scored(now, None)
    then = _then(asked.calibration, begun, asked.scope.as_of)
    stood = _standing(asked, track, lots, counted, then)
    won = _first(asked.calibration.won.items, asked, track, kept)
    fate = _fate(asked.calibration, then[stood.unit], won[stood.unit], asked.scope.as_of)
    return Scored(now, Judged(stood, fate))


def _begun(asked: Asked, track: Track, kept: Bools | None) -> Int64:
    """When each unit's story began, in the asked time; FOREVER where it did not."""
    scope = asked.scope
    if asked.lead is None:
        # Everybody known by the moment; a filter removes events, never persons.
        time = np.append(track.time, FOREVER)
        first = np.where(np.diff(track.offsets) > 0, time[track.offsets[:-1]], FOREVER)
        return np.where(first <= scope.as_of, first, FOREVER)
    first = _first(asked.lead.items, asked, track, kept)
    return np.where((first >= scope.since) & (first < scope.until), first, FOREVER)


def _first(items: tuple[Item, ...], asked: Asked, track: Track, kept: Bools | None) -> Int64:
    """The instant of each unit's first such row; FOREVER where there is none."""
    hits: Hits = hits_of([items], track, asked.scope, kept)
    found = np.full(track.units, FOREVER, np.int64)
    np.minimum.at(found, hits.unit, hits.time)
    return found


def _standing(
    asked: Asked, track: Track, lots: list[Lot], counted: Bools, moment: Int64
) -> Standing:
    everybody = Standing(
        np.arange(track.units),
        fit(asked, track, moment),
        engagement(lots, asked.half_life, moment),
    )
    return everybody.chosen(counted)


def _then(calibration: Calibration, begun: Int64, as_of: int) -> Int64:
    """The moment each is judged at; BEFORE where it has not come."""
    if calibration.at is not None:
        return np.where(begun <= calibration.at, calibration.at, BEFORE)
    # Subtracted: an instant far off plus ten years is none.
    ripe = begun <= as_of - calibration.after
    return np.where(ripe, begun, BEFORE) + np.where(ripe, calibration.after, 0)


def _fate(calibration: Calibration, then: Int64, won: Int64, as_of: int) -> Int64:
    within = calibration.within
    fate = np.full(len(then), MISSED, np.int64)
    there = (won != FOREVER) & (then != BEFORE)
    took = np.where(there, won, 0) - np.where(there, then, 0)
    fate[there & (took <= within)] = WON
    if within != FOREVER:
        # Early winners among them: known wins of an open window would be counted without those
        # who have not won in it.
        fate[then > as_of - within] = WAITING
    fate[there & (took <= 0)] = WON_BEFORE
    fate[then == BEFORE] = NOT_YET
    return fate


# ---------------------------------------------------------------- grades and bands


def fit_grade(asked: Asked, standing: Standing) -> Int64:
    """0 for A to 3 for D."""
    return _grade(asked.fit_grades, standing.fit * SCALE)


def engagement_grade(asked: Asked, standing: Standing) -> Int64:
    """0 for 1 to 3 for 4."""
    return _grade(asked.engagement_grades, standing.engagement)


def qualified(asked: Asked, standing: Standing) -> Bools:
    """Both thresholds are reached: a low fit is never made up for by activity."""
    fits = standing.fit * SCALE >= asked.fit_qualified
    return fits & (standing.engagement >= asked.engagement_qualified) & bool(asked.fit)


def bands(calibration: Calibration, standing: Standing) -> Int64:
    """The band of each: 0 lies below the first edge."""
    score = np.zeros(len(standing.unit), np.int64)
    if calibration.judge != "engagement":
        score += standing.fit * SCALE
    if calibration.judge != "fit":
        score += standing.engagement
    return _reached(calibration.edges, score)


def _grade(thresholds: tuple[int, ...], score: Int64) -> Int64:
    return GRADES - 1 - _reached(thresholds, score)


def _reached(edges: tuple[int, ...], score: Int64) -> Int64:
    return np.searchsorted(np.asarray(edges, np.int64), score, side="right")
