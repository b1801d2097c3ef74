"""The ledger's file: its format, its faults, and that a transaction is all or nothing."""

from pathlib import Path

import pytest

from live.ledger_file import ledger_file
from tropa.engines.sqlite.connection import Connection
from tropa.engines.sqlite.ledger import open_ledger
from tropa.engines.sqlite.schema import APPLICATION_ID, STEPS
from tropa.errors import TropaError, Unavailable, WorkspaceFault


def tables(connection: Connection) -> dict[str, str]:
    rows = connection.rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {str(name): str(sql) for name, sql in rows}


def earlier(path: Path, steps: int) -> None:
    """A ledger as a version with fewer steps left it, with something in it."""
    with ledger_file(path) as made:
        for step in STEPS[:steps]:
            made.execute(step)
        made.execute(f"PRAGMA user_version={steps}")
        made.execute(f"PRAGMA application_id={APPLICATION_ID}")
        made.execute("INSERT INTO voided (key, by) VALUES (7, 9)")
        made.execute("INSERT INTO file VALUES ('events.parquet', 'history', 3, 1, 2, 100)")


def test_a_ledger_of_an_earlier_format_becomes_one_of_this(tmp_path: Path) -> None:
    earlier(tmp_path / "old.sqlite", 1)
    old, new = open_ledger(tmp_path / "old.sqlite"), open_ledger(None)
    assert tables(old.connection) == tables(new.connection)
    assert old.connection.one("PRAGMA user_version") == (len(STEPS),)
    assert old.catalogue.voided() == [7, 9]
    [file] = old.catalogue.files("history")
    assert (file.path, file.rows, file.bytes, file.digest) == ("events.parquet", 3, 100, "")
    old.close()
    new.close()


def test_a_step_that_breaks_off_leaves_the_earlier_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier(tmp_path / "old.sqlite", 1)
    broken = (STEPS[0], STEPS[1] + "; CREATE TABLE voided (key)")
    monkeypatch.setattr("tropa.engines.sqlite.connection.STEPS", broken)
    with pytest.raises(TropaError):
        open_ledger(tmp_path / "old.sqlite")
    monkeypatch.undo()
    again = open_ledger(tmp_path / "old.sqlite")
    assert again.catalogue.voided() == [7, 9]
    again.close()


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    open_ledger(path).close()
    with ledger_file(path) as made:
        made.execute(f"PRAGMA user_version={len(STEPS) + 1}")
    before = path.read_bytes()
    with pytest.raises(WorkspaceFault) as caught:
        open_ledger(path)
    assert caught.value.code == "ledger_newer"
    assert path.read_bytes() == before


def test_another_programs_database_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with ledger_file(path) as made:
        made.execute("PRAGMA application_id=77; CREATE TABLE record (x)")
    with pytest.raises(WorkspaceFault) as caught:
        open_ledger(path)
    assert caught.value.code == "not_a_ledger"


def test_every_commit_is_synced() -> None:
    with_memory = Connection(None)
    assert with_memory.one("PRAGMA synchronous") == (2,)
    assert with_memory.one("PRAGMA secure_delete") == (1,)
    with_memory.close()


def test_a_transaction_is_kept_whole_or_not_at_all() -> None:
    ledger = open_ledger(None)

    def two_puts() -> None:
        with ledger.connection.transaction():
            ledger.records.put("one", 1)
            ledger.records.put("two", 2)
            raise KeyError("two")

    with pytest.raises(KeyError):
        two_puts()
    assert ledger.records.get("one") is None
    ledger.records.put("one", {"язык": "ru"})
    assert ledger.records.get("one") == {"язык": "ru"}
    ledger.close()


def test_a_fault_of_the_disk_is_said_as_one_that_passes() -> None:
    connection = Connection(None)
    with pytest.raises(Unavailable), connection.transaction():
        connection.run("SELECT * FROM nothing_of_the_kind")
    # The next transaction finds nothing half open.
    with connection.transaction():
        connection.run("INSERT INTO record VALUES ('a', '1')")
    connection.close()
