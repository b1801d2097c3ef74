"""How long a session lives, and what ends it."""

from pathlib import Path

import pytest

from tropa.clock import DAY, HOUR, MINUTE
from tropa.testing import HandClock, temporary_workspace
from tropa.users.asker import TERMINAL
from tropa.users.roster import Newcomer
from tropa.users.tokens import token_hash
from tropa.workspace.copying import back_up, restore
from tropa.workspace.opening import open_workspace
from unit.users.places import GOOD, HERE, MAP, Place


def alive(place: Place, token: str) -> bool:
    return place.roster.sessions.find(token) is not None


def test_a_session_ends_after_twelve_hours_without_a_request() -> None:
    place = Place()
    token = place.roster.sessions.begin(place.add("anna").id, HERE)
    place.clock.move(12 * HOUR - 1)
    assert alive(place, token)
    place.clock.move(12 * HOUR - 1)
    assert alive(place, token)
    place.clock.move(12 * HOUR)
    assert not alive(place, token)


def test_a_session_ends_after_a_week_however_busy_it_was() -> None:
    place = Place()
    token = place.roster.sessions.begin(place.add("anna").id, HERE)
    for _ in range(7 * 24 - 1):
        place.clock.move(HOUR)
        assert alive(place, token)
    place.clock.move(HOUR)
    assert not alive(place, token)


def test_a_new_start_knows_who_was_here() -> None:
    place = Place()
    sessions = place.roster.sessions
    token = sessions.begin(place.add("anna").id, HERE)
    place.clock.move(11 * HOUR)
    session = sessions.find(token)
    assert session is not None
    assert sessions.unnoted(session)
    sessions.note(session)
    assert not sessions.unnoted(session)
    place.again()
    place.clock.move(11 * HOUR)
    assert alive(place, token)


def test_a_request_a_moment_later_is_not_written_down() -> None:
    place = Place()
    sessions = place.roster.sessions
    token = sessions.begin(place.add("anna").id, HERE)
    place.clock.move(4 * MINUTE)
    session = sessions.find(token)
    assert session is not None
    assert not sessions.unnoted(session)
    # Yet it is known here that they were.
    assert place.roster.every()[0].seen == place.clock.now()


def test_only_the_hash_is_kept_and_nothing_else_opens() -> None:
    place = Place()
    token = place.roster.sessions.begin(place.add("anna").id, HERE)
    [kept] = place.ledger.users.sessions()
    assert kept.hash == token_hash(token, "session")
    assert token.encode() not in kept.hash
    assert len(token) >= 43
    for other in ("", token[:-1], token + "x", token.lower(), kept.hash.hex(), "\x00", "ж"):
        assert not alive(place, other)
    assert token_hash(token, "link") != kept.hash


@pytest.mark.parametrize("how", ["out", "disabled", "role", "password", "everywhere"])
def test_what_ends_a_session(how: str) -> None:
    place = Place()
    place.add("anna")
    bob = place.add("bob", "seller")
    sessions, by = place.roster.sessions, place.told
    one, other = sessions.begin(bob.id, HERE), sessions.begin(bob.id, HERE)
    assert by()
    end(place, how, bob.id, one)
    assert not alive(place, one)
    assert alive(place, other) == (how == "out")
    place.again()
    assert alive(place, other) == (how == "out")
    assert not alive(place, one)


def end(place: Place, how: str, user: str, token: str) -> None:
    roster = place.roster
    match how:
        case "out":
            roster.leave(token, HERE)
        case "disabled":
            roster.change(user, TERMINAL, disabled=True)
        case "role":
            roster.change(user, TERMINAL, role="viewer")
        case "password":
            roster.set_password(user, "seven kettles hum below the pier", TERMINAL)
        case _:
            roster.sessions.end_of(user)


def test_another_name_ends_nothing() -> None:
    place = Place()
    anna = place.add("anna")
    token = place.roster.sessions.begin(anna.id, HERE)
    place.roster.change(anna.id, TERMINAL, name="Анна Сергеевна")
    assert alive(place, token)


def test_old_sessions_are_swept_out_of_the_ledger() -> None:
    place = Place()
    anna = place.add("anna")
    place.roster.sessions.begin(anna.id, HERE)
    place.clock.move(8 * DAY)
    place.roster.sessions.begin(anna.id, HERE)
    assert len(place.ledger.users.sessions()) == 1


def test_a_closed_account_is_behind_no_session() -> None:
    place = Place()
    place.add("anna")
    bob = place.add("bob", "viewer")
    token = place.roster.sessions.begin(bob.id, HERE)
    session = place.roster.sessions.find(token)
    assert session is not None
    assert place.roster.behind(session) == bob
    place.roster.change(bob.id, TERMINAL, disabled=True)
    # Even were a session left over.
    left = place.roster.sessions.find(place.roster.sessions.begin(bob.id, HERE))
    assert left is not None
    assert place.roster.behind(left) is None


def test_a_backup_brings_accounts_and_lets_nobody_in_who_was_inside(tmp_path: Path) -> None:
    with temporary_workspace(MAP) as shop:
        roster = shop.workspace.users
        anna = roster.add(Newcomer("Анна", "anna", GOOD), "owner", TERMINAL)
        token = roster.sessions.begin(anna.id, HERE)
        roster.invite("seller", "", TERMINAL)
        back_up(shop.workspace, tmp_path / "copy.zip")
        assert roster.sessions.find(token) is not None
    restore(tmp_path / "copy.zip", tmp_path / "again")
    with open_workspace(tmp_path / "again", HandClock()) as again:
        assert [one.login for one in again.users.every()] == ["anna"]
        assert again.users.sessions.find(token) is None
        assert again.users.links.waiting() == []
        assert again.users.sign_in("anna", GOOD, HERE)[0].id == anna.id
