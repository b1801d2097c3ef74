"""Local days of many instants."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tropa.clock import DAY, HOUR, day_start, zone_of
from tropa.place.days import local_days

instants = st.lists(
    st.integers(0, 60 * 365 * 24).map(lambda hour: hour * HOUR // 2), max_size=20
)
zones = st.sampled_from(("Europe/Moscow", "Asia/Kolkata", "America/New_York", "UTC"))


@given(instants, zones)
def test_two_instants_share_a_day_exactly_when_one_midnight_opens_it(
    times: list[int], name: str
) -> None:
    zone = zone_of(name)
    days = local_days(np.array(times, np.int64), zone)
    midnights = [day_start(at, zone) for at in times]
    for one in range(len(times)):
        for other in range(len(times)):
            assert (days[one] == days[other]) == (midnights[one] == midnights[other])


def test_days_are_counted_from_1970() -> None:
    assert local_days(
        np.array([0, DAY - 3 * HOUR, DAY]), zone_of("Europe/Moscow")
    ).tolist() == [
        0,
        1,
        1,
    ]
