"""Where a trade neither loses nor earns, found by trying (domain model 2.5.6, 2.5.9)."""

from collections.abc import Sequence
from fractions import Fraction


def profit(
    leads: int | Fraction,
    margin: Fraction,
    steps: Sequence[Fraction],
    cpl: Fraction,
    fixed: Fraction,
) -> Fraction:
    """Of so many leads."""
    wins = Fraction(leads)
    for one in steps:
        wins *= one
    return wins * margin - leads * cpl - fixed


def fewest_leads(
    margin: Fraction,
    steps: Sequence[Fraction],
    cpl: Fraction,
    fixed: Fraction,
    wanted: Fraction,
    most: int,
) -> int | None:
    """The fewest leads with the profit wanted, up to so many; None where no such number is."""

    def enough(leads: int) -> bool:
        return profit(leads, margin, steps, cpl, fixed) >= wanted

    if enough(0):
        return 0
    if profit(1, margin, steps, cpl, fixed) <= profit(0, margin, steps, cpl, fixed):
        return None
    # A lead more is a profit more: halve the stretch in which the first one enough lies.
    few, many = 0, most
    assert enough(many), "the case is beyond what is tried"
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if enough(middle) else (middle, many)
    return many
