"""The inbox, failed events, write keys and small records."""

import json
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any, cast

from tropa.engines.sqlite.connection import Connection, Row, chosen
from tropa.keep.ledger import Addition, Failed, KeptBlock, KeyKind, Position, Source


class SqliteInbox:
    """Blocks in the order of commits."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def commit(self, additions: Sequence[Addition]) -> list[list[Position]]:
        with self._at.transaction():
            return [self._add(addition) for addition in additions]

    def _add(self, addition: Addition) -> list[Position]:
        positions: list[Position] = []
        for block in addition.blocks:
            self._at.run(
                "INSERT INTO inbox (source, received, count, data, keys, checksum)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    block.source,
                    block.received,
                    block.count,
                    block.data,
                    block.keys,
                    block.checksum,
                ),
            )
            positions.append(self._at.raw.last_insert_rowid())
        if addition.failed:
            self._at.many(
                "INSERT INTO failed (source, received, code, place, raw, details)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (one.source, one.received, one.code, one.where, one.raw, _json(one.values))
                    for one in addition.failed
                ],
            )
        if addition.replayed:
            self._at.run(
                "DELETE FROM failed WHERE id IN (SELECT value FROM json_each(?))",
                (chosen(addition.replayed),),
            )
        if addition.progress is not None:
            done = addition.progress
            self._at.run(
                "UPDATE import SET chunk = ?, counts = ?, finished = ? WHERE id = ?",
                (done.chunk, _json(done.counts), done.finished, done.id),
            )
        return positions

    def blocks(self, after: Position, events: int) -> list[KeptBlock]:
        taken = 0

        def enough(row: Row) -> bool:
            nonlocal taken
            taken += int(row[3])
            return taken >= events

        rows = self._at.rows(
            "SELECT position, source, received, count, data, keys, checksum FROM inbox"
            " WHERE position > ? ORDER BY position",
            (after,),
            enough,
        )
        return [KeptBlock(*row) for row in rows]

    def block_keys(self) -> Iterable[bytes]:
        return [row[0] for row in self._at.rows("SELECT keys FROM inbox ORDER BY position")]

    def last(self) -> Position:
        rows = self._at.rows("SELECT seq FROM sqlite_sequence WHERE name = 'inbox'")
        return int(rows[0][0]) if rows else 0

    def waiting(self) -> int:
        return int(self._at.one("SELECT coalesce(sum(count), 0) FROM inbox")[0])


class SqliteFailed:
    """Failed events."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def find(self, code: str | None, after: int, limit: int) -> list[Failed]:
        where, values = ("code = ? AND", (code,)) if code else ("", ())
        rows = self._at.rows(
            f"{_FAILED} WHERE {where} id > ? ORDER BY id LIMIT ?", (*values, after, limit)
        )
        return [_failed(row) for row in rows]

    def counts(self) -> dict[str, int]:
        rows = self._at.rows("SELECT code, count(*) FROM failed GROUP BY code ORDER BY 2 DESC")
        return {str(code): int(count) for code, count in rows}

    def get(self, ids: Iterable[int]) -> list[Failed]:
        rows = self._at.rows(
            f"{_FAILED} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (chosen(list(ids)),),
        )
        return [_failed(row) for row in rows]

    def drop(self, ids: Iterable[int]) -> int:
        with self._at.transaction():
            self._at.run(
                "DELETE FROM failed WHERE id IN (SELECT value FROM json_each(?))",
                (chosen(list(ids)),),
            )
            return self._at.changes


_FAILED = "SELECT source, received, code, place, raw, details, id FROM failed"


def _failed(row: Row) -> Failed:
    source, received, code, place, raw, details, number = row
    return Failed(source, received, code, place, raw, json.loads(details), number)


class SqliteSources:
    """Write keys: only a hash of each is kept."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def every(self) -> list[Source]:
        return [_source(row) for row in self._at.rows(f"{_SOURCE} ORDER BY created, id")]

    def add(self, source: Source, key: str) -> None:
        with self._at.transaction():
            self._at.run(
                "INSERT INTO source (id, title, kind, key_hash, hint, off, created)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    source.id,
                    source.title,
                    source.kind,
                    _key_hash(key),
                    source.hint,
                    int(source.off),
                    source.created,
                ),
            )

    def opened_by(self, key: str) -> Source | None:
        # Looked up by a hash, so that timing tells nothing about the keys there are.
        rows = self._at.rows(f"{_SOURCE} WHERE key_hash = ?", (_key_hash(key),))
        return _source(rows[0]) if rows else None

    def switch(self, source_id: str, *, off: bool) -> bool:
        with self._at.transaction():
            self._at.run("UPDATE source SET off = ? WHERE id = ?", (int(off), source_id))
            return self._at.changes > 0


_SOURCE = "SELECT id, title, kind, off, created, hint FROM source"


def _source(row: Row) -> Source:
    name, title, kind, off, created, hint = row
    return Source(name, title, cast("KeyKind", kind), bool(off), created, hint)


def _key_hash(key: str) -> bytes:
    return blake2b(key.encode("utf-8", "replace"), digest_size=32, person=b"tropa-key").digest()


class SqliteRecords:
    """Small facts by name, as JSON."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def get(self, name: str) -> Any:
        rows = self._at.rows("SELECT value FROM record WHERE name = ?", (name,))
        return json.loads(rows[0][0]) if rows else None

    def put(self, name: str, value: object) -> None:
        with self._at.transaction():
            self._at.run(
                "INSERT INTO record (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, _json(value)),
            )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
