"""Accounts: who comes in, what changes, and that somebody always can let others in."""

import unicodedata
from threading import Barrier, Thread

import pytest

from tropa.clock import DAY, MINUTE
from tropa.errors import RequestFault, TropaError
from tropa.users.asker import TERMINAL, signed_in
from tropa.users.roster import Newcomer
from unit.users.places import BETTER, GOOD, HERE, Place


def enters(place: Place, login: str, password: str) -> str:
    """Who comes in, or the code of the refusal."""
    try:
        return place.roster.sign_in(login, password, HERE)[0].login
    except TropaError as fault:
        return fault.code


def test_whoever_knows_the_password_comes_in_however_they_type_the_login() -> None:
    place = Place()
    place.add("Anna@Shop.ru")
    for login in ("Anna@Shop.ru", "anna@shop.ru", " ANNA@SHOP.RU "):
        assert enters(place, login, GOOD) == "Anna@Shop.ru"
    assert enters(place, "anna@shop.ru", unicodedata.normalize("NFD", GOOD)) == "Anna@Shop.ru"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("anna", BETTER),
        ("anna", GOOD.upper()),
        ("anna", GOOD + " "),
        ("anna", ""),
        ("nobody", GOOD),
        ("", ""),
        ("closed", GOOD),
        ("anna' OR '1'='1", GOOD),
        ("anna\x00", GOOD),
        ("%", GOOD),
        ("a_na", GOOD),
        ("\ud800", GOOD),
        ("x" * 100_000, GOOD),
    ],
)
def test_whatever_is_wrong_is_answered_alike(login: str, password: str) -> None:
    place = Place()
    place.add("anna")
    closed = place.add("closed", "viewer")
    place.roster.change(closed.id, TERMINAL, disabled=True)
    assert enters(place, login, password) == "sign_in_wrong"
    assert place.told()[-1] == "sign_in_failed"
    assert place.ledger.users.sessions() == []


@pytest.mark.parametrize("login", ["anna", "nobody"])
def test_a_password_longer_than_any_is_told_so_whoever_it_is_for(login: str) -> None:
    place = Place()
    place.add("anna")
    assert enters(place, login, "x" * 1_025) == "password_too_long"


def test_a_login_is_of_one_person() -> None:
    place = Place()
    place.add("Зоя")
    for same in ("зоя", "ЗОЯ", unicodedata.normalize("NFD", "Зоя")):
        with pytest.raises(RequestFault) as caught:
            place.add(same)
        assert (caught.value.code, caught.value.status) == ("login_taken", 409)
    assert len(place.again().every()) == 1


def test_the_first_is_an_owner() -> None:
    place = Place()
    with pytest.raises(RequestFault) as caught:
        place.add("bob", "seller")
    assert caught.value.code == "first_is_owner"
    place.add("anna")
    place.add("bob", "seller")


def test_two_first_owners_at_once_are_one() -> None:
    place, begin = Place(), Barrier(2)
    link, came, refused = place.roster.welcome(), list[str](), list[str]()

    def come(login: str) -> None:
        begin.wait()
        try:
            new = Newcomer(login, login, GOOD)
            came.append(place.roster.accept("welcome", link.token, new, HERE).login)
        except TropaError as fault:
            refused.append(fault.code)

    both = [Thread(target=come, args=(login,)) for login in ("anna", "boris")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert (len(came), refused) == (1, ["link_spent"])
    assert [one.login for one in place.again().every()] == came


def test_the_last_owner_stays() -> None:
    place = Place()
    anna, bob = place.add("anna"), place.add("bob")
    place.roster.change(anna.id, TERMINAL, disabled=True)
    for change in ({"role": "viewer"}, {"disabled": True}):
        with pytest.raises(RequestFault) as caught:
            place.roster.change(bob.id, TERMINAL, **change)  # type: ignore[arg-type]
        assert (caught.value.code, caught.value.status) == ("last_owner", 409)
    # A closed account may change, for it opens nothing.
    place.roster.change(anna.id, TERMINAL, role="viewer")
    place.roster.change(anna.id, TERMINAL, disabled=False, role="owner")
    place.roster.change(bob.id, TERMINAL, role="viewer")
    assert {one.login: one.role for one in place.again().every()} == {
        "anna": "owner",
        "bob": "viewer",
    }


def test_a_new_password_is_the_only_one() -> None:
    place = Place()
    anna = place.add("anna")
    place.roster.set_password(anna.id, BETTER, TERMINAL)
    assert enters(place, "anna", GOOD) == "sign_in_wrong"
    assert enters(place, "anna", BETTER) == "anna"
    place.again()
    assert enters(place, "anna", BETTER) == "anna"


def test_a_password_that_will_not_do_changes_nothing() -> None:
    place = Place()
    anna = place.add("anna")
    token = place.roster.sessions.begin(anna.id, HERE)
    with pytest.raises(TropaError):
        place.roster.set_password(anna.id, "password1234", TERMINAL)
    assert enters(place, "anna", GOOD) == "anna"
    assert place.roster.sessions.find(token) is not None


def test_ones_own_present_password_is_asked_for() -> None:
    place = Place()
    anna = place.add("anna")
    place.roster.check_own(anna, GOOD, HERE)
    with pytest.raises(RequestFault) as caught:
        place.roster.check_own(anna, BETTER, HERE)
    assert (caught.value.code, caught.value.status) == ("current_wrong", 403)


def test_a_hash_of_earlier_settings_is_made_anew_at_the_next_sign_in() -> None:
    from argon2 import PasswordHasher

    place = Place()
    anna = place.add("anna")
    earlier = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(GOOD)
    place.ledger.users.set_password(anna.id, earlier)
    assert enters(place, "anna", GOOD) == "anna"
    assert "m=47104" in place.ledger.users.password(anna.id)
    assert enters(place, "anna", GOOD) == "anna"


def test_everything_that_is_done_is_written_down_with_who_and_where() -> None:
    place = Place()
    anna = place.add("anna")
    by = signed_in(anna, HERE)
    bob = place.roster.add(Newcomer("Bob", "bob", BETTER), "seller", by)
    place.roster.change(bob.id, by, role="manager", name="Боб")
    place.roster.change(bob.id, by, disabled=True)
    place.roster.change(bob.id, by, disabled=True)
    place.roster.change(bob.id, by, disabled=False)
    _, token = place.roster.sign_in("bob", BETTER, "203.0.113.9")
    place.roster.leave(token, "203.0.113.9")
    place.roster.leave(token, "203.0.113.9")
    assert place.told() == [
        "user_added", "user_added", "role_changed", "renamed", "disabled", "enabled",
        "signed_in", "signed_out",
    ]  # fmt: skip
    changed = place.ledger.users.deeds(0, 100)[5]
    assert (changed.who, changed.about, changed.address) == (anna.id, bob.id, HERE)
    assert changed.details == {"from": "seller", "to": "manager"}
    assert place.ledger.users.deeds(0, 1)[0].address == "203.0.113.9"
    assert place.ledger.users.deeds(0, 100)[-1].how == "terminal"
    assert GOOD not in repr(place.ledger.users.deeds(0, 100))


def test_a_flood_of_failures_does_not_fill_the_journal() -> None:
    place = Place()
    place.add("anna")
    before = len(place.told())
    for n in range(12):
        place.clock.move(MINUTE)
        place.roster.throttle.begin(f"user{n}", HERE)
        assert enters(place, f"user{n}", GOOD) == "sign_in_wrong"
    # The first five, and the eighth.
    assert len(place.told()) - before == 6


def test_somebody_is_named_by_login_or_id() -> None:
    place = Place()
    anna = place.add("Anna")
    assert place.roster.named("anna").id == place.roster.named(anna.id).id == anna.id
    with pytest.raises(RequestFault) as caught:
        place.roster.named("nobody")
    assert (caught.value.code, caught.value.status) == ("no_such_user", 404)


def test_when_somebody_was_here_last_outlives_their_session() -> None:
    place = Place()
    place.add("anna")
    place.roster.sign_in("anna", GOOD, HERE)
    at = place.clock.now()
    place.clock.move(30 * DAY)
    assert [one.seen for one in place.again().every()] == [at]
