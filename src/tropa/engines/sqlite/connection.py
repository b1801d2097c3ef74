"""One connection that writes, and how it is opened.

SQLite comes with apsw, recent enough not to have the WAL-reset fault (3.7.0 to 3.51.2). Every
commit is synced before it returns (`synchronous=FULL`), deleted names are overwritten
(`secure_delete`), and a file from a newer version is refused rather than guessed at.
"""

import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol, cast

import apsw

from tropa.engines.sqlite.schema import APPLICATION_ID, STEPS
from tropa.errors import TropaError, Unavailable, WorkspaceFault

OLDEST: Final = (3, 51, 3)
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA cache_size=-8000",
    "PRAGMA wal_autocheckpoint=2000",
)

Row = tuple[Any, ...]


class RawConnection(Protocol):
    """What is used of apsw's connection, typed."""

    in_transaction: bool

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]: ...
    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> object: ...
    def changes(self) -> int: ...
    def last_insert_rowid(self) -> int: ...
    def close(self) -> None: ...


class Connection:
    """The writing connection. One thread at a time; the lock says whose turn it is."""

    def __init__(self, path: Path | None) -> None:
        """Open the file, or a database in memory when there is none.

        Raises:
            WorkspaceFault: the library is too old; the file is newer, damaged or not a ledger.
            Unavailable: the disk fails.
        """
        if tuple(int(part) for part in apsw.sqlite_lib_version().split(".")[:3]) < OLDEST:
            raise WorkspaceFault("sqlite_too_old", found=apsw.sqlite_lib_version())
        self.lock = threading.RLock()
        self.path = path
        self.raw = _open(path)
        self._depth = 0
        try:
            self._upgrade()
        except BaseException:
            self.raw.close()
            raise

    def _upgrade(self) -> None:
        version = int(self.one("PRAGMA user_version")[0])
        kept = int(self.one("PRAGMA application_id")[0])
        if kept not in (0, APPLICATION_ID):
            raise WorkspaceFault("not_a_ledger", where=str(self.path))
        if version > len(STEPS):
            raise WorkspaceFault("ledger_newer", found=version, known=len(STEPS))
        for number, step in enumerate(STEPS[version:], version + 1):
            with self.transaction():
                self.raw.execute(step)
                self.raw.execute(f"PRAGMA user_version={number}")
                self.raw.execute(f"PRAGMA application_id={APPLICATION_ID}")

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Everything inside is on disk when it ends, or none of it.

        Raises:
            Unavailable: the disk is full or fails; nothing was kept.
            WorkspaceFault: the file is damaged.
        """
        with self.lock:
            if self._depth:
                yield
                return
            try:
                self.raw.execute("BEGIN IMMEDIATE")
            except apsw.Error as fault:
                raise self._said(fault) from fault
            self._depth = 1
            try:
                yield
                self.raw.execute("COMMIT")
            except BaseException as fault:
                self._roll_back()
                if isinstance(fault, apsw.Error):
                    raise self._said(fault) from fault
                raise
            finally:
                self._depth = 0

    def _roll_back(self) -> None:
        if self.raw.in_transaction:
            self.raw.execute("ROLLBACK")

    def rows(
        self,
        sql: str,
        values: Sequence[Any] = (),
        enough: Callable[[Row], bool] = lambda _: False,
    ) -> list[Row]:
        """The rows of a question: all of them, or up to the one that is enough.

        Raises:
            Unavailable: the disk fails.
            WorkspaceFault: the file is damaged.
        """
        found: list[Row] = []
        try:
            with self.lock:
                for row in self.raw.execute(sql, tuple(values)):
                    found.append(row)
                    if enough(row):
                        break
        except apsw.Error as fault:
            raise self._said(fault) from fault
        return found

    def one(self, sql: str, values: Sequence[Any] = ()) -> Row:
        """The only row of a question."""
        return self.rows(sql, values)[0]

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Change something; inside a transaction."""
        self.raw.execute(sql, tuple(values))

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Change something for each row; inside a transaction."""
        self.raw.executemany(sql, rows)

    @property
    def changes(self) -> int:
        """How many rows the last change touched."""
        return self.raw.changes()

    def copy_to(self, path: Path) -> None:
        """Everything committed by now, as a database of its own.

        Raises:
            Unavailable: the disk is full or fails.
        """
        try:
            with self.lock:
                self.raw.execute("VACUUM INTO ?", (str(path),))
        except apsw.Error as fault:
            raise self._said(fault) from fault

    def _said(self, fault: apsw.Error) -> TropaError:
        """A fault of SQLite in our terms."""
        if isinstance(fault, apsw.CorruptError | apsw.NotADBError):
            return WorkspaceFault("damaged_ledger", where=str(self.path), problem=str(fault))
        return _unavailable(fault)

    def close(self) -> None:
        with self.lock:
            self.raw.close()


def _open(path: Path | None) -> RawConnection:
    try:
        opened = apsw.Connection(":memory:" if path is None else str(path))
        opened.set_busy_timeout(5_000)
        raw = cast("RawConnection", opened)
        for pragma in _PRAGMAS:
            list(raw.execute(pragma))
    except apsw.NotADBError as fault:
        raise WorkspaceFault("not_a_ledger", where=str(path)) from fault
    except apsw.CorruptError as fault:
        raise WorkspaceFault("damaged_ledger", where=str(path), problem=str(fault)) from fault
    except apsw.Error as fault:
        raise _unavailable(fault) from fault
    return raw


def _unavailable(fault: apsw.Error) -> Unavailable:
    return Unavailable("unavailable", problem=str(fault))


def chosen(numbers: Sequence[int]) -> str:
    """A list of numbers for `IN (SELECT value FROM json_each(?))`."""
    return f"[{','.join(str(int(number)) for number in numbers)}]"
