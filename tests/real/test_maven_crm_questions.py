"""A B2B pipeline of 8,800 deals, joined with its other tables, through questions of a user.

Of `reference.json` are reproduced here: opportunities, by_stage, won_revenue, mean and median
won value, win_rate_closed, reached_engaging_or_later, cycle_days, by_sales_agent, by_manager,
by_regional_office, by_product, by_sector, by_close_quarter, won_revenue_by_month, engage and
close dates, agents_with_opportunities, open_pipeline; by the map in `test_maven_crm.py` too.

Not reproduced:

    missing, product_names_not_in_products, sector_spellings, accounts, products,
    agents_in_teams, agents_without_opportunities
                                    of the tables: who has no deal is in no event
    discount_won_close_value_over_list  a ratio of two properties deal by deal: no measure
    engaging_age_days               how long deals still open have waited: no question counts up
                                    to a moment without an event at its end
"""

from collections.abc import Generator
from typing import Any, Final

import pytest

import tropa
from golden.asking import EXAMPLES, company
from real.sets import APART, asked, by_value, example, known, made_of, written_out
from tropa.workspace.notebook import Notebook
from unit.collect.files import data_folder

pytestmark = pytest.mark.slow
SET: Final = "maven_crm"
LOST: Final = ("deal_won", "deal_lost")
CUTS: Final = {
    "by_sales_agent": "agent",
    "by_manager": "manager",
    "by_regional_office": "office",
    "by_product": "product",
    "by_sector": "sector",
}


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return known(data_folder(SET))


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Generator[Notebook]:
    folder = tmp_path_factory.mktemp(SET)
    deals = written_out(f"{SET}/join.py", data_folder(SET), folder / "deals.csv")
    mapping = EXAMPLES / SET / "mapping_joined.yaml"
    taken = [deals, "--mapping", mapping, "--snapshot-at", "2017-12-31"]
    with tropa.open(company(folder / "firm", example(SET), taken).folder) as opened:
        yield opened


@pytest.mark.parametrize("cut", CUTS)
def test_deals_are_won_lost_and_open(
    firm: Notebook, expected: dict[str, Any], cut: str
) -> None:
    split, right = ("by: manager", f"by: {CUTS[cut]}\ntop: 100"), expected[cut]
    won, lost = (
        by_value(asked(firm, "maven_managers", split, *more)["values"])
        for more in ((), (LOST,))
    )
    sold = by_value(asked(firm, "maven_won", split)["values"])
    days = {
        one["value"]: one["median"]
        for one in asked(firm, "maven_cycle", ("by: manager", _at_most(CUTS[cut])))["groups"]
    }
    assert {name or "(missing)" for name in won} == set(right)
    for name, row in won.items():
        one = right[name or "(missing)"]
        wins, losses = made_of(row)[0], made_of(lost[name])[0]
        told = (row["units"], wins, losses, row["units"] - wins - losses)
        assert told == tuple(one[word] for word in ("opps", "won", "lost", "open"))
        assert sold[name]["sum"] if wins else not one["revenue"]
        assert not wins or sold[name]["sum"] == one["revenue"]
        assert not wins or wins / (wins + losses) == pytest.approx(one["win_rate"], abs=APART)
        assert days.get(name) == one["median_days_won"]


def _at_most(field: str) -> str:
    return f"by: {{field: {field}, top: 100}}"


def test_all_deals_are_told_by_where_they_are(firm: Notebook, expected: dict[str, Any]) -> None:
    deals = asked(firm, "maven_managers")["total"]
    won, every = made_of(deals)
    lost = made_of(asked(firm, "maven_managers", LOST)["total"])[0]
    stages = expected["by_stage"]
    assert (every, won, lost) == (expected["opportunities"], stages["Won"], stages["Lost"])
    assert won / (won + lost) == pytest.approx(expected["win_rate_closed"], abs=APART)
    seen = asked(firm, "maven_managers", ("any: [deal_engaged, deal_seen]", "event: deal_seen"))
    assert seen["total"]["units"] == stages["Prospecting"]
    reached = every - seen["total"]["units"]
    assert reached == expected["reached_engaging_or_later"]
    assert reached - won - lost == stages["Engaging"]


@pytest.mark.parametrize("end", ["won", "lost"])
def test_a_deal_takes_as_many_days(firm: Notebook, expected: dict[str, Any], end: str) -> None:
    found, right = (
        asked(firm, "maven_cycle", ("deal_won", f"deal_{end}")),
        expected["cycle_days"][end],
    )
    for name in ("n", "median", "min", "max"):
        assert found[name] == right[name]
    assert found["mean"] == pytest.approx(right["mean"], abs=APART)
    assert found["p90"] == pytest.approx(right["p90"], abs=APART)


def test_months_and_quarters_have_their_revenue(
    firm: Notebook, expected: dict[str, Any]
) -> None:
    won = asked(firm, "maven_revenue")
    lost = asked(firm, "maven_revenue", LOST, ("amount: amount\n", ""))
    months = {one["period"]: one for one in won["periods"]}
    told = {month: one["sum"] for month, one in months.items()}
    assert told == expected["won_revenue_by_month"]
    total = won["total"]
    assert total["sum"] == expected["won_revenue"]
    assert total["mean"] == pytest.approx(expected["mean_won_value"], abs=APART)
    assert total["median"] == expected["median_won_value"]
    for quarter, right in expected["by_close_quarter"].items():
        mine = [one for one in won["periods"] if _quarter(one["period"]) == quarter]
        theirs = [one for one in lost["periods"] if _quarter(one["period"]) == quarter]
        assert sum(one["sum"] for one in mine) == right["revenue"]
        assert sum(one["events"] for one in mine) == right["won"]
        assert sum(one["events"] for one in theirs) == right["lost"]


def _quarter(month: str) -> str:
    return f"{month[:4]}Q{(int(month[5:]) + 2) // 3}"


def test_first_and_last_days_are_known(firm: Notebook, expected: dict[str, Any]) -> None:
    by_day = (("period: month", "period: day"), ("amount: amount\n", ""))
    closed = asked(
        firm, "maven_revenue", ("of: deal_won", "of: {event: [deal_won, deal_lost]}"), *by_day
    )
    engaged = asked(firm, "maven_revenue", ("of: deal_won", "of: deal_engaged"), *by_day)
    for found, word in ((closed, "close"), (engaged, "engage")):
        days = found["periods"]
        assert days[0]["period"] == expected[f"{word}_from"]
        assert days[-1]["period"] == expected[f"{word}_to"]


def test_what_is_open_is_worth_its_list_price(firm: Notebook, expected: dict[str, Any]) -> None:
    """The list prices of all deals without those of the closed."""
    priced = ("then: deal_won", "amount: list_price")
    closed = ("any: [deal_engaged, deal_seen]", "event: [deal_won, deal_lost]")
    every = asked(firm, "maven_managers", priced)["total"]
    over = asked(firm, "maven_managers", priced, closed)["total"]
    right = expected["open_pipeline"]
    assert every["units"] - over["units"] == right["deals"]
    assert every["sum"] - over["sum"] == right["list_price_sum"]


def test_agents_who_have_deals_are_counted(firm: Notebook, expected: dict[str, Any]) -> None:
    found = asked(firm, "maven_managers", ("by: manager", "by: agent\ntop: 100"))
    assert len(found["values"]) == expected["agents_with_opportunities"]
