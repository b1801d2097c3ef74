"""Properties as columns: JSON texts read once, the fields asked for dictionary-coded.

Values are kept as the texts they were written with, so that no digit is lost; `null`, lists and
objects count as absent. A nested field is asked for by its dotted path; where there is none, a
field that bears the whole path for its name answers. A list is asked for by a name that ends
in `[]` and is answered as it is written.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from tropa.trail import Column, absent, code_type

VALUES_AT_MOST: Final = 4_000_000
"""More distinct values of one property than this are cut: it is an id, not a property."""

_ROOMS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_OPENS: Final = b"{"
_MANY: Final = "[]"
_BEGINS: Final = b"["


class _Coding:
    """One field on its way to a column: each way a value is written has a number."""

    def __init__(self, rows: int, *, lists: bool = False) -> None:
        self.lists = lists
        self.numbers: dict[bytes, int] = {}
        self.codes = np.zeros(rows, np.uint32)

    def put(self, row: int, value: msgspec.Raw) -> None:
        written = bytes(value)
        number = self.numbers.get(written)
        if number is None:
            number = self.numbers[written] = len(self.numbers) + 1
        self.codes[row] = number

    def column(self) -> Column:
        """The values in their order."""
        texts = [self._text(written) for written in self.numbers]
        distinct = sorted({text for text in texts if text is not None})[:VALUES_AT_MOST]
        if not distinct:
            return absent(len(self.codes))
        places: dict[str | None, int] = {text: at for at, text in enumerate(distinct, 1)}
        table = np.asarray([0, *(places.get(text, 0) for text in texts)], np.uint32)
        codes: NDArray[np.unsignedinteger] = table[self.codes]
        return Column((None, *distinct), codes.astype(code_type(len(distinct) + 1)))

    def _text(self, written: bytes) -> str | None:
        is_list = self.lists and written.startswith(_BEGINS)
        return written.decode() if is_list else _text(written)


def property_columns(texts: Iterable[str], rows: int, names: Sequence[str]) -> list[Column]:
    """Columns of some fields.

    Args:
        texts: a JSON object each, perhaps empty.
        rows: how many.
        names: fields, dotted where nested.
    """
    coding = {name: _Coding(rows, lists=name.endswith(_MANY)) for name in names}
    lists = {name.removesuffix(_MANY): one for name, one in coding.items() if one.lists}
    nested = [(name, name.split("."), coding[name]) for name in names if "." in name]
    for row, text in enumerate(texts):
        if len(text) <= len("{}"):
            continue
        fields = _ROOMS.decode(text)
        for name, value in fields.items():
            known = coding.get(name)
            if known is not None:
                known.put(row, value)
            known = lists.get(name)
            if known is not None and bytes(value).startswith(_BEGINS):
                known.put(row, value)
        for _, steps, known in nested:
            value = _inside(fields, steps)
            if value is not None:
                known.put(row, value)
    return [coding[name].column() for name in names]


def _inside(fields: dict[str, msgspec.Raw], steps: Sequence[str]) -> msgspec.Raw | None:
    """What a path leads to, if it leads anywhere."""
    value = fields.get(steps[0])
    for step in steps[1:]:
        if value is None or not bytes(value).startswith(_OPENS):
            return None
        value = _ROOMS.decode(value).get(step)
    return value if value is not None and _text(bytes(value)) is not None else None


def _text(written: bytes) -> str | None:
    """A value's text; None for what counts as absent."""
    if written[:1] in (b"[", b"{") or written == b"null":
        return None
    if written[:1] == b'"':
        return msgspec.json.decode(written, type=str)
    return written.decode()
