"""The interval of a median, by ranks: no shape of the numbers is supposed, nothing is drawn.

As many of n numbers lie below the true median as a fair coin shows heads in n throws. With j
the most for which  P(fewer than j heads) ≤ 0.025,  the j-th smallest and the j-th largest
number have the median between them in 95 of 100 samples, or more. Of fewer than six numbers no
two are that sure.

W. Thompson, «On confidence ranges for the median and other expectation distributions», 1936.
"""

import math
from functools import lru_cache
from statistics import NormalDist
from typing import Final

from tropa.measure.interval import CONFIDENCE

_TAIL: Final = (1 - CONFIDENCE) / 2
_TIMES: Final = round(1 / _TAIL)
_Z: Final = NormalDist().inv_cdf(1 - _TAIL)
_COUNTED: Final = 1_000
"""Throws up to here are counted out; for more the bell curve is within a rank."""


@lru_cache(maxsize=4096)
def median_ranks(n: int) -> tuple[int, int] | None:
    """The places, from 0, of the two of n sorted numbers that the median lies between."""
    least = _counted(n) if n <= _COUNTED else math.floor((n + 1) / 2 - _Z * math.sqrt(n) / 2)
    return None if least < 1 else (least - 1, n - least)


def _counted(n: int) -> int:
    """The most heads j with P(fewer than j) within the tail, 0 where there are none."""
    room, ways, heads = 2**n, 1, 0
    while heads < n and ways * _TIMES <= room:
        room -= ways * _TIMES
        heads += 1
        ways = ways * (n - heads + 1) // heads
    return heads
