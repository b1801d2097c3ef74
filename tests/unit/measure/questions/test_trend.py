"""Trends tell how many, how often and how much, period by period."""

from typing import Any

import pytest

from tropa.errors import UsageFault
from unit.measure.questions.walking import asks, behind, query_of

DAILY = "question: trend\nof: bought\n"
PEOPLE = [
    "02.03 bought amount=100 s=a; 02.03T12:00 bought amount=50,5 s=b; 04.03 bought s=a",
    "02.03 bought amount=1000 s=a; 05.03 called",
]


def told(question: str, *names: str, people: list[str] = PEOPLE) -> dict[str, tuple[Any, ...]]:
    rows = asks(question, people)["periods"]
    return {row["period"]: tuple(row[name] for name in names) for row in rows}


def test_events_and_those_who_did_them() -> None:
    assert told(DAILY, "events", "units", "per_unit") == {
        "2026-03-02": (3, 2, 1.5),
        "2026-03-03": (0, 0, None),
        "2026-03-04": (1, 1, 1),
    }


def test_the_whole_counts_each_person_once() -> None:
    total = asks(DAILY, PEOPLE)["total"]
    assert (total["events"], total["units"], total["first_time"]) == (4, 2, 2)


def test_what_has_come_so_far() -> None:
    assert told(DAILY, "cumulative_events", "cumulative_units") == {
        "2026-03-02": (3, 2),
        "2026-03-03": (3, 2),
        "2026-03-04": (4, 2),
    }


def test_first_time_is_of_everything_known_not_of_the_asked_time() -> None:
    question = DAILY + "from: 2026-03-04"
    assert told(question, "first_time", "cumulative_units")["2026-03-04"] == (0, 1)


def test_asked_time_is_told_whole_with_noughts() -> None:
    question = DAILY + "from: 2026-03-01\nto: 2026-03-06"
    assert list(told(question, "events")) == [f"2026-03-0{day}" for day in range(1, 6)]
    assert asks(DAILY, ["02.03 called"])["periods"] == []


def test_amounts_are_added_up_exactly() -> None:
    question = DAILY + "amount: amount"
    row = asks(question, PEOPLE)["periods"][0]
    assert (row["sum"], row["median"], row["missing"]) == (1150.5, 100, 0)
    assert row["mean"] == 383.5
    assert row["p90"] == pytest.approx(820)
    assert asks(question, PEOPLE)["periods"][2] == {
        "period": "2026-03-04",
        "partial": False,
        "events": 1,
        "units": 1,
        "per_unit": 1,
        "first_time": 0,
        "sum": 0,
        "mean": None,
        "median": None,
        "p90": None,
        "missing": 1,
        "cumulative_events": 4,
        "cumulative_units": 2,
        "cumulative_sum": 1150.5,
    }


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    people = ["02.03 bought amount=0.1; 02.03 bought amount=0.2"]
    assert asks(DAILY + "amount: amount", people)["total"]["sum"] == 0.3


def test_what_is_no_number_is_missing() -> None:
    people = ["02.03 bought amount=many; 02.03 bought amount=1e30; 02.03 bought amount=-3"]
    total = asks(DAILY + "amount: amount", people)["total"]
    assert (total["missing"], total["sum"]) == (2, -3)


def test_periods_that_the_asked_time_cuts_are_partial() -> None:
    question = DAILY + "period: week\nfrom: 2026-03-03\nto: 2026-03-12"
    assert told(question, "partial") == {"2026-03-02": (True,), "2026-03-09": (True,)}
    rows = asks(DAILY, PEOPLE, now="2026-03-04T10:00")["periods"]
    assert [row["partial"] for row in rows] == [False, False, True]


def test_a_time_is_compared_with_the_same_length_before() -> None:
    question = DAILY + "from: 2026-03-04\nto: 2026-03-06\ncompare: previous"
    names = ("previous_period", "events", "previous_events", "events_change")
    assert told(question, *names) == {
        "2026-03-04": ("2026-03-02", 1, 3, pytest.approx(-2 / 3)),
        "2026-03-05": ("2026-03-03", 0, 0, None),
    }
    total = asks(question, PEOPLE)["total"]
    assert (total["previous_events"], total["previous_units"]) == (3, 2)


def test_a_partial_period_is_compared_with_an_equal_part() -> None:
    people = ["02.03T09:00 bought; 02.03T15:00 bought; 03.03T09:00 bought"]
    question = DAILY + "from: 2026-03-03\ncompare: previous"
    [row] = asks(question, people, now="2026-03-03T12:00")["periods"]
    assert (row["events"], row["previous_events"], row["partial"]) == (1, 1, True)


def test_the_last_days_are_compared_with_as_many_before_them() -> None:
    people = ["01.03T10:00 bought; 01.03T14:00 bought; 03.03T14:00 bought"]
    question = DAILY + "last: 2d\ncompare: previous"
    total = asks(question, people, now="2026-03-03T15:00")["total"]
    assert (total["events"], total["previous_events"]) == (1, 2)


def test_without_a_beginning_there_is_nothing_to_compare_with() -> None:
    with pytest.raises(UsageFault) as fault:
        query_of(DAILY + "compare: previous")
    assert fault.value.code == "compare_without_from"


def test_events_are_split_by_their_own_value_and_people_may_stand_in_several() -> None:
    groups = asks(DAILY + "by: s", PEOPLE)["groups"]
    assert [
        (one["value"], one["total"]["events"], one["total"]["units"]) for one in groups
    ] == [
        ("a", 3, 2),
        ("b", 1, 1),
    ]


def test_events_may_be_split_by_their_persons_value() -> None:
    groups = asks(DAILY + "by: {field: s, rule: last, top: 1}", PEOPLE)["groups"]
    assert [(one["value"], one["total"]["events"]) for one in groups] == [("a", 4)]


def test_the_largest_stand_by_themselves_the_rest_is_other() -> None:
    groups = asks(DAILY + "by: {field: s, top: 1}", PEOPLE)["groups"]
    assert [(one["value"], one["other"], one["total"]["events"]) for one in groups] == [
        ("a", False, 3),
        (None, True, 1),
    ]


def test_hours_are_hours_of_the_zone() -> None:
    question = DAILY + "period: hour\nfrom: 2026-03-29T01:00+01:00\nto: 2026-03-29T04:00+02:00"
    rows = asks(question, ["2026-03-29T01:30 bought"], zone="Europe/Berlin")["periods"]
    assert [(row["period"], row["events"]) for row in rows] == [
        ("2026-03-29T01:00+01:00", 1),
        ("2026-03-29T03:00+02:00", 0),
    ]


def test_people_stand_behind_each_period() -> None:
    assert behind(DAILY, PEOPLE, "2026-03-04") == [1]
    assert behind(DAILY, PEOPLE, "first/2026-03-02") == [1, 2]
    assert behind(DAILY, PEOPLE, "first/2026-03-04") == []
    with pytest.raises(UsageFault):
        behind(DAILY, PEOPLE, "last/2026-03-04")


def test_too_many_periods_are_refused() -> None:
    with pytest.raises(UsageFault) as fault:
        asks(DAILY + "period: hour\nfrom: 2020-01-01", PEOPLE)
    assert fault.value.code == "too_many_periods"
    with pytest.raises(UsageFault) as fault:
        query_of(DAILY + "period: hour\nfrom: 0100-01-01\ncompare: previous")
    assert fault.value.code == "too_many_periods"


def test_how_it_was_made_is_said() -> None:
    more = (
        "amount: amount\nby: s\nper: deal\nfrom: 2026-03-02\nto: 2026-03-09\ncompare: previous"
    )
    said = query_of(DAILY + more).made().said
    assert [key.removeprefix("ask.made.") for key, _ in said] == [
        "trend_day",
        "trend_units",
        "zone",
        "partial",
        "amount",
        "trend_compared",
        "per_deal",
        "by_row",
    ]
    assert said[5][1] == {"since": "2026-02-23 00:00", "until": "2026-03-02 00:00"}
