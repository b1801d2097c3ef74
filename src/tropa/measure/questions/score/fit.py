"""Fit of each unit at a moment: points of the conditions on traits that surely hold.

A trait that was not stated by then makes a condition neither hold nor fail, but unknown, and
what is unknown adds nothing (S. Kleene's logic of three values):

    city == "Omsk"                   unknown where the city is
    not city == "Omsk"               then unknown as well
    city == "Omsk" or firm exists    holds where a firm is known, whatever the city
    not city exists                  holds where the city is unknown: that much is known
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.condition.over_batch import Fields, over_batch
from tropa.condition.syntax import And, Condition, FieldTest, Not, Or
from tropa.measure.questions.scope import Traits
from tropa.measure.questions.score.asked import Asked
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


def fit(asked: Asked, track: Track, moment: Int64) -> Int64:
    """Fit of each unit, in points from nothing to the cap.

    Args:
        asked: the conditions and the cap.
        track: everybody's rows.
        moment: of each unit the instant it is looked at.
    """
    found = np.zeros(track.units, np.int64)
    if not asked.fit:
        return found
    traits = Traits(track, moment)
    for one in asked.fit:
        found += one.points * known_of(one.who, traits).holds
    return np.clip(found, 0, asked.fit_cap)


class Known(NamedTuple):
    """Of each unit whether a condition surely holds, and whether it surely fails."""

    holds: Bools
    fails: Bools


def known_of(tree: Condition, traits: Fields) -> Known:
    """What is known of a condition on traits."""
    match tree:
        case And(parts):
            every = [known_of(one, traits) for one in parts]
            return Known(
                np.logical_and.reduce([one.holds for one in every]),
                np.logical_or.reduce([one.fails for one in every]),
            )
        case Or(parts):
            every = [known_of(one, traits) for one in parts]
            return Known(
                np.logical_or.reduce([one.holds for one in every]),
                np.logical_and.reduce([one.fails for one in every]),
            )
        case Not(part):
            holds, fails = known_of(part, traits)
            return Known(fails, holds)
        case FieldTest():
            return _of_test(tree, traits)
        case _:
            raise TypeError(type(tree).__name__)


def _of_test(test: FieldTest, traits: Fields) -> Known:
    holds = over_batch(test, traits)
    if test.compare == "exists":
        return Known(holds, ~holds)
    stated = over_batch(FieldTest(test.field, "exists", None, test.span), traits)
    return Known(holds & stated, ~holds & stated)
