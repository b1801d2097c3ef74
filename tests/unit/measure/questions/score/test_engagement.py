"""Engagement: points that fade, a limit a day, and grades."""

from typing import Any

import pytest

from unit.measure.questions.walking import asks, behind

FORM = "question: score\npoints: {event: form, points: 20}\n"


def engaged(question: str, *trails: str, now: str = "2026-04-15") -> list[float]:
    """The engagement of everybody, by itself."""
    return [asks(question, [one], now=now)["mean"] for one in trails]


def test_twenty_points_after_forty_five_days_are_seven() -> None:
    [found] = engaged(FORM, "01.03 form")
    assert found == 7.07106782


def test_points_are_whole_at_the_very_instant_and_half_after_a_half_life() -> None:
    question = f"{FORM}half_life: 7d\n"
    trails = ("15.04 form", "08.04 form", "01.04 form")
    assert engaged(question, *trails) == [20, 10, 5]


def test_points_that_never_fade_stay() -> None:
    assert engaged(f"{FORM}half_life: never\n", "01.03 form") == [20]


def test_what_is_long_over_is_worth_nothing() -> None:
    assert engaged(f"{FORM}half_life: 1s\n", "01.03 form") == [0]


def test_what_comes_after_the_moment_is_not_looked_at() -> None:
    assert engaged(FORM, "15.04 form; 16.04 form") == [20]


def test_an_unsubscription_takes_points_away_and_may_leave_less_than_nothing() -> None:
    question = "question: score\npoints:\n- {event: form, points: 20}\n"
    question += "- {event: [bounced, unsubscribed], points: -30}\n"
    assert engaged(question, "15.04 form; 15.04 bounced") == [-10]


def test_only_so_many_events_of_a_local_day_count_and_the_earliest_do() -> None:
    question = "question: score\npoints: {event: page, points: 8, per_day: 2}\nhalf_life: 12h\n"
    # Half past eleven at night in Moscow is the day before in Moscow and the same in UTC.
    trail = "14.04T00:00 page; 14.04T00:00 page; 14.04T23:00 page"
    assert engaged(question, trail) == [4]
    assert engaged(question, "13.04T23:59 page; 14.04T00:00 page; 14.04T00:00 page") == [
        pytest.approx(4 + 2 * 0.5 ** (1 / 720), abs=1e-8)
    ]


def test_a_limit_is_of_its_own_rule() -> None:
    question = "question: score\nhalf_life: never\npoints:\n"
    question += "- {event: page, points: 1, per_day: 1}\n- {event: form, points: 5, per_day: 1}"
    assert engaged(question, "14.04 page; 14.04 form; 14.04 page; 14.04 form") == [6]


def test_an_event_has_the_points_of_every_rule_it_fits() -> None:
    question = "question: score\nhalf_life: never\npoints:\n- {event: page, points: 1}\n"
    question += "- {event: page, where: kind == 'price', points: 10}\n"
    assert engaged(question, "14.04 page kind=price; 14.04 page kind=blog") == [12]


def test_ten_rules_are_as_good_as_one() -> None:
    rules = "".join(f"- {{event: e{one}, points: {one}}}\n" for one in range(1, 11))
    trail = "; ".join(f"14.04 e{one}" for one in range(1, 11))
    assert engaged(f"question: score\nhalf_life: never\npoints:\n{rules}", trail) == [55]


def test_a_filter_takes_events_away_and_leaves_people() -> None:
    answer = asks(f"{FORM}where: kind == 'real'\n", ["15.04 form", "15.04 form kind=real"])
    assert answer["people"] == 2
    assert answer["max"] < 20
    assert answer["p10"] < answer["max"]


PEOPLE = [
    "15.04 form",
    "15.03T00:00 form; 15.04 form",
    "16.03 form",
    "01.01 form",
    "16.04 form",
]


def grades(answer: dict[str, Any]) -> dict[str, int]:
    return {row["grade"]: row["people"] for row in answer["grades"] if row["people"]}


def test_grades_begin_at_their_thresholds() -> None:
    question = f"{FORM}grades: {{engagement: [20, 10, 5]}}\n"
    answer = asks(question, PEOPLE, now="2026-04-15")
    assert answer["people"] == 4
    assert grades(answer) == {"1": 2, "2": 1, "4": 1}
    assert behind(question, PEOPLE, "grade/1", now="2026-04-15") == [1, 2]
    assert behind(question, PEOPLE, "grade/2", now="2026-04-15") == [3]


def test_the_histogram_holds_everybody_and_its_cells_have_them() -> None:
    answer = asks(FORM, PEOPLE, now="2026-04-15")
    found: list[int] = []
    for row in answer["engagement"]:
        some = behind(FORM, PEOPLE, f"engagement/{row['from']}..{row['to']}", now="2026-04-15")
        assert len(some) == row["count"]
        found += some
    assert sorted(found) == [1, 2, 3, 4]


def test_of_nobody_nothing_is_told() -> None:
    answer = asks(FORM, ["16.04 form"], now="2026-04-15")
    assert (answer["people"], answer["mean"], answer["median"]) == (0, None, None)
    assert answer["engagement"] == []
    assert {row["share"] for row in answer["grades"]} == {None}


def test_any_order_of_people_adds_up_to_the_same() -> None:
    trails = [f"{1 + at % 28:02}.03T{at % 24:02}:00 form" for at in range(300)]
    assert asks(FORM, trails) == asks(FORM, trails[::-1])
