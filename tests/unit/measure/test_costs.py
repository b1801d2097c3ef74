import json
from dataclasses import replace

import pytest

from tropa.clock import zone_of
from tropa.cost import Cost, CostKind, Day
from tropa.measure.costs import CostsAnswer, costs, costs_json, costs_words, earlier
from tropa.measure.days import first_day
from tropa.words import LANGUAGES, Language
from unit.measure.small import FIRM, asked_of
from unit.place.told import instant


def day(text: str) -> Day:
    return first_day(instant(FIRM, text), FIRM.zone)


def spent(since: str, amount: int, days: int = 1, kind: CostKind = "ad", **more: str) -> Cost:
    begin = day(since)
    stated = {"currency": "RUB", **more}
    return Cost(f"{since} {amount} {kind}", begin, begin + days, amount, kind=kind, **stated)


def told(*some: Cost, as_of: str = "30.06", since: str = "", until: str = "") -> CostsAnswer:
    return costs(some, asked_of(FIRM, as_of, since, until))


def test_a_cost_falls_evenly_on_its_days() -> None:
    month = spent("01.03", 31_000, 31)
    assert told(month, since="01.03", until="02.03").total == 1_000
    assert told(month, since="10.03", until="20.03").total == 10_000
    assert told(month, since="20.03", until="20.05").total == 12_000


def test_kopecks_that_do_not_divide_are_lost_nowhere() -> None:
    three = spent("01.03", 100, 3)
    parts = [
        told(three, since=since, until=until).total
        for since, until in (("01.03", "02.03"), ("02.03", "03.03"), ("03.03", "04.03"))
    ]
    assert parts == [33, 33, 34]
    back = spent("01.03", -100, 3)
    assert told(three, back).total == 0
    assert told(back, since="01.03", until="02.03").total == -34


def test_the_largest_amount_over_ten_years_is_shared_exactly() -> None:
    huge = spent("01.03", 10**15, 3_660)
    share = told(huge, since="01.03", until="02.03").total
    assert share == 10**15 // 3_660


def test_days_to_come_are_not_spent_yet() -> None:
    month = spent("01.03", 31_000, 31)
    assert told(month, as_of="03.03").total == 3_000
    assert told(month, as_of="02.03 23:59").total == 2_000
    assert told(month, as_of="28.02").total == 0


def test_a_day_is_of_the_period_that_holds_its_midnight() -> None:
    one = spent("01.03", 1_000)
    assert told(one, since="28.02", until="01.03").total == 0
    assert told(one, since="28.02", until="01.03 00:01").total == 1_000
    assert told(one, since="01.03 00:01", until="02.03").total == 0


def test_a_day_is_local_to_the_map_that_asks() -> None:
    one = spent("01.03", 1_000)
    asked = asked_of(FIRM, "30.06", "01.03", "02.03")
    assert costs([one], asked).total == 1_000
    far = replace(asked, map=replace(asked.map, zone=zone_of("Asia/Kamchatka")))
    # The first of March began there nine hours earlier, before the period did.
    assert costs([one], far).total == 0


def test_sums_by_any_name_are_the_total() -> None:
    found = told(
        spent("01.03", 500, channel="yandex", campaign="spring"),
        spent("02.03", 700, channel="vk"),
        spent("03.03", 900, kind="salary", role="seller"),
        spent("04.03", 100, kind="content"),
    )
    assert found.total == 2_200
    assert found.by["kind"] == {"ad": 1_200, "content": 100, "salary": 900}
    assert list(found.by["kind"]) == ["ad", "content", "salary"]
    assert found.by["channel"] == {"": 1_000, "vk": 700, "yandex": 500}
    assert found.by["campaign"] == {"": 1_700, "spring": 500}
    assert found.by["role"] == {"": 1_300, "seller": 900}


def test_a_long_cost_is_shared_among_its_months() -> None:
    found = told(spent("30.03", 40_00, 4), spent("01.06", 5_00))
    assert found.months == {"2026-03": 2_000, "2026-04": 2_000, "2026-05": 0, "2026-06": 500}
    cut = told(spent("30.03", 40_00, 4), since="31.03", until="02.04")
    assert cut.months == {"2026-03": 1_000, "2026-04": 1_000}


def test_another_currency_is_told_apart() -> None:
    found = told(spent("01.03", 500), spent("01.03", 300, currency="USD"))
    assert (found.total, found.rows, found.foreign) == (500, 1, {"USD": 300})


def test_of_nobody_told_of_any_cost_nothing_is_known() -> None:
    assert told().kinds is None
    assert told(spent("01.03", 500), since="05.03", until="06.03").kinds is None
    assert told(spent("01.03", 0)).kinds == {"ad": 0}


def test_a_lag_takes_the_costs_of_days_before() -> None:
    asked = asked_of(FIRM, "30.06", "01.04", "01.05")
    before = earlier(asked, 31)
    assert (before.since, before.until) == (instant(FIRM, "01.03"), instant(FIRM, "31.03"))
    assert earlier(asked_of(FIRM, "30.06"), 31) == asked_of(FIRM, "30.06")


def test_the_answer_is_plain_json() -> None:
    asked = asked_of(FIRM, "30.06", "01.03", "01.04")
    found = costs([spent("01.03", 100_50, channel="vk")], asked)
    said = json.loads(json.dumps(costs_json(found, asked), allow_nan=False))
    assert said["total"] == 100.5
    assert said["by_channel"] == {"vk": 100.5}
    assert said["by_month"] == {"2026-03": 100.5}
    assert said["days"] == {"from": "2026-03-01", "to": "2026-04-01"}
    whole = costs_json(costs([], asked_of(FIRM, "01.04")), asked)
    assert whole["days"] == {"from": None, "to": "2026-04-02"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_says_how_it_is_made(language: Language) -> None:
    assert all(title and how for title, how in costs_words(language).values())
