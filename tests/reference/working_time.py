"""Working time told day by day, and the Russian days off as wall calendars print them."""

from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction

from tropa.clock import HOUR, as_datetime, from_datetime
from tropa.measure.calendar import EVERY_DAY, RU_PRODUCTION, WorkingCalendar

# Weekdays nobody works, weekend days everybody does, days an hour shorter.
FREE = {
    2024: "1.1 2.1 3.1 4.1 5.1 8.1 23.2 8.3 29.4 30.4 1.5 9.5 10.5 12.6 4.11 30.12 31.12",
    2025: "1.1 2.1 3.1 6.1 7.1 8.1 1.5 2.5 8.5 9.5 12.6 13.6 3.11 4.11 31.12",
    2026: "1.1 2.1 5.1 6.1 7.1 8.1 9.1 23.2 9.3 1.5 11.5 12.6 4.11 31.12",
    2027: "1.1 4.1 5.1 6.1 7.1 8.1 22.2 23.2 8.3 3.5 10.5 14.6 4.11 5.11 31.12",
}
WORKED = {2024: "27.4 2.11 28.12", 2025: "1.11", 2026: "", 2027: "20.2"}
SHORTER = {
    2024: "22.2 7.3 8.5 11.6 2.11",
    2025: "7.3 30.4 11.6 1.11",
    2026: "30.4 8.5 11.6 3.11",
    2027: "20.2 30.4 11.6 3.11",
}


def is_in(day: date, listed: dict[int, str]) -> bool:
    return f"{day.day}.{day.month}" in listed[day.year].split()


def is_worked(day: date, name: str) -> bool:
    if name == EVERY_DAY:
        return True
    weekday = day.weekday() < 5
    if name == RU_PRODUCTION:
        return (weekday and not is_in(day, FREE)) or is_in(day, WORKED)
    return weekday


def hours(day: date, calendar: WorkingCalendar) -> tuple[int, int]:
    """When a working day begins and ends."""
    closes = calendar.closes
    if calendar.name == RU_PRODUCTION and is_in(day, SHORTER):
        closes = max(calendar.opens, closes - HOUR)
    opens = at_hour(day, calendar.opens, calendar.zone)
    return opens, max(opens, at_hour(day, closes, calendar.zone))


def at_hour(day: date, hour: int, zone: tzinfo) -> int:
    begins = datetime(day.year, day.month, day.day, tzinfo=zone)
    return from_datetime(begins + timedelta(microseconds=hour))


def working_time(calendar: WorkingCalendar, since: int, until: int) -> int:
    """The time between two instants that lay in working hours."""
    if until < since:
        return -working_time(calendar, until, since)
    found = 0
    day = as_datetime(since, calendar.zone).date() - timedelta(days=1)
    while day <= as_datetime(until, calendar.zone).date():
        if is_worked(day, calendar.name):
            opens, closes = hours(day, calendar)
            found += max(0, min(until, closes) - max(since, opens))
        day += timedelta(days=1)
    return found


def month_share(calendar: WorkingCalendar, as_of: int) -> tuple[Fraction, int]:
    """Working days of this month that are over, and how many it has."""
    today = as_datetime(as_of, calendar.zone).date()
    gone, days = Fraction(0), 0
    for number in range(31):
        day = today.replace(day=1) + timedelta(days=number)
        if day.month != today.month or not is_worked(day, calendar.name):
            continue
        opens, closes = hours(day, calendar)
        days += 1
        if as_of >= closes:
            gone += 1
        elif as_of > opens:
            gone += Fraction(as_of - opens, closes - opens)
    return gone, days
