"""Numbers that people wrote as exact sums.

A property's value is a number when people would read it as one (`1 234,50`, `12 тыс.`); money
is never added up through binary fractions. An exact sum lies in three whole columns that grow
by themselves, so that billions of rows fit:

    value = (high · 10⁸ + middle) · 10⁸ + low    in billionths

A part smaller than a billionth is rounded half to even; what is larger than any sum of money
(`money.LARGEST`) is a mistake and no number.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
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
    for code in np.flatnonzero(met).tolist():
        exact = _exact(column.values[code])
        if exact is not None:
            found.known[code], found.value[code] = True, exact[1]
            found.limbs[code] = _limbs(exact[0])
    return found


def _exact(value: Scalar | None) -> tuple[int, float] | None:
    exact = None if value is None else decimal_of(value)
    if exact is None or abs(exact) > LARGEST:
        return None
    return billionths(exact), float(exact)


def billionths(exact: Decimal) -> int:
    """A number in whole billionths."""
    return int(exact.scaleb(_PLACES).to_integral_value(ROUND_HALF_EVEN))


def _limbs(whole: int) -> tuple[int, int, int]:
    rest, low = divmod(whole, _BASE)
    high, middle = divmod(rest, _BASE)
    return high, middle, low


def sum_of(limbs: Int64) -> Fraction:
    """The sum that three columns hold."""
    high, middle, low = (int(one) for one in limbs)
    return Fraction((high * _BASE + middle) * _BASE + low, 10**_PLACES)


def told(exact: Fraction | None) -> int | float | None:
    """An exact number as answers write it: whole where it is whole."""
    if exact is None:
        return None
    return int(exact) if exact.denominator == 1 else float(exact)


def mean_of(limbs: Int64, n: int) -> int | float | None:
    """The mean of n numbers with this sum."""
    return told(sum_of(limbs) / n) if n else None
