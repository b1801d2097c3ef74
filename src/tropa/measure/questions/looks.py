"""Many looks at once: how many of the finds are false.

The q-value of a look is the least share of false finds among all finds that are as striking as
it, or more: with n looks whose chances, sorted, are p₁ ≤ … ≤ pₙ,

    qₖ = min over j ≥ k of pⱼ · n ÷ j

Y. Benjamini, Y. Hochberg, «Controlling the false discovery rate», 1995.
"""

from collections.abc import Sequence


def false_finds(chances: Sequence[float]) -> list[float]:
    """The q-value of each look, by its p-value."""
    many = len(chances)
    found = [1.0] * many
    least = 1.0
    order = sorted(range(many), key=lambda at: chances[at])
    for rank in range(many, 0, -1):
        at = order[rank - 1]
        least = min(least, chances[at] * many / rank)
        found[at] = least
    return found
