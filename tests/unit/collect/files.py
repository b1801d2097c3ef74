"""Files as people send them, and what became of them."""

import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import msgspec
import pytest

from tropa.clock import Instant, from_datetime, iso
from tropa.collect.dry_run import DryRun
from tropa.collect.import_plan import plan_import
from tropa.collect.mapping import FileMapping, read_mapping
from tropa.collect.open_table import open_table
from tropa.collect.rows import RowReader, Taken
from tropa.collect.sniff import Wishes
from tropa.collect.source import STANDARD, FileRefused, Limits, source_of
from tropa.collect.table import Table
from tropa.event import Event
from tropa.moments import read_moment

NOW: Final[Instant] = from_datetime(datetime(2026, 11, 21, 12, tzinfo=UTC))
ROOT: Final = Path(__file__).parents[3]

USERS: Final = """
mapping: users
timezone: UTC
time: timestamp
names: {user: user_id}
events:
  - event: {column: event}
"""
WITH_EMAIL: Final = USERS.replace("{user: user_id}", "{user: user_id, email: email}")


def table(
    content: str | bytes,
    name: str = "file.csv",
    limits: Limits = STANDARD,
    wishes: Wishes | None = None,
) -> Table:
    """A file with this content, opened."""
    data = content.encode() if isinstance(content, str) else content
    return open_table(source_of(data, name), wishes or Wishes(), limits)


def refusal(content: str | bytes, limits: Limits = STANDARD) -> FileRefused:
    """Why a file is not taken at all."""
    with pytest.raises(FileRefused) as caught:
        _read_through(content, limits)
    return caught.value


def _read_through(content: str | bytes, limits: Limits) -> None:
    opened = table(content, limits=limits)
    list(opened.chunks(range(len(opened.headers))))


def cells(opened: Table) -> list[list[str]]:
    """All good rows."""
    found: list[list[str]] = []
    for chunk in opened.chunks(range(len(opened.headers))):
        found += [list(row) for row in zip(*chunk.columns, strict=True)]
    return found


def faults(opened: Table) -> list[tuple[int, str]]:
    """Numbers and codes of the rows that are no rows of the table."""
    chunks = opened.chunks(range(len(opened.headers)))
    return [(row.row, row.code) for chunk in chunks for row in chunk.refused]


def mapping(text: str | FileMapping) -> FileMapping:
    return read_mapping(text) if isinstance(text, str) else text


def taken(
    content: str | bytes | Table,
    by: str | FileMapping = USERS,
    timezone: str = "",
    snapshot_at: Instant | None = None,
) -> list[Taken]:
    """What becomes of each chunk of a file."""
    opened = content if isinstance(content, Table) else table(content)
    plan = plan_import(opened, mapping(by), timezone, snapshot_at)
    reader = RowReader(plan, NOW)
    return [reader.events_of(chunk) for chunk in opened.chunks(plan.wanted)]


def events(
    content: str | bytes | Table, by: str | FileMapping = USERS, **options: Any
) -> list[Event]:
    return [event for one in taken(content, by, **options) for event in one.events]


def refused(
    content: str | bytes | Table, by: str | FileMapping = USERS, **options: Any
) -> list[tuple[int, str]]:
    """Numbers and codes of refused rows."""
    return [(row.row, row.code) for one in taken(content, by, **options) for row in one.refused]


def counted(
    content: str | bytes | Table, by: str | FileMapping = USERS, **options: Any
) -> DryRun:
    """The dry run of an import."""
    run = DryRun()
    for one in taken(content, by, **options):
        run.add(one)
    return run


def said(event: Event) -> dict[str, Any]:
    """The properties of an event."""
    return msgspec.json.decode(event.properties)


def times(found: Sequence[Event]) -> list[str]:
    return [iso(event.time) for event in found]


def moment(text: str) -> Instant:
    found = read_moment(text, UTC)
    assert found is not None
    return found.at


def data_folder(name: str) -> Path:
    """Where a real data set lies; the test is passed over where it does not."""
    stated = os.environ.get("TROPA_DATA")
    folder = Path(stated) if stated else ROOT.parent / "shared" / "data"
    found = folder / name
    if not found.is_dir():
        pytest.skip(f"the data set {name} is not here: set TROPA_DATA to the folder of data")
    return found


def zipped(members: Mapping[str, bytes]) -> bytes:
    """An archive of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


_DATE_STYLE: Final = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


def workbook(rows: Sequence[Sequence[object]], sheet: str = "Лист1") -> bytes:
    """A workbook of one sheet; a datetime becomes a cell with the format of a date."""
    body = "".join(
        f'<row r="{at}">'
        + "".join(_cell(value, at, column) for column, value in enumerate(row))
        + "</row>"
        for at, row in enumerate(rows, 1)
    )
    return workbook_of(
        f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>', sheet
    )


def workbook_of(worksheet: str, sheet: str = "Лист1") -> bytes:
    """A workbook around the text of its one sheet."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "/xl/worksheets/sheet1.xml"
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_PACKAGE}/content-types">'
                '<Default Extension="xml" ContentType="application/xml"/>'
                '<Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
                f'<Override PartName="{sheets}" ContentType="{kinds}.worksheet+xml"/>'
                f'<Override PartName="/xl/styles.xml" ContentType="{kinds}.styles+xml"/>'
                "</Types>"
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
                f'Type="{_DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
            ).encode(),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>'
                f'<sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships">'
                f'<Relationship Id="r1" Type="{_DOC}/worksheet" '
                'Target="worksheets/sheet1.xml"/>'
                f'<Relationship Id="r2" Type="{_DOC}/styles" Target="styles.xml"/>'
                "</Relationships>"
            ).encode(),
            "xl/styles.xml": _DATE_STYLE.encode(),
            "xl/worksheets/sheet1.xml": worksheet.encode(),
        }
    )


def _cell(value: object, row: int, column: int) -> str:
    place = f'r="{chr(ord("A") + column)}{row}"'
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c {place} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime):
        days = (value - datetime(1899, 12, 30)).total_seconds() / 86_400  # noqa: DTZ001
        return f'<c {place} s="1"><v>{days!r}</v></c>'
    if isinstance(value, int | float):
        return f"<c {place}><v>{value!r}</v></c>"
    return f'<c {place} t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
