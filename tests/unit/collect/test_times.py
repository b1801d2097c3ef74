from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tropa.clock import iso, zone_of
from tropa.collect.times import TimeForm, read_times, time_form
from tropa.moments import NoSuchMoment, read_moment

BERLIN = "Europe/Berlin"


def read(*cells: str, timezone: str = "UTC", order: str = "") -> list[str]:
    form = time_form(cells, timezone, order)  # type: ignore[arg-type]
    found = read_times(cells, form)
    return [
        iso(at) if at is not None else found.faults.get(place, "")
        for place, at in enumerate(found.at)
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31.01.2026", "2026-01-31T00:00:00Z"),
        ("31.01.2026 10:05", "2026-01-31T10:05:00Z"),
        ("31.01.2026 10:05:09", "2026-01-31T10:05:09Z"),
        ("2026-01-31", "2026-01-31T00:00:00Z"),
        ("2026-01-31T10:05:09.25", "2026-01-31T10:05:09.250000Z"),
        ("2026-01-31 10:05", "2026-01-31T10:05:00Z"),
        ("2026-01-31T10:05:09+03:00", "2026-01-31T07:05:09Z"),
        ("2026-01-31 10:05:09.5Z", "2026-01-31T10:05:09.500000Z"),
        (" 2026-01-31 ", "2026-01-31T00:00:00Z"),
        ("31/01/2026 10:05", "2026-01-31T10:05:00Z"),
        ("01/31/2026", "2026-01-31T00:00:00Z"),
        ("1769853909", "2026-01-31T10:05:09Z"),
        ("1769853909123", "2026-01-31T10:05:09.123000Z"),
        ("1769853909123456", "2026-01-31T10:05:09.123456Z"),
        ("1769853909.25", "2026-01-31T10:05:09.250000Z"),
        ("46053.4202430556", "2026-01-31T10:05:09Z"),
        ("20260131", "2026-01-31T00:00:00Z"),
        ("24:00 yesterday", "bad_time"),
        ("31.01.26", "bad_time"),
        ("31.02.2026", "bad_time"),
        ("", ""),
    ],
)
def test_all_forms_of_times_are_read(cell: str, expected: str):
    assert read(cell) == [expected]


def test_what_a_number_means_is_decided_for_the_column_and_not_for_the_cell():
    assert read("1769853909", "1769853910", "1769853909123") == [
        "2026-01-31T10:05:09Z",
        "2026-01-31T10:05:10Z",
        "bad_time",
    ]
    assert read("20260131", "20260201", "46053")[2] == "bad_time"


def test_a_number_among_texts_is_no_time():
    assert read("31.01.2026", "01.02.2026", "1769853909")[2] == "bad_time"


def test_one_cell_tells_whether_the_day_stands_first():
    assert read("01/02/2026", "13/02/2026")[0] == "2026-02-01T00:00:00Z"
    assert read("01/02/2026", "02/13/2026")[0] == "2026-01-02T00:00:00Z"


def test_a_day_and_a_month_that_cannot_be_told_apart_are_left_open():
    assert time_form(["01/02/2026"], "UTC").open_order
    assert not time_form(["01/02/2026"], "UTC", "month_first").open_order
    assert read("01/02/2026", order="month_first") == ["2026-01-02T00:00:00Z"]
    assert not time_form(["01.02.2026"], "UTC").open_order


def test_the_zone_is_needed_only_by_texts_that_state_none():
    assert time_form(["2026-01-31T10:05:09"], "UTC").needs_zone
    assert time_form(["46053"], "UTC").needs_zone
    assert not time_form(["2026-01-31T10:05:09+03:00"], "UTC").needs_zone
    assert not time_form(["1769853909"], "UTC").needs_zone


def test_the_hour_that_was_skipped_is_no_time():
    assert read("2026-03-29 02:30:00", "2026-03-29 03:30:00", timezone=BERLIN) == [
        "skipped_hour",
        "2026-03-29T01:30:00Z",
    ]
    assert read("46110.1041666667", timezone=BERLIN) == ["skipped_hour"]


def test_of_an_hour_that_came_twice_the_first_is_meant():
    assert read("25.10.2026 02:30", timezone=BERLIN) == ["2026-10-25T00:30:00Z"]


def one_by_one(cell: str, zone: tzinfo) -> str | int | None:
    try:
        found = read_moment(cell, zone)
    except NoSuchMoment:
        return "skipped_hour"
    return found.at if found is not None else "bad_time"


SPELLINGS = (
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%fZ",
    "%Y-%m-%d %H:%M:%S+0530",
)
walls = st.datetimes(datetime(1971, 1, 1), datetime(2037, 12, 31))  # noqa: DTZ001


@given(
    st.lists(walls, min_size=1, max_size=8),
    st.sampled_from(SPELLINGS),
    st.sampled_from(["UTC", BERLIN, "Europe/Moscow", "America/New_York", "Asia/Almaty"]),
)
@example([datetime(2026, 3, 29, 2, 30)], "%d.%m.%Y %H:%M", BERLIN)  # noqa: DTZ001
def test_a_column_is_read_as_its_cells_would_be_one_by_one(
    moments: list[datetime], spelling: str, timezone: str
):
    cells = [moment.strftime(spelling) for moment in moments]
    found = read_times(cells, time_form(cells, timezone))
    expected = [one_by_one(cell, zone_of(timezone)) for cell in cells]
    assert [
        at if at is not None else found.faults[place] for place, at in enumerate(found.at)
    ] == expected


@given(st.lists(st.text("0123456789-.:/ TZ+", max_size=20), min_size=1, max_size=5))
def test_no_text_breaks_the_reading(cells: list[str]):
    found = read_times(cells, time_form(cells, "UTC"))
    assert len(found.at) == len(cells)
    assert all((at is None) or place not in found.faults for place, at in enumerate(found.at))


def test_a_zone_beside_the_hour_shift_is_the_zones_own():
    moment = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo(BERLIN)) + timedelta(0)
    assert read("01.07.2026 12:00", timezone=BERLIN) == [
        iso(int(moment.timestamp()) * 1_000_000)
    ]


def test_a_form_without_cells_reads_anything_unmistakable():
    form = time_form([], "UTC")
    assert form == TimeForm("UTC")
    assert read_times(["2026-01-31 10:00:00"], form).at[0] is not None
