"""A play's trial: of those assigned to it and of its holdout, who came back within W.

    assigned     whom the play was meant for, sent to or not; the first assignment counts
    recovered    a return of the person's at the instant of assignment or later, within W of it
    margin       what the person paid in that time, net, × the map's share of margin
    ripe         assigned at least W ago; younger ones are left out and told apart

Assignments belong to the period they were made in. Somebody in both arms stays where they were
first; at one instant, in the holdout. What two arms say together is `tropa.measure.uplift`.
(Domain model 2.5.4.)
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Duration
from tropa.measure.fold import Asked, in_period
from tropa.measure.payments import payments
from tropa.measure.rows import changes, in_order
from tropa.measure.touched import following, preceding
from tropa.measure.uplift import Arm
from tropa.place.standing import Standing
from tropa.place.state import RETURN

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Assigned(NamedTuple):
    """Assignments to one play, in any order."""

    person: Int64
    at: Int64
    treated: Bools
    """To the play; else to its holdout."""


class Came(NamedTuple):
    """Returns and payments of everybody, each by person and instant."""

    returned: Int64
    """Persons."""
    returned_at: Int64
    paid: Int64
    """Persons."""
    paid_at: Int64
    amount: Int64
    """Minor units; money given back is negative."""


@dataclass(frozen=True, slots=True)
class TrialAnswer:
    """The two arms of a play, and those of whom it is too early to speak."""

    treatment: Arm
    holdout: Arm
    in_window: int


class ComeBacks:
    """Returns and payments of valid journeys, person by person."""

    def start(self, asked: Asked) -> Came:
        _ = asked
        return Came(*(np.zeros(0, np.int64) for _ in Came._fields))

    def add(self, state: Came, standing: Standing, asked: Asked) -> Came:
        _ = asked
        placed, valid = standing.placed, standing.valid
        person = placed.person[placed.unit[standing.journey]]
        back = (standing.visit_entry == RETURN) & valid[standing.visit_journey]
        journey, at, amount = payments(standing)
        paid = valid[journey]
        found = Came(
            person[standing.visit_journey[back]],
            standing.visit_entered[back],
            person[journey[paid]],
            at[paid],
            amount[paid],
        )
        return self.merge(state, found)

    def merge(self, left: Came, right: Came) -> Came:
        return Came(*(np.concatenate(pair) for pair in zip(left, right, strict=True)))

    def finish(self, state: Came, asked: Asked) -> Came:
        _ = asked
        back = in_order(state.returned, state.returned_at)
        paid = in_order(state.paid, state.paid_at, state.amount)
        return Came(
            state.returned[back],
            state.returned_at[back],
            state.paid[paid],
            state.paid_at[paid],
            state.amount[paid],
        )


def trial(assigned: Assigned, came: Came, asked: Asked, within: Duration) -> TrialAnswer:
    """What became of the people of a play and of its holdout.

    Args:
        assigned: to the play and to its holdout, whenever; those after `as_of` are not read.
        came: as `ComeBacks` answers.
        asked: moment and period.
        within: W.
    """
    rows = in_order(assigned.person, assigned.at, assigned.treated.astype(np.int8))
    person, at, treated = assigned.person[rows], assigned.at[rows], assigned.treated[rows]
    counted = changes(person) & in_period(at, asked)
    ripe = counted & (at <= asked.as_of - within)
    person, at, treated = person[ripe], at[ripe], treated[ripe]
    back = following(person, at, came.returned, came.returned_at)
    recovered = back >= 0
    recovered[recovered] &= came.returned_at[back[recovered]] - at[recovered] <= within
    margin = _paid(person, at, came, within) * (asked.map.money.margin or 0.0)
    arms = [
        Arm(int(recovered[arm].sum()), int(arm.sum()), round(float(margin[arm].sum())))
        for arm in (treated, ~treated)
    ]
    return TrialAnswer(arms[0], arms[1], int(counted.sum() - ripe.sum()))


def _paid(person: Int64, at: Int64, came: Came, within: Duration) -> Int64:
    """What each of these people paid within W of an instant."""
    first = following(person, at, came.paid, came.paid_at)
    last = preceding(person, at + within, came.paid, came.paid_at)
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(came.amount)])
    some = (first >= 0) & (last >= first)
    return np.where(some, before[last + 1] - before[np.maximum(first, 0)], 0)
