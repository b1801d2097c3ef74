from datetime import date

import pytest

from tropa.clock import BEFORE, FOREVER, HOUR, zone_of
from tropa.measure.days import (
    day_text,
    first_day,
    midnight,
    month_number,
    month_start,
    month_text,
)
from tropa.testing.clock import instant

MOSCOW = zone_of("Europe/Moscow")
DAY_OF = {text: (date.fromisoformat(text) - date(1970, 1, 1)).days for text in ("2026-03-01",)}


def test_a_day_begins_at_its_local_midnight() -> None:
    assert midnight(DAY_OF["2026-03-01"], MOSCOW) == instant("2026-02-28T21:00:00Z")


def test_a_day_without_a_midnight_begins_when_it_does() -> None:
    # In Lebanon clocks go from midnight to one o'clock on the last Sunday of March.
    beirut = zone_of("Asia/Beirut")
    day = (date(2026, 3, 29) - date(1970, 1, 1)).days
    assert midnight(day, beirut) == instant("2026-03-28T22:00:00Z")
    assert midnight(day + 1, beirut) - midnight(day, beirut) == 23 * HOUR


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("2026-02-28T21:00:00Z", "2026-03-01"),
        ("2026-02-28T21:00:01Z", "2026-03-02"),
        ("2026-02-28T20:59:59Z", "2026-03-01"),
    ],
)
def test_the_first_day_of_a_period_begins_in_it(moment: str, first: str) -> None:
    assert day_text(first_day(instant(moment), MOSCOW)) == first


def test_a_period_without_a_beginning_or_an_end_has_days_all_the_same() -> None:
    assert day_text(first_day(BEFORE, MOSCOW)) == "1970-01-01"
    assert day_text(first_day(0, MOSCOW)) == "1970-01-02"
    assert day_text(first_day(FOREVER, MOSCOW)) == "9998-12-31"
    assert midnight(first_day(FOREVER, MOSCOW), MOSCOW) == FOREVER


def test_months_are_those_of_the_calendar() -> None:
    month = month_number(DAY_OF["2026-03-01"])
    assert month_text(month) == "2026-03"
    assert month_number(DAY_OF["2026-03-01"] - 1) == month - 1
    assert day_text(month_start(month + 10)) == "2027-01-01"
