"""Paths of everybody are kept small, and in an order of their own."""

from dataclasses import replace

import numpy as np
import pytest

from tropa.errors import UsageFault
from tropa.measure.attribution.journeys import Paths, written
from tropa.measure.questions.attribution import ways
from tropa.measure.questions.attribution.ways import Pile, Valued, kept_of

TWO = [("ad > mail", 1, 5, 0), ("mail", 0, 0, 1)]


def valued(paths: Paths) -> Valued:
    return Valued(paths, np.zeros(len(paths), np.int64))


def test_equal_ways_are_one_row_whoever_came_first() -> None:
    one, other = Pile(), Pile()
    for rows in (TWO, TWO[::-1], TWO):
        one.add(valued(written(rows)))
    for rows in (TWO[::-1], TWO, TWO):
        other.add(valued(written(rows)))
    [left, right] = [pile.whole().paths for pile in (one, other)]
    assert left.labels == right.labels == ("ad", "mail")
    assert (left.converted.tolist(), left.lost.tolist()) == (
        right.converted.tolist(),
        right.lost.tolist(),
    )
    assert sorted(left.value.tolist()) == [0, 15]


def test_nobody_has_no_paths() -> None:
    assert len(Pile().whole().paths) == 0
    assert len(Pile(timed=True).whole().paths) == 0


def test_paths_with_instants_stay_apart() -> None:
    timed = Pile(timed=True)
    paths = written([TWO[0]])
    for at in ([1, 2], [1, 3]):
        timed.add(valued(replace(paths, at=np.array(at))))
    assert len(timed.whole().paths) == 2


def test_labels_nobody_is_left_with_are_dropped() -> None:
    kept = kept_of(written(TWO), np.zeros(2, np.int64), np.array([False, True]), timed=False)
    assert kept.paths.labels == ("mail",)


def test_more_than_there_is_room_for_is_refused_however_it_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ways, "STEPS_AT_MOST", 3)
    same = Pile()
    for _ in range(9):
        same.add(valued(written(TWO)))
    assert same.whole().steps == 3
    same.add(valued(written([("mail > ad", 1, 0, 0)])))
    with pytest.raises(UsageFault, match="5 touches"):
        same.whole()
