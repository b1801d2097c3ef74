"""CSV and its kin: rows of cells, some of them broken.

A broken row costs itself and nothing else. A quote that is opened and never closed would
swallow the rows behind it: its row is refused and reading goes on with the next line. A cell of
any size, bytes that are no letters, NUL, a cell too many or too few: refused, with the number
of the row as a spreadsheet shows it.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from tropa.collect.headers import SEARCHED, columns_of, header_row, repeated
from tropa.collect.lines import Lines, is_broken
from tropa.collect.refuse_rows import RefusedRow, refused
from tropa.collect.sniff import (
    Wishes,
    decoded_head,
    delimiter_of,
    encoding_of,
    stated_delimiter,
)
from tropa.collect.source import STANDARD, FileRefused, Limits, Source
from tropa.collect.table import LETTER_BYTES, Chunk, Facts, Table


def open_csv(source: Source, wishes: Wishes, limits: Limits = STANDARD) -> Table:
    """A table over a text file of delimited cells.

    Raises:
        FileRefused: no headers, too many columns, an unknown encoding.
    """
    text = _text_of(source, wishes, limits)
    skipped = 1 if stated_delimiter(decoded_head(source, text.encoding)) else 0
    first = text.first_rows(SEARCHED + skipped)[skipped:]
    if not any(any(row) for row in first):
        raise FileRefused("empty_file", where=source.name)
    if wishes.columns:
        header, below, names, again = 0, skipped, wishes.columns, ()
    else:
        at = header_row(first)
        header = below = at + skipped + 1
        names, again = columns_of(first[at], source.name, limits), repeated(first[at])

    def read(wanted: Sequence[int]) -> Iterator[Chunk]:
        return _chunks(text, names, below, wanted)

    encoding = text.encoding.removesuffix("-sig")
    facts = Facts("csv", encoding, text.delimiter, header)
    return Table(source.name, facts, names, read, again)


def _text_of(source: Source, wishes: Wishes, limits: Limits) -> "_Text":
    encoding = wishes.encoding or encoding_of(source)
    head = decoded_head(source, encoding)
    newline = "\r" if "\r" in head and "\n" not in head else "\n"
    delimiter = wishes.delimiter or delimiter_of(head)
    return _Text(source, encoding, newline, delimiter, limits)


@dataclass(frozen=True, slots=True)
class _Text:
    """A file whose encoding and marks are known."""

    source: Source
    encoding: str
    newline: str
    delimiter: str
    limits: Limits

    def lines(self) -> Lines:
        return Lines(self.source, self.encoding, self.newline, self.limits)

    def first_rows(self, count: int) -> list[list[str]]:
        """The first rows as they stand, empty ones too."""
        rows: list[list[str]] = []
        # A broken row further down is refused when its turn comes.
        with suppress(csv.Error):
            for row in islice(csv.reader(self.lines(), delimiter=self.delimiter), count):
                rows.append(row)  # noqa: PERF402 - what came before the broken row stays
        return rows


class _Rows:
    """Reads rows; keeps those that fit the headers and refuses the others.

    Good rows go straight into one flat list: a million short-lived lists cost more than all
    the reading.
    """

    def __init__(self, text: _Text, names: Sequence[str], below: int) -> None:
        self.lines = text.lines()
        self.reader = csv.reader(self.lines, delimiter=text.delimiter)
        self.delimiter, self.most = text.delimiter, text.limits.cell
        self.names, self.row = names, below
        self.rows: list[int] = []
        self.cells: list[str] = []
        self.refused: list[RefusedRow] = []
        for _ in islice(self.reader, below):
            self.lines.forget()

    def take(self, count: int) -> None:
        """Read so many rows, refused ones included; fewer at the end of the file."""
        self.rows, self.cells, self.refused = [], [], []
        while not self.lines.ended and (more := count - len(self.rows) - len(self.refused)):
            try:
                self._take(more)
            except csv.Error:
                self.row += 1
                code = "cell_too_large" if self.lines.spanned == 1 else "open_quote"
                self.refused.append(refused(self.row, code))
                self.lines.back()

    def _take(self, count: int) -> None:
        lines, width = self.lines, len(self.names)
        for cells in islice(self.reader, count):
            self.row += 1
            plain = lines.at - lines.record == 1 and not lines.suspect and not lines.ended
            if plain and len(cells) == width and cells[0]:
                self.rows.append(self.row)
                self.cells += cells
            elif any(cells) and (fault := self._fault(cells)):
                self.refused.append(fault)
                if lines.spanned > 1:
                    lines.back()
            elif any(cells):
                self.rows.append(self.row)
                self.cells += cells[:width]
            lines.forget()

    def _fault(self, cells: list[str]) -> RefusedRow | None:
        width = len(self.names)
        if self.lines.ended or (self.lines.spanned > 1 and not self._closed()):
            # A record is given as soon as its line ends, unless it waits for a quote.
            return refused(self.row, "open_quote", cells=cells)
        if any(map(is_broken, cells)):
            # A line without an end was cut, and its end marked so.
            cut = sum(map(len, cells)) + len(cells) >= self.lines.longest
            code = "cell_too_large" if cut else "broken_text"
            return refused(self.row, code, cells=cells)
        if len(cells) < width:
            return refused(self.row, "too_few_cells", found=str(len(cells)), cells=cells)
        # Marks at the end of a line, behind the last header, hold nothing.
        if any(cells[width:]):
            return refused(self.row, "too_many_cells", found=str(len(cells)), cells=cells)
        for name, cell in zip(self.names, cells, strict=False):
            if _is_large(cell, self.most):
                return refused(self.row, "cell_too_large", name, cells=cells)
        return None

    def _closed(self) -> bool:
        """Whether the quotes of a record of several lines are in order."""
        lines = self.lines.kept[self.lines.record : self.lines.at]
        text = (f"{line}\n" for line in lines)
        try:
            return len(list(csv.reader(text, delimiter=self.delimiter, strict=True))) == 1
        except csv.Error:
            return False


def _chunks(
    text: _Text, names: Sequence[str], below: int, wanted: Sequence[int]
) -> Iterator[Chunk]:
    reading, number, met = _Rows(text, names, below), 0, 0
    while not reading.lines.ended:
        reading.take(text.limits.chunk)
        met += len(reading.rows) + len(reading.refused)
        if met > text.limits.rows:
            raise FileRefused(
                "too_many_rows", where=text.source.name, n=met, limit=text.limits.rows
            )
        if reading.rows or reading.refused:
            width, cells = len(names), reading.cells
            columns = [cells[at::width] for at in wanted]
            yield Chunk(number, reading.rows, columns, reading.refused)
            number += 1


def _is_large(cell: str, most: int) -> bool:
    return len(cell) * LETTER_BYTES > most and len(cell.encode("utf-8", "replace")) > most
