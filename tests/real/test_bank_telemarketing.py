"""Telephone sales of a bank to 41,188 clients, through questions a user would write.

Of `reference.json` are reproduced: rows, won, rate, every «by …», calls_until_sale,
calls_without_sale_mean, calls_total, calls_per_sale, hazard_by_call_number,
contacted_before_pdays.

Not reproduced, for Tropa has no such measure:

    columns, duplicate_rows     of the file: its clients have no number, equal rows are two
    baseline_without_duration,  how well a model foretells who will buy: Tropa tells what was,
    LEAK_with_duration          and foretells nobody
"""

from collections.abc import Generator
from typing import Any, Final

import pytest

import tropa
from real.sets import APART, asked, by_value, imported, known, made_of, written_out
from tropa.workspace.notebook import Notebook
from unit.collect.files import data_folder

pytestmark = pytest.mark.slow
SET: Final = "bank_telemarketing"
SPLITS: Final = {
    "by job": "job",
    "by marital": "marital",
    "by education": "education",
    "by default": "has_default",
    "by housing": "housing",
    "by loan": "loan",
    "by contact": "contact",
    "by month": "month",
    "by day_of_week": "weekday",
    "by poutcome": "before",
    "by previous": "contacts_before",
}
CALLS: Final = "by calls in this campaign (11+ together)"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return known(data_folder(SET))


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Generator[Notebook]:
    folder = tmp_path_factory.mktemp(SET)
    source = data_folder(SET) / "bank-additional-full.csv.gz"
    calls = written_out(f"{SET}/expand.py", source, folder / "calls.csv")
    with tropa.open(imported(folder / "firm", SET, calls).folder) as opened:
        yield opened


def assert_split(found: dict[str, Any], right: dict[str, Any]) -> None:
    rows = by_value(found["values"])
    assert {
        name: {"n": row["units"], "won": row["conversion"]["numerator"]}
        for name, row in rows.items()
    } == {name: {"n": one["n"], "won": one["won"]} for name, one in right.items()}
    for name, row in rows.items():
        assert row["conversion"]["rate"] == pytest.approx(right[name]["rate"], abs=APART)


@pytest.mark.parametrize("split", SPLITS)
def test_clients_of_each_kind_buy_as_often(
    firm: Notebook, expected: dict[str, Any], split: str
) -> None:
    found = asked(firm, "bank_jobs", ("by: job", f"by: {SPLITS[split]}"))
    assert_split(found, expected[split])
    assert made_of(found["total"]) == (expected["won"], expected["rows"])
    assert found["total"]["conversion"]["rate"] == pytest.approx(expected["rate"], abs=APART)


def test_those_called_more_often_than_ten_times_stand_together(
    firm: Notebook, expected: dict[str, Any]
) -> None:
    found = asked(firm, "bank_jobs", ("by: job", "by: calls"), ("top: 20", "top: 10"))
    right = dict(expected[CALLS])
    right["other"] = right.pop("11+")
    assert_split(found, right)


def test_clients_of_an_earlier_campaign_buy_oftener(
    firm: Notebook, expected: dict[str, Any]
) -> None:
    found = asked(firm, "bank_jobs", ("by: job", "by: days_since"), ("top: 20", "top: 1"))
    rows, right = by_value(found["values"]), expected["contacted_before_pdays"]
    for name, word in (("never", "never (999)"), ("other", "earlier")):
        assert rows[name]["units"] == right[word]["n"]
        assert rows[name]["conversion"]["rate"] == pytest.approx(right[word]["rate"], abs=APART)


def test_each_further_call_sells_less(firm: Notebook, expected: dict[str, Any]) -> None:
    found = asked(firm, "bank_each_call")
    assert found["total"]["events"] == expected["calls_total"]
    rows, right = by_value(found["values"]), expected["hazard_by_call_number"]
    for call, told in right.items():
        assert made_of(rows[call]) == (told["won_at_this_call"], told["reached"])
        rate = rows[call]["conversion"]["rate"]
        assert rate == pytest.approx(told["hazard"], abs=APART)


def test_a_sale_takes_two_calls(firm: Notebook, expected: dict[str, Any]) -> None:
    found, right = asked(firm, "bank_calls_until_sale"), expected["calls_until_sale"]
    assert found["n"] == expected["won"]
    assert found["mean"] == pytest.approx(right["mean"], abs=APART)
    assert (found["median"], found["p90"]) == (right["median"], right["p90"])
    many = 0
    for one in found["histogram"][:-1]:
        many += one["count"]
        share = right["share_won_within"][str(one["to"] - 1)]
        assert many / found["n"] == pytest.approx(share, abs=APART)


def test_calls_are_counted_whether_or_not_they_sold(
    firm: Notebook, expected: dict[str, Any]
) -> None:
    every, sold = asked(firm, "bank_each_call")["total"], asked(firm, "bank_calls_until_sale")
    calls, won = every["events"], sold["n"]
    assert calls / won == pytest.approx(expected["calls_per_sale"], abs=APART)
    mean = (calls - sold["sum"]) / (every["units"] - won)
    assert mean == pytest.approx(expected["calls_without_sale_mean"], abs=APART)
