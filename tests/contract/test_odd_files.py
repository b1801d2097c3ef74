"""Files of the same kinds as the catalogue's, taken in by the real command."""

# ruff: noqa: E501 - a row of a table is read as one line

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
import pytest

from contract.making import HEAD, archive, parquet
from contract.serving import command, kept_events, ledger_rows, new_workspace
from contract.test_catalogue_files import one_clear_line, take
from tropa.clock import iso

ROW: Final = "u1,Signup,2026-01-01T00:00:00Z,a@x.test\n"


@dataclass
class File:
    """A file and what must come of it."""

    title: str
    data: bytes | str | Callable[[], bytes]
    """What takes long to make is made when it is read."""
    stored: int = 0
    failed: int = 0
    code: str = ""
    """Of the refusal of the whole file; else of the first row that waits."""
    name: str = "sample.csv"
    at: str = ""
    """When its first event happened."""

    def __str__(self) -> str:
        return self.title

    @property
    def bytes(self) -> bytes:
        data = self.data if isinstance(self.data, bytes | str) else self.data()
        return data if isinstance(data, bytes) else data.encode()


def one(line: str, title: str = "", **more: str | int) -> File:
    return File(title or line, HEAD + line + "\n", **more)  # type: ignore[arg-type]


REFUSED: Final = [
    File("nothing but spaces", "  \n \n\n", code="empty_file"),
    File("nothing but a mark", b"\xef\xbb\xbf", code="empty_file"),
    File("nothing but NUL", b"\0" * 1_000, code="unknown_format"),
    File("a column twice but for its case", "user_id,Event,event\nu1,a,b\n", code="duplicate_column"),
    File("three thousand columns", ",".join(f"c{n}" for n in range(3_000)) + "\n", code="too_many_columns"),
    File("a million columns", lambda: b",".join(b"c%d" % n for n in range(1_000_000)) + b"\n", code="too_many_columns"),
    File("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, code="unknown_format"),
    File("a program", b"\x7fELF" + bytes(range(256)) * 10, code="unknown_format"),
    File("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 10, code="unknown_format"),
    File("an archive that is none", b"PK\x03\x04" + b"x" * 100, code="bad_zip", name="a.zip"),
    File("an archive cut short", archive([("a.csv", HEAD.encode() + ROW.encode() * 100)])[:-30], code="bad_zip", name="a.zip"),
    File("an empty archive", archive([]), code="empty_file", name="a.zip"),
    File("an archive of folders", archive([("a/", b"")]), code="empty_file", name="a.zip"),
    File("gzip cut short", gzip.compress((HEAD + ROW).encode())[:-10], name="a.csv.gz", code="bad_zip"),
    File("gzip that is none", b"\x1f\x8b" + b"x" * 100, name="a.csv.gz", code="bad_zip"),
    File("a workbook that is none", archive([("xl/workbook.xml", b"<a"), ("[Content_Types].xml", b"")]), code="bad_workbook", name="a.xlsx"),
    File("Parquet that is none", b"PAR1" + b"x" * 100 + b"PAR1", code="bad_parquet", name="a.parquet"),
    File("Parquet of nothing", b"PAR1", code="bad_parquet", name="a.parquet"),
    File("JSON lines of no object", "1\n2\n3\n", code="no_header", name="a.jsonl"),
]  # fmt: skip

TAKEN: Final = [
    File("quotes round everything", '"user_id","event","timestamp","email"\n"u1","Sign, up","2026-01-01T00:00:00Z","a@x.test"\n', stored=1),
    File("a line break in a cell", HEAD + 'u1,"Sign\nup",2026-01-01T00:00:00Z,a@x.test\n' + ROW.replace("u1", "u2"), stored=2),
    File("a quote that never closes", HEAD + ROW + 'u2,"Signup,2026-01-01T00:00:00Z,b@x.test\n', stored=1, failed=1),
    File("a quote in the middle of a cell", HEAD + 'u1,Sign "up" now,2026-01-01T00:00:00Z,a@x.test\n', stored=1),
    File("tabs", (HEAD + ROW).replace(",", "\t"), stored=1, name="a.tsv"),
    File("bars", (HEAD + ROW).replace(",", "|"), stored=1),
    File("semicolons", (HEAD + ROW).replace(",", ";"), stored=1),
    File("line ends of Windows", (HEAD + ROW).replace("\n", "\r\n"), stored=1),
    File("line ends of the oldest Macs", (HEAD + ROW).replace("\n", "\r"), stored=1),
    File("mixed line ends", HEAD.replace("\n", "\r\n") + ROW + ROW.replace("u1", "u2").replace("\n", "\r\n"), stored=2),
    File("no line end at the end", (HEAD + ROW).rstrip("\n"), stored=1),
    File("empty lines between", HEAD + "\n" + ROW + "\n\n", stored=1),
    File("a mark and semicolons", b"\xef\xbb\xbf" + (HEAD + ROW).replace(",", ";").encode(), stored=1),
    File("UTF-16 with its mark", (HEAD + ROW).encode("utf-16"), stored=1),
    File("cp1251", "user_id;event;timestamp\nu1;Заявка;01.02.2026 10:00\n".encode("cp1251"), stored=1, at="2026-02-01T07:00:00Z"),
    File("Excel's own line", "sep=;\nuser_id;event;timestamp\nu1;A;01.02.2026\n", stored=1),
    File("a title above the table", "Report for February,,\n,,\nuser_id,event,timestamp\nu1,A,2026-01-01T00:00:00Z\n", stored=1),
    File("a header with spaces and capitals", " User ID , EVENT ,Timestamp\nu1,A,2026-01-01T00:00:00Z\n", stored=1),
    File("a column nobody named and nobody filled", "user_id,event,timestamp,\nu1,A,2026-01-01T00:00:00Z,\n", stored=1),
    File("a cell under no header", "user_id,event,timestamp,\nu1,A,2026-01-01T00:00:00Z,x\n", failed=1, code="too_many_cells"),
    File("a first column without a name", ",user_id,event,timestamp\n0,u1,A,2026-01-01T00:00:00Z\n", stored=1),
    File("the same row twice", HEAD + ROW * 2, stored=2),
    File("gzip", gzip.compress((HEAD + ROW).encode()), stored=1, name="a.csv.gz"),
    File("an archive of one file", archive([("a.csv", (HEAD + ROW).encode())]), stored=1, name="a.zip"),
    File("JSON lines", '{"user_id":"u1","event":"A","timestamp":"2026-01-01T00:00:00Z"}\n{"user_id":"u2","event":"A","timestamp":"2026-01-01T00:00:00Z","more":[1]}\n', stored=2, name="a.jsonl"),
    File("JSON lines with one that is broken", '{"user_id":"u1","event":"A","timestamp":"2026-01-01T00:00:00Z"}\n{"user_id":\n{"user_id":"u2","event":"A","timestamp":"2026-01-01T00:00:00Z"}\n', stored=2, failed=1, name="a.jsonl"),
    File("Parquet", parquet(pl.DataFrame({"user_id": ["u1"], "event": ["A"], "timestamp": ["2026-01-01T00:00:00Z"]})), stored=1, name="a.parquet"),
    File("formulas are texts", HEAD + "=1+1,=cmd|' /C calc'!A0,2026-01-01T00:00:00Z,+7@x\n", stored=1),
]  # fmt: skip

ROWS: Final = [
    one("u1,A,01.02.2026 10:00:00,", at="2026-02-01T07:00:00Z", stored=1),
    one("u1,A,31.12.2025,", at="2025-12-30T21:00:00Z", stored=1),
    one("u1,A,2026/02/01 10:00,", at="2026-02-01T07:00:00Z", stored=1),
    one("u1,A,20260201,", at="2026-01-31T21:00:00Z", stored=1),
    one("u1,A,1767225600,", at="2026-01-01T00:00:00Z", stored=1),
    one("u1,A,1767225600000,", at="2026-01-01T00:00:00Z", stored=1),
    one("u1,A,46023,", at="2025-12-31T21:00:00Z", stored=1),
    one("u1,A,2026-01-01T00:00:00.123456789Z,", at="2026-01-01T00:00:00.123456Z", stored=1),
    one("u1,A,2026-01-01T24:00:00Z,", at="2026-01-02T00:00:00Z", stored=1),
    one("u1,A,2016-12-31T23:59:60Z,", at="2016-12-31T23:59:59.999000Z", stored=1),
    one("u1,A,32.01.2026,", failed=1, code="bad_time"),
    one("u1,A,29.02.2025,", failed=1, code="bad_time"),
    one("u1,A,yesterday,", failed=1, code="bad_time"),
    one("u1,A,,", failed=1),
    one(",A,2026-01-01T00:00:00Z,", "nobody's row", failed=1),
    one("null,A,2026-01-01T00:00:00Z,", "a row of null", failed=1),
    one("u1,,2026-01-01T00:00:00Z,", "a row of no event", failed=1),
    one("u" * 1_001 + ",A,2026-01-01T00:00:00Z,", "a name of 1001 characters", failed=1),
    one("u1," + "я" * 201 + ",2026-01-01T00:00:00Z,", "an event of 201 characters", failed=1),
    one("u1,identify,2026-01-01T00:00:00Z,", "an event called identify", stored=1),
    one("\u200b,A,2026-01-01T00:00:00Z,", "a name nobody sees", failed=1),
    one("u1,A,2026-01-01T00:00:00Z,не адрес", "an address that is none", stored=1),
    one("u1,\u202eA🏠,2026-01-01T00:00:00Z,", "marks and pictures", stored=1),
]  # fmt: skip


@pytest.mark.parametrize("file", REFUSED, ids=str)
def test_the_file_is_refused_as_a_whole(file: File, tmp_path: Path) -> None:
    done = take(tmp_path / "w", file.bytes, file.name)
    assert (done.code, done.stored, done.failed) == (2, 0, 0), done.said
    assert one_clear_line(done.complaint).endswith(f"[{file.code}]")


@pytest.mark.parametrize("file", [*TAKEN, *ROWS], ids=str)
def test_the_file_is_taken_in_row_by_row(file: File, tmp_path: Path) -> None:
    done = take(tmp_path / "w", file.bytes, file.name)
    assert done.complaint == ""
    assert done.code == (1 if file.failed else 0), done.said
    assert (done.stored, done.failed) == (file.stored, file.failed)
    if file.code:
        assert done.waiting() == [file.code]
    if file.at:
        assert iso(kept_events(done.folder)[0].time) == file.at


def test_the_hour_that_clocks_skip_waits_with_its_reason(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    new_workspace(folder, "en")
    settings = folder / "tropa.toml"
    settings.write_text(settings.read_text("utf-8").replace("Europe/Moscow", "Europe/Berlin"))
    path = tmp_path / "spring.csv"
    path.write_text(
        HEAD
        + "u1,A,2026-03-29T02:30:00,\nu2,A,2026-03-29T03:30:00,\nu3,A,2026-10-25T02:30:00,\n"
    )
    code, _, complaint = command("import", str(folder), str(path), "--lang", "en")
    assert (code, complaint) == (1, "")
    assert ledger_rows(folder, "SELECT code FROM failed") == [("skipped_hour",)]
    assert [iso(event.time) for event in kept_events(folder)] == [
        "2026-03-29T01:30:00Z",
        "2026-10-25T00:30:00Z",
    ]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_same_file_twice_adds_nothing(tmp_path: Path, language: str) -> None:
    folder, path = tmp_path / "w", tmp_path / "a.csv"
    new_workspace(folder, language)
    path.write_text(HEAD + ROW)
    assert command("import", str(folder), str(path))[0] == 0
    code, said, _ = command("import", str(folder), str(path))
    assert code == 0
    assert len(kept_events(folder)) == 1
    assert ("was taken in whole before" if language == "en" else "уже взят целиком") in said


def test_a_file_of_several_names_in_one_call(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    new_workspace(folder, "en")
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(HEAD + ROW)
    bad.write_text("")
    code, _, complaint = command("import", str(folder), str(good), str(bad), "--lang", "en")
    assert code == 2
    assert "bad.csv" in complaint
    assert len(kept_events(folder)) == 1


def test_a_workbook_of_the_right_shape_and_a_hostile_one(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "[Content_Types].xml",
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        )
        made.writestr(
            "xl/workbook.xml",
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        )
    done = take(tmp_path / "w", packed.getvalue(), "a.xlsx")
    assert (done.code, done.stored) == (2, 0)
    assert "root:" not in done.complaint + done.said
