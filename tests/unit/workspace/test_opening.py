"""A folder is opened by one process at a time, and by nobody who would do it harm."""

import json
from pathlib import Path

import pytest

from tropa.engines.folder.lock import LOCK, OwnerLock, owner_of
from tropa.errors import WorkspaceFault
from tropa.testing import HandClock, Temporary
from tropa.workspace.creation import create_workspace
from tropa.workspace.opening import open_workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_workspace(tmp_path / "shop", 'language = "en"\n')
    return tmp_path / "shop"


def code_of(folder: Path) -> str:
    with pytest.raises(WorkspaceFault) as caught:
        open_workspace(folder)
    return caught.value.code


def test_a_second_owner_is_refused_and_the_first_goes_on(folder: Path) -> None:
    with open_workspace(folder) as workspace:
        assert code_of(folder) == "workspace_in_use"
        assert workspace.ledger.records.get("salt")
    with open_workspace(folder):
        pass


def test_an_owner_tells_where_to_reach_it_and_nothing_once_it_is_gone(folder: Path) -> None:
    lock = OwnerLock(folder)
    lock.tell({"pid": 7, "socket": "/here"})
    assert owner_of(folder) == {"pid": 7, "socket": "/here"}
    # Half a line, for it is being written just now.
    (folder / LOCK).write_text(json.dumps({"pid": 7})[:5])
    assert owner_of(folder) == {}
    lock.release()
    assert owner_of(folder) is None


def test_a_workspace_is_not_made_over_something(folder: Path) -> None:
    with pytest.raises(WorkspaceFault) as caught:
        create_workspace(folder, "")
    assert caught.value.code == "folder_not_empty"


def test_a_folder_without_settings_is_no_workspace(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "no_workspace"


def test_a_refused_folder_is_let_go(folder: Path) -> None:
    (folder / "tropa.toml").write_text("colour = 'red'\n")
    assert code_of(folder) == "setting_unknown"
    (folder / "tropa.toml").write_text("")
    Temporary(folder, HandClock()).workspace.close()


def test_a_history_without_its_ledger_is_left_alone(folder: Path) -> None:
    (folder / "history").mkdir()
    (folder / "history" / "events-1-2.parquet").write_bytes(b"PAR1")
    assert code_of(folder) == "ledger_missing"
    assert (folder / "history" / "events-1-2.parquet").exists()
