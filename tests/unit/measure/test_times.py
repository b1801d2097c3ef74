from collections import Counter

import numpy as np
import pytest
from numpy.typing import NDArray

from tropa.clock import DAY
from tropa.measure.times import CENSORED, LOST, OPEN, STEPS, WENT_ON, incidence, lasted
from unit.measure.small import FIRM, tells

Int64 = NDArray[np.int64]

# Visits of the third stage in the domain model, in days.
GOLDEN = [
    (7, WENT_ON), (7, WENT_ON), (2, CENSORED), (9, WENT_ON), (7, LOST), (19, OPEN), (7, OPEN),
    (3, WENT_ON),
]  # fmt: skip


def of(visits: list[tuple[int, int]]) -> dict[float, float]:
    days, ends = np.array(visits, np.int64).reshape(-1, 2).T
    return {at: round(share, 4) for at, share in curve(days * DAY, ends)}


def curve(lengths: Int64, ends: Int64) -> tuple[tuple[float, float], ...]:
    return incidence(np.sort(lasted(lengths, ends)))


def test_the_share_gone_on_is_that_of_the_domain_model() -> None:
    assert of(GOLDEN) == {3: 0.1429, 7: 0.4286, 9: 0.6429}


def test_without_visits_there_is_no_curve() -> None:
    assert of([]) == {}


def test_where_nobody_went_on_there_is_no_curve() -> None:
    assert of([(1, LOST), (2, OPEN), (3, CENSORED)]) == {}


def test_without_losses_and_waiting_it_is_the_plain_share() -> None:
    assert of([(1, WENT_ON), (2, WENT_ON), (4, WENT_ON), (4, WENT_ON)]) == {
        1: 0.25,
        2: 0.5,
        4: 1,
    }


def test_who_still_waits_at_an_instant_is_at_risk_of_it() -> None:
    assert of([(5, OPEN), (5, WENT_ON)]) == {5: 0.5}


def test_open_visits_have_no_quartiles_of_their_own() -> None:
    stage = tells(FIRM, "03.03", "02.03 asked").times.stages[0]
    assert (stage.n, stage.median_days, stage.p90_days) == (0, None, None)
    assert stage.gone_on_by(100) == 0


def test_a_stage_passed_over_was_not_stayed_on() -> None:
    stages = tells(FIRM, "20.03", "02.03 asked\n 05.03 paid").times.stages
    assert [one.n for one in stages] == [1, 0, 1]
    assert stages[0].gone_on_by(2.9) == 0
    assert stages[0].gone_on_by(3) == pytest.approx(1)


def test_sent_away_as_unfit_is_neither_a_step_on_nor_a_loss() -> None:
    stage = tells(FIRM, "20.03", "02.03 asked\n 04.03 not_ours").times.stages[0]
    assert (stage.n, stage.median_days) == (1, 2)
    assert (stage.advanced_median_days, stage.incidence) == (None, ())


def test_up_to_a_thousand_steps_of_a_curve_are_told() -> None:
    days = np.arange(1, STEPS + 1)
    found = curve(days * DAY, np.full(STEPS, WENT_ON))
    assert [at for at, _ in found] == days.tolist()


@pytest.mark.parametrize("people", [STEPS + 1, 1_500, 40_000])
def test_of_more_steps_those_are_told_between_which_nearly_nothing_is_missed(
    people: int,
) -> None:
    """Where all go on and each after another time, the share is their rank."""
    days = np.arange(1, people + 1)
    found = curve(days * DAY, np.full(people, WENT_ON))
    assert len(found) <= STEPS
    assert (found[0][0], found[-1][0]) == (1, people)
    assert [share for _, share in found] == pytest.approx([at / people for at, _ in found])
    told, shares = np.array(found).T
    read = shares[np.searchsorted(told, days, side="right") - 1]
    assert (days / people - read).max() < 1 / (STEPS - 2)


def test_steps_that_are_told_are_those_of_the_whole_curve() -> None:
    """However visits ended, and where many went on at once."""
    visits = [(number * 7_919 % 5_003, number * 31 % 7 % 4) for number in range(20_000)]
    visits += [(2_500, WENT_ON)] * 5_000
    whole = walked_through(visits)
    days, ends = np.array(visits, np.int64).T
    found = dict(curve(days * DAY, ends))
    assert len(found) <= STEPS < len(whole)
    assert found == pytest.approx({at: whole[at] for at in found})
    assert 2_500 in found
    assert max(found) == max(whole)


def walked_through(visits: list[tuple[int, int]]) -> dict[float, float]:
    """The whole curve, length after length."""
    ended = Counter(visits)
    at_risk, here, gone_on = len(visits), 1.0, 0.0
    found: dict[float, float] = {}
    for length in sorted({at for at, _ in visits}):
        on, lost = ended[length, WENT_ON], ended[length, LOST]
        gone_on += here * on / at_risk
        here *= 1 - (on + lost) / at_risk
        at_risk -= sum(ended[length, end] for end in (OPEN, WENT_ON, LOST, CENSORED))
        if on:
            found[length] = gone_on
    return found
