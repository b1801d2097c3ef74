import numpy as np
import pytest

from tropa.clock import DAY, HOUR, MINUTE, zone_of
from tropa.errors import MapFault
from tropa.measure.calendar import (
    CALENDARS,
    WorkingCalendar,
    calendar_json,
    calendar_of,
    deadline,
    elapsed,
    month_of,
    read_calendar,
    working_time,
)
from tropa.moments import read_moment
from unit.measure.small import FIRM, firm

MOSCOW = zone_of("Europe/Moscow")
BERLIN = zone_of("Europe/Berlin")
RUSSIA = read_calendar("ru-production", MOSCOW)
OFFICE = read_calendar("weekdays", MOSCOW)
ALWAYS = read_calendar("every-day", MOSCOW)


def at(text: str, calendar: WorkingCalendar = RUSSIA) -> int:
    moment = read_moment(text, calendar.zone)
    assert moment is not None
    return moment.at


def between(calendar: WorkingCalendar, since: str, until: str) -> int:
    pair = (np.asarray([at(one, calendar)], np.int64) for one in (since, until))
    return int(working_time(calendar, *pair)[0])


def test_in_working_hours_time_is_time() -> None:
    assert between(OFFICE, "02.03.2026 10:00", "02.03.2026 10:15") == 15 * MINUTE


def test_a_night_and_a_weekend_do_not_count() -> None:
    assert between(OFFICE, "06.03.2026 17:50", "09.03.2026 09:05") == 15 * MINUTE
    assert between(OFFICE, "07.03.2026 12:00", "08.03.2026 20:00") == 0


def test_the_new_year_holidays_do_not_count() -> None:
    assert between(RUSSIA, "30.12.2025 17:00", "12.01.2026 10:00") == 2 * HOUR
    assert between(RUSSIA, "31.12.2025 00:00", "12.01.2026 09:00") == 0


def test_the_eve_of_a_holiday_ends_an_hour_earlier() -> None:
    assert between(RUSSIA, "30.04.2026 16:30", "04.05.2026 09:30") == HOUR


def kept_till(calendar: WorkingCalendar, since: str, limit: int) -> int:
    begun = np.asarray([at(since, calendar)], np.int64)
    return int(deadline(calendar, begun, np.asarray([limit], np.int64))[0])


def test_a_limit_goes_on_when_the_office_opens_again() -> None:
    assert kept_till(OFFICE, "06.03.2026 17:00", 2 * HOUR) == at("09.03.2026 10:00")
    assert kept_till(OFFICE, "07.03.2026 12:00", HOUR) == at("09.03.2026 10:00")
    assert kept_till(ALWAYS, "07.03.2026 12:00", HOUR) == at("07.03.2026 13:00")


def test_a_limit_that_ends_with_the_day_is_kept_till_the_next_one_begins() -> None:
    assert kept_till(OFFICE, "06.03.2026 17:00", HOUR) == at("09.03.2026 09:00")


def test_a_limit_is_found_however_far_it_ends() -> None:
    assert kept_till(OFFICE, "02.03.2026 09:00", 9 * HOUR * 261) == at("02.03.2027 09:00")


def test_every_day_is_plain_time() -> None:
    assert between(ALWAYS, "03.01.2026 00:00", "05.01.2026 01:00") == 2 * DAY + HOUR


def test_every_day_may_have_hours() -> None:
    shop = read_calendar("every-day 10:00–22:00", MOSCOW)
    assert between(shop, "03.01.2026 21:00", "04.01.2026 11:00") == 2 * HOUR


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [("29.03.2026", "30.03.2026", 23), ("25.10.2026", "26.10.2026", 25)],
)
def test_a_day_whose_clocks_change_is_as_long_as_it_was(
    since: str, until: str, hours: int
) -> None:
    """With hours of its own, so that it is not told as plain time."""
    whole = WorkingCalendar("every-day", BERLIN, 0, DAY)
    nearly = WorkingCalendar("every-day", BERLIN, 0, DAY - MINUTE)
    assert between(whole, since, until) == hours * HOUR
    assert between(nearly, since, until) == hours * HOUR - MINUTE


def test_backwards_it_is_less_than_nothing() -> None:
    assert between(OFFICE, "02.03.2026 10:15", "02.03.2026 10:00") == -15 * MINUTE


def test_of_nobody_there_is_no_time() -> None:
    nothing = np.zeros(0, np.int64)
    assert len(working_time(RUSSIA, nothing, nothing)) == 0


def test_before_the_first_working_day_and_over_a_weekend_alone_there_is_none() -> None:
    assert between(OFFICE, "07.03.2026 01:00", "07.03.2026 02:00") == 0


def test_a_map_names_its_calendar_and_its_hours() -> None:
    found = calendar_of(firm("calendar: ru-production 10:00–19:30\n"))
    assert (found.name, found.opens, found.closes) == (
        "ru-production",
        10 * HOUR,
        19 * HOUR + 30 * MINUTE,
    )


def test_a_map_that_names_none_counts_plain_time() -> None:
    assert calendar_of(FIRM).is_plain


@pytest.mark.parametrize(
    "text",
    ["", "ru", "ru-production nine to six", "weekdays 18:00-09:00", "weekdays 09:00-25:00"],
)
def test_a_calendar_we_do_not_have_is_refused_by_name(text: str) -> None:
    with pytest.raises(MapFault) as refused:
        read_calendar(text, MOSCOW)
    assert refused.value.code == "unknown_calendar"
    for language in ("ru", "en"):
        assert all(name in refused.value.message(language) for name in CALENDARS)
        assert refused.value.advice(language)


def test_a_month_has_gone_by_its_working_days() -> None:
    march = month_of(at("31.03.2026 12:00"), MOSCOW)
    assert (march.begins, march.ends) == (at("01.03.2026"), at("01.04.2026"))
    # Twenty-one: the ninth is off. The first working day is the second of March.
    assert elapsed(RUSSIA, march.first, march.end, at("01.03.2026 23:00")).gone == 0
    assert elapsed(RUSSIA, march.first, march.end, at("02.03.2026 13:30")).gone == 0.5
    half = elapsed(RUSSIA, march.first, march.end, at("15.03.2026"))
    assert (half.gone, half.days, half.share) == (9, 21, 9 / 21)
    assert elapsed(RUSSIA, march.first, march.end, at("01.04.2026")).share == 1


def test_a_period_without_a_working_day_has_no_share() -> None:
    january = month_of(at("02.01.2026"), MOSCOW)
    found = elapsed(RUSSIA, january.first, january.first + 3, at("03.01.2026"))
    assert (found.gone, found.days, found.share) == (0, 0, None)


def test_an_answer_says_whether_the_swapped_days_of_its_year_are_known() -> None:
    known = [
        calendar_json(RUSSIA, at(f"01.06.{year}"))["swapped_days_known"]
        for year in (2027, 2028)
    ]
    assert known == [True, False]
    assert calendar_json(OFFICE, at("01.06.2028")) == {
        "name": "weekdays",
        "opens": "09:00",
        "closes": "18:00",
        "swapped_days_known": True,
    }
