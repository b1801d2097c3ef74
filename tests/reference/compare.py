"""Whether shares differ, told again from what the words mean.

chance       by the χ² of the table of four, whose square root is normal
corrected    the least level at which the procedure of Benjamini and Hochberg, run step by
             step, still calls the difference a find
"""

import math
from collections.abc import Sequence
from fractions import Fraction

from reference.interval import wilson_by_halving

Counts = tuple[int, int]
Seen = tuple[Counts, Counts]
"""Who did it of how many, on each side."""


def chance(seen: Seen) -> float | None:
    """The chance of a table as uneven as this one, or more so, were both sides alike."""
    (made, of), (other, of_other) = seen
    table = [made, of - made, other, of_other - other]
    whole, did = of + of_other, made + other
    expected = [
        Fraction(side * column, whole)
        for side in (of, of_other)
        for column in (did, whole - did)
    ]
    if 0 in expected:
        return None
    squares = sum((one - two) ** 2 / two for one, two in zip(table, expected, strict=True))
    return math.erfc(math.sqrt(float(squares) / 2))


def finds(chances: Sequence[float], level: float) -> list[bool]:
    """What the procedure calls finds when a share `level` of them may be false."""
    ranked = sorted(chances)
    passing = [one for rank, one in enumerate(ranked, 1) if one <= level * rank / len(ranked)]
    edge = max(passing, default=-1.0)
    return [one <= edge for one in chances]


def interval(seen: Seen) -> tuple[float, float]:
    """Newcombe's: each end as far off as Wilson's ends of both are together."""
    (made, of), (other, of_other) = seen
    low, high = wilson_by_halving(made, of)
    other_low, other_high = wilson_by_halving(other, of_other)
    first, second = made / of, other / of_other
    return (
        first - second - math.sqrt((first - low) ** 2 + (other_high - second) ** 2),
        first - second + math.sqrt((high - first) ** 2 + (second - other_low) ** 2),
    )


def few(seen: Seen) -> bool:
    """Whether a side has fewer than thirty, or fewer than five are expected anywhere."""
    (made, of), (other, of_other) = seen
    whole, did = of + of_other, made + other
    cells = [
        Fraction(side * column, whole)
        for side in (of, of_other)
        for column in (did, whole - did)
    ]
    return min(of, of_other) < 30 or min(cells) < 5


def median_covered(n: int, low: int, high: int) -> Fraction:
    """How sure the median lies between the numbers at two places, counted over all throws."""
    between = sum(math.comb(n, heads) for heads in range(low + 1, high + 1))
    return Fraction(between, 2**n)
