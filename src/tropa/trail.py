"""Many persons' events in columns: sorted by person, then time, sequence and event id.

Shapes: `n` persons, `m` events; `offsets[p] : offsets[p + 1]` are the events of person `p`.
Properties are dictionary-coded: a short list of distinct values and, for each event, the number
of its value, 0 where the event has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Int64: TypeAlias = NDArray[np.int64]
Codes: TypeAlias = NDArray[np.unsignedinteger]
Scalar: TypeAlias = str | int | float | bool

NO_DEAL: Final = 0

_Array = TypeVar("_Array", bound=NDArray[Any])


def fixed(array: _Array) -> _Array:
    """The same column, not to be written to.

    So is what is read from a file. To a kernel both are one, and it is compiled once.
    """
    same = array.view()
    same.flags.writeable = False
    return same


def fix_columns(table: object) -> None:
    """Whoever has a table, a frozen dataclass, changes none of its columns."""
    for one in fields(table):  # pyright: ignore[reportArgumentType] - any dataclass
        if isinstance(column := getattr(table, one.name), np.ndarray):
            object.__setattr__(table, one.name, fixed(column))  # pyright: ignore[reportUnknownArgumentType] - any array


@dataclass(frozen=True, slots=True)
class Column:
    """A property of every event of a batch, dictionary-coded."""

    values: tuple[Scalar | None, ...]
    """The distinct values; the first stands for «absent» and is None."""
    codes: Codes
    """For each event, the number of its value."""


@dataclass(frozen=True)
class TrailBatch:
    """Trails of some persons, ready to be placed."""

    persons: Int64
    """n person numbers, rising."""
    offsets: Int64
    """n + 1."""
    time: Int64
    """m instants, µs UTC."""
    code: NDArray[np.uint16]
    """m event names, as numbers of `names`."""
    names: tuple[str, ...]
    key: Int64
    """m event keys (`tropa.event.event_key`): causes and journeys are named by them."""
    deal: Int64
    """m deal numbers, 0 for none; an empty array when no event has one."""
    columns: Mapping[str, Column] = field(default_factory=dict[str, Column])
    """Properties some condition or measure asks for, by field name."""

    def __post_init__(self) -> None:
        fix_columns(self)

    @property
    def events(self) -> int:
        return len(self.time)

    def column(self, name: str) -> Column:
        """The property, absent everywhere when no event has it."""
        known = self.columns.get(name)
        return known if known is not None else absent(self.events)


def absent(events: int) -> Column:
    """A property that no event has."""
    return Column((None,), np.zeros(events, np.uint8))


def code_type(values: int) -> type[np.unsignedinteger]:
    """The narrowest type that numbers so many values."""
    if values <= np.iinfo(np.uint8).max + 1:
        return np.uint8
    return np.uint16 if values <= np.iinfo(np.uint16).max + 1 else np.uint32


def encode(values: list[Scalar | None]) -> Column:
    """A property given event by event as a dictionary-coded column."""
    numbers: dict[tuple[type, Scalar], int] = {}
    distinct: list[Scalar | None] = [None]
    codes = np.zeros(len(values), np.uint32)
    for at, value in enumerate(values):
        if value is None:
            continue
        # 1, 1.0 and True are equal to Python and not to people.
        number = numbers.setdefault((type(value), value), len(distinct))
        if number == len(distinct):
            distinct.append(value)
        codes[at] = number
    return Column(tuple(distinct), codes.astype(code_type(len(distinct))))
