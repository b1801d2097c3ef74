import pytest

from tropa.collect.cells import Fault
from tropa.collect.cost_days import day_form, day_text, local_day, read_spans
from tropa.testing.clock import instant


def days(*cells: str) -> list[str]:
    """Each cell's first and last day, or its code."""
    spans = read_spans(cells, day_form(cells, ""), "Europe/Moscow")
    return [
        "" if one is None
        else one.code if isinstance(one, Fault)
        else f"{day_text(one.since)}..{day_text(one.until - 1)}"
        for one in spans
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-01",
        "01.03.2026",
        "1.3.2026",
        "2026-03-01 00:00:00",
        "01.03.2026 23:59",
        "2026-03-01T23:30:00+03:00",
        "2026-03-01T00:30:00Z",
        "46082",
        "20260301",
        "1772312400",
    ],
)
def test_a_day_is_the_one_written(cell: str) -> None:
    assert days(cell) == ["2026-03-01..2026-03-01"]


@pytest.mark.parametrize(
    "cell",
    [
        "2026-02",
        "02.2026",
        "2/2026",
        "февраль 2026",
        "Февраль 2026 г.",
        "фев. 2026",
        "Feb 2026",
    ],
)
def test_a_month_is_all_its_days(cell: str) -> None:
    assert days(cell) == ["2026-02-01..2026-02-28"]


def test_the_last_month_of_a_year_ends_with_it() -> None:
    assert days("декабрь 2026", "2026-12-31") == [
        "2026-12-01..2026-12-31",
        "2026-12-31..2026-12-31",
    ]


def test_days_and_months_of_one_column_are_told_apart() -> None:
    assert days("01.03.2026", "март 2026", "") == [
        "2026-03-01..2026-03-01",
        "2026-03-01..2026-03-31",
        "",
    ]


def test_whether_the_day_stands_first_is_decided_for_the_column() -> None:
    assert days("02/01/2026", "13/01/2026")[0] == "2026-01-02..2026-01-02"
    assert days("02/01/2026", "02/13/2026")[0] == "2026-02-01..2026-02-01"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Итого", "bad_day"),
        ("31.02.2026", "bad_day"),
        ("2026-13", "bad_day"),
        ("март", "bad_day"),
        ("марток 12345", "bad_day"),
        ("30.12.1899", "before_1970"),
    ],
)
def test_what_is_no_day_says_so(cell: str, code: str) -> None:
    assert days(cell, "2026-03-01")[0] == code


def test_the_day_of_an_instant_is_local() -> None:
    late = instant("2026-03-01T22:30:00Z")
    assert day_text(local_day(late, "Europe/Moscow")) == "2026-03-02"
    assert day_text(local_day(late, "UTC")) == "2026-03-01"
