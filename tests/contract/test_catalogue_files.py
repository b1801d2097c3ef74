"""The catalogue of bad files, each taken in by the real command."""

# ruff: noqa: TID251 - whoever waits for another process waits by the machine's clock

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from contract.catalogue import Case, case, cases
from contract.later import LATER
from contract.making import make
from contract.serving import (
    command,
    kept_events,
    ledger_counts,
    ledger_rows,
    new_workspace,
    plain_environment,
)
from crash.waiting import GUARD

Check = Callable[["Taken"], None]

_BY_ID: Final[dict[str, Check]] = {}
_REFUSED: Final = 422


class Taken:
    """What a file came to."""

    def __init__(self, folder: Path, done: tuple[int, str, str]) -> None:
        self.folder = folder
        self.code, self.said, self.complaint = done
        counts = ledger_counts(folder)
        self.stored, self.failed = counts.stored, counts.failed

    @property
    def events(self) -> list[Any]:
        return kept_events(self.folder)

    def waiting(self) -> list[str]:
        """The reasons of the rows that wait to be mended."""
        return [
            row[0] for row in ledger_rows(self.folder, "SELECT code FROM failed ORDER BY id")
        ]


def behaves(*ids: str) -> Callable[[Check], Check]:
    def kept(check: Check) -> Check:
        _BY_ID.update(dict.fromkeys(ids, check))
        return check

    return kept


TAKEN: Final = [
    one
    for kind in ("csv_import", "file_import")
    for one in cases(kind)
    if one.id not in LATER and one.id != "IMP-003"
]


def take(folder: Path, data: bytes, name: str, *more: str, lang: str = "en") -> Taken:
    """A file taken in by a new workspace."""
    new_workspace(folder, lang)
    path = folder.with_name(name)
    path.write_bytes(data)
    return Taken(folder, command("import", str(folder), str(path), *more, "--lang", lang))


def content(case: Case) -> bytes:
    return make({"name": "bytes_b64", "b64": case.send["b64"]}) if "b64" in case.send else (
        make(case.send["gen"]) if "gen" in case.send else case.send["content"].encode()
    )  # fmt: skip


@pytest.mark.parametrize("case", TAKEN, ids=lambda case: case.id)
def test_the_file_comes_to_what_is_expected(case: Case, tmp_path: Path) -> None:
    name = case.send.get("gen", {}).get("filename", f"sample.{case.send['format']}")
    done = take(tmp_path / "w", content(case), name.rpartition("/")[2])
    expected = case.expected
    if _REFUSED in expected["status"]:
        assert (done.code, done.stored, done.failed) == (2, 0, 0)
        said = one_clear_line(done.complaint)
        assert said.endswith(f"[{expected['code']}]")
    else:
        assert done.code in (0, 1), done.complaint
        assert done.complaint == ""
    if "failed" in expected:
        assert done.failed == expected["failed"]
        assert done.code == 1
    if case.id in _BY_ID:
        _BY_ID[case.id](done)


def one_clear_line(complaint: str) -> str:
    """A refusal: one line, where it is, what it is, what to do."""
    [line] = complaint.splitlines()
    assert re.match(r"tropa: .+: .+\. .+ \[\w+\]$", line), line
    assert "Traceback" not in complaint
    return line


@behaves("IMP-005")
def no_rows_no_events(done: Taken) -> None:
    assert (done.stored, done.failed) == (0, 0)


@behaves("IMP-008")
def ragged_rows_wait(done: Taken) -> None:
    assert done.waiting() == ["too_few_cells", "too_many_cells"]
    assert re.search(r"sample\.csv:2: .*\n.*sample\.csv:3: ", done.said)


@behaves("IMP-011")
def too_large_a_cell(done: Taken) -> None:
    assert done.waiting() == ["cell_too_large"]


@behaves("IMP-013")
def the_guess_is_shown(done: Taken) -> None:
    assert "divided by a semicolon" in done.said
    assert "day first: 31.01.2026" in done.said
    assert "Europe/Moscow" in done.said
    assert "mappings/sample.yaml" in done.said
    assert done.stored == 1


@behaves("IMP-017")
def broken_text_waits(done: Taken) -> None:
    assert done.waiting() == ["broken_text"]


@behaves("IMP-020")
def markup_is_text(done: Taken) -> None:
    assert [event.name for event in done.events] == ["<script>alert(1)</script>"]


@behaves("IMP-022")
def an_hour_that_never_was(done: Taken) -> None:
    # The workspace's zone is Moscow, which has no such gap, and the command says which it took.
    assert (done.stored, done.failed) == (2, 0)
    assert "Europe/Moscow" in done.said


@behaves("IMP-023")
def consent_is_not_set(done: Taken) -> None:
    [event] = done.events
    assert b"consent" not in event.properties
    assert "consent" in done.said


@behaves("IMP-028")
def a_mailbox_of_everybody_joins_nobody(done: Taken) -> None:
    persons = ledger_rows(done.folder, "SELECT person FROM name WHERE kind = 'user'")
    assert len(set(persons)) == 2


@behaves("IMP-045")
def the_name_is_only_shown(done: Taken) -> None:
    code, said, _ = command("imports", str(done.folder), "--json")
    assert code == 0
    [record] = msgspec.json.decode(said)["answer"]
    assert record["file"] == "<img src=x onerror=alert(1)>.csv"
    assert done.stored == 1


def test_imp_003_an_import_killed_halfway_goes_on_where_it_broke_off(tmp_path: Path) -> None:
    folder, path = tmp_path / "w", tmp_path / "big.csv"
    new_workspace(folder, "en")
    path.write_bytes(make(case("IMP-003").send["gen"]))
    killed = subprocess.Popen(
        [sys.executable, "-m", "tropa.show.cli.main", "import", str(folder), str(path)],
        stdout=subprocess.DEVNULL,
        env=plain_environment(),
    )
    until = time.monotonic() + GUARD
    while killed.poll() is None and not _chunks(folder):
        assert time.monotonic() < until
        time.sleep(0.002)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    begun = _chunks(folder)
    code, _, complaint = command("import", str(folder), str(path), "--lang", "en")
    assert (code, complaint) == (0, "")
    assert ledger_counts(folder).stored == 100_000
    assert begun
    again = command("import", str(folder), str(path), "--lang", "en")
    assert again[0] == 0
    assert ledger_counts(folder).stored == 100_000


def _chunks(folder: Path) -> int:
    if not (folder / "ledger.sqlite").exists():
        return 0
    try:
        rows = ledger_rows(folder, "SELECT chunk FROM import")
    except Exception:
        return 0
    return int(rows[0][0]) if rows else 0
