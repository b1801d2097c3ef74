"""What became of a play's people and of its holdout (domain model 2.5.4)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from reference.acquisition import Journeys
from reference.walked import in_period
from tropa.measure.fold import Asked

Assigned: TypeAlias = Sequence[tuple[int, int, bool]]
"""Person, instant, whether to the play."""
Arm: TypeAlias = tuple[int, int, Fraction]
"""Came back, assigned, margin."""


class Trial(NamedTuple):
    """Both arms, and those of whom it is too early to speak."""

    treatment: Arm
    holdout: Arm
    in_window: int


def trial(assigned: Assigned, people: Journeys, asked: Asked, within: int) -> Trial:
    """For each arm: came back, assigned, margin; and how many are too young."""
    first: dict[int, tuple[int, bool]] = {}
    for person, at, treated in assigned:
        first[person] = min(first.get(person, (at, treated)), (at, treated))
    arms = {True: [0, 0, 0], False: [0, 0, 0]}
    young = 0
    for person, (at, treated) in first.items():
        if not in_period(at, asked):
            continue
        if at + within > asked.as_of:
            young += 1
            continue
        journeys = people.get(person, [])
        back = [
            one.entered for mine in journeys for one in mine.visits if one.entry == "return"
        ]
        paid = [payment for mine in journeys for payment in mine.payments]
        arms[treated][0] += any(at <= when <= at + within for when in back)
        arms[treated][1] += 1
        arms[treated][2] += sum(sum_ for when, sum_ in paid if at <= when <= at + within)
    share = Fraction(asked.map.money.margin or 0)
    treatment, holdout = (
        (arms[arm][0], arms[arm][1], arms[arm][2] * share) for arm in (True, False)
    )
    return Trial(treatment, holdout, young)
