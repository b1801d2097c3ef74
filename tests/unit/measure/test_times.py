import numpy as np
import pytest

from tropa.clock import DAY
from tropa.measure.times import CENSORED, LOST, OPEN, WENT_ON, incidence
from unit.measure.small import FIRM, tells

# Visits of the third stage in the domain model, in days.
GOLDEN = [
    (7, WENT_ON), (7, WENT_ON), (2, CENSORED), (9, WENT_ON), (7, LOST), (19, OPEN), (7, OPEN),
    (3, WENT_ON),
]  # fmt: skip


def of(visits: list[tuple[int, int]]) -> dict[float, float]:
    days, ends = np.array(visits, np.int64).reshape(-1, 2).T
    return {at: round(share, 4) for at, share in incidence(days * DAY, ends)}


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
