"""Notes about people as rows of the ledger."""

from collections.abc import Iterable

from tropa.engines.sqlite.connection import Connection, chosen
from tropa.keep.notes import Note


class SqliteNotes:
    """Implements `tropa.keep.notes.Notes`."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def add(self, note: Note) -> Note:
        with self._at.transaction():
            self._at.run(
                "INSERT INTO note (id, number, at, who, text) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO NOTHING",
                (note.id, note.number, note.at, note.who, note.text),
            )
            return Note(*self._at.one(f"{_NOTE} WHERE id = ?", (note.id,)))

    def get(self, note_id: str) -> Note | None:
        rows = self._at.rows(f"{_NOTE} WHERE id = ?", (note_id,))
        return Note(*rows[0]) if rows else None

    def of(self, numbers: Iterable[int]) -> list[Note]:
        rows = self._at.rows(
            f"{_NOTE} WHERE number IN (SELECT value FROM json_each(?)) ORDER BY at, id",
            (chosen(list(numbers)),),
        )
        return [Note(*row) for row in rows]

    def remove(self, note_id: str) -> bool:
        with self._at.transaction():
            self._at.run("DELETE FROM note WHERE id = ?", (note_id,))
            return self._at.changes > 0


_NOTE = "SELECT id, number, at, who, text FROM note"
