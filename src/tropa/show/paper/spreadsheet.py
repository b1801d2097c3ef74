"""Tables as files for spreadsheets: nothing in them runs, numbers stay numbers.

A text that a spreadsheet would take for a formula gets an apostrophe before it. The mark at the
beginning of the file tells spreadsheets that it is UTF-8.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

Cell: TypeAlias = str | int | float | None

BEGIN: Final = "\ufeff"

_RUNS: Final = re.compile(r"[=+\-@\t\r\n\0]")
_QUOTED: Final = re.compile(r'[",\n\r;\t]')


def csv_cell(value: Cell) -> str:
    """One cell."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    safe = f"'{value}" if _RUNS.match(value) else value
    return '"' + safe.replace('"', '""') + '"' if _QUOTED.search(safe) else safe


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The file, line by line."""
    yield BEGIN + _line(head)
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[Cell]) -> str:
    return ",".join(csv_cell(one) for one in cells) + "\r\n"
