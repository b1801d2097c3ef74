"""Accounts in the ledger's file: kept over a new start, added to earlier files, never mixed."""

from pathlib import Path

import apsw
import pytest

from live.ledger_file import ledger_file
from tropa.engines.sqlite.ledger import open_ledger
from tropa.engines.sqlite.schema import APPLICATION_ID, STEPS
from tropa.users.store import Deed, Link, Session, User

ANNA = User("u1", "Anna@Shop.ru", "Анна", "owner", disabled=False, created=5)
ODD = User("u2", "'; DROP TABLE user; --", 'x"\x00<b>', "seller", disabled=True, created=6)


def test_accounts_outlive_a_new_start(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    at = open_ledger(path)
    assert at.users.add(ANNA, "anna@shop.ru", "hash one")
    assert at.users.add(ODD, "odd", "hash two")
    assert not at.users.add(
        User("u3", "x", "x", "viewer", disabled=False, created=7), "odd", ""
    )
    at.users.begin(Session(b"h", "u1", 10, 10, "::1"))
    at.users.touch(Session(b"h", "u1", 10, 20, "::1"))
    link = Link(b"l", "i1", "invitation", "seo", "Пётр", "u1", 10, 20)
    at.users.add_link(link)
    at.users.note(Deed(10, "u1", "account", "signed_in", "", "::1", {"a": "б"}))
    at.close()
    at = open_ledger(path)
    assert [one.id for one in at.users.users()] == ["u1", "u2"]
    assert at.users.by_login("odd") == ODD
    assert at.users.by_login("anna@shop.ru") == User(
        "u1", "Anna@Shop.ru", "Анна", "owner", disabled=False, created=5, seen=20
    )
    assert at.users.by_login("Anna@Shop.ru") is None
    assert at.users.password("u2") == "hash two"
    assert at.users.sessions() == [Session(b"h", "u1", 10, 20, "::1")]
    assert at.users.links() == [link]
    assert at.users.deeds(0, 10) == [
        Deed(10, "u1", "account", "signed_in", "", "::1", {"a": "б"}, 1)
    ]
    at.close()


def test_a_link_is_taken_once() -> None:
    at = open_ledger(None)
    at.users.add_link(Link(b"l", "i1", "invitation", "seo", "", "", 10, 20))
    assert at.users.take_link(b"l")
    assert not at.users.take_link(b"l")


def test_what_happens_together_is_kept_together() -> None:
    at = open_ledger(None)

    def half_done() -> None:
        with at.users.together():
            at.users.add(ANNA, "anna", "")
            at.users.note(Deed(1, "", "", "", "", ""))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert at.users.users() == []
    assert at.users.deeds(0, 10) == []


@pytest.mark.parametrize("sql", ["DELETE FROM deed", "UPDATE deed SET who = 'somebody else'"])
def test_the_journal_is_only_added_to(tmp_path: Path, sql: str) -> None:
    path = tmp_path / "ledger.sqlite"
    at = open_ledger(path)
    at.users.note(Deed(1, "u1", "account", "signed_in", "", "::1"))
    at.close()
    with ledger_file(path) as plain, pytest.raises(apsw.ConstraintError):
        list(plain.execute(sql))


def test_the_journal_is_read_back_page_by_page() -> None:
    at = open_ledger(None)
    for number in range(5):
        at.users.note(Deed(number, "u1", "account", f"deed {number}", "", ""))
    first = at.users.deeds(0, 2)
    assert [one.what for one in first] == ["deed 4", "deed 3"]
    assert [one.what for one in at.users.deeds(first[-1].id, 10)] == [
        "deed 2", "deed 1", "deed 0",
    ]  # fmt: skip


def test_an_earlier_ledger_gets_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with ledger_file(path) as made:
        for step in STEPS[:3]:
            made.execute(step)
        made.execute("PRAGMA user_version=3")
        made.execute(f"PRAGMA application_id={APPLICATION_ID}")
        made.execute("INSERT INTO voided (key, by) VALUES (7, 9)")
    at = open_ledger(path)
    assert at.users.users() == []
    assert at.users.add(ANNA, "anna", "")
    assert at.catalogue.voided() == [7, 9]
    at.close()
