"""Two shares side by side, from what their intervals mean (domain model 2.5.4)."""

from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from reference.interval import wilson_by_halving


def uplift(
    treatment: tuple[int, int, int], holdout: tuple[int, int, int]
) -> tuple[Fraction, float, float, Fraction, Fraction]:
    """Difference, its ends, how many more came back, how much more they brought.

    An arm is (recovered, assigned, margin). Each end lies as far from the difference as both
    shares may be wrong in that direction, as sides of a right angle.
    """
    recovered, people, margin = treatment
    alone, left, of_left = holdout
    share, other = Fraction(recovered, people), Fraction(alone, left)
    low, high = wilson_by_halving(recovered, people)
    other_low, other_high = wilson_by_halving(alone, left)
    down = sqrt(float(share - Fraction(low)) ** 2 + float(Fraction(other_high) - other) ** 2)
    up = sqrt(float(Fraction(high) - share) ** 2 + float(other - Fraction(other_low)) ** 2)
    more = share - other
    brought = margin - Fraction(people, left) * of_left
    return more, float(more) - down, float(more) + up, more * people, brought


def power(base: float, expected: float, holdout: int, treatment: int) -> float:
    """How sure a test of so many people is to see the difference that is there."""
    share = (base * holdout + expected * treatment) / (holdout + treatment)
    by_chance = sqrt(share * (1 - share) * (1 / holdout + 1 / treatment))
    truly = sqrt(base * (1 - base) / holdout + expected * (1 - expected) / treatment)
    seen_from = 1.959963984540054 * by_chance
    return 1 - NormalDist(abs(expected - base), truly).cdf(seen_from)
