"""Who counts in a trial, and what counts as coming back, to the microsecond."""

from dataclasses import replace

import numpy as np
import pytest

from tropa.clock import DAY
from tropa.measure.fold import Asked
from tropa.measure.trial import Assigned, Came, trial
from tropa.measure.uplift import Arm
from unit.measure.small import FIRM

W = 7 * DAY
START = 20_000 * DAY
ASKED = Asked(replace(FIRM, money=replace(FIRM.money, margin=0.5)), START + 30 * DAY)
NOBODY = Came(*(np.zeros(0, np.int64) for _ in range(5)))


def assigned(*rows: tuple[int, int, bool]) -> Assigned:
    persons, at, treated = zip(*rows, strict=True)
    return Assigned(
        np.asarray(persons, np.int64),
        np.asarray(at, np.int64) + START,
        np.asarray(treated, np.bool_),
    )


def back(*rows: tuple[int, int]) -> Came:
    persons, at = (np.asarray(column, np.int64) for column in zip(*rows, strict=True))
    return NOBODY._replace(returned=persons, returned_at=at + START)


@pytest.mark.parametrize(("at", "recovered"), [(-1, 0), (0, 1), (1, 1), (W, 1), (W + 1, 0)])
def test_a_return_counts_from_the_assignment_to_the_end_of_the_window(
    at: int, recovered: int
) -> None:
    found = trial(assigned((1, 0, True)), back((1, at)), ASKED, W)
    assert found.treatment == Arm(recovered, 1)


def test_a_return_before_the_assignment_hides_none_after() -> None:
    found = trial(assigned((1, 0, True)), back((1, -DAY), (1, DAY)), ASKED, W)
    assert found.treatment.recovered == 1


def test_whoever_was_assigned_twice_stays_where_they_were_first() -> None:
    found = trial(assigned((1, DAY, True), (1, 0, False)), NOBODY, ASKED, W)
    assert (found.treatment.assigned, found.holdout.assigned) == (0, 1)


def test_those_still_in_their_window_are_told_apart() -> None:
    late = 30 * DAY - W
    found = trial(assigned((1, late, True), (2, late + 1, True)), NOBODY, ASKED, W)
    assert (found.treatment.assigned, found.in_window) == (1, 1)


def test_margin_is_of_what_was_paid_in_the_window() -> None:
    paid = np.asarray([1, 1, 1, 1, 2], np.int64)
    at = np.asarray([-1, 0, W, W + 1, 0], np.int64) + START
    amount = np.asarray([1, 20, 400, 8_000, 16_000], np.int64)
    came = NOBODY._replace(paid=paid, paid_at=at, amount=amount)
    found = trial(assigned((1, 0, True), (3, 0, False)), came, ASKED, W)
    assert found.treatment.margin == 210
    assert found.holdout.margin == 0
