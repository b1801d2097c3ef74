"""The period compared with: as long, right before, and looked at from as far after."""

import pytest

from tropa.clock import BEFORE, DAY, FOREVER, iso, zone_of
from tropa.errors import UsageFault
from tropa.measure.other_period import Span, Way, other_period
from tropa.testing.clock import instant

ZONE = zone_of("Europe/Moscow")


def at(text: str) -> int:
    return instant(f"{text}+03:00" if "T" in text else f"{text}T00:00+03:00")


def span(text: str) -> Span:
    """Beginning, end or «…», and the moment it is looked at from."""
    return Span(*(FOREVER if one == "…" else at(one) for one in text.split()))


def told(found: Span) -> str:
    return " ".join(
        "…" if one == FOREVER else iso(one, ZONE)[:16].removesuffix("T00:00")
        for one in (found.since, found.until, found.as_of)
    )


@pytest.mark.parametrize(
    ("way", "own", "other"),
    [
        # Days before days, whole months before whole months.
        ("previous", "2026-05-11 2026-05-18 2026-06-01", "2026-05-04 2026-05-11 2026-05-25"),
        ("previous", "2026-03-01 2026-04-01 2026-04-10", "2026-02-01 2026-03-01 2026-03-13"),
        ("previous", "2026-01-01 2026-04-01 2026-05-01", "2025-10-01 2026-01-01 2026-01-29"),
        # A month that goes on: as much of the one before as has passed of it.
        (
            "previous",
            "2026-05-01 2026-06-01 2026-05-11T12:00",
            "2026-04-01 2026-05-01 2026-04-11T12:00",
        ),
        # The last days up to now.
        ("previous", "2026-05-04 … 2026-05-11T12:00", "2026-04-26 2026-05-04 2026-05-03T12:00"),
        # Beginning within a day: to the instant.
        (
            "previous",
            "2026-05-04T06:00 2026-05-05T06:00 2026-05-11",
            "2026-05-03T06:00 2026-05-04T06:00 2026-05-10",
        ),
        ("year", "2024-02-29 2024-03-05 2024-04-01", "2023-02-28 2023-03-05 2023-04-01"),
        ("year", "2026-05-04 … 2026-05-11T12:00", "2025-05-04 … 2025-05-11T12:00"),
    ],
)
def test_each_way_has_its_period(way: Way, own: str, other: str) -> None:
    found = other_period(span(own), ZONE, way)
    assert told(found.span) == other
    assert not found.younger
    assert not found.span.meets(span(own))


def test_a_stated_period_is_looked_at_from_as_far_after_its_end() -> None:
    own = span("2026-05-01 2026-05-11 2026-05-21")
    stated = at("2026-02-01"), at("2026-02-11")
    found = other_period(own, ZONE, "stated", stated)
    assert told(found.span) == "2026-02-01 2026-02-11 2026-02-21"
    later = other_period(own, ZONE, "stated", (at("2026-05-12"), at("2026-05-20")))
    assert later.younger
    assert later.span.as_of == own.as_of


def test_of_a_period_that_goes_on_as_much_has_passed_on_both_sides() -> None:
    own = span("2026-05-01 2026-06-01 2026-05-11")
    found = other_period(own, ZONE, "stated", (at("2026-03-01"), at("2026-04-01")))
    assert told(found.span) == "2026-03-01 2026-04-01 2026-03-11"
    assert found.span.passed == own.passed == 10 * DAY


@pytest.mark.parametrize(
    ("own", "stated", "code"),
    [
        (Span(BEFORE, FOREVER, at("2026-05-01")), None, "compare_without_period"),
        (span("2026-06-01 … 2026-05-01"), None, "empty_period"),
        (span("2026-04-01 … 2026-05-01"), ("2026-03-02", "2026-03-01"), "empty_period"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    own: Span, stated: tuple[str, str] | None, code: str
) -> None:
    ends = None if stated is None else (at(stated[0]), at(stated[1]))
    with pytest.raises(UsageFault) as refused:
        other_period(own, ZONE, "stated" if ends else "previous", ends)
    assert refused.value.code == code
