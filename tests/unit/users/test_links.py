"""Links that make an account: once, for a while, of one role."""

from typing import Any

import pytest

from tropa.clock import DAY
from tropa.errors import RequestFault, TropaError, UsageFault
from tropa.users.asker import TERMINAL
from tropa.users.roster import Newcomer
from tropa.users.store import User
from unit.users.places import GOOD, HERE, Place


def join(place: Place, kind: Any, token: str, login: str = "olga", **said: str) -> User:
    new = Newcomer(said.get("name", "Ольга"), login, said.get("password", GOOD))
    return place.roster.accept(kind, token, new, HERE)


def code(place: Place, kind: Any, token: str, login: str = "olga", **said: str) -> str:
    with pytest.raises(TropaError) as caught:
        join(place, kind, token, login, **said)
    return caught.value.code


def test_the_link_of_the_terminal_makes_the_owner_once() -> None:
    place = Place()
    link = place.roster.welcome()
    assert link.path == f"/welcome#{link.token}"
    assert not place.roster
    owner = join(place, "welcome", link.token)
    assert (owner.role, owner.login, owner.name) == ("owner", "olga", "Ольга")
    assert place.roster
    assert code(place, "welcome", link.token, "other") == "link_spent"
    assert place.told() == ["joined"]


def test_a_new_start_makes_a_new_link_and_the_last_one_is_over() -> None:
    place = Place()
    first, second = place.roster.welcome(), place.again().welcome()
    assert code(place, "welcome", first.token) == "link_spent"
    assert join(place, "welcome", second.token).role == "owner"


def test_the_link_of_the_terminal_is_over_when_anybody_has_an_account() -> None:
    place = Place()
    link = place.roster.welcome()
    place.add("anna")
    assert code(place, "welcome", link.token) == "link_spent"


def test_an_invitation_makes_an_account_of_its_role() -> None:
    place = Place()
    place.add("anna")
    made = place.roster.invite("seller", " Пётр ", TERMINAL)
    assert made.path.startswith("/invitation#")
    [waits] = place.roster.links.waiting()
    assert (waits.role, waits.name) == ("seller", "Пётр")
    assert join(place, "invitation", made.token, "petr").role == "seller"
    assert place.roster.links.waiting() == []
    assert code(place, "invitation", made.token, "pavel") == "link_spent"


def test_links_of_one_kind_open_nothing_of_the_other() -> None:
    place = Place()
    welcome = place.roster.welcome()
    assert code(place, "invitation", welcome.token) == "link_spent"
    place.add("anna")
    made = place.roster.invite("seller", "", TERMINAL)
    assert code(place, "welcome", made.token) == "link_spent"


@pytest.mark.parametrize(("kind", "days"), [("welcome", 1), ("invitation", 3)])
def test_links_grow_too_old(kind: str, days: int) -> None:
    place = Place()
    if kind == "invitation":
        place.add("anna")
        token = place.roster.invite("seller", "", TERMINAL).token
    else:
        token = place.roster.welcome().token
    place.clock.move(days * DAY - 1)
    assert code(place, kind, token, name="") == "name_wrong"
    place.clock.move(1)
    assert code(place, kind, token) == "link_spent"


def test_a_refusal_leaves_the_link_as_it_was() -> None:
    place = Place()
    place.add("anna")
    made = place.roster.invite("seller", "", TERMINAL)
    for login, password, expected in (
        ("ANNA", GOOD, "login_taken"),
        ("petr", "short", "password_short"),
        ("two words", GOOD, "login_wrong"),
    ):
        said = code(place, "invitation", made.token, login, password=password)
        assert said == expected
    assert join(place, "invitation", made.token, "petr").role == "seller"


def test_an_invitation_for_a_login_makes_an_account_of_no_other() -> None:
    place = Place()
    place.add("anna")
    made = place.roster.invite("seller", "", TERMINAL, " Petr@shop.ru ")
    assert code(place, "invitation", made.token, "eve@shop.ru") == "link_of_another"
    # Whoever it is for may still come, however they type it.
    assert join(place, "invitation", made.token, "PETR@shop.ru").role == "seller"
    with pytest.raises(RequestFault) as caught:
        place.roster.invite("seller", "", TERMINAL, "ANNA")
    assert (caught.value.code, caught.value.status) == ("login_taken", 409)


def test_an_invitation_can_be_taken_back() -> None:
    place = Place()
    place.add("anna")
    made = place.roster.invite("seller", "", TERMINAL)
    place.roster.withdraw(made.link.id, TERMINAL)
    assert code(place, "invitation", made.token) == "link_spent"
    with pytest.raises(RequestFault) as caught:
        place.roster.withdraw(made.link.id, TERMINAL)
    assert (caught.value.code, caught.value.status) == ("no_such_invitation", 404)


def test_nobody_but_an_owner_is_invited_first() -> None:
    place = Place()
    with pytest.raises(RequestFault) as caught:
        place.roster.invite("seller", "", TERMINAL)
    assert caught.value.code == "first_is_owner"
    made = place.roster.invite("owner", "", TERMINAL)
    assert join(place, made.link.kind, made.token).role == "owner"


@pytest.mark.parametrize("token", ["", "x", "\x00", "' OR 1=1 --", "ж" * 10_000, "\ud800"])
def test_what_is_no_link_opens_nothing(token: str) -> None:
    place = Place()
    place.roster.welcome()
    with pytest.raises(UsageFault):
        join(place, "welcome", token)


def test_the_ledger_does_not_know_what_a_link_carries() -> None:
    place = Place()
    token = place.roster.welcome().token
    rows = place.ledger.connection.rows("SELECT * FROM entry_link")
    assert token not in repr(rows)
