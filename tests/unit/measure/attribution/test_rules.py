"""A path of four steps a week apart, one of two, one of one, and one of none."""

import numpy as np
import pytest

from tropa.clock import DAY
from tropa.measure.attribution import rules
from tropa.measure.attribution.journeys import Paths, written

PATHS = written([("a > b > c > d", 1, 8, 0), ("d > a", 1, 4, 0), ("", 1, 2, 0), ("b", 2, 6, 0)])
AT = np.array([0, 7, 14, 21, 0, 7, 5]) * DAY


def test_first_takes_the_first_step() -> None:
    assert rules.first(PATHS).tolist() == [1, 0, 0, 0, 1, 0, 1]


def test_last_takes_the_last_step() -> None:
    assert rules.last(PATHS).tolist() == [0, 0, 0, 1, 0, 1, 1]


def test_last_significant_passes_direct_steps_by() -> None:
    found = rules.last_significant(PATHS, frozenset({"c", "d"}))
    assert found.tolist() == [0, 1, 0, 0, 0, 1, 1]


def test_where_all_steps_are_direct_the_last_one_is_taken() -> None:
    found = rules.last_significant(PATHS, frozenset("abcd"))
    assert found.tolist() == rules.last(PATHS).tolist()


def test_a_direct_label_that_nobody_touched_changes_nothing() -> None:
    found = rules.last_significant(PATHS, frozenset({"x"}))
    assert found.tolist() == rules.last(PATHS).tolist()


def test_linear_gives_the_same_to_each() -> None:
    assert rules.linear(PATHS).tolist() == [0.25] * 4 + [0.5] * 2 + [1]


def test_position_gives_forty_twenty_forty() -> None:
    expected = [0.4, 0.1, 0.1, 0.4, 0.5, 0.5, 1]
    assert rules.position(PATHS).tolist() == pytest.approx(expected)


def test_position_of_three_quarters_to_the_ends() -> None:
    expected = [0.375, 0.125, 0.125, 0.375, 0.5, 0.5, 1]
    assert rules.position(PATHS, 0.375).tolist() == pytest.approx(expected)


def test_time_decay_halves_every_week() -> None:
    expected = [1 / 15, 2 / 15, 4 / 15, 8 / 15, 1 / 3, 2 / 3, 1]
    assert rules.time_decay(PATHS, AT).tolist() == pytest.approx(expected)


def test_a_touch_of_long_ago_gets_nothing_and_breaks_nothing() -> None:
    old = np.array([0, 0, 0, 10**7, 0, 0, 0]) * DAY
    assert rules.time_decay(PATHS, old, DAY).tolist() == [0, 0, 0, 1, 0.5, 0.5, 1]


def test_credits_of_parts_are_sums_by_label() -> None:
    found = rules.shared(PATHS, rules.linear(PATHS), PATHS.value)
    assert found.tolist() == [2 + 2, 2 + 6, 2, 2 + 2]


@pytest.mark.parametrize("nothing", [written([]), written([("", 1, 1, 1)])])
def test_without_steps_there_are_no_parts(nothing: Paths) -> None:
    at = np.empty(0, np.int64)
    for parts in (
        rules.first(nothing),
        rules.last(nothing),
        rules.last_significant(nothing, frozenset()),
        rules.linear(nothing),
        rules.position(nothing),
        rules.time_decay(nothing, at),
    ):
        assert parts.tolist() == []
