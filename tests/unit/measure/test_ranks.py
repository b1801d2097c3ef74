"""The value at a rank is the one that sorting puts there."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tropa.measure.ranks import neighbours


@given(
    st.lists(st.integers(0, 1 << 60), min_size=1, max_size=40),
    st.integers(1, 400),
    st.sampled_from([1, 3, 1 << 20, 1 << 45]),
    st.data(),
)
def test_a_rank_is_found_as_by_sorting(
    some: list[int], times: int, spread: int, data: st.DataObject
) -> None:
    # Many times the same few, moved a little: whole buckets of equals, and their borders.
    values = np.add.outer(np.arange(times) * spread, np.asarray(some, np.int64)).ravel()
    rank = data.draw(st.integers(0, len(values) - 1))
    cut = data.draw(st.integers(0, len(values)))
    found = neighbours((values[:cut], values[cut:]), rank)
    assert found.tolist() == np.sort(values)[rank : rank + 2].tolist()


def test_many_values_of_one_size_are_found_too() -> None:
    for values in (np.zeros(9_000, np.int64), np.repeat([7, 1 << 50], 5_000)):
        for rank in (0, 4_999, 5_000, len(values) - 1):
            found = neighbours((values,), rank)
            assert found.tolist() == np.sort(values)[rank : rank + 2].tolist()
