"""The model says what the map says, with all its steps back and returns."""

import numpy as np
import pytest

from tropa.map.document import Map
from tropa.plan.assumptions import Assumptions
from tropa.plan.expected import expected
from tropa.plan.shares import model_of
from tropa.plan.walk import BACK, ON
from unit.plan.drawn_maps import shop, windows


def beyond(map_: Map, stage: int, assumed: Assumptions) -> float:
    """Of journeys that enter a stage, those that get further."""
    found = expected(model_of(map_, assumed))
    return float(found.reached[stage + 1] / found.entries[stage])


@pytest.mark.parametrize("returns", [0.0, 0.3])
@pytest.mark.parametrize("back", [0.0, 0.2])
def test_a_stated_probability_comes_out_whatever_steps_back_and_returns(
    back: float, returns: float
) -> None:
    map_ = shop(ask="probability: 60%", visit="probability: 45%")
    assumed = Assumptions(steps_back=back, returns=returns, starts_later=0.0, spam=0.0)
    assert beyond(map_, 0, assumed) == pytest.approx(0.6)
    assert beyond(map_, 1, assumed) == pytest.approx(0.45)


def test_figures_of_the_plan_make_the_shares_where_no_probability_does() -> None:
    map_ = shop(month="{ask: 200, visit: 100, paid: 30, served: 27}")
    assumed = Assumptions(starts_later=0.0, spam=0.0)
    assert beyond(map_, 0, assumed) == pytest.approx(0.5)
    assert beyond(map_, 1, assumed) == pytest.approx(0.3)
    assert model_of(map_, assumed).starters_a_day * 365 / 12 == pytest.approx(200)


def test_the_windows_plan_is_what_its_people_do_in_a_month() -> None:
    map_ = windows()
    model = model_of(map_)
    month = expected(model).entries * model.starters_a_day * 365 / 12
    planned = np.asarray([one.plan or 0.0 for one in map_.stages])
    assert month[1:] == pytest.approx(planned[1:], rel=0.006)


def test_a_route_of_the_map_is_walked_by_the_share_it_states() -> None:
    map_ = windows()
    model = model_of(map_)
    visitor, booked, enquiry = (map_.stage_index(n) for n in ("visitor", "booked", "enquiry"))
    ways = {(way.exit, way.to): way.share for way in model.stages[booked].ways}
    assert ways[BACK, enquiry] == pytest.approx(0.04)
    on = {way.to: way.share for way in model.stages[visitor].ways if way.exit == ON}
    beyond_it = expected(model)
    passing = on[booked] / sum(on.values())
    reached = beyond_it.reached[enquiry] - 0.02
    assert passing * reached == pytest.approx(0.005 * beyond_it.entries[visitor], rel=0.05)


def test_all_ways_of_a_visit_make_one() -> None:
    for map_ in (windows(), shop()):
        for leaving in model_of(map_).stages.values():
            for lap in (0, 1):
                assert sum(way.share for way in leaving.of(lap)) == pytest.approx(1.0)
                assert all(way.share > 0 for way in leaving.of(lap))
