"""Notes about people: kept, gathered when people merge, parted when they are set apart."""

from collections.abc import Generator

import pytest

from live.arriving import map_text
from tropa.errors import RequestFault, UsageFault
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.users.asker import TERMINAL, Asker, signed_in
from tropa.users.rights import Role
from tropa.users.store import User
from tropa.workspace.finding import find_person
from tropa.workspace.people.merging import merges, undo
from tropa.workspace.people.noting import LONGEST, add_note, notes_of, remove_note

AT = "2026-03-02T10:00"


@pytest.fixture
def shop() -> Generator[Temporary]:
    clock = HandClock("2026-03-03T10:00")
    with temporary_workspace(map_text("person"), clock=clock) as tried:
        tried.tell([event("u1", AT, "asked"), event("email:a@x.test", AT, "asked")])
        yield tried


def somebody(user_id: str, role: Role) -> Asker:
    return signed_in(User(user_id, user_id, user_id, role, disabled=False, created=0), "")


def texts(tried: Temporary, name: str) -> list[str]:
    workspace = tried.workspace
    return [one.text for one in notes_of(workspace, find_person(workspace, name))]


def write(tried: Temporary, name: str, note_id: str, text: str) -> None:
    workspace = tried.workspace
    add_note(workspace, find_person(workspace, name), note_id, text, TERMINAL)


def test_a_note_is_kept_through_a_restart_whatever_it_says(shop: Temporary) -> None:
    said = "<img src=x onerror=alert(1)>\r\nвторая строка\x00 =1+1 💥"
    write(shop, "u1", "note-0001", said)
    shop.reopen()
    assert texts(shop, "u1") == ["<img src=x onerror=alert(1)>\nвторая строка =1+1 💥"]
    assert texts(shop, "a@x.test") == []


def test_a_note_sent_again_is_written_once_and_another_under_its_id_is_refused(
    shop: Temporary,
) -> None:
    write(shop, "u1", "note-0001", "call on Monday")
    shop.clock.set("2026-03-04T10:00")
    write(shop, "u1", "note-0001", "call on Monday")
    assert texts(shop, "u1") == ["call on Monday"]
    for name, text in (("u1", "call on Friday"), ("a@x.test", "call on Monday")):
        with pytest.raises(RequestFault) as caught:
            write(shop, name, "note-0001", text)
        assert caught.value.status == 409


def test_notes_come_together_with_people_and_part_with_them(shop: Temporary) -> None:
    write(shop, "u1", "note-0001", "of the user")
    shop.clock.set("2026-03-03T11:00")
    write(shop, "a@x.test", "note-0002", "of the address")
    shop.tell([event(["u1", "email:a@x.test"], "2026-03-03T10:30", "looked")])
    assert texts(shop, "u1") == ["of the user", "of the address"]
    [merge] = merges(shop.workspace, 1)
    undo(shop.workspace, merge.id)
    assert texts(shop, "u1") == ["of the user"]
    assert texts(shop, "a@x.test") == ["of the address"]


def test_a_note_about_a_visitor_stays_with_whoever_they_turn_out_to_be(shop: Temporary) -> None:
    shop.tell([event("anonymous:dev", "2026-03-03T09:00", "asked")])
    write(shop, "anonymous:dev", "note-0001", "asked about balconies")
    shop.tell([event(["u2", "anonymous:dev"], "2026-03-03T09:30", "identify")])
    assert texts(shop, "u2") == ["asked about balconies"]


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x07", "я" * (LONGEST + 1)])
def test_a_note_that_says_nothing_or_too_much_is_refused(shop: Temporary, text: str) -> None:
    with pytest.raises(UsageFault) as caught:
        write(shop, "u1", "note-0001", text)
    assert caught.value.code == "note_length"
    assert texts(shop, "u1") == []


def test_only_its_writer_and_whoever_looks_after_users_take_a_note_away(
    shop: Temporary,
) -> None:
    workspace, person = shop.workspace, find_person(shop.workspace, "u1")
    ann, bob, chief = (
        somebody("ann", "seller"),
        somebody("bob", "seller"),
        somebody("chief", "owner"),
    )
    for note_id in ("note-0001", "note-0002"):
        add_note(workspace, person, note_id, note_id, ann)
    with pytest.raises(RequestFault) as caught:
        remove_note(workspace, person, "note-0001", bob)
    assert caught.value.code == "not_allowed"
    remove_note(workspace, person, "note-0001", ann)
    remove_note(workspace, person, "note-0002", chief)
    assert notes_of(workspace, person) == []


def test_a_note_is_not_reached_through_somebody_else(shop: Temporary) -> None:
    write(shop, "u1", "note-0001", "of the user")
    other = find_person(shop.workspace, "a@x.test")
    with pytest.raises(RequestFault) as caught:
        remove_note(shop.workspace, other, "note-0001", TERMINAL)
    assert caught.value.status == 404
    assert texts(shop, "u1") == ["of the user"]
