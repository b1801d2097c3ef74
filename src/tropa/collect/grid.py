"""A sheet held whole: rows of cells whose first filled ones are headers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tropa.collect.headers import SEARCHED, columns_of, header_row, repeated
from tropa.collect.refuse_rows import RefusedRow, refused
from tropa.collect.sniff import Wishes
from tropa.collect.source import FileRefused, Limits, Source
from tropa.collect.table import CellKind, Chunk, Facts, Format, Table, whole_rows

_Cell = TypeVar("_Cell")


def table_of(
    source: Source,
    format_: Format,
    rows: list[list[_Cell]],
    text: Callable[[_Cell], str],
    wishes: Wishes,
    limits: Limits,
    sheet: str = "",
) -> Table:
    """A table over rows of cells.

    Args:
        source: the file they came from.
        format_: its format.
        rows: all rows, from the first of the sheet.
        text: what a cell says.
        wishes: what was stated about the file.
        limits: how much is read.
        sheet: the name of the sheet.

    Raises:
        FileRefused: no rows, no headers, too many rows or columns.
    """
    first = [[text(cell) for cell in row] for row in rows[:SEARCHED]]
    if not any(any(row) for row in first):
        raise FileRefused("empty_file", where=source.name)
    if wishes.columns:
        header, names, again = 0, wishes.columns, ()
    else:
        at = header_row(first)
        header, names = at + 1, columns_of(first[at], source.name, limits)
        again = repeated(first[at])
    grid = _Grid(rows[header:], header + 1, names, text, limits)
    if len(grid.rows) > limits.rows:
        n = len(grid.rows)
        raise FileRefused("too_many_rows", where=source.name, n=n, limit=limits.rows)
    facts = Facts(format_, header_row=header, sheet=sheet)
    kinds = dict(grid.kinds())
    return Table(source.name, facts, names, grid.chunks, again, len(grid.rows), kinds)


@dataclass(frozen=True, slots=True)
class _Grid(Generic[_Cell]):
    """The rows below the headers."""

    rows: list[list[_Cell]]
    first: int
    names: tuple[str, ...]
    text: Callable[[_Cell], str]
    limits: Limits

    def chunks(self, wanted: Sequence[int]) -> Iterator[Chunk]:
        number = at = 0
        chosen = [self.names[one] for one in wanted]
        while at < len(self.rows):
            numbers: list[int] = []
            kept: list[list[_Cell]] = []
            faults: list[RefusedRow] = []
            while at < len(self.rows) and len(numbers) + len(faults) < self.limits.chunk:
                row, place = self.rows[at], self.first + at
                at += 1
                if any(self.text(cell) for cell in row[len(self.names) :]):
                    texts = [self.text(cell) for cell in row]
                    count = str(len(row))
                    faults.append(refused(place, "too_many_cells", found=count, cells=texts))
                elif any(self.text(cell) for cell in row):
                    numbers.append(place)
                    kept.append(row)
            if numbers or faults:
                columns = [self._column(kept, one) for one in wanted]
                chunk = Chunk(number, numbers, columns, faults)
                yield whole_rows(chunk, chosen, self.limits.cell)
                number += 1

    def _column(self, rows: list[list[_Cell]], number: int) -> list[str]:
        # Rows of a sheet may end before its last column.
        return [self.text(row[number]) if number < len(row) else "" for row in rows]

    def kinds(self) -> Iterator[tuple[str, CellKind]]:
        """Columns whose first cells are typed as numbers or flags."""
        for at, name in enumerate(self.names):
            cells = [row[at] for row in self.rows[: self.limits.chunk] if at < len(row)]
            types = {type(cell) for cell in cells if cell != ""}
            if types == {bool}:
                yield name, "flag"
            elif types and types <= {int, float}:
                yield name, "number"
