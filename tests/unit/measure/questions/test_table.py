"""Breakdown tables: values of a property or two, and what stands behind each."""

from typing import Any

import pytest

from tropa.errors import UsageFault
from unit.measure.questions.walking import asks, behind, query_of

BOUGHT = "question: table\nof: bought\nby: s\n"
PEOPLE = [
    "02.03 bought amount=100 s=a; 05.03 bought amount=300 s=b; 06.03 called",
    "02.03 asked; 03.03 bought amount=many s=a; 20.03 called",
    "05.03 asked; 09.03 bought amount=1000",
]


def values(answer: dict[str, Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in answer["values"]]


def test_each_value_has_its_people_events_and_share() -> None:
    answer = asks(BOUGHT, PEOPLE)
    assert values(answer, "value", "units", "events", "share") == [
        ("a", 2, 2, 0.5),
        (None, 1, 1, 0.25),
        ("b", 1, 1, 0.25),
    ]
    assert (answer["total"]["units"], answer["total"]["events"]) == (3, 4)


def test_numbers_are_added_and_what_is_missing_is_said() -> None:
    answer = asks(BOUGHT + "amount: amount\nsort: sum", PEOPLE)
    assert values(answer, "value", "sum", "mean", "missing") == [
        (None, 1000, 1000, 0),
        ("b", 300, 300, 0),
        ("a", 100, 100, 1),
    ]


def test_who_went_on_within_the_window_is_converted_and_who_may_yet_is_apart() -> None:
    answer = asks(BOUGHT + "then: called\nwithin: 4d", PEOPLE, now="2026-03-12")
    told = {
        row["value"]: (row["conversion"]["numerator"], row["in_window"])
        for row in answer["values"]
    }
    assert told == {"a": (1, 0), "b": (1, 0), None: (0, 1)}


def test_the_ripe_are_told_by_when_they_began_not_by_what_came_of_it() -> None:
    people = [
        "02.03 bought s=a; 03.03 called",
        "02.03 bought s=a",
        "10.03 bought s=a; 10.03 called",
    ]
    answer = asks(BOUGHT + "then: called\nwithin: 4d", people, now="2026-03-11")
    [row] = answer["values"]
    assert (row["conversion"]["numerator"], row["conversion"]["denominator"]) == (2, 3)
    assert (row["ripe"]["numerator"], row["ripe"]["denominator"]) == (1, 2)


def test_two_splits_make_pairs() -> None:
    question = BOUGHT.replace("by: s", "by: [s, {field: s, rule: last}]")
    assert values(asks(question, PEOPLE), "value", "second_value", "events") == [
        (None, None, 1),
        ("a", "a", 1),
        ("a", "b", 1),
        ("b", "b", 1),
    ]


def test_beyond_the_top_is_other() -> None:
    answer = asks(BOUGHT + "top: 1", PEOPLE)
    assert values(answer, "value", "other", "events") == [("a", False, 2), (None, True, 2)]


def test_people_stand_behind_each_value() -> None:
    question = BOUGHT + "then: called"
    assert behind(question, PEOPLE, "value/a") == [1, 2]
    assert behind(question, PEOPLE, "then/b") == [1]
    assert behind(question, PEOPLE, "value/") == [3]


@pytest.mark.parametrize("cell", ["a", "value", "then/a", "other/a"])
def test_a_cell_that_is_not_there_is_refused(cell: str) -> None:
    with pytest.raises(UsageFault) as fault:
        behind(BOUGHT, PEOPLE, cell)
    assert fault.value.code == "no_such_cell_like"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOUGHT + "within: 3d", "within_without_then"),
        (BOUGHT + "sort: sum", "sum_of_nothing"),
        (BOUGHT.replace("by: s", "by: [a, b, c]"), "one_or_two_splits"),
        (BOUGHT.replace("by: s", "by: []"), "one_or_two_splits"),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, code: str) -> None:
    with pytest.raises(UsageFault) as fault:
        query_of(text)
    assert fault.value.code == code


def test_how_it_was_made_is_said() -> None:
    keys = [key for key, _ in query_of(BOUGHT + "then: called\nwithin: 4d").made().said]
    assert keys == [
        "ask.made.table",
        "ask.made.by_row",
        "ask.made.table_then",
        "ask.made.table_within",
    ]
