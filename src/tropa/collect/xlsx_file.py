"""Workbooks: XLSX and the old XLS.

Dates are typed in a workbook, so they become ISO texts here; whole numbers lose the point that
a spreadsheet gives them, so that a phone number stays one. A sheet is held in memory while it
is read: one that claims to be boundless is refused before.
"""

import datetime
import io
import re
import zipfile
from dataclasses import replace
from typing import Final, TypeAlias

import python_calamine as calamine

from tropa.collect.grid import table_of
from tropa.collect.sniff import Wishes
from tropa.collect.source import STANDARD, FileRefused, Limits, Source
from tropa.collect.table import Table
from tropa.collect.unpack import LARGEST_WORKBOOK, checked_entries

_UNPACKED: Final = 1 << 30
"""Bytes of a workbook, unpacked."""

_Cell: TypeAlias = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)
_CELL: Final = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"')
_ROW: Final = re.compile(rb'<(?:\w+:)?row\s(?:[^>]*?\s)?r="(\d{1,7})"')


def open_workbook(source: Source, wishes: Wishes, limits: Limits = STANDARD) -> Table:
    """A table over one sheet of a workbook: the one wished for, else the first with rows.

    Raises:
        FileRefused: not a workbook, locked by a password, too large, no such sheet, no headers.
    """
    data = source.everything(min(LARGEST_WORKBOOK, limits.unpacked))
    if data.startswith(b"PK"):
        _refuse_boundless(source, data, limits)
    sheet, rows = _sheet(source, data, wishes.sheet)
    return table_of(source, "workbook", rows, _text, wishes, limits, sheet)


def _sheet(source: Source, data: bytes, wished: str) -> tuple[str, list[list[_Cell]]]:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = [wished] if wished else book.sheet_names
            for name in names:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                if rows or name == names[-1]:
                    return name, rows
    except calamine.PasswordError:
        raise FileRefused("locked_workbook", where=source.name) from None
    except calamine.WorksheetNotFound:
        raise FileRefused("no_such_sheet", where=source.name, found=wished) from None
    except calamine.CalamineError:
        raise FileRefused("bad_workbook", where=source.name) from None
    raise FileRefused("empty_file", where=source.name)


def _refuse_boundless(source: Source, data: bytes, limits: Limits) -> None:
    """A sheet with one cell in the last corner would take the memory of all cells before."""
    packed = Source(source.name, lambda: io.BytesIO(data), len(data))
    entries = checked_entries(packed, replace(limits, unpacked=_UNPACKED))
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise FileRefused("unknown_format", where=source.name)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for entry in entries:
            high, wide = _corner(book, entry) if "worksheets/" in entry.filename else (0, 0)
            if high * wide > limits.sheet:
                raise FileRefused(
                    "sheet_too_large", where=source.name, n=high * wide, limit=limits.sheet
                )


def _corner(book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and column that a sheet's rows and cells name."""
    high = wide = 0
    rest = b""
    with book.open(entry) as sheet:
        while piece := sheet.read(1 << 20):
            text = rest + piece
            for letters, digits in set(_CELL.findall(text)):
                high, wide = max(high, int(digits)), max(wide, _column_number(letters))
            high = max([high, *map(int, _ROW.findall(text))])
            rest = text[-100:]
    return high, wide


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _text(cell: _Cell) -> str:
    match cell:
        case str():
            return cell
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime.datetime():
            return cell.isoformat(" ")
        case datetime.date() | datetime.time():
            return cell.isoformat()
        case _:
            return str(cell)
