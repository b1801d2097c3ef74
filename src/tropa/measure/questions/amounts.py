"""Numbers that people wrote as exact sums.

A property's value is a number when people would read it as one (`1 234,50`, `12 тыс.`); money
is never added up through binary fractions. An exact sum lies in three whole columns that grow
by themselves, so that billions of rows fit:

    value = (high · 10⁸ + middle) · 10⁸ + low    in billionths

A part smaller than a billionth is rounded half to even; what is larger than any sum of money
(`money.LARGEST`) is a mistake and no number.
"""

from decimal import ROUND_HALF_EVEN
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.money import LARGEST, decimal_of
from tropa.trail import Column, Scalar

Int64 = NDArray[np.int64]
Floats = NDArray[np.float64]

LIMBS: Final = 3
_BASE: Final = 10**8
_PLACES: Final = 9


class Numbers(NamedTuple):
    """The distinct values of a column as numbers."""

    known: NDArray[np.bool_]
    """v; whether it is a number."""
    value: Floats
    """v; the nearest one there is."""
    limbs: Int64
    """v × 3; exactly."""


def numbers_of(column: Column, codes: Int64) -> Numbers:
    """What those of a column's values are that stand in some rows."""
    size = len(column.values)
    found = Numbers(
        np.zeros(size, np.bool_), np.zeros(size, np.float64), np.zeros((size, LIMBS), np.int64)
    )
    met = np.zeros(size, np.bool_)
    met[codes] = True
    read = {code: _exact(column.values[code]) for code in np.flatnonzero(met).tolist()}
    known = {code: exact for code, exact in read.items() if exact is not None}
    if known:
        at = list(known)
        found.known[at] = True
        found.value[at] = [exact[0] for exact in known.values()]
        found.limbs[at] = [exact[1] for exact in known.values()]
    return found


@lru_cache(maxsize=1 << 17, typed=True)
def _exact(value: Scalar | None) -> tuple[float, tuple[int, int, int]] | None:
    """The nearest float of a value, and the limbs of its billionths."""
    # Other people's parts of the log know the same values: each is read once.
    exact = None if value is None else decimal_of(value)
    if exact is None or abs(exact) > LARGEST:
        return None
    whole = int(exact.scaleb(_PLACES).to_integral_value(ROUND_HALF_EVEN))
    rest, low = divmod(whole, _BASE)
    high, middle = divmod(rest, _BASE)
    return float(exact), (high, middle, low)


def sum_of(limbs: Int64) -> Fraction:
    """The sum that three columns hold."""
    high, middle, low = (int(one) for one in limbs)
    return Fraction((high * _BASE + middle) * _BASE + low, 10**_PLACES)


def told(exact: Fraction | None) -> int | float | None:
    """An exact number as answers write it: whole where it is whole."""
    if exact is None:
        return None
    return int(exact) if exact.denominator == 1 else float(exact)


def told_float(number: float | None) -> int | float | None:
    """A number as answers write it: whole where it is whole."""
    return int(number) if number is not None and number.is_integer() else number


def limbs_of(whole: Int64) -> Int64:
    """Whole numbers as exact sums hold them."""
    high, middle = np.divmod(whole * (10**_PLACES // _BASE), _BASE)
    return np.stack([high, middle, np.zeros(len(whole), np.int64)], axis=1)


def mean_of(limbs: Int64, n: int) -> int | float | None:
    """The mean of n numbers with this sum."""
    return told(sum_of(limbs) / n) if n else None
