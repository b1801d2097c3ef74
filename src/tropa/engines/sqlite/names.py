"""Names, what links them, and whom they belong to, in SQLite."""

import json
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Final

from tropa.clock import Instant
from tropa.engines.sqlite.connection import Connection, Row, chosen
from tropa.event import Name, NameKind
from tropa.keep.names import CONTACTS, DealSeen, KnownName, Link, Login, Numbers, Trait

_CACHED: Final = 100_000
_AT_ONCE: Final = 20_000

_IN: Final = "IN (SELECT value FROM json_each(?))"


class SqliteNames:
    """The book of names. A small memory spares the table for names met again and again."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection
        self._known: dict[Name, tuple[int, Instant, bool]] = {}

    @contextmanager
    def transaction(self) -> Generator[None]:
        try:
            with self._at.transaction():
                yield
        except BaseException:
            # What was remembered may not have been kept.
            self._known.clear()
            raise

    # ------------------------------------------------------------ names

    def numbers(self, names: Sequence[tuple[Name, Instant, bool]]) -> Numbers:
        wanted: dict[Name, tuple[Instant, bool]] = {}
        for name, first, public in names:
            known = wanted.get(name)
            if known is None:
                wanted[name] = (first, public)
            elif first < known[0] or (known[1] and not public):
                wanted[name] = (min(first, known[0]), known[1] and public)
        with self.transaction():
            self._recall([name for name in wanted if name not in self._known])
            new = self._insert([name for name in wanted if name not in self._known], wanted)
            changed = self._update(wanted)
            found = {name: self._known[name][0] for name in wanted}
        if len(self._known) > _CACHED:
            self._known.clear()
        return Numbers(found, frozenset(new), frozenset(changed))

    def _recall(self, names: list[Name]) -> None:
        ordered = sorted(names, key=lambda name: name.kind)
        for kind, group in groupby(ordered, key=lambda name: name.kind):
            values = [name.value for name in group]
            for at in range(0, len(values), _AT_ONCE):
                rows = self._at.rows(
                    "SELECT value, number, first, public FROM name"
                    f" WHERE kind = ? AND value {_IN}",
                    (kind, _texts(values[at : at + _AT_ONCE])),
                )
                for value, number, first, public in rows:
                    self._known[Name(kind, value)] = (number, first, bool(public))

    def _insert(
        self, names: list[Name], wanted: Mapping[Name, tuple[Instant, bool]]
    ) -> list[int]:
        if not names:
            return []
        rows = self._at.rows("SELECT seq FROM sqlite_sequence WHERE name = 'name'")
        last = int(rows[0][0]) if rows else 0
        added: list[tuple[int, str, str, int, Instant, int]] = []
        for number, name in enumerate(names, last + 1):
            first, public = wanted[name]
            added.append((number, name.kind, name.value, number, first, int(public)))
            self._known[name] = (number, first, public)
        self._at.many(
            "INSERT INTO name (number, kind, value, person, first, public)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            added,
        )
        return [row[0] for row in added]

    def _update(self, wanted: Mapping[Name, tuple[Instant, bool]]) -> list[int]:
        earlier: list[tuple[Instant, int, int]] = []
        for name, (first, public) in wanted.items():
            number, kept, was_public = self._known[name]
            if first < kept or (was_public and not public):
                kept, was_public = min(first, kept), was_public and public
                earlier.append((kept, int(was_public), number))
                self._known[name] = (number, kept, was_public)
        if earlier:
            self._at.many("UPDATE name SET first = ?, public = ? WHERE number = ?", earlier)
        return [number for _, _, number in earlier]

    def get(self, numbers: Iterable[int]) -> dict[int, KnownName]:
        rows = self._at.rows(f"{_NAME} WHERE number {_IN}", (chosen(list(numbers)),))
        return {row[0]: _name(row) for row in rows}

    def persons(self, numbers: Iterable[int]) -> dict[int, int]:
        rows = self._at.rows(
            f"SELECT number, person FROM name WHERE number {_IN}", (chosen(list(numbers)),)
        )
        return {row[0]: row[1] for row in rows}

    def find(self, name: Name) -> KnownName | None:
        rows = self._at.rows(f"{_NAME} WHERE kind = ? AND value = ?", (name.kind, name.value))
        return _name(rows[0]) if rows else None

    def names_of(self, person: int) -> list[KnownName]:
        # The index holds only names whose person is another number; the person itself is one.
        rows = self._at.rows(
            f"{_NAME} WHERE person = ?1 AND person <> number"
            f" UNION ALL {_NAME} WHERE number = ?1 AND person = number ORDER BY number",
            (person,),
        )
        return [_name(row) for row in rows]

    def names_of_all(self, persons: Iterable[int]) -> list[KnownName]:
        wanted = chosen(list(persons))
        rows = self._at.rows(
            f"{_NAME} WHERE person {_IN} AND person <> number"
            f" UNION ALL {_NAME} WHERE number {_IN} AND person = number ORDER BY number",
            (wanted, wanted),
        )
        return [_name(row) for row in rows]

    def with_contact(self, persons: Sequence[int]) -> list[int]:
        # By the index that holds contacts alone: it must be wanted in its own words.
        rows = self._at.rows(
            "SELECT one.value FROM json_each(?) AS one WHERE EXISTS (SELECT 1 FROM name"
            f" INDEXED BY name_contact WHERE person = one.value AND kind IN ({_CONTACTS}))"
            " ORDER BY one.key",
            (chosen(persons),),
        )
        return [row[0] for row in rows]

    def settle(
        self, persons: Mapping[int, int], outcomes: Mapping[int, str], shared: Iterable[int]
    ) -> None:
        with self._at.transaction():
            self._at.many(
                "UPDATE name SET person = ? WHERE number = ?",
                [(person, number) for number, person in persons.items()],
            )
            self._at.many(
                "UPDATE link SET outcome = ? WHERE id = ?",
                [(outcome, link) for link, outcome in outcomes.items()],
            )
            self.mark_shared(shared)

    def forget(self) -> None:
        """What is remembered of names may be wrong: look them up again."""
        self._known.clear()

    # ------------------------------------------------------------ links

    def add_links(self, links: Sequence[Link]) -> list[int]:
        changed: list[int] = []
        with self._at.transaction():
            for link in links:
                self._at.run(
                    "INSERT INTO link (a, b, time, key, alias, public) "
                    "VALUES (?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT (a, b, alias, public) DO UPDATE"
                    " SET time = excluded.time, key = excluded.key"
                    " WHERE (excluded.time, excluded.key) < (link.time, link.key)",
                    (link.a, link.b, link.time, link.key, int(link.alias), int(link.public)),
                )
                if self._at.changes:
                    changed += (link.a, link.b)
        return changed

    def links_of(self, numbers: Iterable[int]) -> list[Link]:
        wanted = chosen(list(numbers))
        both = f"{_LINK} WHERE a {_IN} UNION {_LINK} WHERE b {_IN}"
        rows = self._at.rows(both, (wanted, wanted))
        return [_link(row) for row in rows]

    def linked(self, outcome: str, limit: int) -> list[Link]:
        rows = self._at.rows(
            f"{_LINK} WHERE outcome = ? ORDER BY id DESC LIMIT ?", (outcome, limit)
        )
        return [_link(row) for row in rows]

    def link(self, number: int) -> Link | None:
        rows = self._at.rows(f"{_LINK} WHERE id = ?", (number,))
        return _link(rows[0]) if rows else None

    def shared(self, limit: int) -> list[KnownName]:
        rows = self._at.rows(f"{_NAME} WHERE shared = 1 ORDER BY number DESC LIMIT ?", (limit,))
        return [_name(row) for row in rows]

    def apart(self, numbers: Iterable[int]) -> set[tuple[int, int]]:
        wanted = chosen(list(numbers))
        rows = self._at.rows(
            f"SELECT a, b FROM apart WHERE a {_IN} UNION SELECT a, b FROM apart WHERE b {_IN}",
            (wanted, wanted),
        )
        return {(int(a), int(b)) for a, b in rows}

    def keep_apart(self, a: int, b: int, time: Instant) -> None:
        with self._at.transaction():
            self._at.run(
                "INSERT OR IGNORE INTO apart (a, b, time) VALUES (?, ?, ?)",
                (min(a, b), max(a, b), time),
            )

    def let_join(self, a: int, b: int) -> bool:
        with self._at.transaction():
            self._at.run("DELETE FROM apart WHERE a = ? AND b = ?", (min(a, b), max(a, b)))
            return self._at.changes > 0

    # ------------------------------------------------------------ devices and deals

    def change_logins(self, removed: Iterable[Login], added: Iterable[Login]) -> None:
        with self._at.transaction():
            self._at.many(
                "DELETE FROM login WHERE device = ? AND first = ? AND anchor = ?",
                [(one.device, one.first, one.anchor) for one in removed],
            )
            self._at.many(
                "INSERT INTO login (device, first, anchor, last) VALUES (?, ?, ?, ?)",
                [(one.device, one.first, one.anchor, one.last) for one in added],
            )

    def mark_shared(self, numbers: Iterable[int]) -> None:
        rows = [(number,) for number in numbers]
        with self._at.transaction():
            self._at.many("UPDATE name SET shared = 1 WHERE number = ?", rows)
            self._at.many("DELETE FROM login WHERE device = ?", rows)

    def logins_of(self, devices: Iterable[int]) -> list[Login]:
        rows = self._at.rows(f"{_LOGIN} WHERE device {_IN}", (chosen(list(devices)),))
        return [Login(*row) for row in rows]

    def logins_by(self, anchors: Iterable[int]) -> list[Login]:
        rows = self._at.rows(f"{_LOGIN} WHERE anchor {_IN}", (chosen(list(anchors)),))
        return [Login(*row) for row in rows]

    def add_deals(self, deals: Sequence[DealSeen]) -> list[int]:
        changed: list[int] = []
        with self._at.transaction():
            for deal in deals:
                self._at.run(
                    "INSERT INTO deal (number, anchor, time, key) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (number) DO UPDATE SET anchor = excluded.anchor,"
                    " time = excluded.time, key = excluded.key"
                    " WHERE (excluded.time, excluded.key) < (deal.time, deal.key)",
                    (deal.deal, deal.anchor, deal.time, deal.key),
                )
                if self._at.changes:
                    changed.append(deal.deal)
        return changed

    def deals(self, numbers: Iterable[int]) -> dict[int, DealSeen]:
        rows = self._at.rows(f"{_DEAL} WHERE number {_IN}", (chosen(list(numbers)),))
        return {row[0]: DealSeen(*row) for row in rows}

    def deals_of(self, anchors: Iterable[int]) -> list[int]:
        rows = self._at.rows(
            f"SELECT number FROM deal WHERE anchor {_IN}", (chosen(list(anchors)),)
        )
        return [int(row[0]) for row in rows]

    # ------------------------------------------------------------ traits

    def add_traits(self, traits: Sequence[Trait]) -> None:
        if not traits:
            return
        with self._at.transaction():
            self._at.many(
                "INSERT OR REPLACE INTO trait (number, name, time, value, source, public)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (one.number, one.name, one.time, one.value, one.source, int(one.public))
                    for one in traits
                ],
            )

    def traits_of(self, numbers: Iterable[int]) -> list[Trait]:
        rows = self._at.rows(
            "SELECT number, name, value, time, source, public FROM trait"
            f" WHERE number {_IN} ORDER BY time",
            (chosen(list(numbers)),),
        )
        return [Trait(*row) for row in rows]


_NAME: Final = "SELECT number, kind, value, person, first, public, shared FROM name"
_LINK: Final = "SELECT a, b, time, key, alias, public, id, outcome FROM link"
_LOGIN: Final = "SELECT device, anchor, first, last FROM login"
_DEAL: Final = "SELECT number, anchor, time, key FROM deal"


_CONTACTS: Final = ", ".join(f"'{kind}'" for kind in CONTACTS)
_KINDS: Final = {kind.value: kind for kind in NameKind}


def _name(row: Row) -> KnownName:
    number, kind, value, person, first, public, shared = row
    name = Name(_KINDS[kind], value)
    return KnownName(number, name, person, first, bool(public), bool(shared))


def _link(row: Row) -> Link:
    a, b, time, key, alias, public, number, outcome = row
    return Link(a, b, time, key, bool(alias), bool(public), number, outcome)


def _texts(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
