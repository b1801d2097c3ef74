"""An e-mail test of 64,000 customers in three arms, through questions a user would write.

Of `reference.json` are reproduced: rows, arm_sizes, arms, funnel, segments,
balance_mean_by_arm, and of vs_control and mens_vs_womens the differences of shares: diff,
relative_lift, z and p_two_sided by the chance told, ci95 nearly, for our interval is Newcombe's
and that one is Wald's.

Not reproduced, for Tropa has no such measure:

    srm_chi2_equal_thirds   whether the lots fell evenly is a question to whoever drew them
    spend: t, df, p, ci95   means of money are told, their difference is not judged: a
                            comparison judges shares and medians of times
"""

import math
from collections.abc import Generator
from typing import Any, Final

import pytest

import tropa
from real.sets import APART, asked, by_value, imported, known, made_of, written_out
from tropa.workspace.notebook import Notebook
from unit.collect.files import data_folder

pytestmark = pytest.mark.slow
SET: Final = "hillstrom_email"
ARMS: Final = {"Men's": "Mens E-Mail", "Women's": "Womens E-Mail", "No letter": "No E-Mail"}
WALD: Final = 5e-5
"""How far the ends of the two kinds of interval may lie apart here."""

ORDERED: Final = ("then: site_visited", "then: order_made")
SEGMENTS: Final[dict[str, tuple[str, str]]] = {
    "bought mens only": ("where", "mens == 1 and womens == 0"),
    "bought womens only": ("where", "mens == 0 and womens == 1"),
    "bought both": ("where", "mens == 1 and womens == 1"),
    "newbie": ("newbie", "1"),
    "not newbie": ("newbie", "0"),
    "Phone": ("channel", "Phone"),
    "Web": ("channel", "Web"),
    "Multichannel": ("channel", "Multichannel"),
}


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return known(data_folder(SET))


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Generator[Notebook]:
    folder = tmp_path_factory.mktemp(SET)
    source = data_folder(SET) / "hillstrom.csv.gz"
    customers = written_out(f"{SET}/number.py", source, folder / "customers.csv")
    with tropa.open(imported(folder / "firm", SET, customers).folder) as opened:
        yield opened


def test_arms_have_their_customers_visits_and_money(
    firm: Notebook, expected: dict[str, Any]
) -> None:
    visits = asked(firm, "hillstrom_arms")
    orders = by_value(asked(firm, "hillstrom_arms", ORDERED)["values"])
    assert visits["total"]["units"] == expected["rows"]
    for name, row in by_value(visits["values"]).items():
        right = expected["arms"][name]
        assert row["units"] == expected["arm_sizes"][name] == right["n"]
        assert made_of(row) == (right["visits"], right["n"])
        assert row["conversion"]["rate"] == pytest.approx(right["visit_rate"], abs=APART)
        assert row["sum"] == right["spend_sum"]
        assert row["mean"] == pytest.approx(right["spend_per_customer"], abs=APART)
        assert made_of(orders[name]) == (right["conversions"], right["n"])
        rate = orders[name]["conversion"]["rate"]
        assert rate == pytest.approx(right["conversion_rate"], abs=APART)
    assert len(orders) == len(expected["arms"])


def test_a_buyer_spends_as_much(firm: Notebook, expected: dict[str, Any]) -> None:
    found = asked(
        firm,
        "hillstrom_arms",
        ("of: customer_drawn", "of: order_made"),
        ("then: site_visited", ""),
    )
    for name, row in by_value(found["values"]).items():
        right = expected["arms"][name]["spend_per_buyer"]
        assert row["mean"] == pytest.approx(right, abs=APART)


def test_letters_are_followed_to_the_order(firm: Notebook, expected: dict[str, Any]) -> None:
    groups = asked(firm, "hillstrom_funnel")["groups"]
    assert {group["value"] for group in groups} == set(expected["funnel"])
    for group in groups:
        right = expected["funnel"][group["value"]]
        sent, visited, bought = group["steps"]
        told = [sent["count"], visited["count"], bought["count"]]
        assert told == [right["sent"], right["visited"], right["bought"]]
        rate = bought["from_previous"]["rate"]
        assert rate == pytest.approx(right["buy_given_visit"], abs=APART)


@pytest.mark.parametrize("against", ["Mens E-Mail", "Womens E-Mail", "both e-mails", "womens"])
def test_what_letters_did_is_told_apart_from_chance(
    firm: Notebook, expected: dict[str, Any], against: str
) -> None:
    first, second = f'arm == "{against}"', 'arm == "No E-Mail"'
    right = expected["vs_control"].get(against)
    if against == "both e-mails":
        first = 'arm != "No E-Mail"'
    if against == "womens":
        first, second = 'arm == "Mens E-Mail"', 'arm == "Womens E-Mail"'
        right = expected["mens_vs_womens"]
    found = asked(
        firm,
        "hillstrom_compare",
        ('arm == "Mens E-Mail"', first),
        ('arm == "No E-Mail"', second),
    )
    differences = {tuple(one["what"]): one for one in found["differences"]}
    for word, step in (("visit", "site_visited"), ("conversion", "order_made")):
        one, told = differences["steps", step, "rate"], right[word]
        points = one["difference"]
        assert points["points"] == pytest.approx(told["diff"], abs=APART)
        lift = one["first"]["rate"] / one["second"]["rate"] - 1
        assert lift == pytest.approx(told["relative_lift"], abs=APART)
        assert one["p"] == pytest.approx(told["p_two_sided"], rel=1e-6)
        assert one["p"] == pytest.approx(math.erfc(told["z"] / math.sqrt(2)), rel=1e-5)
        assert one["verdict"] == "real"
        assert [points["low"], points["high"]] == pytest.approx(told["ci95"], abs=WALD)


def test_means_of_money_differ_by_as_much(firm: Notebook, expected: dict[str, Any]) -> None:
    found = by_value(asked(firm, "hillstrom_arms")["values"])
    control = found["No E-Mail"]["mean"]
    for name in ("Mens E-Mail", "Womens E-Mail"):
        right = expected["vs_control"][name]["spend"]["diff"]
        assert found[name]["mean"] - control == pytest.approx(right, abs=APART)


@pytest.mark.parametrize("segment", SEGMENTS)
def test_segments_of_customers_take_letters_differently(
    firm: Notebook, expected: dict[str, Any], segment: str
) -> None:
    key, value = SEGMENTS[segment]
    change = ("by: [channel, arm]", f"by: [{key}, arm]\ntop: 20")
    if key == "where":
        change = ("by: [channel, arm]", f"by: [arm]\nwhere: {value}")
    visits, orders = (
        by_value(asked(firm, "hillstrom_segments", change, *more)["values"])
        for more in ((), (ORDERED,))
    )
    for arm, right in expected["segments"][segment].items():
        name = arm if key == "where" else (value, arm)
        row = visits[name]
        assert row["units"] == right["n"]
        assert row["conversion"]["rate"] == pytest.approx(right["visit_rate"], abs=APART)
        assert row["mean"] == pytest.approx(right["spend_per_customer"], abs=APART)
        rate = orders[name]["conversion"]["rate"]
        assert rate == pytest.approx(right["conversion_rate"], abs=APART)


@pytest.mark.parametrize("field", ["recency", "history", "mens", "womens", "newbie"])
def test_arms_were_alike_before_the_mailing(
    firm: Notebook, expected: dict[str, Any], field: str
) -> None:
    found = asked(firm, "hillstrom_arms", ("amount: spend", f"amount: {field}"))
    for name, row in by_value(found["values"]).items():
        right = expected["balance_mean_by_arm"][name][field]
        assert row["mean"] == pytest.approx(right, abs=APART)
