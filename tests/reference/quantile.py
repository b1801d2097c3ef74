"""A quantile of some numbers: between two neighbours, in proportion."""

from collections.abc import Sequence
from fractions import Fraction


def quantile(numbers: Sequence[int | Fraction], share: Fraction) -> Fraction | None:
    """The number below which such a share of them lies."""
    if not numbers:
        return None
    ordered = sorted(numbers)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * Fraction(ordered[above] - ordered[below])


def median(numbers: Sequence[int | Fraction]) -> Fraction | None:
    return quantile(numbers, Fraction(1, 2))
