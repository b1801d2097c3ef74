"""Rows of files that were not kept, each with its number, its column and the reason.

Reasons are stable codes with a sentence and an advice under `row.CODE`. The numbers are those
a spreadsheet shows: the header is row 1 where nothing stands above it.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from tropa.words import Language, say

_SHOWN: Final = 60
_KEPT: Final = 64 << 10
_JSON: Final = msgspec.json.Encoder()


class RefusedRow(NamedTuple):
    """One row that was not kept."""

    row: int
    code: str
    column: str = ""
    """The header of the column to blame, where one is."""
    found: str = ""
    """What stood there, cut short."""
    raw: bytes = b""
    """The row as JSON: its cells by their headers, or as a list where headers do not fit."""

    def message(self, language: Language) -> str:
        """What is wrong with the row."""
        return say(
            f"row.{self.code}.what",
            language,
            row=self.row,
            column=self.column,
            found=self.found,
        )

    def advice(self, language: Language) -> str:
        """The next thing to do."""
        return say(f"row.{self.code}.next", language, column=self.column, found=self.found)


def refused(
    row: int, code: str, column: str = "", found: str = "", cells: Sequence[str] = ()
) -> RefusedRow:
    """A refused row, what was found in it cut to a readable length."""
    shown = found if len(found) <= _SHOWN else f"{found[: _SHOWN - 1]}…"
    raw = raw_row(list(cells)) if cells else b""
    return RefusedRow(row, code, column, shown.replace("\0", "␀"), raw)


def raw_row(cells: Mapping[str, str] | Sequence[str]) -> bytes:
    """A row as JSON, so that it can be mended and taken again; a giant is cut."""
    try:
        raw = _JSON.encode(cells)
    except UnicodeEncodeError:
        # Bytes that were no letters stand as lone surrogates: JSON has no place for them.
        values = cells.values() if isinstance(cells, Mapping) else cells
        raw = _JSON.encode([one.encode("utf-8", "replace").decode() for one in values])
    return raw if len(raw) <= _KEPT else raw[:_KEPT]
