"""A grocer's households, baskets and offers, through questions a user would write.

Of `reference.json` are reproduced here: households, offer_funnel, offer_funnel_by_type,
offer_funnel_by_campaign, campaigns_per_household, household_funnel,
days_campaign_start_to_first_redemption, per_household of baskets and the mean of sales,
days_between_baskets, sales_by_month, baskets_by_month, mean_sales_received_vs_not; in
`test_complete_journey.py`: sales_share_top_20pct_households and the median of sales, by RFM.

Not reproduced:

    rows, stores, products_sold, quantity, discounts
                                sizes of tables; lines of a receipt are one basket here
    top5_departments_sales      a `table` of lines by department tells it; it takes one and a
                                half million lines, and this test is to be quick
    redeemed_pairs_not_in_campaigns_table, before_start, after_end
                                checks of the tables against each other; a coupon redeemed
                                before its offer would be missing in the funnel; none is
    campaigns_received_until_first_redeemed_one
                                a rank among campaigns that overlap: no question counts events
                                before another one of the same campaign
"""

from collections.abc import Generator
from typing import Any, Final

import pytest

import tropa
from real.sets import APART, asked, by_value, imported, known, made_of, written_out
from tropa.workspace.notebook import Notebook
from unit.collect.files import data_folder

pytestmark = pytest.mark.slow
SET: Final = "complete_journey"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return known(data_folder(SET))


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Generator[Notebook]:
    folder = tmp_path_factory.mktemp(SET)
    events = written_out(f"{SET}/expand.py", data_folder(SET), folder / "events.parquet")
    with tropa.open(imported(folder / "firm", SET, events).folder) as opened:
        yield opened


def test_offers_are_taken_up_by_kind(firm: Notebook, expected: dict[str, Any]) -> None:
    found, right = asked(firm, "complete_journey_offers"), expected["offer_funnel"]
    sent, redeemed = found["steps"]
    assert sent["count"] == right["household_campaign_pairs"]
    assert redeemed["count"] == right["pairs_redeemed"]
    assert redeemed["rate"]["rate"] == pytest.approx(right["rate"], abs=APART)
    kinds = {one["value"]: [step["count"] for step in one["steps"]] for one in found["groups"]}
    by_type = expected["offer_funnel_by_type"]
    assert kinds == {name: [one["sent"], one["redeemed"]] for name, one in by_type.items()}


def test_a_coupon_is_redeemed_after_a_fortnight(
    firm: Notebook, expected: dict[str, Any]
) -> None:
    took = asked(firm, "complete_journey_offers")["took"]
    right = expected["days_campaign_start_to_first_redemption"]
    assert (took["n"], took["median_days"]) == (right["n"], right["median"])
    assert took["mean_days"] == pytest.approx(right["mean"], abs=APART)


def test_campaigns_are_taken_up(firm: Notebook, expected: dict[str, Any]) -> None:
    rows = by_value(asked(firm, "complete_journey_campaigns")["values"])
    right = expected["offer_funnel_by_campaign"]
    assert {campaign: (kind, *made_of(row)) for (kind, campaign), row in rows.items()} == {
        campaign: (one["type"], one["redeemed"], one["sent"]) for campaign, one in right.items()
    }
    for name, one in expected["offer_funnel_by_type"].items():
        assert sum(kind == name for kind, _ in rows) == one["campaigns"]


def test_households_got_offers_and_took_some(firm: Notebook, expected: dict[str, Any]) -> None:
    right = expected["household_funnel"]
    person = ("per: deal", "per: person")
    funnel = asked(firm, "complete_journey_offers", person, ("by: kind\n", ""))
    counts = [one["count"] for one in funnel["steps"]]
    assert counts == [right["received_1plus"], right["redeemed_1plus"]]
    assert counts == [expected["households"][one] for one in ("campaigns", "redeemed")]
    found = asked(firm, "complete_journey_households")
    told = expected["campaigns_per_household"]
    assert (found["median"], found["max"]) == (told["median"], told["max"])
    assert found["mean"] == pytest.approx(told["mean"], abs=APART)
    kinds = asked(
        firm, "complete_journey_campaigns", person, ("by: [kind, campaign]", "by: kind")
    )
    households = {name: row["units"] for name, row in by_value(kinds["values"]).items()}
    by_type = expected["offer_funnel_by_type"]
    assert households == {name: one["households"] for name, one in by_type.items()}


def test_months_have_their_baskets_and_sales(firm: Notebook, expected: dict[str, Any]) -> None:
    found = asked(firm, "complete_journey_baskets")
    months = {one["period"]: one for one in found["periods"]}
    assert {name: one["sum"] for name, one in months.items()} == expected["sales_by_month"]
    assert {name: one["events"] for name, one in months.items()} == expected["baskets_by_month"]
    total = found["total"]
    assert total["units"] == expected["households"]["transactions"]
    assert total["events"] == expected["transactions"]["baskets"]
    assert total["sum"] == expected["transactions"]["sales_value"]
    mean = expected["per_household"]["mean_sales"]
    assert total["sum"] / total["units"] == pytest.approx(mean, abs=APART)


def test_a_household_comes_again_after_as_many_days(
    firm: Notebook, expected: dict[str, Any]
) -> None:
    found, right = asked(firm, "complete_journey_gaps"), expected["days_between_baskets"]
    assert found["n"] == right["n"]
    assert found["mean"] == pytest.approx(right["mean"], abs=APART)
    assert found["median"] == pytest.approx(right["median"], abs=APART)


def test_a_household_buys_as_many_baskets(firm: Notebook, expected: dict[str, Any]) -> None:
    found = asked(
        firm,
        "complete_journey_households",
        ("of: offer_sent", "of: basket_paid\nedges: [1, 2]"),
    )
    right = expected["per_household"]
    assert found["mean"] == pytest.approx(right["mean_baskets"], abs=APART)
    assert found["median"] == right["median_baskets"]
    assert found["histogram"][0]["count"] == right["one_basket_only"]


def test_those_who_were_offered_spend_more(firm: Notebook, expected: dict[str, Any]) -> None:
    rows = by_value(asked(firm, "complete_journey_offered")["values"])
    right = expected["mean_sales_received_vs_not"]
    for segment, name in (("offered", "received_1plus"), ("never_offered", "never")):
        mean = rows[segment]["sum"] / rows[segment]["units"]
        assert mean == pytest.approx(right[name], abs=APART)
