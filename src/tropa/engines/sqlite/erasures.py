"""Erasures as rows of the ledger, and what they take away in it."""

import json
from collections.abc import Sequence

from tropa.clock import Instant
from tropa.engines.sqlite.connection import Connection, Row, chosen
from tropa.engines.sqlite.names import SqliteNames
from tropa.keep.erasure import Erasure, Grounds, mark_of


class SqliteErasures:
    """Implements `tropa.keep.erasure.Erasures`."""

    def __init__(self, connection: Connection, names: SqliteNames) -> None:
        self._at, self._names = connection, names

    def begin(self, erasure: Erasure, numbers: Sequence[int], hashes: Sequence[bytes]) -> int:
        with self._at.transaction():
            self._at.run(
                "INSERT INTO erasure (person, at, who, persons, names, key, events, finished,"
                " called, reason, basis, what) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    erasure.person, erasure.at, erasure.who, json.dumps(erasure.persons),
                    erasure.names, erasure.key, erasure.events, erasure.finished,
                    erasure.called, erasure.grounds.reason, erasure.grounds.basis,
                    json.dumps(dict(erasure.what)),
                ),
            )  # fmt: skip
            number = self._at.raw.last_insert_rowid()
            self._at.many(
                "INSERT OR IGNORE INTO forgotten (hash) VALUES (?)", [(one,) for one in hashes]
            )
            marks = [
                (mark_of(hashed, erasure.key), number)
                for number, hashed in zip(numbers, hashes, strict=True)
            ]
            self._at.many("UPDATE name SET value = ? WHERE number = ?", marks)
            for table in ("trait", "note"):
                self._at.run(
                    f"DELETE FROM {table} WHERE number IN (SELECT value FROM json_each(?))",
                    (chosen(numbers),),
                )
            self._names.forget()
        return number

    def finish(self, erasure_id: int, events: int, at: Instant) -> None:
        with self._at.transaction():
            self._at.run(
                "UPDATE erasure SET events = ?, finished = ?, key = x'' WHERE id = ?",
                (events, at, erasure_id),
            )

    def every(self) -> list[Erasure]:
        rows = self._at.rows(
            "SELECT id, person, at, who, persons, names, key, events, finished,"
            " called, reason, basis, what FROM erasure ORDER BY id"
        )
        return [_erasure(row) for row in rows]

    def hashes(self) -> set[bytes]:
        return {row[0] for row in self._at.rows("SELECT hash FROM forgotten")}

    def settle(self) -> None:
        # What was overwritten still stands in the journal beside the file until it is emptied.
        with self._at.lock:
            self._at.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def _erasure(row: Row) -> Erasure:
    number, person, at, who, persons, names, key, events, finished, *told = row
    called, reason, basis, what = told
    whose = tuple(int(one) for one in json.loads(persons))
    return Erasure(
        number, person, at, who, whose, names, key, events, finished,
        called, Grounds(reason, basis), json.loads(what),
    )  # fmt: skip
