from datetime import date, timedelta

import pytest

from tropa.measure.production_calendar import HOLIDAYS, is_decreed, production_year

DECREED = (2024, 2025, 2026, 2027)


def days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=at) for at in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize(
    ("year", "worked", "hours"),
    [(2024, 248, 1_979), (2025, 247, 1_972), (2026, 247, 1_972), (2027, 247, 1_972)],
)
def test_a_year_has_the_working_days_and_hours_that_are_published(
    year: int, worked: int, hours: int
) -> None:
    told = production_year(year)
    count = len(days(year)) - len(told.off)
    assert (count, count * 8 - len(told.shorter)) == (worked, hours)


@pytest.mark.parametrize(
    ("day", "what"),
    [
        (date(2026, 1, 9), "the third of January, a Saturday, moved here by decree"),
        (date(2026, 3, 9), "the eighth of March fell on a Sunday"),
        (date(2026, 5, 11), "the ninth of May fell on a Saturday"),
        (date(2026, 12, 31), "the fourth of January, a Sunday, moved here by decree"),
        (date(2025, 5, 8), "the twenty-third of February, a Sunday, moved here by decree"),
        (date(2027, 2, 22), "swapped for the Saturday before"),
    ],
)
def test_days_off_move(day: date, what: str) -> None:
    assert day in production_year(day.year).off, what


@pytest.mark.parametrize("day", [date(2024, 4, 27), date(2024, 12, 28), date(2027, 2, 20)])
def test_a_saturday_given_away_is_worked(day: date) -> None:
    assert day.weekday() == 5
    assert day not in production_year(day.year).off


def test_a_saturday_worked_for_the_eve_of_a_holiday_is_shorter_and_another_is_not() -> None:
    shorter = production_year(2024).shorter
    assert date(2024, 11, 2) in shorter
    assert not {date(2024, 4, 27), date(2024, 12, 28)} & shorter


def test_a_friday_before_free_days_that_are_no_holiday_is_a_whole_day() -> None:
    assert date(2026, 2, 20) not in production_year(2026).shorter


@pytest.mark.parametrize("year", [*DECREED, 2022, 2030])
def test_holidays_are_never_worked_and_a_shorter_day_is(year: int) -> None:
    told = production_year(year)
    assert {date(year, *day) for day in HOLIDAYS} <= told.off
    assert not told.shorter & told.off


def test_of_a_year_without_a_decree_only_the_law_is_known() -> None:
    assert [year for year in range(2020, 2031) if is_decreed(year)] == list(DECREED)
    # The first of May 2033 is a Sunday; nobody has said yet where January's days off go.
    assert date(2033, 5, 2) in production_year(2033).off
    assert date(2033, 1, 10) not in production_year(2033).off
    assert date(2033, 12, 31).weekday() == 5
