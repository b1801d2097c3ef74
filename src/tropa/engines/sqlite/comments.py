"""Comments on elements of maps as rows of the ledger."""

import json
from collections.abc import Mapping

from tropa.engines.sqlite.connection import Connection, Row
from tropa.keep.comments import Comment


class SqliteComments:
    """Implements `tropa.keep.comments.Comments`."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def of_map(self, map_id: str) -> list[Comment]:
        rows = self._at.rows(f"{_COMMENT} WHERE map = ? ORDER BY at, id", (map_id,))
        return [_comment(row) for row in rows]

    def find(self, comment: str) -> Comment | None:
        rows = self._at.rows(f"{_COMMENT} WHERE id = ?", (comment,))
        return _comment(rows[0]) if rows else None

    def put(self, comment: Comment) -> None:
        with self._at.transaction():
            self._at.run(
                f"INSERT OR REPLACE INTO comment ({_FIELDS})"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    comment.id, comment.map, _written(comment), comment.thread, comment.at,
                    comment.user, comment.who, comment.text, comment.edited, comment.settled,
                    comment.settled_by,
                ),
            )  # fmt: skip

    def drop(self, comment: str) -> None:
        with self._at.transaction():
            self._at.run("DELETE FROM comment WHERE id = ?", (comment,))

    def follow(self, map_id: str, names: Mapping[str, str]) -> None:
        with self._at.transaction():
            for one in self.of_map(map_id):
                if len(one.path) > 1 and one.path[1] in names:
                    path = json.dumps([one.path[0], names[str(one.path[1])]])
                    self._at.run("UPDATE comment SET path = ? WHERE id = ?", (path, one.id))


_FIELDS = "id, map, path, thread, at, user, who, text, edited, settled, settled_by"
_COMMENT = f"SELECT {_FIELDS} FROM comment"


def _written(comment: Comment) -> str:
    return json.dumps(list(comment.path), ensure_ascii=False)


def _comment(row: Row) -> Comment:
    id_, map_id, path, *rest = row
    return Comment(id_, map_id, tuple(json.loads(path)), *rest)
