"""The worked example of a window firm, one month; roubles."""

import json

import pytest

from tropa.measure.break_even import (
    Trade,
    break_even_json,
    break_even_leads,
    break_even_step,
    break_even_words,
    map_profit,
    missing_words,
)
from tropa.words import LANGUAGES, Language

MEASURED, QUOTED, SIGNED = range(3)
LEADS = 300
FIRM = Trade(margin=75_000 * 0.35, steps=(0.60, 0.90, 0.35), cpl=2_500, fixed=600_000)


def test_the_month_as_it_is() -> None:
    assert LEADS * FIRM.conversion == pytest.approx(56.70)
    assert LEADS * FIRM.conversion * FIRM.margin == pytest.approx(1_488_375)
    assert FIRM.profit(LEADS) == pytest.approx(138_375)


@pytest.mark.parametrize(
    ("trade", "leads", "profit"),
    [
        (FIRM, 360, 286_050),
        (
            Trade(FIRM.margin, FIRM.steps, (300 * 2_500 + 60 * 4_000) / 360, 600_000),
            360,
            196_050,
        ),
        (Trade(FIRM.margin, (0.60, 0.90, 0.42), 2_500, 600_000), 300, 436_050),
        (Trade(FIRM.margin, (0.72, 0.90, 0.35), 2_500, 600_000), 300, 436_050),
    ],
)
def test_the_levers_of_the_example(trade: Trade, leads: int, profit: float) -> None:
    assert trade.profit(leads) == pytest.approx(profit)


def test_break_even_is_at_244_leads() -> None:
    found = break_even_leads(FIRM)
    assert found.exact == pytest.approx(243.8, abs=0.05)
    assert found.whole == 244


def test_half_a_million_of_profit_needs_447_leads() -> None:
    assert break_even_leads(FIRM, 500_000).whole == 447


def test_or_break_even_is_at_a_contract_rate_of_0_3175() -> None:
    assert break_even_step(FIRM, SIGNED, LEADS).exact == pytest.approx(0.3175, abs=0.00005)


def test_where_a_lead_costs_what_it_brings_no_number_breaks_even() -> None:
    dear = Trade(FIRM.margin, FIRM.steps, FIRM.margin * FIRM.conversion, 600_000)
    for trade in (dear, Trade(FIRM.margin, FIRM.steps, 10_000, 600_000)):
        found = break_even_leads(trade)
        assert (found.exact, found.whole, found.missing) == (None, None, "never")
    assert missing_words("never", "ru") == "не окупается ни при каком потоке"


def test_without_fixed_costs_no_lead_is_needed() -> None:
    assert break_even_leads(Trade(100, (0.5,), 10, 0)).whole == 0


def test_a_hair_over_a_whole_number_is_that_number() -> None:
    # In floating point 0.1 × 3 is not 0.3.
    found = break_even_leads(Trade(1, (0.1, 3 / 3), 0, 0.1 * 3))
    assert found.whole == 3


def test_a_step_that_even_everybody_would_not_save() -> None:
    found = break_even_step(FIRM, SIGNED, 40)
    assert (found.exact, found.missing) == (None, "over_everybody")
    assert break_even_step(FIRM, SIGNED, 0).missing == "no_leads"
    lost = Trade(FIRM.margin, (0.0, 0.9, 0.35), 2_500, 600_000)
    assert break_even_step(lost, SIGNED, LEADS).missing == "never"
    assert break_even_step(lost, MEASURED, LEADS).exact is not None


def test_profit_of_the_map_is_what_is_left() -> None:
    assert map_profit(1_488_375, 750_000, 6_318, 600_000) == (132_057, "")
    assert map_profit(None, 750_000, 0, 0) == (None, "no_margin")
    assert map_profit(100, None, 0, 0) == (None, "no_costs")


def test_the_answer_is_plain_json_in_major_units() -> None:
    kopecks = Trade(FIRM.margin * 100, FIRM.steps, 250_000, 60_000_000)
    said = json.loads(json.dumps(break_even_json(kopecks, LEADS, "RUB", 50_000_000)))
    assert said["profit"] == 138_375
    assert said["break_even_leads"]["whole"] == 244
    assert said["leads_for_profit"]["whole"] == 447
    assert said["wanted_profit"] == 500_000
    assert [one["rate"] for one in said["steps"]] == [0.6, 0.9, 0.35]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_and_every_reason_has_its_words(language: Language) -> None:
    assert all(title and how for title, how in break_even_words(language).values())
    reasons = ("never", "over_everybody", "no_leads", "no_margin", "no_costs")
    assert all(missing_words(one, language) for one in reasons)
    assert missing_words("", language) == ""
