"""Chance at touch k: of those who came as far as k touches, how many bought without another.

    h_k    purchases with exactly k touches before the first payment ÷ journeys with at least k
           touches before it, or by now where there is none

Touches are contacts after collapsing, advertisements shown aside. Journeys are the cohort's: a
touch after the purchase makes nobody's chance, so those who bought stop counting at it. At
k = 0 stand those who paid before anything else happened. All purchases stand under some k, and
no row has more people than the one before. Rows of few people say little, and the chance is
seen, not made: those who talk much are those who mean to buy. (Domain model 2.5.5.)
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.measure.as_json import rate_json
from tropa.measure.contacts import touches_before
from tropa.measure.fold import Asked, cohort
from tropa.measure.interval import Rate
from tropa.measure.payments import first_payments
from tropa.place.standing import WON_AT, Standing
from tropa.place.touch import COUNTED
from tropa.words import Language, say

Int64 = NDArray[np.int64]

_MOST: Final = 1_024

CAME, BOUGHT = range(2)


@dataclass(frozen=True, slots=True)
class ChanceAnswer:
    """For each number of touches, from none on, up to the most anybody has."""

    at: tuple[Rate, ...]

    @property
    def purchases(self) -> int:
        return sum(one.numerator for one in self.at)


class ChanceAtTouch:
    """Journeys by number of touches; the state is two histograms, all and those who bought."""

    def start(self, asked: Asked) -> Int64:
        _ = asked
        return np.zeros((2, _MOST), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        own, paid = cohort(standing, asked), first_payments(standing, asked)
        bought = (standing.column(WON_AT) != FOREVER) & (paid != FOREVER)
        until = np.where(bought, paid, standing.as_of + 1)
        counted = np.minimum(touches_before(standing, until, COUNTED), _MOST - 1)
        return state + np.stack(
            [np.bincount(counted[which], minlength=_MOST) for which in (own, own & bought)]
        )

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> ChanceAnswer:
        _ = asked
        # Whoever came as far as k touches came as far as fewer.
        came = np.cumsum(state[CAME, ::-1])[::-1].tolist()
        pairs = zip(state[BOUGHT].tolist(), came, strict=True)
        return ChanceAnswer(
            tuple(Rate(bought, at_least) for bought, at_least in pairs if at_least)
        )


def chance_json(found: ChanceAnswer) -> list[dict[str, Any]]:
    """The answer under names that people and scripts may rely on."""
    return [{"touches": k, **rate_json(rate)} for k, rate in enumerate(found.at)]


def chance_words(language: Language) -> tuple[str, str]:
    """The name and the sentence on how it is made."""
    return say("control.chance.title", language), say("control.chance.how", language)
