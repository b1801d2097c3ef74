"""Links by which strangers see one map, as rows."""

from tropa.engines.sqlite.connection import Connection, Row
from tropa.users.map_links import MapLink, Shown

_LINK = "SELECT hash, id, map, numbers, framed, title, days, by, created, expires FROM map_link"


class SqliteMapLinks:
    """Implements `tropa.users.map_links.MapLinkStore`."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def every(self) -> list[MapLink]:
        return [_link(row) for row in self._at.rows(f"{_LINK} ORDER BY created DESC, id")]

    def find(self, hashed: bytes) -> MapLink | None:
        rows = self._at.rows(f"{_LINK} WHERE hash = ?", (hashed,))
        return _link(rows[0]) if rows else None

    def add(self, link: MapLink) -> None:
        shown = link.shown
        with self._at.transaction():
            self._at.run(
                "INSERT INTO map_link"
                " (hash, id, map, numbers, framed, title, days, by, created, expires)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    link.hash, link.id, shown.map, int(shown.numbers), int(shown.framed),
                    shown.title, shown.days, link.by, link.created, link.expires,
                ),
            )  # fmt: skip

    def take(self, hashed: bytes) -> bool:
        with self._at.transaction():
            self._at.run("DELETE FROM map_link WHERE hash = ?", (hashed,))
            return self._at.changes > 0


def _link(row: Row) -> MapLink:
    hashed, link_id, map_id, numbers, framed, title, days, by, created, expires = row
    shown = Shown(map_id, bool(numbers), bool(framed), title, days)
    return MapLink(hashed, link_id, shown, by, created, expires)
