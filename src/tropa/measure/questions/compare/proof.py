"""Whether two shares differ, and how sure that is.

    difference d    p₁ − p₂, with Newcombe's interval (`tropa.measure.uplift`)
    chance p        of a difference as large or larger, were there none: two-sided, of
                    z = d ÷ √(p̂ (1 − p̂) (1/n₁ + 1/n₂)),  p̂ the share of both together
    corrected q     p after Benjamini and Hochberg, over all looks of the comparison: of the
                    differences called real not more than a twentieth are expected to be false
    too few         fewer than 30 on a side, or fewer than five expected to do or not to do it
    real            q ≤ 0.05 and the interval is off zero;  otherwise not proven

Looks that are the same counts told twice are one look. Where all of both sides did it, or none
did, there is nothing to tell apart and no chance to be had.

The difference of two medians has the interval m₁ − m₂ ∓ √((m₁ − l₁)² + (u₂ − m₂)²) and its
like upwards, made of the intervals of each (G. Zou, A. Donner, «Construction of confidence
limits about effect measures», 2008). It is no part of the correction and gets no verdict.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from tropa.measure.interval import CONFIDENCE, FEW, Rate, newcombe
from tropa.measure.questions.looks import false_finds

Verdict: TypeAlias = Literal["real", "not_proven", "too_few"]

_EXPECTED: Final = 5
"""W. Cochran, «The χ² test of goodness of fit», 1952."""


class Look(NamedTuple):
    """Two shares of one thing; each of somebody."""

    first: Rate
    second: Rate


@dataclass(frozen=True, slots=True)
class Found:
    """What a look shows."""

    difference: float
    low: float
    high: float
    chance: float | None
    corrected: float | None
    verdict: Verdict


class Apart(NamedTuple):
    """How far two medians are apart."""

    difference: float
    low: float | None
    high: float | None


def proofs(looks: Sequence[Look]) -> list[Found]:
    """What each look shows, corrected for all of them."""
    distinct = {look: chance_of(look) for look in looks}
    sure = {look: chance for look, chance in distinct.items() if chance is not None}
    corrected = dict(zip(sure, false_finds(list(sure.values())), strict=True))
    return [_found(look, distinct[look], corrected.get(look)) for look in looks]


def chance_of(look: Look) -> float | None:
    """The chance of such a difference where there is none; None where nothing can be told."""
    first, second = look
    many, other = first.denominator, second.denominator
    share = (first.numerator + second.numerator) / (many + other)
    spread = math.sqrt(share * (1 - share) * (1 / many + 1 / other))
    if spread == 0:
        return None
    apart = abs(first.numerator / many - second.numerator / other)
    # Twice the tail of the normal curve; made of its middle it would be nought far out.
    return math.erfc(apart / spread / math.sqrt(2))


def _found(look: Look, chance: float | None, corrected: float | None) -> Found:
    difference, low, high = newcombe(look.first, look.second)
    verdict: Verdict = "not_proven"
    if _few(look):
        verdict = "too_few"
    elif corrected is not None and corrected <= 1 - CONFIDENCE and not low <= 0 <= high:
        verdict = "real"
    return Found(difference, low, high, chance, corrected, verdict)


def _few(look: Look) -> bool:
    sizes = [one.denominator for one in look]
    made = sum(one.numerator for one in look)
    rarer = min(made, sum(sizes) - made)
    return min(sizes) < FEW or rarer * min(sizes) < _EXPECTED * sum(sizes)


def medians_apart(
    first: tuple[float, float | None, float | None],
    second: tuple[float, float | None, float | None],
) -> Apart:
    """The difference of two medians, each with the ends of its interval where it has one."""
    (one, low, high), (other, other_low, other_high) = first, second
    if low is None or high is None or other_low is None or other_high is None:
        return Apart(one - other, None, None)
    down = math.hypot(one - low, other_high - other)
    up = math.hypot(high - one, other - other_low)
    return Apart(one - other, one - other - down, one - other + up)
