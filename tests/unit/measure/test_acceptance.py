"""What hands a lead over, what decides it, and what that says of the threshold."""

import numpy as np
import pytest

from tropa.clock import DAY, HOUR
from tropa.measure.acceptance import (
    ACCEPTED,
    HANDED,
    REJECTED,
    UNSAID,
    AcceptanceAnswer,
    LeadRows,
    acceptance,
    acceptance_json,
)
from tropa.measure.fold import Asked
from tropa.measure.interval import Rate
from unit.measure.small import FIRM

START = 20_000 * DAY
ASKED = Asked(FIRM, START + 30 * DAY)


def found(*rows: tuple[int, int, int], asked: Asked = ASKED) -> AcceptanceAnswer:
    """Of rows of person, instant since the start, kind; the reason is the person's number."""
    person, at, kind = np.asarray(rows, np.int64).reshape(-1, 3).T
    reason = np.where(kind == REJECTED, person, UNSAID)
    nobody = np.full(len(person), UNSAID)
    return acceptance(LeadRows(person, at + START, kind, reason, nobody), asked)


def test_nobody_was_handed_over() -> None:
    answer = found()
    assert (answer.whole.accepted, answer.level) == (Rate(0, 0), "unknown")
    assert acceptance_json(answer, ASKED, (), ())["median_minutes"] is None


def test_a_lead_handed_over_twice_before_a_decision_is_one() -> None:
    answer = found((1, 0, HANDED), (1, HOUR, HANDED), (1, 3 * HOUR, ACCEPTED))
    assert (answer.whole.handed, answer.whole.accepted) == (1, Rate(1, 1))
    assert answer.whole.time.median == 3 * HOUR


def test_a_lead_handed_over_again_after_a_rejection_is_another() -> None:
    answer = found((1, 0, HANDED), (1, 1, REJECTED), (1, 2, HANDED), (1, 3, ACCEPTED))
    assert (answer.whole.handed, answer.whole.accepted) == (2, Rate(1, 2))
    assert answer.reasons == ((1, 1),)


def test_the_first_decision_counts_and_the_next_is_about_nobody() -> None:
    answer = found((1, 0, HANDED), (1, 1, ACCEPTED), (1, 2, REJECTED))
    assert (answer.whole.accepted, answer.unasked) == (Rate(1, 1), 1)


def test_of_both_at_one_instant_the_rejection_counts() -> None:
    assert found((1, 0, ACCEPTED), (1, 0, REJECTED), (1, 0, HANDED)).whole.accepted == Rate(
        0, 1
    )


@pytest.mark.parametrize(("took", "in_time"), [(DAY, Rate(1, 1)), (DAY + 1, Rate(0, 1))])
def test_a_decision_exactly_at_the_limit_is_in_time(took: int, in_time: Rate) -> None:
    assert found((1, 0, HANDED), (1, took, ACCEPTED)).whole.in_time == in_time


def test_who_waits_is_counted_against_nobody_until_the_limit_is_over() -> None:
    late, young = (1, 0, HANDED), (2, 30 * DAY - HOUR, HANDED)
    answer = found(late, young).whole
    assert (answer.undecided, answer.overdue) == (2, 1)
    assert (answer.accepted, answer.in_time) == (Rate(0, 0), Rate(0, 1))


def test_a_hand_over_belongs_to_the_period_it_was_made_in() -> None:
    asked = Asked(FIRM, START + 30 * DAY, START, START + DAY)
    rows = (1, 0, HANDED), (1, 5 * DAY, ACCEPTED), (2, DAY, HANDED), (2, DAY + 1, ACCEPTED)
    assert found(*rows, asked=asked).whole.accepted == Rate(1, 1)


@pytest.mark.parametrize(
    ("accepted", "rejected", "level"),
    [(96, 4, "enough"), (20, 80, "too_few"), (6, 4, "unclear")],
)
def test_sixty_per_cent_is_reached_when_the_interval_says_so(
    accepted: int, rejected: int, level: str
) -> None:
    people = range(accepted + rejected)
    handed = [(one, 0, HANDED) for one in people]
    decided = [(one, 1, ACCEPTED if one < accepted else REJECTED) for one in people]
    assert found(*handed, *decided).level == level
