"""People who use the product: accounts, sessions, links and the journal as rows."""

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import cast

from tropa.engines.sqlite.connection import Connection, Row
from tropa.users.rights import Role
from tropa.users.store import Deed, Link, LinkKind, Places, Session, User


class SqliteUsers:
    """Implements `tropa.users.store.UserStore`."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def together(self) -> AbstractContextManager[None]:
        return self._at.transaction()

    # ------------------------------------------------------------ accounts

    def users(self) -> list[User]:
        return [_user(row) for row in self._at.rows(f"{_USER} ORDER BY created, id")]

    def by_login(self, key: str) -> User | None:
        rows = self._at.rows(f"{_USER} WHERE login_key = ?", (key,))
        return _user(rows[0]) if rows else None

    def add(self, user: User, key: str, password: str) -> bool:
        with self._at.transaction():
            self._at.run(
                "INSERT INTO user"
                " (id, login, name, role, disabled, created, seen, login_key, password,"
                " places) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (login_key) DO NOTHING",
                (
                    user.id, user.login, user.name, user.role, int(user.disabled),
                    user.created, user.seen, key, password,
                    _told(user.places),
                ),
            )  # fmt: skip
            return self._at.changes > 0

    def change(self, user: User) -> None:
        with self._at.transaction():
            self._at.run(
                "UPDATE user SET name = ?, role = ?, disabled = ?, places = ? WHERE id = ?",
                (user.name, user.role, int(user.disabled), _told(user.places), user.id),
            )

    def password(self, user: str) -> str:
        return str(self._at.one("SELECT password FROM user WHERE id = ?", (user,))[0])

    def set_password(self, user: str, password: str) -> None:
        with self._at.transaction():
            self._at.run("UPDATE user SET password = ? WHERE id = ?", (password, user))

    # ------------------------------------------------------------ sessions

    def sessions(self) -> list[Session]:
        rows = self._at.rows("SELECT hash, user, created, seen, address FROM session")
        return [Session(*row) for row in rows]

    def begin(self, session: Session) -> None:
        with self._at.transaction():
            self._at.run(
                "INSERT INTO session (hash, user, created, seen, address)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    session.hash, session.user, session.created, session.seen,
                    session.address,
                ),
            )  # fmt: skip
            self._seen(session)

    def touch(self, session: Session) -> None:
        with self._at.transaction():
            self._at.run(
                "UPDATE session SET seen = ? WHERE hash = ?", (session.seen, session.hash)
            )
            self._seen(session)

    def _seen(self, session: Session) -> None:
        self._at.run(
            "UPDATE user SET seen = max(seen, ?) WHERE id = ?", (session.seen, session.user)
        )

    def end(self, hashes: list[bytes]) -> None:
        with self._at.transaction():
            self._at.many("DELETE FROM session WHERE hash = ?", [(one,) for one in hashes])

    def shut(self) -> None:
        with self._at.transaction():
            self._at.run("DELETE FROM session")
            self._at.run("DELETE FROM entry_link")
            self._at.run("DELETE FROM map_link")

    # ------------------------------------------------------------ links

    def links(self) -> list[Link]:
        rows = self._at.rows(
            "SELECT hash, id, kind, role, name, by, created, expires, login, places"
            " FROM entry_link"
            " ORDER BY created, id"
        )
        return [_link(row) for row in rows]

    def add_link(self, link: Link) -> None:
        with self._at.transaction():
            self._at.run(
                "INSERT INTO entry_link (hash, id, kind, role, name, by, created, expires,"
                " login, places) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    link.hash, link.id, link.kind, link.role, link.name, link.by,
                    link.created, link.expires, link.login, _told(link.places),
                ),
            )  # fmt: skip

    def take_link(self, hashed: bytes) -> bool:
        with self._at.transaction():
            self._at.run("DELETE FROM entry_link WHERE hash = ?", (hashed,))
            return self._at.changes > 0

    # ------------------------------------------------------------ journal

    def note(self, deed: Deed) -> None:
        with self._at.transaction():
            self._at.run(
                "INSERT INTO deed (at, who, how, what, about, address, details)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    deed.at, deed.who, deed.how, deed.what, deed.about, deed.address,
                    json.dumps(dict(deed.details), ensure_ascii=False),
                ),
            )  # fmt: skip

    def deeds(self, before: int, limit: int) -> list[Deed]:
        rows = self._at.rows(
            "SELECT at, who, how, what, about, address, details, id FROM deed"
            " WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT ?2",
            (before, limit),
        )
        return [_deed(row) for row in rows]

    def deeds_done(self, what: Sequence[str], about: str = "") -> list[Deed]:
        rows = self._at.rows(
            "SELECT at, who, how, what, about, address, details, id FROM deed"
            " WHERE what IN (SELECT value FROM json_each(?1)) AND (?2 = '' OR about = ?2)"
            " ORDER BY id",
            (json.dumps(list(what)), about),
        )
        return [_deed(row) for row in rows]


_USER = "SELECT id, login, name, role, disabled, created, seen, places FROM user"


def _user(row: Row) -> User:
    number, login, name, role, disabled, created, seen, places = row
    return User(
        number, login, name, cast("Role", role), bool(disabled), created, seen, _places(places)
    )


def _link(row: Row) -> Link:
    hashed, number, kind, role, name, by, created, expires, login, places = row
    return Link(
        hashed, number, cast("LinkKind", kind), cast("Role", role), name, by, created,
        expires, login, _places(places),
    )  # fmt: skip


def _places(text: str) -> Places:
    found: dict[str, Role] = json.loads(text)
    return tuple(found.items())


def _told(places: Places) -> str:
    return json.dumps(dict(places), ensure_ascii=False)


def _deed(row: Row) -> Deed:
    at, who, how, what, about, address, details, number = row
    return Deed(at, who, how, what, about, address, json.loads(details), number)
