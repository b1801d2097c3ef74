"""The ledger opened: one file, one writing connection, its concerns side by side."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from tropa.engines.sqlite.catalogue import SqliteCatalogue
from tropa.engines.sqlite.comments import SqliteComments
from tropa.engines.sqlite.connection import Connection
from tropa.engines.sqlite.costs import SqliteCosts
from tropa.engines.sqlite.edits import SqliteEdits
from tropa.engines.sqlite.erasures import SqliteErasures
from tropa.engines.sqlite.inbox import SqliteFailed, SqliteInbox, SqliteRecords, SqliteSources
from tropa.engines.sqlite.map_links import SqliteMapLinks
from tropa.engines.sqlite.names import SqliteNames
from tropa.engines.sqlite.notes import SqliteNotes
from tropa.engines.sqlite.users import SqliteUsers


@dataclass(frozen=True)
class SqliteLedger:
    """Implements `tropa.keep.ledger.Ledger`; beside it stand the users of the product."""

    connection: Connection
    inbox: SqliteInbox
    failed: SqliteFailed
    sources: SqliteSources
    records: SqliteRecords
    names: SqliteNames
    catalogue: SqliteCatalogue
    costs: SqliteCosts
    users: SqliteUsers
    edits: SqliteEdits
    notes: SqliteNotes
    erasures: SqliteErasures
    comments: SqliteComments
    map_links: SqliteMapLinks

    def together(self) -> AbstractContextManager[None]:
        """Everything changed inside is on disk when it ends, or none of it.

        Raises:
            Unavailable: the disk is full or fails; nothing was kept.
        """
        return self.connection.transaction()

    def close(self) -> None:
        self.connection.close()


def open_ledger(path: Path | None) -> SqliteLedger:
    """Open the ledger's file, or one in memory.

    Raises:
        WorkspaceFault: not a ledger, or one of a newer version.
        Unavailable: the disk fails.
    """
    at = Connection(path)
    names = SqliteNames(at)
    return SqliteLedger(
        at,
        SqliteInbox(at),
        SqliteFailed(at),
        SqliteSources(at),
        SqliteRecords(at),
        names,
        SqliteCatalogue(at),
        SqliteCosts(at),
        SqliteUsers(at),
        SqliteEdits(at),
        SqliteNotes(at),
        SqliteErasures(at, names),
        SqliteComments(at),
        SqliteMapLinks(at),
    )
