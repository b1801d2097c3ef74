"""History in a folder: what is listed is believed only as it was written."""

from pathlib import Path

import numpy as np
import pytest

from tropa.engines.folder.history import FolderHistory
from tropa.errors import WorkspaceFault
from tropa.keep.dedupe import sorted_run
from tropa.keep.ledger import KeptFile
from tropa.parts.rows import rows_of

ROW = {
    "person": 1, "who": 1, "device": 2, "deal": 0, "time": 5, "sequence": 0, "key": 11,
    "event": "asked", "properties": "{}", "source": "test", "received": 6, "position": 3,
}  # fmt: skip


@pytest.fixture
def history(tmp_path: Path) -> FolderHistory:
    return FolderHistory(tmp_path / "history")


def written(history: FolderHistory) -> KeptFile:
    rows = rows_of(
        {name: [value, value if name != "device" else 9, value] for name, value in ROW.items()}
    )
    return history.write_rows(rows, 1, 3)


def test_rows_are_found_by_name_event_and_place(history: FolderHistory) -> None:
    file = written(history)
    assert len(history.read_names([file], {9})) == 1
    assert len(history.read_names([file], {1})) == 3
    assert len(history.read_events([file], {"asked"})) == 3
    assert len(history.read_events([file], {"paid"})) == 0
    assert len(history.read_after([file], 2)) == 3
    assert len(history.read_after([file], 3)) == 0
    assert "person" not in history.scan([file]).collect().columns


def test_a_file_is_read_through_before_it_is_believed(
    history: FolderHistory, tmp_path: Path
) -> None:
    file = written(history)
    path = tmp_path / "history" / file.path
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(bytes(data))
    again = FolderHistory(tmp_path / "history")
    again.check([file])
    with pytest.raises(WorkspaceFault) as caught:
        again.read_after([file], 0)
    assert caught.value.code == "damaged_history"


def test_unlisted_files_are_removed(history: FolderHistory) -> None:
    file = written(history)
    keys = history.write_keys(sorted_run(bytes(range(24)) + bytes(range(1, 25))))
    assert history.sweep([file.path]) == [keys.path]
    assert history.has_files()


def test_a_run_of_keys_comes_back_sorted(history: FolderHistory) -> None:
    records = b"\xff" * 16 + b"1" * 8 + b"\x00" * 16 + b"2" * 8
    run = history.open_keys(history.write_keys(sorted_run(records)))
    assert run.high.tolist() == [0, 2**64 - 1]
    assert np.all(run.body == np.frombuffer(b"2" * 8 + b"1" * 8, ">u8"))
