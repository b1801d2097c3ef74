"""What a Parquet file says of itself, read before any of its data.

Five megabytes can hold fifty million rows, and one page of a kilobyte can unpack to gigabytes.
The footer tells the rows of each row group; the header of each page tells its unpacked size.
Both are small records in Thrift's compact form: numbers of seven bits a byte, fields by their
distance from the one before.
"""

from typing import BinaryIO, Final, TypeAlias

from tropa.collect.source import FileRefused, Limits, Source

_MAGIC: Final = b"PAR1"
_LARGEST_FOOTER: Final = 64 << 20
_PAGE_HEADER: Final = 64 << 10
_PAGES: Final = 1_000_000
_DEEPEST: Final = 24

_Value: TypeAlias = "int | bytes | list[_Value] | _Record"
_Record: TypeAlias = dict[int, _Value]

# Types of the compact form.
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(
    1, 13
)

# Field numbers of the format's own records.
_FILE_ROWS, _FILE_GROUPS = 3, 4
_GROUP_COLUMNS, _GROUP_ROWS = 1, 3
_CHUNK_META = 3
_META_PACKED, _META_DATA, _META_DICTIONARY = 7, 9, 11
_PAGE_UNPACKED, _PAGE_PACKED = 2, 3


def checked_rows(source: Source, limits: Limits) -> int:
    """How many rows a file holds that may be read.

    Raises:
        FileRefused: damaged, too many rows, or a page that unpacks to too much.
    """
    with source.open() as file:
        try:
            meta = _footer(file)
            rows = _rows(meta)
            if rows > limits.rows:
                raise FileRefused("too_many_rows", where=source.name, n=rows, limit=limits.rows)
            largest = _largest_page(file, _records(meta, _FILE_GROUPS))
        except (_Damaged, IndexError, RecursionError, OverflowError):
            raise FileRefused("bad_parquet", where=source.name) from None
    if largest > limits.page:
        raise FileRefused("too_large", where=source.name, limit=limits.page >> 20)
    return rows


class _Damaged(Exception):
    """The bytes are no such record."""


def _footer(file: BinaryIO) -> _Record:
    end = file.seek(0, 2)
    if end < 12:
        raise _Damaged
    file.seek(end - 8)
    tail = file.read(8)
    size = int.from_bytes(tail[:4], "little")
    if tail[4:] != _MAGIC or size > min(end - 12, _LARGEST_FOOTER):
        raise _Damaged
    file.seek(end - 8 - size)
    return _Compact(file.read(size)).struct()


def _largest_page(file: BinaryIO, groups: list[_Record]) -> int:
    """The unpacked size of the largest page, from the headers of all pages."""
    largest = pages = 0
    for group in groups:
        for chunk in _records(group, _GROUP_COLUMNS):
            meta = _record(chunk, _CHUNK_META)
            starts = [_int(meta, one) for one in (_META_DATA, _META_DICTIONARY) if one in meta]
            at = min((one for one in starts if one > 0), default=0)
            end = at + _int(meta, _META_PACKED)
            while at < end:
                file.seek(at)
                reader = _Compact(file.read(_PAGE_HEADER))
                header = reader.struct()
                largest = max(largest, _int(header, _PAGE_UNPACKED))
                packed = _int(header, _PAGE_PACKED)
                pages += 1
                if packed < 0 or pages > _PAGES:
                    raise _Damaged
                at += reader.at + packed
    return largest


def _rows(meta: _Record) -> int:
    """The number of rows, as the file and its row groups state it alike."""
    groups = [_int(group, _GROUP_ROWS) for group in _records(meta, _FILE_GROUPS)]
    rows = _int(meta, _FILE_ROWS)
    if rows != sum(groups) or min(groups, default=0) < 0:
        raise _Damaged
    return rows


def _int(record: _Record, field: int) -> int:
    value = record.get(field)
    if not isinstance(value, int):
        raise _Damaged
    return value


def _records(record: _Record, field: int) -> list[_Record]:
    value = record.get(field, [])
    records = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    if not isinstance(value, list) or len(records) != len(value):
        raise _Damaged
    return records


def _record(record: _Record, field: int) -> _Record:
    value = record.get(field)
    if not isinstance(value, dict):
        raise _Damaged
    return value


class _Compact:
    """Reads records in Thrift's compact form."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.depth = 0

    def struct(self) -> _Record:
        """A record: its fields by number."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Damaged
        fields: _Record = {}
        number = 0
        while head := self._byte():
            step, kind = head >> 4, head & 15
            number = number + step if step else self._signed()
            fields[number] = self._bool(kind) if kind <= _FALSE else self._value(kind)
        self.depth -= 1
        return fields

    def _value(self, kind: int) -> _Value:
        if kind in (_I16, _I32, _I64):
            return self._signed()
        if kind == _BINARY:
            return self._bytes(self._varint())
        if kind in (_LIST, _SET):
            return self._listed()
        if kind == _STRUCT:
            return self.struct()
        if kind == _MAP:
            return self._mapped()
        if kind in (_BYTE, _TRUE, _FALSE):
            return self._byte()
        if kind == _DOUBLE:
            return self._bytes(8)
        raise _Damaged

    def _bool(self, kind: int) -> int:
        if not kind:
            raise _Damaged
        return int(kind == _TRUE)

    def _listed(self) -> list[_Value]:
        head = self._byte()
        size = head >> 4
        if size == 15:
            size = self._varint()
        if size > len(self.data):
            raise _Damaged
        return [self._value(head & 15) for _ in range(size)]

    def _mapped(self) -> list[_Value]:
        size = self._varint()
        if not size:
            return []
        kinds = self._byte()
        if size > len(self.data):
            raise _Damaged
        return [self._value(kind) for _ in range(size) for kind in (kinds >> 4, kinds & 15)]

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def _bytes(self, size: int) -> bytes:
        if size > len(self.data) - self.at:
            raise _Damaged
        self.at += size
        return self.data[self.at - size : self.at]

    def _varint(self) -> int:
        number = shift = 0
        while True:
            byte = self._byte()
            number |= (byte & 127) << shift
            if byte < 128:
                return number
            shift += 7
            if shift > 63:
                raise _Damaged

    def _signed(self) -> int:
        number = self._varint()
        return (number >> 1) ^ -(number & 1)
