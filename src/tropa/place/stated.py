"""What events state besides that they happened: amounts, the end of a pause, reasons, sums.

Each is a number for some of a batch's events, told over columns before placing begins.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Instant
from tropa.map.document import Map
from tropa.moments import NoSuchMoment, read_moment
from tropa.money import decimal_of, minor_units
from tropa.place.program import FIRST_SIGN, SUM_SCALE
from tropa.place.rules import Edition
from tropa.trail import Column, Scalar, TrailBatch

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Some: TypeAlias = tuple[NDArray[np.intp], Int64]
"""Some events, and a number for each; for all others it is 0."""
_NOBODY: Final[Some] = (np.zeros(0, np.intp), np.zeros(0, np.int64))

CURRENCY_FIELD: Final = "currency"


class SomeEvents:
    """Some events of a batch, for tests that concern only these."""

    def __init__(self, batch: TrailBatch, rows: NDArray[np.intp]) -> None:
        self.batch, self.rows = batch, rows

    @property
    def events(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Column:
        column = self.batch.column(name)
        return Column(column.values, column.codes[self.rows])


def amounts_of(
    batch: TrailBatch,
    map_: Map,
    touch: NDArray[np.uint16],
    pair: tuple[str, str] | None,
    notes: dict[str, int],
) -> Some:
    """Minor units of money, in or back; what of it could not be counted is noted."""
    if pair is None:
        return _NOBODY
    rows = np.flatnonzero(touch == map_.touchpoint_index(pair[0]) + 1)
    cells = SomeEvents(batch, rows)
    column = cells.column(pair[1])
    values, none = _numbers(column, lambda value: minor_units(value, map_.currency))
    _note(notes, "no_amount", int(np.count_nonzero(none)))
    currency = cells.column(CURRENCY_FIELD)
    foreign = np.asarray(
        [
            value is not None and str(value).strip().upper() not in ("", map_.currency)
            for value in currency.values
        ],
        np.bool_,
    )[currency.codes]
    _note(notes, "other_currency", int(np.count_nonzero(foreign)))
    return rows, np.where(foreign, 0, values)


def pauses_of(batch: TrailBatch, map_: Map, touch: NDArray[np.uint16]) -> Some:
    """Instants up to which a planned pause lasts."""
    snooze = map_.outcomes.get("snooze")
    if snooze is None or snooze.field is None:
        return _NOBODY

    def instant(value: Scalar) -> Instant | None:
        try:
            moment = read_moment(value, map_.zone)
        except NoSuchMoment:
            return None
        return moment.at if moment is not None else None

    rows = np.flatnonzero(touch == map_.touchpoint_index(snooze.field[0]) + 1)
    return rows, _numbers(SomeEvents(batch, rows).column(snooze.field[1]), instant)[0]


def reasons_of(
    batch: TrailBatch, map_: Map, touch: NDArray[np.uint16]
) -> tuple[Some, dict[str, int]]:
    """Numbers of reasons stated for ends, and the texts they stand for; 0 is none."""
    known: dict[str, int] = {"": 0}
    found = [_NOBODY]
    for name, outcome in map_.outcomes.items():
        if outcome.field is None or name == "snooze":
            continue
        rows = np.flatnonzero(touch == map_.touchpoint_index(outcome.field[0]) + 1)
        column = SomeEvents(batch, rows).column(outcome.field[1])
        texts = ["" if value is None else str(value).strip() for value in column.values]
        numbers = [known.setdefault(text, len(known)) for text in texts]
        found.append((rows, np.asarray(numbers, np.int64)[column.codes]))
    rows, reasons = (np.concatenate(both) for both in zip(*found, strict=True))
    return (rows, reasons), known


def sums_of(batch: TrailBatch, edition: Edition, touch: NDArray[np.uint16]) -> list[Some]:
    """For each sum the map keeps, what every event adds to it."""
    sums: list[Some] = []
    for sign, name in edition.tables.sums:
        number = edition.tables.signs[sign - FIRST_SIGN].touchpoint + 1
        rows = np.flatnonzero(touch == number)
        sums.append((rows, _numbers(SomeEvents(batch, rows).column(name), _scaled)[0]))
    return sums


def _scaled(value: Scalar) -> int | None:
    exact = decimal_of(value)
    return None if exact is None or abs(exact) > 1e12 else round(exact * SUM_SCALE)


def _numbers(column: Column, read: Callable[[Scalar], int | None]) -> tuple[Int64, Bools]:
    """A column's values as whole numbers, read once per distinct value; which are none."""
    numbers = [None if value is None else read(value) for value in column.values]
    table = np.asarray([number or 0 for number in numbers], np.int64)
    none = np.asarray([number is None for number in numbers], np.bool_)
    return table[column.codes], none[column.codes]


def _note(notes: dict[str, int], name: str, count: int) -> None:
    """Count what could not be counted, if there is any."""
    if count:
        notes[name] = notes.get(name, 0) + count
