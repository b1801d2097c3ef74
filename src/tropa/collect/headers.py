"""The row of headers: where it stands, whether it is one, and how headers are compared.

Reports of people begin with a title and an empty row, headers come in any case, with a dot or
two spaces, with ё or е. And a file without headers must not lose its first row to them: a row
that holds an address, a date or mostly numbers is data.
"""

import re
from collections.abc import Sequence
from datetime import UTC
from typing import Final

from tropa.collect.source import FileRefused, Limits
from tropa.moments import NoSuchMoment, read_moment

SEARCHED: Final = 10
"""Rows from the top among which the headers are looked for."""

_BETWEEN: Final = re.compile(r"[\s._\u00a0\u202f]+")
_ADDRESS: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_NUMBER: Final = re.compile(r"[+-]?\d[\d\s\u00a0]*(?:[.,]\d+)?")
_UNSEEN: Final = "\ufeff\u200b\u00a0 \t\r\n\"'"


def plain(header: str) -> str:
    """A header as it is compared: lower case, ё as е, spaces, dots and underscores alike."""
    lowered = header.strip(_UNSEEN).casefold().replace("ё", "е")
    return _BETWEEN.sub(" ", lowered).strip(" :")


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows holds the headers, counted from nought.

    Above them may stand a title: rows with one cell filled where later rows have more.
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows[:SEARCHED]]
    widest = max(filled, default=0)
    if widest > 1:
        for at, count in enumerate(filled):
            if count > 1:
                return at
    return next((at for at, count in enumerate(filled) if count), 0)


def columns_of(row: Sequence[str], name: str, limits: Limits) -> tuple[str, ...]:
    """The names of columns: unnamed ones by their place (`#3`), repeated ones numbered.

    Raises:
        FileRefused: the row holds no names but data, or too many of them.
    """
    cells = [cell.strip(_UNSEEN) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        raise FileRefused("empty_file", where=name)
    if len(cells) > limits.columns:
        raise FileRefused("too_many_columns", where=name, n=len(cells), limit=limits.columns)
    if _is_data(cells):
        raise FileRefused("no_header", where=name, found=_shown(cells))
    return numbered([cell or f"#{at}" for at, cell in enumerate(cells, 1)])


def numbered(cells: Sequence[str]) -> tuple[str, ...]:
    """Repeated names told apart: the second «Примечание» is «Примечание (2)»."""
    met: dict[str, int] = {}
    names: list[str] = []
    for cell in cells:
        met[plain(cell)] = count = met.get(plain(cell), 0) + 1
        names.append(cell if count == 1 else f"{cell} ({count})")
    return tuple(names)


def repeated(row: Sequence[str]) -> tuple[str, ...]:
    """The headers that stand more than once."""
    met: dict[str, int] = {}
    for cell in row:
        if cell.strip(_UNSEEN):
            met[plain(cell)] = met.get(plain(cell), 0) + 1
    return tuple(name for name, count in met.items() if count > 1)


def _is_data(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(_ADDRESS.fullmatch(cell) or _is_moment(cell) for cell in filled):
        return True
    return 2 * sum(1 for cell in filled if _NUMBER.fullmatch(cell)) > len(filled)


def _is_moment(cell: str) -> bool:
    try:
        return read_moment(cell, UTC) is not None
    except NoSuchMoment:
        return True


def _shown(cells: Sequence[str]) -> str:
    return ", ".join(cells)[:60]
