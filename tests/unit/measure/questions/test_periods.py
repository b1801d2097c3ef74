"""Days, weeks, months and hours begin where clocks of the zone say."""

import numpy as np
import pytest

from tropa.clock import BEFORE, DAY, FOREVER, HOUR, zone_of
from tropa.errors import UsageFault
from tropa.measure.questions.periods import SHOWN_AT_MOST, Periods, check_room, periods_of
from unit.measure.questions.walking import at

BERLIN = "Europe/Berlin"


def periods(length: str, zone: str = BERLIN) -> Periods:
    return periods_of(length, zone_of(zone), at("01.07", zone))


def labels(length: str, *moments: str, zone: str = BERLIN) -> list[str]:
    one = periods(length, zone)
    times = np.asarray([at(moment, zone) for moment in moments], np.int64)
    return [one.label(number) for number in one.number(times).tolist()]


def test_a_day_begins_at_its_local_midnight() -> None:
    days = periods("day")
    midnight = at("29.03", BERLIN)
    before, after = days.number(np.asarray([midnight - 1, midnight])).tolist()
    assert (days.label(before), days.label(after)) == ("2026-03-28", "2026-03-29")


def test_days_on_which_clocks_change_are_shorter_and_longer() -> None:
    days = periods("day")
    spring, autumn = days.read("2026-03-29"), days.read("2026-10-25")
    assert spring is not None
    assert autumn is not None
    assert days.start(spring + 1) - days.start(spring) == 23 * HOUR
    assert days.start(autumn + 1) - days.start(autumn) == 25 * HOUR


def test_a_week_begins_on_monday_also_over_new_year() -> None:
    assert labels("week", "2025-12-28", "2025-12-29", "2026-01-04T23:59", "2026-01-05") == [
        "2025-12-22",
        "2025-12-29",
        "2025-12-29",
        "2026-01-05",
    ]


def test_months_end_when_they_end() -> None:
    assert labels("month", "2024-02-29T23:59", "2024-03-01", "2025-02-28", "2025-12-31") == [
        "2024-02",
        "2024-03",
        "2025-02",
        "2025-12",
    ]


def test_an_hour_that_comes_twice_is_two_hours() -> None:
    first = at("2026-10-25T00:30Z")
    hours = periods("hour")
    numbers = hours.number(np.asarray([first, first + HOUR])).tolist()
    shown = [hours.label(one) for one in numbers]
    assert shown == ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"]


def test_hours_begin_when_clocks_of_the_zone_show_a_full_hour() -> None:
    assert labels("hour", "01.06T10:59", "01.06T11:00", zone="Asia/Kolkata") == [
        "2026-06-01T10:00+05:30",
        "2026-06-01T11:00+05:30",
    ]


def test_a_midnight_that_clocks_skip_is_the_first_instant_of_its_day() -> None:
    # In São Paulo clocks went from midnight to one.
    zone = "America/Sao_Paulo"
    days = periods("day", zone)
    number = days.read("2018-11-04")
    assert number is not None
    assert days.start(number) == at("2018-11-04T01:00", zone)
    assert days.start(number + 1) - days.start(number) == 23 * HOUR


def test_a_day_that_never_was_has_no_instants() -> None:
    # Samoa went over the date line on the night of 29 December 2011.
    zone = "Pacific/Apia"
    assert labels("day", "2011-12-29T23:59", "2011-12-31", zone=zone) == [
        "2011-12-29",
        "2011-12-31",
    ]


@pytest.mark.parametrize("length", ["hour", "day", "week", "month"])
@pytest.mark.parametrize("zone", [BERLIN, "America/St_Johns", "Australia/Lord_Howe", "UTC"])
def test_an_instant_lies_between_the_beginning_of_its_period_and_of_the_next(
    length: str, zone: str
) -> None:
    one = periods(length, zone)
    # St John's set its clocks back at a minute past midnight: the day had begun already.
    times = at("2009-10-25", zone) + np.arange(0, 400 * DAY, 5 * HOUR + 1, dtype=np.int64)
    numbers = one.number(times)
    for number in np.unique(numbers).tolist():
        mine = times[numbers == number]
        assert one.start(number) <= mine.min()
        assert mine.max() < one.start(number + 1)
        assert one.read(one.label(number)) == number


def test_a_label_of_another_length_is_none_of_ours() -> None:
    assert periods("week").read("2026-03-03") is None
    assert periods("month").read("2026-03-01") is None
    assert periods("day").read("yesterday") is None
    assert periods("day").read("2026-02-30") is None


def test_far_dates_end_somewhere() -> None:
    days = periods("day")
    assert days.number_of(FOREVER) == days.number_of(at("9998-01-01", "UTC"))
    assert days.start(10**9) == FOREVER
    assert days.start(-(10**9)) == BEFORE
    assert periods("month").start(10**6) == FOREVER


def test_the_same_day_of_a_shorter_month_is_its_last() -> None:
    months = periods("month")
    assert months.shifted(at("31.03T10:00", BERLIN), -1) == at("28.02T10:00", BERLIN)
    assert months.shifted(at("28.02", BERLIN), 1) == at("28.03", BERLIN)


def test_the_same_hour_a_week_ago_is_that_of_the_clock() -> None:
    weeks = periods("week")
    assert weeks.shifted(at("31.03T10:00", BERLIN), -1) == at("24.03T10:00", BERLIN)
    assert at("31.03T10:00", BERLIN) - at("24.03T10:00", BERLIN) == 7 * DAY - HOUR


def test_an_answer_of_too_many_periods_is_refused() -> None:
    check_room(SHOWN_AT_MOST)
    with pytest.raises(UsageFault) as fault:
        check_room(SHOWN_AT_MOST + 1)
    assert fault.value.code == "too_many_periods"
