"""Steps of the edits of maps as rows of the ledger; what they did to the text is packed."""

import zlib
from collections.abc import Sequence

from tropa.engines.sqlite.connection import Connection, Row, chosen
from tropa.keep.edits import Edit, Patch


class SqliteEdits:
    """Implements `tropa.keep.edits.Edits`."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def edits(self, map_id: str) -> list[Edit]:
        rows = self._at.rows(f"{_EDIT} WHERE map = ? ORDER BY version", (map_id,))
        return [_edit(row) for row in rows]

    def by_client(self, map_id: str, client: str) -> Edit | None:
        rows = self._at.rows(f"{_EDIT} WHERE map = ? AND client = ?", (map_id, client))
        return _edit(rows[0]) if rows else None

    def patches(self, map_id: str, versions: Sequence[int]) -> dict[int, Patch]:
        rows = self._at.rows(
            "SELECT version, start, removed, added FROM map_edit"
            " WHERE map = ? AND version IN (SELECT value FROM json_each(?))",
            (map_id, chosen(versions)),
        )
        return {
            int(version): Patch(int(start), zlib.decompress(removed), zlib.decompress(added))
            for version, start, removed, added in rows
        }

    def text(self, map_id: str) -> bytes | None:
        rows = self._at.rows("SELECT text FROM map_draft WHERE map = ?", (map_id,))
        return zlib.decompress(rows[0][0]) if rows else None

    def add(self, edit: Edit, patch: Patch, text: bytes) -> None:
        with self._at.transaction():
            self._at.run(
                f"INSERT INTO map_edit ({_FIELDS}, start, removed, added)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    edit.map, edit.version, edit.kind, edit.of, edit.at, edit.who, edit.client,
                    edit.asked, edit.before, edit.after, edit.touched, edit.said,
                    int(edit.written), patch.start, _packed(patch.removed),
                    _packed(patch.added),
                ),
            )  # fmt: skip
            self._at.run(
                "INSERT INTO map_draft (map, text) VALUES (?, ?)"
                " ON CONFLICT (map) DO UPDATE SET text = excluded.text",
                (edit.map, _packed(text)),
            )

    def mark_written(self, map_id: str, version: int) -> None:
        with self._at.transaction():
            self._at.run(
                "UPDATE map_edit SET written = 1"
                " WHERE map = ? AND version <= ? AND written = 0",
                (map_id, version),
            )

    def drop_before(self, map_id: str, version: int) -> None:
        with self._at.transaction():
            self._at.run(
                "DELETE FROM map_edit WHERE map = ? AND version < ?", (map_id, version)
            )


_FIELDS = (
    "map, version, kind, of, at, who, client, asked, before, after, touched, said, written"
)
_EDIT = f"SELECT {_FIELDS} FROM map_edit"


def _packed(data: bytes) -> bytes:
    return zlib.compress(data, 1)


def _edit(row: Row) -> Edit:
    *head, written = row
    return Edit(*head, written=bool(written))
