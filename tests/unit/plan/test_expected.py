"""The walk reckoned exactly, beside what can be reckoned by hand."""

import pytest

from tropa.plan.assumptions import Assumptions
from tropa.plan.expected import expected
from tropa.plan.shares import model_of
from unit.plan.drawn_maps import shop

PLAIN = Assumptions(starts_later=0.0, spam=0.0, not_ours=0.0, refunds=0.0)


def test_without_ways_back_a_visit_is_a_share_of_the_one_before() -> None:
    assumed = Assumptions(
        steps_back=0.0, returns=0.0, starts_later=0.0, withdraws=0.0, refunds=0.1
    )
    found = expected(model_of(shop(ask="probability: 50%", visit="probability: 40%"), assumed))
    assert found.visits[:3] == pytest.approx([1.0, 0.5, 0.2])
    assert found.reached[:3] == pytest.approx([1.0, 0.5, 0.2])
    assert found.wins == pytest.approx(0.2)
    assert found.refunds == pytest.approx(0.02)
    assert found.losses[:2] == pytest.approx([0.5, 0.3])


def test_whoever_returns_visits_again_and_is_lost_again() -> None:
    assumed = Assumptions(
        steps_back=0.0, returns=0.5, starts_later=0.0, withdraws=0.0, refuses=0.0
    )
    found = expected(model_of(shop(ask="probability: 0%"), assumed))
    # Lost, half return, half of them again …: 1 + 1/2 + 1/4 + … visits.
    assert found.visits[0] == pytest.approx(2.0)
    assert found.entries[0] == pytest.approx(1.0)
    assert found.losses[0] == pytest.approx(2.0)
    assert found.returns[0] == pytest.approx(1.0)


def test_every_visit_ends_somehow_and_every_journey_begins_once() -> None:
    found = expected(model_of(shop(), PLAIN))
    ended = found.advanced + found.backs + found.losses
    assert ended[:2] == pytest.approx(found.visits[:2])
    assert found.journeys == pytest.approx(1.0 + found.repeats)
