"""Pages saved as a workbook: CRMs export an HTML table and call it `.xls`.

The table with the most rows is taken; what stands outside of it is decoration.
"""

import codecs
from html.parser import HTMLParser
from typing import Final

from tropa.collect.grid import table_of
from tropa.collect.sniff import Wishes, encoding_of
from tropa.collect.source import STANDARD, FileRefused, Limits, Source
from tropa.collect.table import Table

_WHOLE: Final = 256 << 20
"""Bytes of a page, which is held in memory."""
_CELLS: Final = frozenset({"td", "th"})


def open_html(source: Source, wishes: Wishes, limits: Limits = STANDARD) -> Table:
    """A table over the largest table of a page.

    Raises:
        FileRefused: too large, no table, no headers.
    """
    data = source.everything(min(_WHOLE, limits.unpacked))
    encoding = wishes.encoding or encoding_of(source)
    try:
        text = codecs.decode(data, encoding, "replace")
    except LookupError:
        raise FileRefused("unknown_encoding", where=source.name, found=encoding) from None
    page = _Tables()
    page.feed(text)
    page.close()
    if not page.tables:
        raise FileRefused("unknown_format", where=source.name)
    rows = max(page.tables, key=len)
    return table_of(source, "html", rows, str.strip, wishes, limits)


class _Tables(HTMLParser):
    """Gathers the cells of every table of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.open: list[str] | None = None
        """The pieces of the cell that is open."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._close_cell()
            self.tables[-1].append([])
        elif tag in _CELLS and self.tables:
            self._close_cell()
            self.open = []
        elif tag == "br" and self.open is not None:
            self.open.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS or tag in ("tr", "table"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self.open is not None:
            self.open.append(data)

    def _close_cell(self) -> None:
        if self.open is None:
            return
        if not self.tables[-1]:
            self.tables[-1].append([])
        self.tables[-1][-1].append("".join(self.open).strip())
        self.open = None
