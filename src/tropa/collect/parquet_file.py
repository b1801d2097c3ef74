"""Parquet: typed columns, read row group by row group.

Rows and pages are checked by what the file says of them before any data is read. Dates become
ISO texts and whole numbers lose a point behind them, so that every format gives the same cells.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from tropa.collect.headers import numbered
from tropa.collect.parquet_footer import checked_rows
from tropa.collect.source import STANDARD, FileRefused, Limits, Source
from tropa.collect.table import CellKind, Chunk, Facts, Table, whole_rows

_CHUNKS_AT_ONCE: Final = 10
"""Chunks unpacked at once: a row group is not unpacked anew for each."""
_WHOLE: Final = 2 << 30
"""Bytes of a file inside an archive, which must be held whole."""


def open_parquet(source: Source, limits: Limits = STANDARD) -> Table:
    """A table over a Parquet file.

    Raises:
        FileRefused: damaged, too many rows or columns, or harmful to unpack.
    """
    source = source.held(_WHOLE)
    rows = checked_rows(source, limits)
    schema = _schema(source)
    if len(schema) > limits.columns:
        raise FileRefused(
            "too_many_columns", where=source.name, n=len(schema), limit=limits.columns
        )
    if not len(schema):
        raise FileRefused("empty_file", where=source.name)
    names = numbered(list(schema))
    keys = list(schema)

    def read(wanted: Sequence[int]) -> Iterator[Chunk]:
        chosen = [names[at] for at in wanted]
        for chunk in _chunks(source, rows, limits.chunk, [keys[at] for at in wanted]):
            yield whole_rows(chunk, chosen, limits.cell)

    kinds: dict[str, CellKind] = {}
    for name, key in zip(names, keys, strict=True):
        kind = _kind(schema[key])
        if kind is not None:
            kinds[name] = kind
    facts = Facts("parquet", header_row=0)
    return Table(source.name, facts, names, read, total=rows, kinds=kinds)


def _scanned(source: Source) -> pl.LazyFrame:
    if source.path is not None:
        return pl.scan_parquet(source.path, glob=False)
    return pl.scan_parquet(io.BytesIO(source.everything(_WHOLE)))


def _schema(source: Source) -> pl.Schema:
    try:
        return _scanned(source).collect_schema()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise FileRefused("bad_parquet", where=source.name) from None


def _chunks(source: Source, rows: int, size: int, keys: Sequence[str]) -> Iterator[Chunk]:
    frame = _scanned(source).select(pl.col(key) for key in keys)
    together = size * _CHUNKS_AT_ONCE
    for start in range(0, rows, together):
        try:
            part = frame.slice(start, together).collect()
            texts = [_texts(part[key]) for key in keys]
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
            raise FileRefused("bad_parquet", where=source.name) from None
        for first in range(start, min(start + together, rows), size):
            columns = [text.slice(first - start, size).to_list() for text in texts]
            last = min(first + size, rows)
            yield Chunk(first // size, range(first + 1, last + 1), columns, [])


def _texts(column: pl.Series) -> pl.Series:
    kind = column.dtype
    if isinstance(kind, pl.Datetime):
        mark = "Z" if kind.time_zone else ""
        utc = column.dt.convert_time_zone("UTC") if kind.time_zone else column
        text = utc.dt.to_string("%Y-%m-%d %H:%M:%S%.6f") + mark
    elif kind.is_float():
        text = column.cast(pl.String).str.strip_suffix(".0")
    elif kind.is_nested():
        text = (
            column.to_frame("value").select(pl.struct("value").struct.json_encode()).to_series()
        )
    else:
        text = column.cast(pl.String, strict=False)
    return text.fill_null("")


def _kind(kind: pl.DataType) -> CellKind | None:
    if kind == pl.Boolean:
        return "flag"
    return "number" if kind.is_numeric() else None
