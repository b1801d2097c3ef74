"""Retention counts who came back, and tells apart whose time has not come."""

from typing import Any

import pytest

from tropa.errors import UsageFault
from tropa.map.finding import MapRefused
from unit.measure.questions.walking import asks, behind, query_of

WEEKLY = """
question: retention
begins: bought
periods: 2
"""
PEOPLE = [
    "02.03 bought",
    "02.03 bought; 09.03 bought; 10.03 bought; 30.03 bought",
    "03.03 bought; 04.03 bought",
]


def table(answer: dict[str, Any]) -> dict[str, list[int | None]]:
    return {
        row["period"]: [row["units"], *(cell["count"] for cell in row["cells"])]
        for row in answer["cohorts"]
    }


def test_whoever_began_stands_in_the_cohort_of_each_period() -> None:
    assert table(asks(WEEKLY, PEOPLE)) == {
        "2026-03-02": [3, 1, 1, 0],
        "2026-03-09": [1, 1, 0, 0],
        "2026-03-30": [1, 0, 0, 0],
    }


def test_the_event_that_began_it_is_not_its_own_return() -> None:
    [row] = asks(WEEKLY, ["02.03 bought"])["cohorts"]
    assert row["cells"][0]["returned"]["rate"] == 0


def test_two_events_of_one_instant_are_a_return() -> None:
    assert table(asks(WEEKLY, ["02.03 bought; 02.03 bought"])) == {"2026-03-02": [1, 1, 0, 0]}


def test_first_time_is_the_first_of_the_asked_time() -> None:
    question = WEEKLY + "start: first_time\nfrom: 2026-03-09"
    assert table(asks(question, PEOPLE)) == {"2026-03-09": [1, 1, 0, 0]}


def test_first_ever_leaves_out_who_began_before() -> None:
    question = WEEKLY + "start: first_ever\nfrom: 2026-03-03"
    assert table(asks(question, PEOPLE)) == {"2026-03-02": [1, 1, 0, 0]}


def test_returns_after_the_asked_time_count() -> None:
    question = WEEKLY + "to: 2026-03-09"
    assert table(asks(question, PEOPLE)) == {"2026-03-02": [3, 1, 1, 0]}


def test_returning_on_or_after_counts_whoever_came_later_too() -> None:
    question = WEEKLY + "window: on_or_after\nto: 2026-03-09"
    assert table(asks(question, PEOPLE)) == {"2026-03-02": [3, 2, 1, 1]}


def test_another_item_may_be_the_return() -> None:
    question = WEEKLY + "returns: called"
    people = ["02.03 called; 03.03 bought", "02.03 bought; 02.03 called; 20.03 called"]
    assert table(asks(question, people)) == {"2026-03-02": [2, 1, 0, 1]}


def test_a_return_may_be_asked_to_come_more_than_once() -> None:
    question = WEEKLY + "returns: {event: bought, at_least: 2}\nto: 2026-03-09"
    assert table(asks(question, PEOPLE)) == {"2026-03-02": [3, 0, 1, 0]}


def test_beginning_may_be_asked_to_come_more_than_once() -> None:
    question = WEEKLY.replace("bought", "{event: bought, at_least: 2}")
    # The second of them begins it: it is no return.
    assert table(asks(question, ["02.03 bought; 03.03 bought"])) == {"2026-03-02": [1, 0, 0, 0]}


def test_a_period_that_is_not_over_is_young_and_one_that_has_not_begun_is_empty() -> None:
    answer = asks(WEEKLY, PEOPLE, now="2026-03-15T23:59")
    shown = {
        row["period"]: [(cell["count"], cell["young"]) for cell in row["cells"]]
        for row in answer["cohorts"]
    }
    assert shown == {
        "2026-03-02": [(1, False), (1, True), (None, True)],
        "2026-03-09": [(1, True), (None, True), (None, True)],
    }
    assert [row["partial"] for row in answer["cohorts"]] == [False, True]
    assert [(one["count"], one["of"]) for one in answer["mean"]] == [(1, 3), (0, 0), (0, 0)]


def test_the_mean_is_weighted_by_the_size_of_the_cohorts() -> None:
    [mean, *_] = asks(WEEKLY, PEOPLE)["mean"]
    assert mean["returned"]["rate"] == 2 / 5


def test_brackets_are_days_counted_from_the_persons_own() -> None:
    question = WEEKLY.replace("periods: 2", "brackets: [1, 3, 7]\nperiod: week\nreturns: came")
    people = ["08.03 bought; 09.03T01:00 came; 11.03 came", "02.03T23:00 bought; 09.03 came"]
    answer = asks(question, people)
    assert table(answer) == {"2026-03-02": [2, 0, 1, 1, 1]}
    assert [one["offset"] for one in answer["mean"]] == ["0", "1", "2-3", "4-7"]


def test_a_bracket_is_young_until_the_last_of_the_cohort_is_through() -> None:
    question = WEEKLY.replace("periods: 2", "brackets: [1]\nperiod: week")
    ripe = asks(question, PEOPLE[:1], now="10.03")
    young = asks(question, PEOPLE[:1], now="2026-03-09T23:59")
    assert [cell["young"] for cell in ripe["cohorts"][0]["cells"]] == [False, False]
    assert [cell["young"] for cell in young["cohorts"][0]["cells"]] == [False, True]


def test_cohorts_of_months_are_as_long_as_months() -> None:
    question = "question: retention\nbegins: bought\nperiod: month\nperiods: 1"
    people = ["31.01 bought; 28.02T23:59 bought", "31.01 bought; 01.03 bought"]
    assert table(asks(question, people))["2026-01"] == [2, 0, 1]


def test_a_week_is_that_of_the_zone() -> None:
    people = ["2026-03-30T00:30 bought; 2026-04-05T23:30 bought"]
    assert table(asks(WEEKLY, people, zone="Europe/Berlin")) == {"2026-03-30": [1, 1, 0, 0]}


def test_groups_are_the_values_of_a_property_and_the_rest_is_other() -> None:
    people = ["02.03 bought s=a", "03.03 bought s=a", "03.03 bought s=b", "03.03 bought"]
    answer = asks(WEEKLY + "by: {field: s, top: 1}", people)
    sizes = [
        (one["value"], one["other"], one["cohorts"][0]["units"]) for one in answer["groups"]
    ]
    assert sizes == [("a", False, 2), (None, True, 2)]


def test_a_filter_removes_events_never_the_others() -> None:
    question = WEEKLY + 'where: s == "a"'
    people = ["02.03 bought s=a; 03.03 bought s=b", "02.03 bought s=a; 03.03 bought s=a"]
    assert table(asks(question, people)) == {"2026-03-02": [2, 1, 0, 0]}


def test_behind_each_cell_stand_its_people() -> None:
    cells = ("cohort/2026-03-02", "cohort/2026-03-02/1", "cohort/2026-03-02/1/not")
    assert [behind(WEEKLY, PEOPLE, cell) for cell in cells] == [[1, 2, 3], [2], [1, 3]]


@pytest.mark.parametrize(
    "cell", ["2", "cohort/2026-03-03", "cohort/2026-03-02/9", "cohort/2026-03-02/1/so", "x/y"]
)
def test_a_cell_that_is_not_there_is_refused(cell: str) -> None:
    with pytest.raises(UsageFault) as fault:
        behind(WEEKLY, PEOPLE, cell)
    assert fault.value.code == "no_such_cell_like"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("brackets: [1, 3]", "periods_or_brackets"),
        ("by: {rule: first}", "by_without_field"),
        ("by: {rule: segment}", "segments_without_map"),
    ],
)
def test_what_makes_no_sense_is_refused(more: str, code: str) -> None:
    with pytest.raises(UsageFault) as fault:
        query_of(WEEKLY + more)
    assert fault.value.code == code


@pytest.mark.parametrize("days", ["[3, 1]", "[2, 2]"])
def test_brackets_must_rise(days: str) -> None:
    with pytest.raises(UsageFault) as fault:
        query_of(f"question: retention\nbegins: bought\nbrackets: {days}")
    assert fault.value.code == "brackets_not_rising"


def test_an_act_that_names_nothing_is_refused() -> None:
    with pytest.raises(UsageFault) as fault:
        query_of("question: retention\nbegins: {at_least: 2}")
    assert fault.value.code == "empty_step"


def test_unknown_words_are_refused_where_they_stand() -> None:
    with pytest.raises(MapRefused):
        query_of(WEEKLY + "start: sometimes")


def test_how_it_was_made_is_said() -> None:
    keys = [key for key, _ in query_of(WEEKLY + "window: on_or_after").made().said]
    assert keys == [
        "ask.made.retention",
        "ask.made.start_recurring",
        "ask.made.window_on_or_after",
        "ask.made.cohorts_by_week",
        "ask.made.young",
    ]
