"""When things happen."""

from statistics import fmean

import pytest

from tropa.chance import Draws
from tropa.clock import DAY, HOUR, MINUTE, Duration
from tropa.plan.timing import ANYWHERE, Calendar, Hours, Planned, Stay, pick, planned, soon
from unit.plan.drawn_maps import windows

DAWN = 1_772_409_600 * 1_000_000  # midnight of 02.03.2026 in Moscow is three hours earlier
MIDNIGHT = DAWN - 3 * HOUR
EVEN = [point / 2_000 for point in range(1, 2_000)]


def test_a_stay_has_its_mean_and_is_never_longer_than_the_most() -> None:
    free = [Stay(3 * DAY, 0.8, 10_000 * DAY).length(point) for point in EVEN]
    assert fmean(free) == pytest.approx(3 * DAY, rel=0.02)
    bound = [Stay(3 * DAY, 0.8, 2 * DAY).length(point) for point in EVEN]
    assert bound == sorted(bound)
    assert max(bound) <= 2 * DAY


def test_a_return_comes_exponentially_late_and_in_time() -> None:
    waits = [soon(21 * DAY, 10_000 * DAY, point) for point in EVEN]
    assert fmean(waits) == pytest.approx(21 * DAY, rel=0.02)
    assert max(soon(21 * DAY, 30 * DAY, point) for point in EVEN) <= 30 * DAY


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("m01_auto_reply", (Planned(after=MINUTE),)),
        ("m05_day_before", (Planned(before=DAY, hour=12 * HOUR),)),
        (
            "c02_more_attempts",
            (
                Planned(after=15 * MINUTE),
                Planned(after=2 * HOUR),
                Planned(after=DAY, hour=10 * HOUR + 30 * MINUTE),
                Planned(after=3 * DAY, hour=19 * HOUR),
            ),
        ),
        ("v2_contract", (ANYWHERE,)),
        ("site_visit", (ANYWHERE,)),
    ],
)
def test_a_touchpoint_says_when_it_is_planned(name: str, wanted: tuple[Planned, ...]) -> None:
    map_ = windows()
    assert planned(map_.touchpoints[map_.touchpoint_index(name)]) == wanted


def calendar() -> Calendar:
    whole = Hours([1] * 24)
    return Calendar(MIDNIGHT, whole, Hours([0] * 9 + [1] * 9 + [0] * 6))


@pytest.mark.parametrize(
    ("time", "opened"),
    [
        (12 * HOUR, 12 * HOUR),
        (3 * HOUR + 5 * MINUTE, 9 * HOUR + 5 * MINUTE),
        (18 * HOUR, DAY + 9 * HOUR),
        (23 * HOUR, DAY + 9 * HOUR),
    ],
)
def test_a_call_waits_for_the_office_to_open(time: Duration, opened: Duration) -> None:
    assert calendar().opened(MIDNIGHT + time) == MIDNIGHT + opened


def test_an_hour_is_chosen_within_the_same_day_and_only_a_busy_one() -> None:
    for point in EVEN:
        at = calendar().shaped(MIDNIGHT + 5 * DAY + 23 * HOUR, point, office=True)
        assert 9 * HOUR <= at - MIDNIGHT - 5 * DAY < 18 * HOUR


def test_the_first_of_several_ways_is_the_likeliest() -> None:
    draws = Draws("pick")
    counts = [0, 0, 0]
    for _ in range(3_000):
        counts[pick(3, draws)] += 1
    assert counts[0] > counts[1] > counts[2] > 0
