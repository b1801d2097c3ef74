"""How long steps took, and bars that any two histograms share."""

import numpy as np

from tropa.clock import DAY, MINUTE, SECOND, duration
from tropa.measure.questions.funnel.took import EDGES, Took, histogram


def bars(*took: int) -> list[tuple[str, str | None, int]]:
    found = histogram(np.asarray(took, np.int64))
    return [(one["longer_than"], one["not_longer_than"], one["count"]) for one in found]


def test_nothing_at_all_lies_in_the_first_bar_and_an_edge_below_itself() -> None:
    assert bars(0, SECOND, MINUTE) == [("0", "1m", 3)]
    assert bars(DAY, DAY + 1) == [("12h", "1d", 1), ("1d", "2d", 1)]
    assert bars(20 * 365 * DAY) == [("3650d", None, 1)]
    assert bars() == []


def test_bars_are_whole_from_the_first_with_somebody_to_the_last() -> None:
    assert [count for *_, count in bars(MINUTE, 30 * MINUTE)] == [1, 0, 0, 1]


def test_every_edge_can_be_read_back() -> None:
    for low, high, _ in bars(*EDGES)[1:-1]:
        assert duration(low) in EDGES
        assert high is not None
        assert duration(high) in EDGES
    assert sorted(EDGES) == list(EDGES)


def test_lengths_of_other_people_keep_their_groups() -> None:
    mine, theirs = Took(), Took()
    mine.add(1, ["a", "b"], np.asarray([0, 1, 1]), np.asarray([1, 2, 3]))
    theirs.add(1, ["b", "c"], np.asarray([0, 1]), np.asarray([4, 5]))
    mine.take_in(theirs)
    assert mine.of(1, "b").tolist() == [2, 3, 4]
    assert sorted(mine.all(1).tolist()) == [1, 2, 3, 4, 5]
    some = mine.only(["b"], "rest")
    assert some.of(1, "b").tolist() == [2, 3, 4]
    assert some.of(1, "rest").tolist() == [1, 5]
    assert some.of(2, "b").tolist() == some.of(1, "d").tolist() == []
