from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.clock import DAY, HOUR, MINUTE, SECOND, Instant, from_datetime, iso
from tropa.collect.sent_time import NEVER, OLDEST, Stamp, happened, stamp_of, usual_time

NOW = from_datetime(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("entry", "written", "read", "flags"),
    [
        ("plain", "2024-01-01T10:00:00.123Z", "2024-01-01T10:00:00.123000Z", ()),
        ("offset", "2024-01-01T10:00:00+03:00", "2024-01-01T07:00:00Z", ()),
        ("TIM-005", "2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999000Z", ("leap_second",)),
        ("TIM-006", "2024-01-01T24:00:00Z", "2024-01-02T00:00:00Z", ()),
        ("TIM-007", "2015-2-02T00:30:12.984Z", "2015-02-02T00:30:12.984000Z", ()),
        ("no zone", "2024-01-01T10:00:00", "2024-01-01T10:00:00Z", ("zone_assumed",)),
        ("TIM-010", 1_700_000_000, "2023-11-14T22:13:20Z", ()),
        ("TIM-011", 1_700_000_000_000, "2023-11-14T22:13:20Z", ()),
        ("fraction", 1_700_000_000.5, "2023-11-14T22:13:20.500000Z", ()),
        ("text", "1700000000", "2023-11-14T22:13:20Z", ()),
        ("TIM-014", "2024-01-01T00:00:00.123456789Z", "2024-01-01T00:00:00.123456Z", ()),
    ],
)
def test_a_time_is_read_as_clients_write_it(
    entry: str, written: object, read: str, flags: tuple[str, ...]
) -> None:
    stamp = stamp_of(written)

    assert stamp.at is not None, entry
    assert (iso(stamp.at), stamp.flags) == (read, flags), entry


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("+12024-01-01T00:00:00Z", id="TIM-003"),
        "yesterday",
        "2024-13-01T00:00:00Z",
        "2024-02-30T00:00:00Z",
        True,
        5,
        -1,
        10**400,
        1e300,
        [],
        {"a": 1},
        "1" * 5_000,
    ],
)
def test_what_is_no_time_happened_when_it_came(written: object) -> None:
    stamp = stamp_of(written)

    assert stamp.at is None
    assert happened(stamp, NEVER, NOW) == (NOW, ("time_unparsed",))


@pytest.mark.parametrize("written", [None, ""])
def test_an_event_without_a_time_happened_when_it_came(written: object) -> None:
    assert happened(stamp_of(written), NEVER, NOW) == (NOW, ())


def shifted(event: str, sent: str) -> tuple[Instant, tuple[str, ...]]:
    return happened(stamp_of(event), stamp_of(sent), NOW)


def test_a_clock_three_years_ahead_is_corrected() -> None:  # TIM-018
    at, flags = shifted("2029-11-21T12:00:00Z", "2029-11-21T12:00:05Z")

    assert (at, flags) == (NOW - 5 * SECOND, ("clock_corrected",))


def test_a_clock_a_little_behind_is_corrected_and_not_worth_a_flag() -> None:
    at, flags = shifted("2026-11-21T11:57:00Z", "2026-11-21T11:58:00Z")

    assert (at, flags) == (NOW - MINUTE, ())


def test_an_event_after_its_sending_happened_when_it_came() -> None:  # TIM-019
    at, flags = shifted("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z")

    assert at == NOW
    assert "time_in_future" in flags


def test_a_phone_that_was_offline_for_forty_days_tells_of_that_time() -> None:  # TIM-020
    at, flags = shifted("2026-10-12T12:00:00Z", "2026-11-21T12:00:00Z")

    assert (at, flags) == (NOW - 40 * DAY, ())


def test_a_time_without_a_sending_time_is_believed() -> None:
    at, flags = happened(stamp_of("2026-11-20T12:00:00Z"), NEVER, NOW)

    assert (at, flags) == (NOW - DAY, ())


def test_a_sending_time_that_is_none_corrects_nothing() -> None:
    at, flags = shifted("2026-11-20T12:00:00Z", "soon")

    assert (at, flags) == (NOW - DAY, ("sent_at_unparsed",))


@pytest.mark.parametrize("year", ["0001", "1999"])
def test_a_time_beyond_ten_years_is_not_believed(year: str) -> None:  # TIM-001
    at, flags = happened(stamp_of(f"{year}-01-01T00:00:00Z"), NEVER, NOW)

    assert (at, flags) == (NOW, ("time_out_of_range",))


@pytest.mark.parametrize("offset", ["+14:00", "-14:00", "+00:00"])
@pytest.mark.parametrize("wall", ["0001-01-01T00:00:00", "9999-12-31T23:59:59"])
def test_the_ends_of_the_calendar_are_times_too(wall: str, offset: str) -> None:
    assert stamp_of(wall + offset).at is not None


def test_exactly_ten_years_are_still_believed() -> None:
    assert happened(Stamp(NOW - OLDEST), NEVER, NOW) == (NOW - OLDEST, ())
    assert happened(Stamp(NOW - OLDEST - 1), NEVER, NOW)[0] == NOW


WRITTEN = st.one_of(
    st.text(),
    st.integers(),
    st.floats(),
    st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    st.datetimes().map(datetime.isoformat),
    st.from_regex(r"\d{4}-\d{1,2}-\d{1,2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?"),
)


@given(WRITTEN, WRITTEN)
def test_any_time_ends_between_ten_years_ago_and_now(event: object, sent: object) -> None:
    at, _ = happened(stamp_of(event), stamp_of(sent), NOW)

    assert NOW - OLDEST <= at <= NOW


@given(
    st.integers(-2 * HOUR, 2 * HOUR) | st.integers(OLDEST - HOUR, OLDEST + HOUR),
    st.integers(-2 * HOUR, 2 * HOUR),
    st.sampled_from([1, 1_000]),
)
def test_the_short_way_and_the_long_way_agree(ago: int, skew: int, precision: int) -> None:
    event = iso((NOW - ago) // precision * precision)
    sent = NOW + skew
    short = usual_time(event, sent, NOW)
    at, flags = happened(stamp_of(event), Stamp(sent, (), written=True), NOW)

    assert short is None if flags else short == at
