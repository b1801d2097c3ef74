"""Whose a device is, told from the set of its logins."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tropa.event import Name, NameKind
from tropa.identify.devices import (
    Owners,
    is_shared,
    owners,
    rank_of,
    stretches,
    with_login,
)
from tropa.keep.names import Login

DEVICE, ANN, BOB = 1, 2, 3
RANKS = {number: rank_of(Name(NameKind.USER, str(number))) for number in range(2, 5)}
PERSONS = {number: number for number in range(2, 5)}

logins = st.lists(st.tuples(st.integers(0, 8), st.integers(2, 4)), min_size=1, max_size=8)


def owned(*logins: tuple[int, int], stitch: int = 0) -> Owners:
    found = stretches(DEVICE, logins, RANKS)
    return owners(DEVICE, found, PERSONS, RANKS, stitch)


def at_each(found: Owners) -> list[int]:
    return [found.at(time) for time in range(-2, 10)]


def test_a_device_is_its_latest_users_and_before_the_first_its_first_users() -> None:
    found = owned((10, ANN), (20, BOB), (30, ANN))
    moments = (-500, 10, 19, 20, 29, 30, 999)
    assert [found.at(time) for time in moments] == [ANN, ANN, ANN, BOB, BOB, ANN, ANN]


def test_long_before_the_first_login_it_is_nobodys() -> None:
    found = owned((100, ANN), stitch=30)
    assert (found.at(70), found.at(69)) == (ANN, DEVICE)


def test_a_device_nobody_logged_in_on_is_an_anonymous_person() -> None:
    assert owned().at(5) == DEVICE


def test_an_undone_login_does_not_count() -> None:
    found = owners(
        DEVICE, stretches(DEVICE, [(1, ANN)], RANKS), PERSONS, RANKS, 0, frozenset({ANN})
    )
    assert found.at(5) == DEVICE


def test_six_users_make_a_device_shared_and_six_names_of_one_do_not() -> None:
    users = dict.fromkeys(range(6), NameKind.USER)
    mixed = {0: NameKind.USER, 1: NameKind.EMAIL, 2: NameKind.PHONE, 3: NameKind.CRM}
    assert is_shared(users)
    assert not is_shared(dict.fromkeys(range(5), NameKind.USER))
    assert not is_shared(mixed)


@given(logins, st.data())
def test_owners_are_the_same_in_whatever_order_logins_come(
    told: Sequence[tuple[int, int]], data: st.DataObject
) -> None:
    known: tuple[Login, ...] = ()
    seen: list[tuple[int, int]] = []
    for time, anchor in data.draw(st.permutations(told)):
        seen.append((time, anchor))
        longer = with_login(known, DEVICE, anchor, time)
        known = stretches(DEVICE, seen, RANKS) if longer is None else longer
    expected = owners(DEVICE, stretches(DEVICE, told, RANKS), PERSONS, RANKS, 0)
    assert at_each(owners(DEVICE, known, PERSONS, RANKS, 0)) == at_each(expected)


def test_two_at_one_instant_are_told_apart_by_their_names_not_their_numbers() -> None:
    first, second = RANKS, {ANN: RANKS[BOB], BOB: RANKS[ANN]}
    told = [(5, ANN), (5, BOB)]
    one = owners(DEVICE, stretches(DEVICE, told, first), PERSONS, first, 0).at(6)
    other = owners(DEVICE, stretches(DEVICE, told, second), PERSONS, second, 0).at(6)
    assert {one, other} == {ANN, BOB}
