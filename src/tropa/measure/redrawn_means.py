"""How far a mean would move had other people of the same kind come: the bootstrap of means.

Everybody is taken a Poisson number of times, one on average: in all, as if as many had been
drawn again from those who came. Of more than 1 024 with the same amount, a normal number with
the same mean and spread stands for the sum of theirs. A draw is a hash of the seed, the side,
the drawing and the amount, so the order of people and how they were split change nothing.

B. Efron, «Bootstrap methods: another look at the jackknife», 1979.
"""

import math
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.chance import uniform
from tropa.measure.attribution.redraw import drawn

Int64 = NDArray[np.int64]

SEED: Final = "effect"
DRAWS: Final = 500
_SMALL: Final = 1024


def redrawn(side: str, amount: Int64, count: Int64) -> NDArray[np.float64]:
    """The mean of each drawing; those with the same amount are drawn together.

    Args:
        side: whose mean it is; sides are drawn one without regard to the other.
        amount: different amounts.
        count: how many have each; somebody at all.
    """
    names = np.asarray([_number(side, one) for one in amount.tolist()], np.uint64)
    many = count > _SMALL
    few = np.where(many, 0, count)
    means = np.empty(DRAWS)
    for draw in range(DRAWS):
        taken = drawn(names, few, _number(side, "draw", draw))
        for at in np.flatnonzero(many).tolist():
            taken[at] = _normal(int(count[at]), uniform(SEED, side, draw, int(amount[at])))
        people = int(taken.sum())
        # A drawing of nobody, of few, tells nothing new.
        taken, people = (taken, people) if people else (count, int(count.sum()))
        means[draw] = (amount * taken).sum() / people
    return means


def _normal(mean: int, point: float) -> int:
    return max(0, round(mean + math.sqrt(mean) * NormalDist().inv_cdf(point)))


def _number(*names: str | int) -> np.uint64:
    """A whole number of 63 bits that belongs to these names."""
    return np.uint64(int(uniform(SEED, *names) * 2**63))
