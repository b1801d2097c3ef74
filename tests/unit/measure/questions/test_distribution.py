"""Distributions: of amounts, of how often, of waits; in bins people think in."""

from typing import Any

import numpy as np
import pytest

from tropa.clock import DAY, HOUR, MINUTE
from tropa.errors import UsageFault
from tropa.measure.questions.distribution.bins import Edges, bins_of, edges_of
from tropa.measure.questions.spread import Cell
from unit.measure.questions.walking import asks, behind, query_of

OFTEN = "question: distribution\nof: bought\n"
AMOUNTS = OFTEN + "amount: amount\n"
WAITS = OFTEN.replace("bought", "asked") + "then: bought\n"
PEOPLE = [
    "02.03 asked; 04.03 bought amount=100 s=a; 05.03 bought amount=300 s=b",
    "02.03 asked; 03.03 asked; 03.03T12:00 bought amount=many s=a; 04.03 asked",
    "05.03 asked",
]


def histogram(answer: dict[str, Any]) -> list[tuple[float | None, float | None, int]]:
    return [(one["from"], one["to"], one["count"]) for one in answer["histogram"]]


def test_how_often_each_did_it_who_did() -> None:
    answer = asks(OFTEN, PEOPLE)
    assert (answer["n"], answer["sum"], answer["mean"], answer["max"]) == (2, 3, 1.5, 2)
    assert histogram(answer) == [(1, 1, 1), (2, 2, 1)]
    assert "missing" not in answer


def test_the_numbers_of_a_property_and_what_is_missing() -> None:
    answer = asks(AMOUNTS, PEOPLE)
    assert (answer["n"], answer["missing"], answer["mean"], answer["median"]) == (
        2,
        1,
        200,
        200,
    )


def test_how_long_it_took_from_the_first_to_the_next_other() -> None:
    answer = asks(WAITS, PEOPLE)
    assert (answer["unit"], answer["n"], answer["missing"]) == ("days", 2, 1)
    assert (answer["min"], answer["mean"], answer["max"]) == (1.5, 1.75, 2)


def test_every_wait_begins_anew_after_the_one_before() -> None:
    answer = asks(WAITS + "pairs: every", PEOPLE)
    assert (answer["n"], answer["missing"]) == (2, 2)


def test_one_event_may_end_a_wait_and_begin_the_next() -> None:
    question = OFTEN + "then: bought\npairs: every"
    answer = asks(question, ["02.03 bought; 03.03 bought; 05.03 bought"])
    assert (answer["n"], answer["min"], answer["max"], answer["missing"]) == (2, 1, 2, 1)


def test_waits_begin_in_the_asked_time_and_may_end_after_it() -> None:
    question = WAITS + "from: 2026-03-02\nto: 2026-03-03"
    assert asks(question, PEOPLE)["max"] == 2
    assert asks(question, PEOPLE, now="2026-03-03T18:00")["missing"] == 1


def test_edges_may_be_ones_own() -> None:
    answer = asks(AMOUNTS + "edges: [0, 100, 200]", PEOPLE)
    assert histogram(answer) == [(0, 100, 0), (100, 200, 1), (200, None, 1)]
    answer = asks(WAITS + "edges: [1, 2]", PEOPLE)
    assert histogram(answer) == [(1, 2, 1), (2, None, 1)]


def test_groups_share_the_bins_of_the_whole() -> None:
    groups = asks(AMOUNTS + "by: s", PEOPLE)["groups"]
    assert [(one["value"], one["n"], one["missing"]) for one in groups] == [
        ("a", 1, 1),
        ("b", 1, 0),
    ]
    assert [one["from"] for one in groups[0]["histogram"]] == [
        one["from"] for one in groups[1]["histogram"]
    ]


def test_how_often_is_counted_value_by_value_where_events_are_split() -> None:
    groups = asks(OFTEN + "by: s", PEOPLE)["groups"]
    assert [(one["value"], one["n"], one["sum"]) for one in groups] == [
        ("a", 2, 2),
        ("b", 1, 1),
    ]


def test_nobody_has_no_histogram() -> None:
    answer = asks(AMOUNTS, ["02.03 called"])
    assert (answer["n"], answer["mean"], answer["median"], answer["histogram"]) == (
        0,
        None,
        None,
        [],
    )


def test_people_stand_behind_each_bin() -> None:
    assert behind(OFTEN, PEOPLE, "2..2") == [1]
    assert behind(AMOUNTS, PEOPLE, "..300") == [1]
    assert behind(AMOUNTS, PEOPLE, "missing") == [2]
    assert behind(WAITS, PEOPLE, "1.5..2") == [2]
    assert behind(WAITS, PEOPLE, "2..") == [1]


@pytest.mark.parametrize("cell", ["2", "a..b", "1..x", ".."])
def test_a_cell_that_is_not_there_is_refused(cell: str) -> None:
    if cell == "..":
        assert behind(OFTEN, PEOPLE, cell) == [1, 2]
        return
    with pytest.raises(UsageFault) as fault:
        behind(OFTEN, PEOPLE, cell)
    assert fault.value.code == "no_such_cell_like"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("amount: a\nthen: b", "amount_or_then"),
        ("pairs: every", "pairs_without_then"),
        ("edges: [2, 1]", "edges_not_rising"),
        (f"edges: {list(range(101))}", "too_many_edges"),
    ],
)
def test_what_makes_no_sense_is_refused(more: str, code: str) -> None:
    with pytest.raises(UsageFault) as fault:
        query_of(OFTEN + more)
    assert fault.value.code == code


def test_how_it_was_made_is_said() -> None:
    keys = [key for key, _ in query_of(WAITS + "by: {rule: last, field: s}").made().said]
    assert keys == [
        "ask.made.distribution_time",
        "ask.made.pairs_first",
        "ask.made.bins",
        "ask.made.by_last",
    ]


# ---------------------------------------------------------------- bins


def cell(*numbers: float) -> Cell:
    value, times = np.unique(np.asarray(numbers, np.float64), return_counts=True)
    return Cell(value, times)


def edges(*numbers: float, wanted: int = 10, times: bool = False) -> tuple[float, ...]:
    return edges_of(cell(*numbers), wanted, times=times).at


def test_few_whole_numbers_stand_each_by_itself() -> None:
    found = edges_of(cell(1, 4, 4), 10, times=False)
    assert found == Edges((1, 2, 3, 4), single=True)
    assert [one.many for one in bins_of(cell(1, 4, 4), found)] == [1, 0, 0, 2]


def test_steps_are_one_two_or_five() -> None:
    assert edges(0.1, 0.2, 0.3) == tuple(round(0.1 + 0.02 * at, 2) for at in range(12))
    assert edges(-1000, -1) == tuple(range(-1000, 1, 100))
    assert edges(0, 99) == tuple(range(0, 101, 10))


def test_wide_numbers_grow_by_factors() -> None:
    assert edges(3, 3000) == (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def test_one_mistyped_number_stands_behind_the_last_edge() -> None:
    numbers = [*range(1000), 10**9]
    found = bins_of(cell(*numbers), edges_of(cell(*numbers), 10, times=False))
    assert found[-1].high is None
    assert found[-1].many == 1
    assert found[0].low == 0
    assert sum(one.many for one in found) == 1001


def test_times_have_edges_of_clocks_and_calendars() -> None:
    hours = (HOUR, 2 * HOUR, 20 * HOUR, 5 * DAY, 6 * DAY)
    assert edges(*hours, times=True) == tuple(
        float(one)
        for one in (HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY)
    )
    assert edges(DAY, DAY + 150 * MINUTE, times=True)[:2] == (DAY, DAY + 15 * MINUTE)


def test_a_number_alone_is_one_bin() -> None:
    assert edges(1.5) == (1.5,)
    assert edges() == ()
    assert edges(5, times=True) == (5,)
