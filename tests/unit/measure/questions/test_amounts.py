"""What people wrote is added up exactly."""

from fractions import Fraction

import numpy as np

from tropa.measure.questions.amounts import mean_of, numbers_of, sum_of, told
from tropa.trail import Scalar, encode


def added(*values: Scalar | None) -> tuple[Fraction, int]:
    column = encode(list(values))
    codes = column.codes.astype(np.int64)
    numbers = numbers_of(column, codes)
    return sum_of(numbers.limbs[codes].sum(axis=0)), int(numbers.known[codes].sum())


def test_sums_are_exact() -> None:
    assert added("0.1", 0.2, "1 234,50", "12 тыс.") == (Fraction(132348, 10), 4)
    assert added(-7, "-0.000000001") == (-7 - Fraction(1, 10**9), 2)


def test_what_is_no_number_is_left_out() -> None:
    assert added("many", None, True, "1e40", 10**16, 3) == (3, 1)


def test_large_numbers_keep_their_last_digit() -> None:
    assert added(10**15, 10**15, "0.000000001")[0] == 2 * 10**15 + Fraction(1, 10**9)


def test_only_values_that_stand_somewhere_are_read() -> None:
    column = encode(["1", "2", "3"])
    numbers = numbers_of(column, np.asarray([2]))
    assert numbers.known.tolist() == [False, False, True, False]
    assert numbers.value.tolist() == [0, 0, 2, 0]


def test_exact_numbers_are_told_whole_where_they_are() -> None:
    assert told(Fraction(6, 2)) == 3
    assert isinstance(told(Fraction(6, 2)), int)
    assert told(Fraction(1, 4)) == 0.25
    assert told(None) is None
    assert mean_of(np.zeros(3, np.int64), 0) is None
