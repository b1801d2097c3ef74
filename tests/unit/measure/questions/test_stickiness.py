"""Stickiness counts the periods each came in."""

import pytest

from tropa.errors import UsageFault
from unit.measure.questions.walking import asks, behind, query_of

DAILY = "question: stickiness\nof: bought\n"
PEOPLE = [
    "02.03T10:00 bought; 02.03T11:00 bought; 03.03 bought",
    "02.03 bought",
    "04.03 bought; 05.03 bought; 09.03 bought",
    "04.03 called",
]


def units(question: str) -> dict[int, tuple[int, int]]:
    rows = asks(question, PEOPLE)["distribution"]
    return {row["in_periods"]: (row["units"], row["at_least"]) for row in rows}


def test_each_stands_at_the_number_of_their_days() -> None:
    assert units(DAILY) == {1: (1, 3), 2: (1, 2), 3: (1, 1)}


def test_who_never_did_it_is_not_there() -> None:
    assert asks(DAILY, PEOPLE)["units"] == 3


def test_the_mean_is_of_those_who_did() -> None:
    assert asks(DAILY, PEOPLE)["mean_periods"] == 2
    assert asks(DAILY, PEOPLE[3:])["mean_periods"] is None


def test_weeks_count_once_however_many_days() -> None:
    assert units(DAILY + "period: week") == {1: (2, 3), 2: (1, 1)}


def test_a_period_may_ask_for_more_than_one_time() -> None:
    assert units(DAILY + "at_least: 2") == {1: (1, 1)}


def test_asked_time_names_all_its_periods_and_cuts_the_rest() -> None:
    question = DAILY + "from: 2026-03-02\nto: 2026-03-06"
    assert units(question) == {1: (1, 3), 2: (2, 2), 3: (0, 0), 4: (0, 0)}


def test_people_stand_behind_each_number() -> None:
    assert behind(DAILY, PEOPLE, "2") == [1]
    assert behind(DAILY, PEOPLE, "2+") == [1, 3]


@pytest.mark.parametrize("cell", ["0", "x", "2-", "+"])
def test_a_cell_that_is_not_there_is_refused(cell: str) -> None:
    with pytest.raises(UsageFault) as fault:
        behind(DAILY, PEOPLE, cell)
    assert fault.value.code == "no_such_cell_like"


def test_groups_and_the_rest() -> None:
    people = ["02.03 bought s=a", "03.03 bought s=a; 04.03 bought s=b", "03.03 bought s=c"]
    groups = asks(DAILY + "by: {field: s, top: 1}", people)["groups"]
    assert [(one["value"], one["other"], one["units"]) for one in groups] == [
        ("a", False, 2),
        (None, True, 1),
    ]


def test_an_item_that_names_nothing_is_refused() -> None:
    with pytest.raises(UsageFault) as fault:
        query_of("question: stickiness\nof: {event: []}")
    assert fault.value.code == "empty_step"


def test_how_it_was_made_is_said() -> None:
    keys = [key for key, _ in query_of(DAILY + "at_least: 2\nby: s").made().said]
    assert keys == [
        "ask.made.stickiness_day",
        "ask.made.zone",
        "ask.made.at_least_period",
        "ask.made.by_first",
    ]
