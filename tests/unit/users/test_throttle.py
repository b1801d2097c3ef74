"""How fast passwords may be tried, by a clock turned by hand."""

import pytest

from tropa.clock import MINUTE, SECOND
from tropa.errors import RequestFault
from tropa.testing import HandClock
from tropa.users.throttle import (
    FORGOTTEN_AFTER,
    FREE_OF_ACCOUNT,
    FREE_OF_ADDRESS,
    HELD_AT_MOST,
    LINE,
    PACE,
    Throttle,
)


def waits(throttle: Throttle, key: str, address: str, times: int) -> list[int]:
    """Seconds each of so many tries at once must wait."""
    return [throttle.begin(key, address) // SECOND for _ in range(times)]


def test_the_first_tries_wait_for_nothing() -> None:
    assert waits(Throttle(HandClock()), "anna", "1.1.1.1", FREE_OF_ACCOUNT) == [0] * 5


def test_an_account_is_held_for_longer_and_longer_but_never_for_long() -> None:
    throttle = Throttle(HandClock())
    held = [throttle.begin("anna", f"1.1.1.{n}") // SECOND for n in range(12)]
    assert held == [0, 0, 0, 0, 0, 1, 2, 4, 8, 8, 8, 8]


def test_no_crowd_of_strangers_locks_anybody_out() -> None:
    throttle = Throttle(HandClock())
    for n in range(5_000):
        throttle.begin("anna", f"10.0.{n // 250}.{n % 250}")
    assert throttle.begin("anna", "192.0.2.1") == HELD_AT_MOST
    throttle.passed("anna", "192.0.2.1")
    assert throttle.begin("anna", "192.0.2.1") == 0


def test_an_address_tries_in_one_line_and_is_then_sent_away() -> None:
    clock = HandClock()
    throttle = Throttle(clock)
    tried = [f"user{n}" for n in range(FREE_OF_ADDRESS)]
    assert [throttle.begin(one, "1.1.1.1") for one in tried] == [0] * FREE_OF_ADDRESS
    # Whatever login it tries next, each try waits for the one before it.
    assert [throttle.begin(f"more{n}", "1.1.1.1") // SECOND for n in range(4)] == [1, 3, 7, 15]
    with pytest.raises(RequestFault):
        throttle.begin("another", "1.1.1.1")


def test_an_address_in_no_hurry_is_let_try_once_a_minute() -> None:
    clock = HandClock()
    throttle = Throttle(clock)
    for n in range(60):
        # Never is it forgiven, for it never stops.
        assert throttle.begin(f"user{n}", "1.1.1.1") == 0
        clock.move(PACE)


def test_an_address_that_goes_on_is_told_when_to_come_again() -> None:
    clock = HandClock()
    throttle = Throttle(clock)
    for n in range(FREE_OF_ADDRESS + 4):
        throttle.begin(f"user{n}", "1.1.1.1")
    with pytest.raises(RequestFault) as caught:
        throttle.begin("anna", "1.1.1.1")
    assert caught.value.code == "too_many_tries"
    assert caught.value.status == 429
    seconds = caught.value.values["seconds"]
    assert isinstance(seconds, int)
    assert LINE < seconds * SECOND <= LINE + PACE
    # Others are not.
    assert throttle.begin("anna", "1.1.1.2") == 0
    clock.move(seconds * SECOND)
    assert throttle.begin("anna", "1.1.1.1") == 0


def test_whoever_is_sent_away_makes_it_no_worse_by_asking() -> None:
    throttle = Throttle(HandClock())
    told: list[object] = []
    for n in range(200):
        try:
            throttle.begin(f"user{n}", "1.1.1.1")
        except RequestFault as fault:
            told.append(fault.values["seconds"])
    assert len(set(told)) == 1


def test_a_quarter_of_an_hour_is_forgiven() -> None:
    clock = HandClock()
    throttle = Throttle(clock)
    waits(throttle, "anna", "1.1.1.1", 9)
    clock.move(FORGOTTEN_AFTER + MINUTE)
    assert waits(throttle, "anna", "1.1.1.1", 5) == [0] * 5


def test_an_account_that_does_not_exist_waits_in_the_same_way() -> None:
    one, other = Throttle(HandClock()), Throttle(HandClock())
    assert waits(one, "anna", "1.1.1.1", 12) == waits(other, "nobody", "1.1.1.1", 12)


def test_a_right_password_gives_back_its_own_try_and_no_other_of_that_address() -> None:
    clock = HandClock()
    throttle = Throttle(clock)
    for n in range(FREE_OF_ADDRESS - 1):
        throttle.begin(f"user{n}", "1.1.1.1")
    for _ in range(50):
        # Somebody who signs in again and again with an account of their own.
        throttle.begin("mine", "1.1.1.1")
        throttle.passed("mine", "1.1.1.1")
        clock.move(SECOND)
    assert throttle.failures("1.1.1.1") == FREE_OF_ADDRESS - 1


def test_one_network_of_the_new_kind_is_one_address() -> None:
    throttle = Throttle(HandClock())
    for n in range(6):
        throttle.begin(f"user{n}", f"2001:db8:1:2::{n:x}")
    assert throttle.failures("2001:db8:1:2:ffff::1") == 6
    assert throttle.failures("2001:db8:1:3::1") == 0
    throttle.begin("anna", "::ffff:1.2.3.4")
    assert throttle.failures("1.2.3.4") == 1


def test_memory_has_an_end() -> None:
    throttle = Throttle(HandClock())
    for n in range(30_000):
        throttle.begin(f"user{n}", f"net{n}")
    assert len(throttle) == 40_000
