"""Touch quality Q, 0…100: how well contacts go, by what can be seen of them.

    Q           100 · Σ w·x ÷ Σ w over the components that can be seen, less the penalty, not
                below 0
    coverage    Σ w of what could be seen, of 1

    component       w       x of a touch
    delivered       0.10    a letter that was opened or more; sent and delivered look alike
    seen            0.15    opened; a call answered; whatever the buyer did
    engaged         0.25    clicked, answered; the buyer's act but a mere look
    sale            0.30    the touchpoint's own sale was made, in its window
    moved           0.10    a move to a later stage in that window
    satisfaction    0.10    what the person says, 0…1

    penalty         50      unsubscribed, complained, «do not call»
                    25      a negative answer
                    20      returned undelivered

What a map does not listen to cannot be seen: letters not opened count as unseen only where some
touchpoint is of opening. Sales and moves still in their window are not seen yet. An
unsubscription is charged to the seller's latest touch before it; a refusal that lost the person
to the latest touch of all, the one that told of it included. Placed journeys do not keep how
long a talk was, whether a letter bounced, what surveys said: these components stay unseen
here, and `quality` takes them where they are known. Weights are a judgement, not a law.
(Domain model 2.5.5.)
"""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.measure.fold import Asked, cohort
from tropa.measure.touch_parts import (
    PARTS,
    PENALTIES,
    Parts,
    parts_of,
    rated,
)
from tropa.measure.touched import touched
from tropa.place.standing import Standing
from tropa.words import Language, say

Int64 = NDArray[np.int64]
Floats = NDArray[np.float64]

WEIGHTS: Final = dict(zip(PARTS, (10, 15, 25, 30, 10, 10), strict=True))
"""Hundredths."""
CHARGES: Final = dict(zip(PENALTIES, (50, 25, 20), strict=True))

_WHOLE: Final = 1_000_000
"""Means are of millionths of a point, which add up exactly."""

# Columns of the state.
RATED, SCORE, COVERAGE, UNSEEN = range(4)
_WIDTH: Final = 4


class Quality(NamedTuple):
    """Touch by touch."""

    score: Floats
    """0…100; of a touch nothing is seen of, no number."""
    coverage: Int64
    """Hundredths."""


def quality(parts: Parts) -> Quality:
    """The quality of touches from what is seen of them."""
    touches = parts.values.shape[1]
    coverage, made = np.zeros(touches, np.int64), np.zeros(touches)
    for weight, value in zip(WEIGHTS.values(), parts.values, strict=True):
        seen = ~np.isnan(value)
        coverage += weight * seen
        made += np.where(seen, weight * value, 0.0)
    charge = np.zeros(touches)
    for points, charged in zip(CHARGES.values(), parts.charged, strict=True):
        charge += points * charged
    score = np.maximum(100 * made / np.maximum(coverage, 1) - charge, 0.0)
    return Quality(np.where(coverage > 0, score, np.nan), coverage)


@dataclass(frozen=True, slots=True)
class PointQuality:
    """Touches of one touchpoint."""

    touchpoint: str
    n: int
    mean: float | None
    coverage: float | None
    """0…1, mean over the touches."""
    unseen: int
    """Touches nothing is seen of."""


@dataclass(frozen=True, slots=True)
class QualityAnswer:
    """Touchpoints in the map's order."""

    points: tuple[PointQuality, ...]


class TouchQuality:
    """Sums of quality by touchpoint."""

    def start(self, asked: Asked) -> Int64:
        return np.zeros((len(asked.map.touchpoints), _WIDTH), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        found, map_ = touched(standing), standing.placed.edition.map
        number = np.asarray(
            [-1, *(asked.map.touchpoint_index(one.id) for one in map_.touchpoints)], np.int64
        )[found.point]
        told = quality(parts_of(standing, found, asked))
        wanted = cohort(standing, asked)[found.journey] & found.counts & (number >= 0)
        wanted &= rated(map_)[found.point]
        seen = wanted & (told.coverage > 0)
        sums = np.zeros_like(state)
        score = np.rint(told.score[seen] * _WHOLE).astype(np.int64)
        np.add.at(sums[:, RATED], number[seen], 1)
        np.add.at(sums[:, SCORE], number[seen], score)
        np.add.at(sums[:, COVERAGE], number[seen], told.coverage[seen])
        np.add.at(sums[:, UNSEEN], number[wanted & ~seen], 1)
        return state + sums

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> QualityAnswer:
        points = zip(asked.map.touchpoints, state.tolist(), strict=True)
        return QualityAnswer(tuple(_point(one.id, sums) for one, sums in points))


def _point(touchpoint: str, sums: list[int]) -> PointQuality:
    n = sums[RATED]
    return PointQuality(
        touchpoint=touchpoint,
        n=n,
        mean=sums[SCORE] / n / _WHOLE if n else None,
        coverage=sums[COVERAGE] / n / 100 if n else None,
        unseen=sums[UNSEEN],
    )


def quality_json(found: QualityAnswer) -> list[dict[str, Any]]:
    """The answer under names that people and scripts may rely on."""
    return [
        {
            "id": one.touchpoint,
            "n": one.n,
            "quality": one.mean,
            "coverage": one.coverage,
            "unseen": one.unseen,
        }
        for one in found.points
    ]


def quality_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"quality.{name}.title", language), say(f"quality.{name}.how", language))
        for name in ("score", "coverage", "unseen")
    }
