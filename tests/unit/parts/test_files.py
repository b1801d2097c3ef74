"""Columns on disk are believed within one run of the machine, and checked after it."""

import json
from pathlib import Path

import numpy as np
import pytest

from tropa.parts.files import META, read_columns, write_columns


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two columns, one of them empty, written in an earlier run."""
    written = tmp_path / "columns"
    columns = {"time": np.arange(1000, dtype=np.int64), "deal": np.zeros(0, np.int64)}
    write_columns(written, columns, {"of": "test"})
    meta = json.loads((written / META).read_text())
    (written / META).write_text(json.dumps({**meta, "run": "an earlier one"}))
    return written


def turn_a_bit_over(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_whole_columns_of_an_earlier_run_are_read_and_need_no_second_check(
    folder: Path,
) -> None:
    found = read_columns(folder)
    assert found is not None
    assert found[0]["time"].tolist() == list(range(1000))
    assert found[1] == {"of": "test"}
    assert json.loads((folder / META).read_text())["run"] != "an earlier one"


def test_a_bit_turned_over_while_the_machine_was_off_is_noticed(folder: Path) -> None:
    turn_a_bit_over(folder / "time.bin")
    assert read_columns(folder) is None
    # And it stays noticed.
    assert read_columns(folder) is None


def test_columns_of_an_older_format_are_made_again(folder: Path) -> None:
    meta = json.loads((folder / META).read_text())
    del meta["sums"]
    (folder / META).write_text(json.dumps(meta))
    assert read_columns(folder) is None
