"""Repeat purchases of the CD shop, through questions a user would write.

Of `reference.json`, the part «master», are reproduced: customers, from, to, revenue, cds,
purchase_occasions, customers_with_2plus_occasions, repeat_rate, occasions_distribution,
acquired_by_month, active_customers_by_cohort_and_month_age, days_first_to_second,
revenue_by_month. In `test_cdnow_repeat.py`: revenue_share_top_20pct_customers by RFM, the
sample and the calibration.

Not reproduced:

    rows, zero_value_rows           of the file; orders of one day are one occasion here
    bgnbd, pareto_nbd, gamma_gamma  they foretell; Tropa tells what was, and when an order is
                                    due by the customer's own rhythm
"""

from collections.abc import Generator
from typing import Any, Final

import pytest

import tropa
from real.sets import APART, asked, imported, known, written_out
from tropa.workspace.notebook import Notebook
from unit.collect.files import data_folder

pytestmark = pytest.mark.slow
SET: Final = "cdnow"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return known(data_folder(SET))["master"]


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Generator[Notebook]:
    folder = tmp_path_factory.mktemp(SET)
    source = data_folder(SET) / "CDNOW_master.txt.gz"
    orders = written_out(f"{SET}/occasions.py", source, folder / "orders.csv")
    with tropa.open(imported(folder / "firm", SET, orders).folder) as opened:
        yield opened


def test_cohorts_come_again_month_by_month(firm: Notebook, expected: dict[str, Any]) -> None:
    """In its own month everybody was active; there a return is a second order."""
    cohorts = asked(firm, "cdnow_cohorts")["cohorts"]
    assert {one["period"]: one["units"] for one in cohorts} == expected["acquired_by_month"]
    right = expected["active_customers_by_cohort_and_month_age"]
    for one in cohorts:
        told = {
            cell["offset"]: cell["count"] for cell in one["cells"] if cell["count"] is not None
        }
        assert told | {"0": one["units"]} == right[one["period"]]


def test_half_of_the_customers_come_again(firm: Notebook, expected: dict[str, Any]) -> None:
    first, second = asked(firm, "cdnow_repeat")["steps"]
    assert first["count"] == expected["customers"]
    assert second["count"] == expected["customers_with_2plus_occasions"]
    assert second["rate"]["rate"] == pytest.approx(expected["repeat_rate"], abs=APART)


def test_customers_order_as_often(firm: Notebook, expected: dict[str, Any]) -> None:
    found = asked(firm, "cdnow_orders")
    counts = [one["count"] for one in found["histogram"]]
    assert counts == list(expected["occasions_distribution"].values())
    assert found["sum"] == expected["purchase_occasions"]


def test_the_second_order_comes_after_two_months(
    firm: Notebook, expected: dict[str, Any]
) -> None:
    """To the hour: where clocks moved between two orders, their days are an hour off."""
    found, right = asked(firm, "cdnow_second_order"), expected["days_first_to_second"]
    assert found["n"] == right["n"]
    for name in ("mean", "median", "p90"):
        assert found[name] == pytest.approx(right[name], abs=1 / 24)


def test_months_have_their_revenue(firm: Notebook, expected: dict[str, Any]) -> None:
    found = asked(firm, "cdnow_revenue")
    months = found["periods"]
    assert {one["period"]: one["sum"] for one in months} == expected["revenue_by_month"]
    new = {one["period"]: one["first_time"] for one in months if one["first_time"]}
    assert new == expected["acquired_by_month"]
    assert found["total"]["sum"] == expected["revenue"]
    cds = asked(firm, "cdnow_revenue", ("amount: amount", "amount: cds"))
    assert cds["total"]["sum"] == expected["cds"]


def test_the_first_and_the_last_day_are_known(firm: Notebook, expected: dict[str, Any]) -> None:
    days = asked(firm, "cdnow_revenue", ("period: month", "period: day"))["periods"]
    assert (days[0]["period"], days[-1]["period"]) == (expected["from"], expected["to"])
