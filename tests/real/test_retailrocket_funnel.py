"""Funnels of 5,000 visitors, through questions a user would write."""

from pathlib import Path
from typing import Any

import pytest

import tropa
from golden.asking import EXAMPLES, Company
from real.sets import imported, known
from unit.collect.files import data_folder

pytestmark = pytest.mark.slow

QUESTIONS = EXAMPLES / "questions"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return known(data_folder("retailrocket_sample5k"))


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Company:
    log = data_folder("retailrocket_sample5k") / "events.csv.gz"
    return imported(tmp_path_factory.mktemp("retailrocket") / "firm", "retailrocket", log)


def counts(firm: Company, question: str | Path) -> list[int]:
    with tropa.open(firm.folder) as workspace:
        answer = workspace.ask(question).data
    return [step["count"] for step in answer["steps"]]


def test_each_step_by_itself(firm: Company, expected: dict[str, Any]) -> None:
    found = counts(firm, QUESTIONS / "funnel_any_order.yaml")
    assert found == list(expected["funnel_any_order_visitors"].values()) == [4_991, 145, 39]


def test_one_step_after_another(firm: Company, expected: dict[str, Any]) -> None:
    day = QUESTIONS / "funnel_in_order.yaml"
    assert counts(firm, day) == list(expected["funnel_ordered_visitors_1_day"].values())
    text = day.read_text("utf-8")
    week = counts(firm, text.replace("within: 1d", "within: 7d"))
    assert week == list(expected["funnel_ordered_visitors_7_days"].values())
    ever = counts(firm, text.replace("within: 1d\n", ""))
    assert ever == list(expected["funnel_ordered_visitors_no_window"].values())
    assert ever == [4_991, 128, 32]


def test_the_words_of_a_step_do_not_change_it(firm: Company) -> None:
    """An event by name, the touchpoint it belongs to, a condition that always holds."""
    said = "{question: funnel, map: retailrocket, as_of: 2015-10-01, steps: ["
    by_event = f"{said}product_viewed, cart_added, purchase_made]}}"
    by_point = f"{said}{{touchpoint: product_page}}, {{touchpoint: add_to_cart}}, "
    by_point += "{touchpoint: purchase}]}"
    by_field = f"{said}product_viewed, {{event: cart_added, where: item exists}}, "
    by_field += "{any: [purchase_made, {event: purchase_made, where: order_id exists}]}]}"
    assert counts(firm, by_event) == counts(firm, by_point) == counts(firm, by_field)


def test_months_add_up_to_no_fewer_than_the_whole(firm: Company) -> None:
    with tropa.open(firm.folder) as workspace:
        answer = workspace.ask(QUESTIONS / "funnel_by_month.yaml").data
    steps, trend = answer["steps"], answer["trend"]
    assert [one["period"] for one in trend] == [f"2015-{month:02}" for month in range(5, 10)]
    # A visitor counts once a month, and may come in several.
    assert sum(one["entered"] for one in trend) >= steps[0]["count"]
    assert sum(one["counts"][-1] for one in trend) >= steps[-1]["count"] > 30
    assert [one["young"] for one in trend] == [False] * 4 + [True]
    assert answer["looks"] == sum(one["verdict"] != "too_few" for one in answer["correlations"])
