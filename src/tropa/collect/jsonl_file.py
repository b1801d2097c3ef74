"""JSON, an object a line, or one list of objects.

The columns are the keys met among the first rows; a key inside an object is reached by a point:
`geo.city`. Numbers keep every digit they were written with.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final, TypeAlias, cast

import msgspec

from tropa.collect.headers import numbered
from tropa.collect.lines import Lines, is_broken
from tropa.collect.refuse_rows import refused
from tropa.collect.sniff import Wishes, encoding_of
from tropa.collect.source import STANDARD, FileRefused, Limits, Source
from tropa.collect.table import CellKind, Chunk, Facts, Table, whole_rows

_WHOLE: Final = 64 << 20
"""Bytes of a list of objects: unlike lines, it must be held whole."""
_DEEPEST: Final = 4

_Object: TypeAlias = dict[str, object]
_Row: TypeAlias = tuple[int, _Object | None, str]
"""Number of the row, its object, and the code of what is wrong with it."""

_READ: Final = msgspec.json.Decoder(float_hook=Decimal)
_WRITE: Final = msgspec.json.Encoder(decimal_format="number")


def open_jsonl(source: Source, wishes: Wishes, limits: Limits = STANDARD) -> Table:
    """A table over a file of JSON objects.

    Raises:
        FileRefused: no object among the first rows, too many keys, too long a list.
    """
    encoding = wishes.encoding or encoding_of(source)
    file = _File(source, encoding, limits)
    rows = [row for _, row, _ in islice(file.rows(), limits.chunk) if row is not None]
    paths: dict[str, tuple[str, ...]] = {}
    for row in rows:
        paths |= {".".join(path): path for path in _paths(row)}
    if not paths:
        raise FileRefused("bad_jsonl", where=source.name)
    if len(paths) > limits.columns:
        raise FileRefused(
            "too_many_columns", where=source.name, n=len(paths), limit=limits.columns
        )
    ways = list(paths.values())
    names = numbered(list(paths))
    kinds = dict(_kinds(names, ways, rows))

    def read(wanted: Sequence[int]) -> Iterator[Chunk]:
        return _chunks(file, [ways[at] for at in wanted], [names[at] for at in wanted])

    facts = Facts("jsonl", encoding.removesuffix("-sig"), header_row=0)
    return Table(source.name, facts, names, read, kinds=kinds)


@dataclass(frozen=True, slots=True)
class _File:
    """A file of objects, by lines or in one list."""

    source: Source
    encoding: str
    limits: Limits

    def rows(self) -> Iterator[_Row]:
        lines = Lines(self.source, self.encoding, "\n", self.limits)
        first = next((line for line in lines if line.strip()), "")
        if first.lstrip().startswith("["):
            yield from self._listed()
            return
        lines.at = 0
        for number, line in enumerate(lines, 1):
            lines.forget()
            if line.strip():
                yield number, *_read(line)

    def _listed(self) -> Iterator[_Row]:
        data = self.source.everything(min(_WHOLE, self.limits.unpacked))
        try:
            text = data.decode(self.encoding)
            items = cast("list[object]", _READ.decode(text))
        except (UnicodeDecodeError, msgspec.DecodeError, RecursionError):
            raise FileRefused("bad_jsonl", where=self.source.name) from None
        for number, item in enumerate(items, 1):
            yield number, *_object(item)


def _read(line: str) -> tuple[_Object | None, str]:
    if is_broken(line):
        return None, "broken_text"
    try:
        return _object(_READ.decode(line))
    except (msgspec.DecodeError, RecursionError):
        return None, "bad_json"


def _object(item: object) -> tuple[_Object | None, str]:
    if isinstance(item, dict):
        return cast("_Object", item), ""
    return None, "not_an_object"


def _paths(row: _Object, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in row.items():
        path = (*above, key)
        if isinstance(value, dict) and value and len(path) < _DEEPEST:
            yield from _paths(cast("_Object", value), path)
        else:
            yield path


def _kinds(
    names: Sequence[str], ways: Sequence[tuple[str, ...]], rows: Sequence[_Object]
) -> Iterator[tuple[str, CellKind]]:
    for name, way in zip(names, ways, strict=True):
        types = {type(value) for value in _values(rows, way)} - {type(None)}
        if types == {bool}:
            yield name, "flag"
        elif types and types <= {int, Decimal}:
            yield name, "number"


def _chunks(
    file: _File, ways: Sequence[tuple[str, ...]], names: Sequence[str]
) -> Iterator[Chunk]:
    rows, number, met = file.rows(), 0, 0
    while batch := list(islice(rows, file.limits.chunk)):
        met += len(batch)
        if met > file.limits.rows:
            raise FileRefused(
                "too_many_rows", where=file.source.name, n=met, limit=file.limits.rows
            )
        faults = [refused(at, code) for at, _, code in batch if code]
        numbers = [at for at, row, _ in batch if row is not None]
        objects = [row for _, row, _ in batch if row is not None]
        columns = [[_text(value) for value in _values(objects, way)] for way in ways]
        yield whole_rows(Chunk(number, numbers, columns, faults), names, file.limits.cell)
        number += 1


def _values(rows: Iterable[_Object], way: tuple[str, ...]) -> list[object]:
    if len(way) == 1:
        key = way[0]
        return [row.get(key) for row in rows]
    return [_inside(row, way) for row in rows]


def _inside(row: object, way: tuple[str, ...]) -> object:
    for key in way:
        if not isinstance(row, dict):
            return None
        row = cast("_Object", row).get(key)
    return row


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return _WRITE.encode(value).decode()
