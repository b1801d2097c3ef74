"""Fisher's exact test: whether two groups differ by more than chance makes them differ.

Of `n` people `k` did it, of `m` others `l`. If all of them are equally likely to, then every
way in which the `s = k + l` deeds could fall to the `n + m` people is as likely as any other:

    P(X = x) = C(n, x) · C(m, s − x) / C(n + m, s)
    p        = twice the smaller of P(X ≤ k) and P(X ≥ k), at most 1

so `p ≤ α` happens in no more than α of all cases, however rare the deed and however few the
people: nothing is supposed to be large, nothing is normal. (R. A. Fisher, «The design of
experiments», 1935.)

The band turns this round: the numbers out of `n` at which `p > α` beside the same `l` of `m`.
"""

import math
from typing import Final

_NEGLIGIBLE: Final = 1e-18


def tails(k: int, n: int, others: int, m: int) -> tuple[float, float]:
    """P(X ≤ k) and P(X ≥ k).

    Args:
        k: did it.
        n: of so many, of whom it is asked.
        others: did it among those they are compared with.
        m: so many those are.
    """
    did = k + others
    peak = (n + 1) * (did + 1) // (n + m + 2)
    here = _chance(k, n, did, m)
    # Away from the peak chances only fall: that side is added up, the other is what is left.
    if k >= peak:
        above = min(1.0, _above(k, n, did, m, here))
        return min(1.0, 1 - above + here), above
    below = min(1.0, _below(k, n, did, m, here))
    return below, min(1.0, 1 - below + here)


def p_value(k: int, n: int, others: int, m: int) -> float:
    """How likely so great a difference is by chance alone, either way."""
    return min(1.0, 2 * min(tails(k, n, others, m)))


def usual_band(n: int, others: int, m: int, level: float) -> tuple[int, int]:
    """The least and the most out of `n` that chance makes likely enough.

    Args:
        n: so many are asked about.
        others: did it among those they are compared with.
        m: so many those are.
        level: what is less likely than this is out of the band.
    """
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if 2 * tails(middle, n, others, m)[0] > level:
            high = middle
        else:
            low = middle + 1
    least, high = low, n
    while low < high:
        middle = (low + high + 1) // 2
        if 2 * tails(middle, n, others, m)[1] > level:
            low = middle
        else:
            high = middle - 1
    return least, low


def _chance(x: int, n: int, did: int, m: int) -> float:
    logs = _log_ways(n, x) + _log_ways(m, did - x) - _log_ways(n + m, did)
    return math.exp(logs)


def _log_ways(of: int, taken: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(taken + 1) - math.lgamma(of - taken + 1)


def _above(k: int, n: int, did: int, m: int, here: float) -> float:
    total, term = here, here
    for x in range(k, min(n, did)):
        term *= (n - x) * (did - x) / ((x + 1) * (m - did + x + 1))
        total += term
        if term < total * _NEGLIGIBLE:
            break
    return total


def _below(k: int, n: int, did: int, m: int, here: float) -> float:
    total, term = here, here
    for x in range(k, max(0, did - m), -1):
        term *= x * (m - did + x) / ((n - x + 1) * (did - x + 1))
        total += term
        if term < total * _NEGLIGIBLE:
            break
    return total
