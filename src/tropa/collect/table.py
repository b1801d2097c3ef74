"""A file as a table: headers, facts of its format, and rows in chunks of columns.

Whatever the format, a cell is a text and an absent cell is the empty text. A chunk has a number
that never changes for the same file, so that an import can go on where it stopped.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final, Literal, NamedTuple, TypeAlias

from tropa.collect.headers import plain
from tropa.collect.refuse_rows import RefusedRow, refused
from tropa.words import Language, say

LETTER_BYTES: Final = 4
"""No letter takes more."""

Format: TypeAlias = Literal["csv", "jsonl", "workbook", "parquet", "html"]
CellKind: TypeAlias = Literal["text", "number", "flag"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found out about a file, to be shown before anything is kept."""

    format: Format
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    """The row of headers as a spreadsheet counts; 0 when the file has none."""
    sheet: str = ""

    def sentences(self, language: Language) -> list[str]:
        """Each fact in words."""
        said = [say(f"file.format.{self.format}", language)]
        if self.encoding:
            said.append(say("file.encoding", language, encoding=self.encoding))
        if self.delimiter:
            name = _DELIMITERS.get(self.delimiter)
            shown = say(f"file.delimiter.{name}", language) if name else self.delimiter
            said.append(say("file.delimited", language, delimiter=shown))
        if self.sheet:
            said.append(say("file.sheet", language, sheet=self.sheet))
        key = "file.header_row" if self.header_row else "file.without_header"
        return [*said, say(key, language, row=self.header_row)]


_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


class Chunk(NamedTuple):
    """Some rows of a file."""

    number: int
    rows: Sequence[int]
    """The number of each row, as a spreadsheet shows it."""
    columns: Sequence[Sequence[str]]
    """The wanted columns, each as long as `rows`."""
    refused: list[RefusedRow]
    """Rows of this chunk that are no rows of this table."""


Read: TypeAlias = Callable[[Sequence[int]], Iterator[Chunk]]
"""Reads the columns with these numbers, chunk by chunk, from the first row."""


@dataclass(frozen=True)
class Table:
    """One file, ready to be read any number of times."""

    name: str
    facts: Facts
    headers: tuple[str, ...]
    read: Read
    repeated: tuple[str, ...] = ()
    """Headers that stand more than once, as they are compared."""
    total: int | None = None
    """Rows, where the format tells before reading."""
    kinds: Mapping[str, CellKind] = field(default_factory=dict[str, CellKind])
    """Columns whose format says that they hold numbers or flags."""

    def number(self, header: str) -> int | None:
        """Which column a header means, however it is written; None when there is none."""
        return self._numbers.get(plain(header))

    def chunks(self, wanted: Sequence[int]) -> Iterator[Chunk]:
        """The columns with these numbers, chunk by chunk."""
        return self.read(wanted)

    @cached_property
    def sample(self) -> Chunk:
        """The first chunk with all columns: what decisions about the file are taken from."""
        every = range(len(self.headers))
        first = next(iter(self.read(every)), None)
        return first or Chunk(0, [], [[] for _ in every], [])

    def preview(self, rows: int = 20) -> list[tuple[int, tuple[str, ...]]]:
        """The first rows with their numbers."""
        cells = zip(*self.sample.columns, strict=True)
        return list(islice(zip(self.sample.rows, cells, strict=False), rows))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        numbers = {plain(header): at for at, header in enumerate(self.headers)}
        places = {f"#{at}": at - 1 for at in range(1, len(self.headers) + 1)}
        return places | numbers


def whole_rows(chunk: Chunk, names: Sequence[str], most: int) -> Chunk:
    """The chunk without rows that hold NUL or a cell over the limit; those are refused."""
    bad: dict[int, RefusedRow] = {}
    for name, column in zip(names, chunk.columns, strict=True):
        if max(map(len, column), default=0) * LETTER_BYTES <= most and "\0" not in "".join(
            column
        ):
            continue
        for at, cell in enumerate(column):
            code = "broken_text" if "\0" in cell else ""
            code = code or ("cell_too_large" if len(cell.encode()) > most else "")
            if code and at not in bad:
                cells = [one[at] for one in chunk.columns]
                bad[at] = refused(chunk.rows[at], code, name, cells=cells)
    if not bad:
        return chunk
    kept = [at for at in range(len(chunk.rows)) if at not in bad]
    return Chunk(
        chunk.number,
        [chunk.rows[at] for at in kept],
        [[column[at] for at in kept] for column in chunk.columns],
        sorted([*chunk.refused, *bad.values()]),
    )
