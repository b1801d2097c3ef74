"""Repeat purchases: the set the repository ships, and the whole one where it is at hand."""

import csv
import gzip
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from golden.asking import EXAMPLES, Company, Json
from real.sets import APART, example, imported, instant, known, kpi, periods, screens
from tropa.clock import DAY
from unit.collect.files import data_folder

AS_OF = "1998-07-01"
ZONE = ZoneInfo("America/New_York")
Order = tuple[str, str, int, Decimal]


# ---------------------------------------------------------------- the shipped example


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Json:
    folder = tmp_path_factory.mktemp("cdnow") / "firm"
    return imported(folder, "cdnow", EXAMPLES / "cdnow" / "orders.csv").answer(AS_OF)


def test_three_hundred_bought_and_one_hundred_forty_four_came_back(shipped: Json) -> None:
    """What the readme of the example says."""
    assert [one["reached"] for one in shipped["stages"]] == [300, 144, 69]
    assert shipped["revenue"]["gross"] == 27_577.74
    repeat = shipped["conversion"][0]
    assert (repeat["numerator"], repeat["denominator"]) == (144, 300)


def test_the_example_agrees_with_its_own_rows_counted_one_by_one(shipped: Json) -> None:
    with (EXAMPLES / "cdnow" / "orders.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    orders = [row["customer_id"] for row in rows]
    counts = [orders.count(one) for one in dict.fromkeys(orders)]
    reached = [sum(one >= least for one in counts) for least in (1, 2, 4)]
    assert [one["reached"] for one in shipped["stages"]] == reached
    total = sum(Decimal(row["value"]) for row in rows)
    assert Decimal(str(shipped["revenue"]["gross"])) == total
    assert [one["touches"] for one in shipped["touchpoints"]] == [len(rows)]


def test_the_readme_of_the_example_says_so_too() -> None:
    text = (EXAMPLES / "cdnow" / "README.md").read_text("utf-8")
    for figure in ("300 first orders", "144 customers", "69 with four", "27,577.74 USD"):
        assert figure in text


# ---------------------------------------------------------------- the whole set


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return known(data_folder("cdnow"))["master"]


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The published file counts orders of one day as one occasion; so do we here."""
    folder = tmp_path_factory.mktemp("cdnow_master")
    file = folder / "occasions.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["customer_id", "date", "cds", "value"])
        writer.writerows(occasions(data_folder("cdnow") / "CDNOW_master.txt.gz"))
    return imported(folder / "firm", "cdnow", file)


def occasions(file: Path) -> Iterator[Order]:
    """Orders of one customer on one day as one."""
    found: dict[tuple[str, str], tuple[int, Decimal]] = {}
    with gzip.open(file, "rt", encoding="ascii") as lines:
        for line in list(lines)[1:]:
            customer, day, cds, value = line.split()
            before = found.get((customer, day), (0, Decimal(0)))
            found[customer, day] = (before[0] + int(cds), before[1] + Decimal(value))
    for (customer, day), (cds, value) in found.items():
        yield customer, day, cds, value


@pytest.mark.slow
def test_the_whole_set_has_the_repeat_rate_it_is_known_for(
    firm: Company, expected: dict[str, Any]
) -> None:
    found = firm.answer(AS_OF)
    occasions_, regular = expected["occasions_distribution"], ("4", "5", "6", "7", "8+")
    assert [one["reached"] for one in found["stages"]] == [
        expected["customers"],
        expected["customers_with_2plus_occasions"],
        sum(occasions_[number] for number in regular),
    ]
    assert found["conversion"][0]["rate"] == pytest.approx(expected["repeat_rate"], abs=APART)
    assert found["revenue"]["gross"] == expected["revenue"]
    assert found["touchpoints"][0]["touches"] == expected["purchase_occasions"]


@pytest.mark.slow
def test_months_have_the_customers_and_the_revenue_they_are_known_for(
    firm: Company, expected: dict[str, Any]
) -> None:
    months: dict[str, float] = expected["revenue_by_month"]
    found = periods(firm, instant(AS_OF, ZONE), months)
    assert {month: one.money.gross / 100 for month, one in found.items()} == months
    acquired = {month: one.flow.journeys.valid for month, one in found.items()}
    assert {month: n for month, n in acquired.items() if n} == expected["acquired_by_month"]


@pytest.mark.slow
def test_the_second_order_came_after_as_many_days(
    firm: Company, expected: dict[str, Any]
) -> None:
    """Counted in hours: where clocks moved between two orders, their days are an hour off."""
    days, ends = expected["days_first_to_second"], ("mean", "median", "p90")
    lines = "".join(
        f"  after_{at}:\n    time: from first_order to second_order\n    at: {at}\n"
        for at in ends
    )
    text = example("cdnow").replace("kpis:\n", "kpis:\n" + lines)
    found = screens(firm, {"days": text}, instant(AS_OF, ZONE))["days"]
    assert [one.n for one in found.kpis.kpis if one.kpi == "time_to_second"] == [days["n"]]
    for at in ends:
        assert (kpi(found, f"after_{at}") or 0) / DAY == pytest.approx(days[at], abs=1 / 24)
