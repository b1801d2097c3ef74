"""A web shop of 5,000 visitors: one journey a visitor, and nobody is lost by silence."""

import re
from typing import Any

import pytest

from golden.asking import Company, Json
from real.sets import APART, example, imported, instant, known, kpi, screens
from tropa.clock import HOUR
from tropa.workspace.screen import Screen
from unit.collect.files import data_folder

pytestmark = pytest.mark.slow
AS_OF = "2015-10-01"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return known(data_folder("retailrocket_sample5k"))


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Company:
    log = data_folder("retailrocket_sample5k") / "events.csv.gz"
    return imported(tmp_path_factory.mktemp("retailrocket") / "firm", "retailrocket", log)


@pytest.fixture(scope="module")
def answer(firm: Company) -> Json:
    return firm.answer(AS_OF)


def test_five_thousand_looked_and_thirty_nine_bought(answer: Json) -> None:
    assert [one["reached"] for one in answer["stages"]] == [5_000, 150, 39]
    pairs = [(one["numerator"], one["denominator"]) for one in answer["conversion"]]
    assert pairs == [(150, 5_000), (39, 150), (39, 5_000)]


def test_every_visitor_makes_one_journey_and_none_is_lost(
    answer: Json, expected: dict[str, Any]
) -> None:
    found = answer["journeys"]
    assert found["valid"] == expected["visitors"] == 5_000
    assert (found["won"], found["lost_ever"]) == (39, 0)
    assert found["open"] == expected["non_buyers_events_per_visitor"]["n"] == 4_961


def test_as_many_touched_each_point_as_did_its_act(
    answer: Json, expected: dict[str, Any]
) -> None:
    reach = [one["reach"] for one in answer["touchpoints"]]
    assert reach == list(expected["funnel_any_order_visitors"].values()) == [4_991, 145, 39]


def test_who_bought_past_the_cart_passed_over_it(answer: Json) -> None:
    """Five buyers never touched the cart; the stage counts as reached all the same."""
    cart, bought = answer["stages"][1:]
    implied = cart["reached"] - cart["entries"]
    assert implied == bought["entered_from"]["start"] + bought["entered_from"]["skip"] == 5


@pytest.fixture(scope="module")
def plain(firm: Company) -> Screen:
    """The same map without kinds of interaction: each event is a touch of its own."""
    text = re.sub(r"^ +interaction: \w+\n", "", example("retailrocket"), flags=re.MULTILINE)
    text = text.replace(
        "kpis:\n", "kpis:\n  hours:\n    time: from first touch to sale\n    at: mean\n"
    )
    return screens(firm, {"plain": text}, instant(AS_OF))["plain"]


def test_buyers_did_three_things_before_the_first_purchase(
    plain: Screen, expected: dict[str, Any]
) -> None:
    touches, before = plain.overview.touches, expected["buyers"]["events_before_first_purchase"]
    assert (touches.n, touches.median) == (before["n"], before["median"])
    assert len(touches.histogram) == before["max"] + 1
    total = sum(number * people for number, people in enumerate(touches.histogram))
    assert total / touches.n == pytest.approx(before["mean"], abs=APART)


def test_the_whole_way_to_a_purchase_took_minutes_or_weeks(
    plain: Screen, answer: Json, expected: dict[str, Any]
) -> None:
    hours = expected["buyers"]["hours_first_event_to_first_purchase"]
    assert 24 * answer["cycle"]["full_median_days"] == pytest.approx(hours["median"], abs=APART)
    mean = kpi(plain, "hours")
    assert mean is not None
    assert mean / HOUR == pytest.approx(hours["mean"], abs=APART)
