"""A B2B pipeline of 8,800 deals: what its own descriptions say of it, by the example's map."""

import re
from typing import Any

import pytest

from golden.asking import Company, Json
from real.sets import APART, example, imported, instant, known, kpi, periods, screens
from tropa.clock import DAY
from tropa.measure.interval import Rate
from tropa.workspace.screen import Screen
from unit.collect.files import data_folder

pytestmark = pytest.mark.slow
AS_OF = "2018-01-01"
QUARTERS = {
    "2017Q1": ("2017-01-01", "2017-04-01"),
    "2017Q2": ("2017-04-01", "2017-07-01"),
    "2017Q3": ("2017-07-01", "2017-10-01"),
    "2017Q4": ("2017-10-01", "2018-01-01"),
}
CUTS = {"by_product": "product", "by_sales_agent": "agent"}


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return known(data_folder("maven_crm"))


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Company:
    log = data_folder("maven_crm") / "sales_pipeline.csv.gz"
    folder = tmp_path_factory.mktemp("maven_crm") / "firm"
    return imported(folder, "maven_crm", log, "--snapshot-at", "2017-12-31")


@pytest.fixture(scope="module")
def answer(firm: Company) -> Json:
    return firm.answer(AS_OF)


def test_every_deal_is_won_lost_or_open(answer: Json, expected: dict[str, Any]) -> None:
    found, stages = answer["journeys"], expected["by_stage"]
    assert found["valid"] == expected["opportunities"] == 8_800
    assert found["won"] == found["won_net"] == stages["Won"] == 4_238
    assert found["lost"] == found["lost_ever"] == stages["Lost"] == 2_473
    assert found["open"] == found["active"] == expected["open_pipeline"]["deals"] == 2_089
    present = [one["present"] for one in answer["stages"]]
    assert present == [stages["Prospecting"], stages["Engaging"], 0] == [500, 1_589, 0]


def test_reached_counts_deals_that_were_never_seen_as_prospects(
    answer: Json, expected: dict[str, Any]
) -> None:
    reached = [one["reached"] for one in answer["stages"]]
    assert reached == [8_800, expected["reached_engaging_or_later"], 4_238]
    assert [one["entries"] for one in answer["stages"]] == [500, 8_300, 4_238]


def test_sixty_three_of_a_hundred_closed_deals_are_won(
    answer: Json, expected: dict[str, Any]
) -> None:
    rate = answer["win_rate"]
    assert (rate["numerator"], rate["denominator"]) == (4_238, 6_711)
    assert rate["rate"] == pytest.approx(expected["win_rate_closed"], abs=APART)
    assert round(100 * rate["rate"], 2) == 63.15


def test_revenue_and_the_average_deal_are_exact(answer: Json, expected: dict[str, Any]) -> None:
    money = answer["revenue"]
    assert money["gross"] == money["net"] == expected["won_revenue"] == 10_005_534
    # Told in cents.
    assert money["average_deal"] == pytest.approx(expected["mean_won_value"], abs=0.005)


def test_a_won_deal_took_fifty_seven_days(answer: Json, expected: dict[str, Any]) -> None:
    cycle, days = answer["cycle"], expected["cycle_days"]["won"]
    assert (cycle["n"], cycle["median_days"]) == (days["n"], days["median"])
    assert cycle["mean_days"] == pytest.approx(days["mean"], abs=APART)
    time = answer["stages"][1]["time"]
    assert time["advanced_median_days"] == days["median"]
    assert time["n"] == days["n"] + expected["cycle_days"]["lost"]["n"]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_quarters_are_counted_by_the_day_of_closing(
    firm: Company, expected: dict[str, Any], quarter: str
) -> None:
    begin, end = QUARTERS[quarter]
    found, known_ = (
        firm.answer(AS_OF, "--from", begin, "--to", end),
        expected["by_close_quarter"],
    )
    rate = found["win_rate"]
    won, lost = known_[quarter]["won"], known_[quarter]["lost"]
    assert (rate["numerator"], rate["denominator"]) == (won, won + lost)
    assert rate["rate"] == pytest.approx(known_[quarter]["win_rate"], abs=APART)
    assert found["revenue"]["gross"] == known_[quarter]["revenue"]


def test_months_have_their_revenue(firm: Company, expected: dict[str, Any]) -> None:
    months: dict[str, float] = expected["won_revenue_by_month"]
    found = periods(firm, instant(AS_OF), months)
    assert {month: one.money.gross / 100 for month, one in found.items()} == months


def test_kpis_tell_the_same_days(firm: Company, expected: dict[str, Any]) -> None:
    lines = [
        f"  {kind}_{at}:\n    time: from talk to {point}\n    at: {at}"
        for kind, point in (("won", "won"), ("lost", "lost_deal"))
        for at in ("mean", "median", "p90")
    ]
    text = example("maven_crm").replace("kpis:\n", "kpis:\n" + "\n".join(lines) + "\n")
    screen = screens(firm, {"days": text}, instant(AS_OF))["days"]
    for kind in ("won", "lost"):
        for at in ("mean", "median", "p90"):
            days = (kpi(screen, f"{kind}_{at}") or 0) / DAY
            assert days == pytest.approx(expected["cycle_days"][kind][at], abs=APART)


@pytest.fixture(scope="module")
def cuts(firm: Company, expected: dict[str, Any]) -> dict[tuple[str, str], Screen]:
    """For each product and each agent a map that looks at their deals alone."""
    maps = {
        (cut, name): re.sub(
            r"^( +)(event: deal_\w+)$",
            rf'\1\2\n\1where: {field} == "{name}"',
            example("maven_crm"),
            flags=re.MULTILINE,
        )
        for cut, field in CUTS.items()
        for name in expected[cut]
    }
    names = {key: f"cut_{number}" for number, key in enumerate(maps)}
    found = screens(firm, {names[key]: text for key, text in maps.items()}, instant(AS_OF))
    return {key: found[name] for key, name in names.items()}


@pytest.mark.parametrize("cut", CUTS)
def test_products_and_agents_have_their_own_figures(
    cuts: dict[tuple[str, str], Screen], expected: dict[str, Any], cut: str
) -> None:
    """«GTX Pro» among them, which the export spells «GTXPro»."""
    for name, figures in expected[cut].items():
        found = cuts[cut, name].overview
        counts, money = found.flow.journeys, found.money
        told = (counts.valid, counts.won, counts.lost, counts.open)
        assert told == tuple(figures[one] for one in ("opps", "won", "lost", "open")), name
        assert money.win_rate == Rate(figures["won"], figures["won"] + figures["lost"])
        assert money.win_rate.rate == pytest.approx(figures["win_rate"], abs=APART)
        assert money.gross == 100 * figures["revenue"]
        assert found.cycle.median_days == figures["median_days_won"]
