"""Lengths by cell: many cells, long sums, histograms."""

import numpy as np
import pytest

from tropa.measure.questions.nodes.took import Lengths, lengths_of

YEAR = 365 * 86_400_000_000


def of(found: dict[int, list[int]], cells: int, *, exact: bool = True) -> Lengths:
    pairs = [(cell, length) for cell, lengths in found.items() for length in lengths]
    cell = np.asarray([one for one, _ in pairs], np.int32)
    took = np.asarray([one for _, one in pairs], np.int64)
    return lengths_of(cell, took, cells, exact=exact)


def test_a_table_too_large_to_count_in_tells_the_same() -> None:
    found = {5: [1, 2, 9], 19_999_999: [4]}
    told = of(found, 20_000_000).told()
    assert told.cell.tolist() == [5, 19_999_999]
    assert told.median.tolist() == [2, 4]


def test_a_sum_longer_than_a_whole_number_may_be_is_still_exact() -> None:
    lengths = [3_000 * YEAR] * 100
    told = of({0: lengths}, 1).told()
    assert sum(lengths) > 2**63
    assert told.mean.tolist() == [3_000 * YEAR]


def test_cells_that_become_one_are_told_together() -> None:
    found = of({0: [1, 5], 1: [2], 2: [7]}, 3).renumbered(lambda cells: cells // 2)
    told = found.merged(of({1: [9]}, 2)).told()
    assert told.count.tolist() == [3, 2]
    assert told.median.tolist() == [2, 8]


@pytest.mark.parametrize("length", [0, 1, 127, 128, 129, 10**6, 86_400_000_000, 10**17])
def test_a_histogram_is_never_farther_off_than_it_says(length: int) -> None:
    told = of({0: [length]}, 1, exact=False).told()
    assert told.median[0] == pytest.approx(length, rel=1 / 128)
    assert told.mean[0] == length


def test_a_histogram_stays_small_however_many_are_added() -> None:
    whole = Lengths(exact=False)
    for part in range(40):
        drawn = (np.arange(100_000) * 7_919 + part) % 1_000_003 * 1_000
        cells = np.zeros(len(drawn), np.int32)
        whole = whole.merged(lengths_of(cells, drawn, 1, exact=False))
    assert whole.told().count.tolist() == [4_000_000]
    assert whole.size < 40 * 1_500


def test_nobody_took_any_time() -> None:
    assert len(Lengths(exact=True).told().cell) == 0
    assert len(Lengths(exact=False).told().cell) == 0
