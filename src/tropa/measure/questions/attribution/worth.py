"""What a conversion is worth: exactly, in whole units and billionths of one.

Where a map says in which money amounts are, a unit is the smallest coin (a part of it is
rounded half up, as everywhere with money) and there are no billionths. Without a map a number
is what it is, down to a billionth. What is no number, or absurdly large, is worth nothing and
counted apart.
"""

from decimal import ROUND_HALF_EVEN
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.map.document import Map
from tropa.money import decimal_of, exponent_of, minor_units
from tropa.trail import Column, Scalar

Int64 = NDArray[np.int64]

BILLION: Final = 10**9
_PLACES: Final = 9
LARGEST_NUMBER: Final = 10**12
"""Of numbers that are no money: a sum of millions of them still fits 64 bits."""


class Worth(NamedTuple):
    """For each row its worth."""

    whole: Int64
    fine: Int64
    """Billionths, of the same sign as a part of the sum: whole + fine ÷ 10⁹."""
    known: NDArray[np.bool_]
    """Whether it says a number at all."""


def worth_of(column: Column, map_: Map | None) -> Worth:
    """The worth that a column says, row by row."""
    read = [_read(value, map_) for value in column.values]
    whole = np.asarray([0 if one is None else one[0] for one in read], np.int64)
    fine = np.asarray([0 if one is None else one[1] for one in read], np.int64)
    known = np.asarray([one is not None for one in read], np.bool_)
    return Worth(whole[column.codes], fine[column.codes], known[column.codes])


def _read(value: Scalar | None, map_: Map | None) -> tuple[int, int] | None:
    if value is None:
        return None
    if map_ is not None:
        minor = minor_units(value, map_.currency)
        return None if minor is None else (minor, 0)
    exact = decimal_of(value)
    if exact is None or abs(exact) > LARGEST_NUMBER:
        return None
    billionths = int((exact * BILLION).to_integral_value(ROUND_HALF_EVEN))
    return divmod(billionths, BILLION)


def digits_that_fit(whole: Int64, fine: Int64) -> int:
    """How many decimals may be kept so that no sum of these overflows."""
    if not fine.any():
        return 0
    largest = float(np.abs(whole).astype(np.float64).sum()) + len(whole) + 1
    room = float(2**62)
    return max(at for at in range(_PLACES + 1) if at == 0 or largest * 10**at < room)


def scaled(whole: Int64, fine: Int64, digits: int) -> Int64:
    """Both as one whole number with so many decimals, rounded half up."""
    step = 10 ** (_PLACES - digits)
    return whole * 10**digits + (fine + step // 2) // step


def in_major(amount: float, map_: Map | None, digits: int) -> float:
    """A sum as people write it."""
    return amount / 10 ** (digits if map_ is None else exponent_of(map_.currency))
