"""Intervals of shares and of their difference: honest for small numbers and near 0 and 1.

    a share (Wilson)          (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n),   z of 95 %
    a difference (Newcombe)   p₁ − p₂ − √((p₁ − l₁)² + (h₂ − p₂)²) …
                              p₁ − p₂ + √((h₁ − p₁)² + (p₂ − l₂)²),   of Wilson's (l, h)

E. B. Wilson, «Probable inference, the law of succession, and statistical inference», 1927.
R. Newcombe, «Interval estimation for the difference between independent proportions», 1998.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

CONFIDENCE: Final = 0.95
FEW: Final = 30
"""A share of fewer than so many is shown grey."""

_Z: Final = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with everything it was made of; of nobody, it is unknown."""

    numerator: int
    denominator: int

    @property
    def rate(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None

    @property
    def low(self) -> float | None:
        return self.ends[0]

    @property
    def high(self) -> float | None:
        return self.ends[1]

    @property
    def ends(self) -> tuple[float, float] | tuple[None, None]:
        """Both ends of the interval at once."""
        # More may advance in a period than entered in it: a ratio over 1 is no share.
        if not self.denominator or self.numerator > self.denominator:
            return None, None
        return wilson(self.numerator, self.denominator)

    @property
    def few(self) -> bool:
        """Too few to trust at a glance."""
        return self.denominator < FEW


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The interval of `successes` out of `trials` (at least one)."""
    share, square = successes / trials, _Z * _Z / trials
    middle = share + square / 2
    spread = _Z * math.sqrt(share * (1 - share) / trials + square / trials / 4)
    low, high = (middle - spread) / (1 + square), (middle + spread) / (1 + square)
    # The formula ends at 0 and 1 exactly; floating point may miss them by a hair.
    return (0.0 if successes == 0 else low, 1.0 if successes == trials else high)


def newcombe(one: Rate, other: Rate) -> tuple[float, float, float]:
    """The difference of two shares, of somebody each, and its interval."""
    first, second = (rate.numerator / rate.denominator for rate in (one, other))
    low, high = wilson(one.numerator, one.denominator)
    other_low, other_high = wilson(other.numerator, other.denominator)
    difference = first - second
    down = math.hypot(first - low, other_high - second)
    up = math.hypot(high - first, second - other_low)
    # Shares are at most one apart; floating point may pass that by a hair.
    return difference, max(-1.0, difference - down), min(1.0, difference + up)
