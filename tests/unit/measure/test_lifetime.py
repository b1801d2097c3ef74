import json
from dataclasses import replace

import pytest

from tropa.map.document import Map
from tropa.measure.lifetime import (
    Estimate,
    Lifetime,
    LifetimeAnswer,
    churn_ltv,
    estimate_json,
    lifetime_json,
    lifetime_words,
    ltv_to_cac,
    missing_words,
    pay_back,
    simple_ltv,
)
from tropa.measure.run import Slice, run
from tropa.words import LANGUAGES, Language
from unit.measure.small import FIRM, asked_of, walked

HALF = replace(FIRM, money=replace(FIRM.money, margin=0.5))
# A month is 30 days: born on 2 March, the second month begins on 1 April.
FAITHFUL = "02.03 paid amount=1000\n 31.03 23:59 paid amount=200\n 01.04 paid amount=400"
ONCE = "02.03 paid amount=3000\n 20.03 refunded amount=1000"
YOUNG = "25.04 paid amount=9000"


def told(
    *trails: str,
    as_of: str = "05.05",
    months: int = 3,
    map_: Map = HALF,
    since: str = "",
    until: str = "",
) -> LifetimeAnswer:
    asked = asked_of(map_, as_of, since, until)
    [found] = run((Lifetime(months),), [Slice(one) for one in walked(map_, trails)], asked)
    return found


def test_an_age_takes_what_was_paid_before_it_by_those_who_reached_it() -> None:
    first, second, third = told(FAITHFUL, ONCE, YOUNG).ages
    assert (first.customers, first.net) == (2, 120_000 + 200_000)
    assert (second.customers, second.net) == (2, 160_000 + 200_000)
    assert first.ltv.value == 80_000
    assert second.ltv.value == 90_000
    assert (third.customers, third.ltv.missing) == (0, "too_young")


def test_a_customer_is_of_an_age_on_the_very_day() -> None:
    early, late = (told(ONCE, as_of=day).ages[0] for day in ("31.03 23:59", "01.04"))
    assert (early.customers, late.customers) == (0, 1)


def test_the_cohort_is_of_customers_born_in_the_period() -> None:
    found = told(FAITHFUL, YOUNG, since="01.04", until="01.05", as_of="30.06")
    assert found.customers == 1
    assert found.ages[0].net == 900_000


def test_without_a_margin_or_payments_there_is_no_ltv() -> None:
    assert told(FAITHFUL, map_=FIRM).ages[0].ltv.missing == "no_margin"
    unpaid = replace(HALF, money=replace(HALF.money, paid=None))
    assert told(FAITHFUL, map_=unpaid).ages[0].ltv.missing == "no_payments"


def test_of_nobody_every_age_is_unknown() -> None:
    found = told()
    assert found.customers == 0
    assert [one.ltv.missing for one in found.ages] == ["too_young"] * 3


def test_a_customer_pays_back_at_the_first_age_that_covers_the_cost() -> None:
    found = told(FAITHFUL, ONCE)
    assert pay_back(found, 80_000).months == 1
    assert pay_back(found, 80_001).months == 2
    assert (pay_back(found, 90_001).months, pay_back(found, 90_001).missing) == (
        None,
        "not_yet",
    )
    assert pay_back(found, None).missing == "no_cac"
    assert pay_back(told(YOUNG), 1).missing == "too_young"
    assert pay_back(told(ONCE, map_=FIRM), 1).missing == "no_margin"


def test_ltv_to_cac_is_their_quotient() -> None:
    assert ltv_to_cac(90_000, 30_000).value == 3
    assert ltv_to_cac(None, 30_000).missing == "no_ltv"
    assert ltv_to_cac(90_000, None).missing == "no_cac"
    assert ltv_to_cac(90_000, 0).missing == "free"


def test_estimates_are_their_formulas_and_are_marked() -> None:
    assert simple_ltv(500_000, 0.4, 3, 2).value == 1_200_000
    assert churn_ltv(20_000, 0.05).value == 400_000
    assert simple_ltv(None, 0.4, 3, 2).missing == "no_orders"
    assert simple_ltv(500_000, None, 3, 2).missing == "no_margin"
    assert churn_ltv(None, 0.05).missing == "no_margin"
    assert churn_ltv(20_000, None).missing == "no_churn"
    assert churn_ltv(20_000, 0).missing == "nobody_lost"
    said = estimate_json(Estimate(1_200_000), "RUB")
    assert said == {"value": 12_000, "missing": None, "estimate": True}


def test_the_answer_is_plain_json() -> None:
    found = told(FAITHFUL, ONCE)
    said = json.loads(json.dumps(lifetime_json(found, 80_000, "RUB"), allow_nan=False))
    assert said["ages"][0]["ltv"] == {"value": 800, "missing": None}
    assert said["ages"][1]["to_cac"] == {"value": 1.125, "missing": None}
    assert (said["cac"], said["pay_back"]["months"], said["margin"]) == (800, 1, 0.5)
    unknown = lifetime_json(told(map_=FIRM), None, "RUB")
    assert unknown["pay_back"] == {"months": None, "missing": "no_cac"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_and_every_reason_has_its_words(language: Language) -> None:
    assert all(title and how for title, how in lifetime_words(language).values())
    reasons = (
        "too_young no_margin no_payments no_orders no_churn nobody_lost no_cac no_ltv free"
        " not_yet"
    )
    assert all(missing_words(one, language) for one in reasons.split())
    assert missing_words("", language) == ""
