"""Lifecycle tells the new, the returning, the resurrecting and the dormant apart."""

import pytest

from tropa.errors import UsageFault
from tropa.measure.questions.periods import SHOWN_AT_MOST
from unit.measure.questions.walking import asks, behind, query_of

WEEKLY = "question: lifecycle\nof: bought\n"
PEOPLE = [
    "02.03 bought; 09.03 bought; 30.03 bought",
    "04.03 bought; 05.03 bought",
    "10.03 bought",
]

Told = dict[str, tuple[int, int, int, int, int]]


def told(question: str, people: list[str] = PEOPLE, *, now: str = "2027-01-01") -> Told:
    names = ("active", "new", "returning", "resurrecting", "dormant")
    return {
        row["period"]: tuple(row[name] for name in names)
        for row in asks(question, people, now=now)["periods"]
    }


def test_everybody_is_in_one_state_a_period() -> None:
    assert told(WEEKLY) == {
        "2026-03-02": (2, 2, 0, 0, 0),
        "2026-03-09": (2, 1, 1, 0, 1),
        "2026-03-16": (0, 0, 0, 0, 2),
        "2026-03-23": (0, 0, 0, 0, 0),
        "2026-03-30": (1, 0, 0, 1, 0),
        "2026-04-06": (0, 0, 0, 0, 1),
    }


def test_new_is_new_in_everything_known_not_in_the_asked_time() -> None:
    assert told(WEEKLY + "from: 2026-03-09\nto: 2026-03-16") == {"2026-03-09": (2, 1, 1, 0, 1)}


def test_a_period_that_from_cuts_is_told_whole() -> None:
    assert told(WEEKLY + "from: 2026-03-05\nto: 2026-03-09") == {"2026-03-02": (2, 2, 0, 0, 0)}


def test_the_last_period_is_partial_until_it_is_over() -> None:
    rows = asks(WEEKLY + "from: 2026-03-02", PEOPLE, now="10.03")["periods"]
    assert [(row["period"], row["partial"], row["active"]) for row in rows] == [
        ("2026-03-02", False, 2),
        ("2026-03-09", True, 2),
    ]
    assert not asks(WEEKLY, PEOPLE, now="2026-03-09")["periods"][0]["partial"]


def test_asked_time_without_anything_is_told_as_noughts() -> None:
    assert told(WEEKLY + "from: 2026-04-13", now="14.04") == {"2026-04-13": (0, 0, 0, 0, 0)}
    assert told(WEEKLY, ["02.03 called"]) == {}


def test_a_group_is_a_lifecycle_of_its_own() -> None:
    people = ["02.03 bought s=a; 09.03 bought s=b", "02.03 bought"]
    [a, none] = asks(WEEKLY + "by: s", people)["groups"]
    assert [a["value"], none["value"]] == ["a", None]
    assert [row["active"] for row in a["periods"]] == [1, 1, 0]
    assert [row["dormant"] for row in none["periods"]] == [0, 1, 0]


def test_people_stand_behind_each_state() -> None:
    cells = ("new", "returning", "dormant", "active")
    assert [behind(WEEKLY, PEOPLE, f"{cell}/2026-03-09") for cell in cells] == [
        [3],
        [1],
        [2],
        [1, 3],
    ]


@pytest.mark.parametrize("cell", ["new", "new/2026-03-10", "old/2026-03-09"])
def test_a_cell_that_is_not_there_is_refused(cell: str) -> None:
    with pytest.raises(UsageFault) as fault:
        behind(WEEKLY, PEOPLE, cell)
    assert fault.value.code == "no_such_cell_like"


def test_more_periods_than_anybody_reads_are_refused() -> None:
    question = WEEKLY + "period: day\nfrom: 2000-01-01"
    with pytest.raises(UsageFault) as fault:
        asks(question, PEOPLE)
    assert fault.value.values["n"] == 9863
    assert fault.value.values["limit"] == SHOWN_AT_MOST


def test_how_it_was_made_is_said() -> None:
    keys = [key for key, _ in query_of(WEEKLY + "by: {rule: trait, field: city}").made().said]
    assert keys == [
        "ask.made.lifecycle_week",
        "ask.made.lifecycle_states",
        "ask.made.zone",
        "ask.made.by_trait",
    ]
