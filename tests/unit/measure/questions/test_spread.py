"""Quantiles are exact, or near where they cannot be, whichever way people were split."""

import numpy as np
import pytest

from tropa.measure.questions.spread import EXACT_AT_MOST, ROUNDED, Cell, Spread, together


def spread(*numbers: float) -> Spread:
    found = Spread(keys=1)
    add(found, np.asarray(numbers, np.float64))
    return found


def add(found: Spread, numbers: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    nought, one = np.zeros(len(numbers), np.int64), np.ones(len(numbers), np.int64)
    found.add(("a",), nought, [nought], numbers, one)


def only(found: Spread) -> Cell:
    return found.cells(["a"])[0,]


def test_quantiles_lie_between_neighbours_in_proportion() -> None:
    cell = only(spread(10, -2.5, 0, 4))
    assert cell.value.tolist() == [-2.5, 0, 4, 10]
    shares = (0, 0.25, 0.5, 0.9, 1)
    assert [cell.quantile(share) for share in shares] == [
        pytest.approx(float(np.quantile([10, -2.5, 0, 4], share))) for share in shares
    ]


def test_a_number_that_came_often_stands_as_often() -> None:
    cell = only(spread(1, 1, 1, 1, 9))
    assert cell.times.tolist() == [4, 1]
    assert cell.quantile(0.5) == 1
    assert cell.quantile(0.9) == pytest.approx(5.8)


def test_nothing_has_no_quantile() -> None:
    assert together([]).quantile(0.5) is None
    assert spread().cells(["a"]) == {}


def test_cells_taken_together_are_one() -> None:
    cell = together([only(spread(1, 2)), only(spread(2, 3))])
    assert (cell.value.tolist(), cell.times.tolist()) == ([1, 2, 3], [1, 2, 1])


def test_too_many_numbers_are_rounded_within_a_hundredth() -> None:
    numbers = np.linspace(-5, 10_000, EXACT_AT_MOST + 10)
    whole, halves = Spread(keys=1), [Spread(keys=1), Spread(keys=1)]
    add(whole, numbers)
    for half, some in zip(halves, (numbers[::2], numbers[1::2]), strict=True):
        add(half, some)
        assert not half.is_rounded
    left, right = halves
    left.take_in(right)
    for found in (whole, left):
        assert found.is_rounded
        for share in (0.1, 0.5, 0.9):
            exact = float(np.quantile(numbers, share))
            assert only(found).quantile(share) == pytest.approx(exact, rel=2 * ROUNDED)
    assert only(whole).value.tolist() == only(left).value.tolist()
    assert only(whole).times.tolist() == only(left).times.tolist()


def test_what_comes_after_rounding_is_rounded_too() -> None:
    first, second = Spread(keys=1), Spread(keys=1)
    add(first, np.arange(2 * EXACT_AT_MOST + 1) / 7)
    add(first, np.asarray([1000.123]))
    add(second, np.asarray([1000.123]))
    second.take_in(first)
    assert second.is_rounded
    assert 1000.123 not in only(second).value.tolist()
    assert 1000.123 not in only(first).value.tolist()
