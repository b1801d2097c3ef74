"""Files, editions, imports, voids, outages, and who must be gathered anew."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple

from tropa.clock import Instant
from tropa.engines.sqlite.connection import Connection, Row, chosen
from tropa.keep.ledger import ImportRecord, KeptFile, Position, PublishedEdition


class SqliteCatalogue:
    """What is true besides events."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def files(self, kind: str) -> list[KeptFile]:
        rows = self._at.rows(
            "SELECT path, kind, rows, first, last, bytes, digest FROM file WHERE kind = ?"
            " ORDER BY first, path",
            (kind,),
        )
        return [KeptFile(*row) for row in rows]

    def move_to_history(
        self, added: Sequence[KeptFile], removed: Sequence[str], upto: Position
    ) -> None:
        with self._at.transaction():
            self._at.many(
                "INSERT INTO file (path, kind, rows, first, last, bytes, digest)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [astuple(one) for one in added],
            )
            self._at.many("DELETE FROM file WHERE path = ?", [(path,) for path in removed])
            self._at.run("DELETE FROM inbox WHERE position <= ?", (upto,))

    def editions(self, map_id: str | None = None) -> list[PublishedEdition]:
        rows = self._at.rows(
            "SELECT map, number, published, reason, digest FROM edition"
            " WHERE ?1 IS NULL OR map = ?1 ORDER BY map, number",
            (map_id,),
        )
        return [PublishedEdition(*row) for row in rows]

    def add_edition(self, edition: PublishedEdition) -> None:
        with self._at.transaction():
            self._at.run(
                "INSERT INTO edition (map, number, published, reason, digest)"
                " VALUES (?, ?, ?, ?, ?)",
                astuple(edition),
            )

    def imports(self) -> list[ImportRecord]:
        rows = self._at.rows(f"{_IMPORT} ORDER BY started, id")
        return [_import(row) for row in rows]

    def begin_import(self, record: ImportRecord) -> ImportRecord:
        with self._at.transaction():
            self._at.run(
                "INSERT OR IGNORE INTO import"
                " (id, name, mapping, started, finished, chunk, counts)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    record.id,
                    record.name,
                    record.mapping,
                    record.started,
                    record.finished,
                    record.chunk,
                    json.dumps(dict(record.counts)),
                ),
            )
            return _import(self._at.one(f"{_IMPORT} WHERE id = ?", (record.id,)))

    # ------------------------------------------------------------ corrections

    def voided(self) -> list[int]:
        rows = self._at.rows("SELECT key FROM voided UNION SELECT by FROM voided ORDER BY 1")
        return [int(row[0]) for row in rows]

    def add_voids(self, keys: Iterable[tuple[int, int]]) -> None:
        with self._at.transaction():
            self._at.many("INSERT OR IGNORE INTO voided (key, by) VALUES (?, ?)", keys)

    def outages(self) -> list[tuple[Instant, Instant]]:
        """Stretches without overlap, rising."""
        rows = self._at.rows("SELECT start, finish FROM outage ORDER BY start, finish")
        merged: list[tuple[Instant, Instant]] = []
        for start, finish in rows:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(finish, merged[-1][1]))
            else:
                merged.append((start, finish))
        return merged

    def add_outage(self, start: Instant, end: Instant, source: str) -> None:
        with self._at.transaction():
            self._at.run(
                "INSERT OR IGNORE INTO outage (start, finish, source) VALUES (?, ?, ?)",
                (start, end, source),
            )

    # ------------------------------------------------------------ trails out of date

    def stale(self) -> list[int]:
        return [
            int(row[0]) for row in self._at.rows("SELECT person FROM stale ORDER BY person")
        ]

    def mark_stale(self, persons: Iterable[int]) -> None:
        with self._at.transaction():
            self._at.many(
                "INSERT OR IGNORE INTO stale (person) VALUES (?)", [(one,) for one in persons]
            )

    def clear_stale(self, persons: Iterable[int]) -> None:
        with self._at.transaction():
            self._at.run(
                "DELETE FROM stale WHERE person IN (SELECT value FROM json_each(?))",
                (chosen(list(persons)),),
            )


_IMPORT = "SELECT id, name, mapping, started, finished, chunk, counts FROM import"


def _import(row: Row) -> ImportRecord:
    name, title, mapping, started, finished, chunk, counts = row
    return ImportRecord(name, title, mapping, started, finished, chunk, json.loads(counts))
