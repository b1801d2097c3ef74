import json
from dataclasses import replace

import pytest

from tropa.map.document import Map
from tropa.measure.acquisition import (
    MEASURES,
    AcquisitionAnswer,
    Attributed,
    Basis,
    Gained,
    GainedAnswer,
    GainedFold,
    acquisition,
    acquisition_json,
    acquisition_words,
    missing_words,
)
from tropa.measure.run import Slice, run
from tropa.words import LANGUAGES, Language
from unit.measure.small import FIRM, asked_of, walked
from unit.place.told import map_of

MARCH = "02.03 asked\n 05.03 paid amount=1000"
LATE = "20.03 asked\n 10.04 paid amount=3000\n 25.04 refunded amount=200"
LEAD = "28.03 asked"
SPENT = {"ad": 60_000, "content": 20_000, "salary": 40_000, "goods": 999_999, "fee": 5}


def gained(
    *trails: str, as_of: str = "30.05", since: str = "", until: str = "", map_: Map = FIRM
) -> GainedAnswer:
    asked = asked_of(map_, as_of, since, until)
    [found] = run((GainedFold(),), [Slice(one) for one in walked(map_, trails)], asked)
    return found


def ratios(
    came: GainedAnswer,
    margin: float | None = 0.5,
    basis: Basis = "period",
    spent: dict[str, int] | None = SPENT,
    attributed: Attributed | None = None,
) -> AcquisitionAnswer:
    return acquisition(came, spent, margin, basis, attributed)


def test_a_period_counts_what_happened_in_it_and_a_cohort_what_came_of_it() -> None:
    march = gained(MARCH, LATE, LEAD, since="01.03", until="01.04")
    assert march.period == Gained(leads=3, customers=1, revenue=100_000)
    assert march.cohort == Gained(leads=3, customers=2, revenue=380_000)
    april = gained(MARCH, LATE, LEAD, since="01.04", until="01.05")
    assert april.period == Gained(leads=0, customers=1, revenue=280_000)
    assert april.cohort == Gained(leads=0, customers=0, revenue=0)


def test_who_buys_again_is_no_new_customer() -> None:
    again = FIRM.text.partition("Moscow\n")[2].replace(
        "event: paid, stage: contract", "event: paid, stage: contract, restarts: true"
    )
    laps = map_of(again)
    trail = "02.03 asked\n 05.03 paid amount=1000\n 01.04 asked\n 05.04 paid amount=700"
    other = trail.replace("05.03", "06.03").replace("05.04", "06.04")
    april = gained(trail, other, since="01.04", until="01.05", map_=laps)
    assert april.period.customers == 0
    assert april.period.revenue == 2 * 70_000
    assert gained(trail, other, map_=laps).period.customers == 2


def test_spam_is_left_out_and_the_disqualified_cost_money_too() -> None:
    found = gained("02.03 asked\n 03.03 spam", "02.03 asked\n 03.03 not_ours")
    assert found.period.leads == 1


def test_each_figure_is_its_formula() -> None:
    found = ratios(gained(MARCH, LATE, LEAD, since="01.03", until="01.04"))
    assert (found.advertising, found.marketing, found.selling) == (60_000, 80_000, 40_000)
    assert found.cpl.value == pytest.approx(80_000 / 3)
    assert found.cpo.value == 80_000
    assert found.cac.value == 120_000
    assert found.drr.value == 0.6
    assert found.roas.value == pytest.approx(1 / 0.6)
    assert found.romi.value == (100_000 * 0.5 - 80_000) / 80_000
    assert found.margin_per_lead.value == pytest.approx(380_000 * 0.5 / 3)


def test_the_cohort_sets_a_months_costs_against_that_months_leads() -> None:
    found = ratios(gained(MARCH, LATE, LEAD, since="01.03", until="01.04"), basis="cohort")
    assert found.cac.value == 60_000
    assert found.drr.value == pytest.approx(60_000 / 380_000)
    assert found.romi.value == (380_000 * 0.5 - 80_000) / 80_000


def test_return_on_marketing_is_never_made_of_revenue() -> None:
    found = ratios(gained(MARCH), margin=None)
    assert (found.romi.value, found.romi.missing) == (None, "no_margin")
    assert found.margin_per_lead.missing == "no_margin"
    assert found.roas.value is not None


def test_paid_cac_needs_to_be_told_who_came_by_advertising() -> None:
    came = gained(MARCH, LATE)
    assert ratios(came).paid_cac.missing == "no_attribution"
    found = ratios(came, attributed=Attributed(customers=1.5, revenue=200_000))
    assert found.paid_cac.value == 40_000
    assert found.romi.value == (200_000 * 0.5 - 80_000) / 80_000
    none = ratios(came, attributed=Attributed(customers=0, revenue=0))
    assert none.paid_cac.missing == "no_customers"


def test_costs_nobody_told_of_are_not_nothing_spent() -> None:
    unknown, nothing = (ratios(gained(MARCH), spent=some) for some in (None, {"salary": 5}))
    for name in ("cpl", "cpo", "cac", "paid_cac", "drr", "roas", "romi"):
        assert getattr(unknown, name).missing == "no_costs", name
    assert nothing.cpl.value == nothing.drr.value == 0
    assert nothing.roas.missing == "no_advertising"
    assert nothing.romi.missing == "no_marketing"


def test_of_nobody_every_figure_says_why_it_is_missing() -> None:
    found = ratios(gained())
    assert {name: getattr(found, name).missing for name in MEASURES} == {
        "cpl": "no_leads",
        "cpo": "no_customers",
        "cac": "no_customers",
        "paid_cac": "no_attribution",
        "drr": "no_revenue",
        "roas": "",
        "romi": "",
        "margin_per_lead": "no_leads",
    }
    assert (found.roas.value, found.romi.value) == (0, -1)


def test_more_money_given_back_than_paid_has_no_advertising_share() -> None:
    april = gained(MARCH + "\n 10.04 refunded amount=1000", since="01.04", until="01.05")
    assert april.period.revenue == -100_000
    assert ratios(april).drr.missing == "no_revenue"


def test_a_map_without_payments_counts_its_sales() -> None:
    text = FIRM.text.partition("Moscow\n")[2]
    unpaid = map_of(
        text.replace("money: {paid: payment.amount, refunded: refund.amount}\n", "")
    )
    assert gained(MARCH, map_=unpaid).period == Gained(1, 1, 0)


def test_the_answer_is_plain_json_and_says_its_basis() -> None:
    found = ratios(gained(MARCH, LATE), basis="cohort")
    said = json.loads(json.dumps(acquisition_json(found, "RUB"), allow_nan=False))
    assert said["basis"] == "cohort"
    assert said["costs"] == {"advertising": 600, "marketing": 800, "selling": 400}
    assert said["cac"] == {"value": 600, "missing": None}
    assert said["paid_cac"] == {"value": None, "missing": "no_attribution"}
    assert said["romi_of"] == "everything"
    unknown = acquisition_json(ratios(gained(), spent=None), "RUB")
    assert unknown["costs"]["advertising"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_and_every_reason_has_its_words(language: Language) -> None:
    found = ratios(gained())
    for basis in ("period", "cohort"):
        said = acquisition_words(replace(found, basis=basis), language)
        assert set(said) == set(MEASURES)
    assert said["drr"][0].startswith("ДРР") == (language == "ru")
    assert missing_words(found.cpl, language)
    assert missing_words(found.roas, language) == ""
