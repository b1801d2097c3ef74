import numpy as np

from tropa.measure.rows import changes, in_order


def column(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, np.int64)


def test_rows_go_by_the_first_column_then_by_the_next() -> None:
    rows = in_order(column(2, 1, 2, 1), column(5, 9, 3, 9), column(0, 1, 0, 0))
    assert rows.tolist() == [3, 1, 2, 0]


def test_rows_that_lie_in_order_stay_as_they_are() -> None:
    assert in_order(column(1, 1, 2, 2), column(3, 3, 1, 5)).tolist() == [0, 1, 2, 3]
    assert in_order(column(1, 1), column(5, 3)).tolist() == [1, 0]


def test_of_no_rows_there_is_no_order() -> None:
    assert in_order(column(), column()).tolist() == changes(column()).tolist() == []


def test_a_row_is_new_where_any_column_changes() -> None:
    found = changes(column(1, 1, 1, 2, 2), column(7, 7, 8, 8, 8))
    assert found.tolist() == [True, False, True, True, False]
