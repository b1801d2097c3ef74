"""Trails of some persons gathered from several shelves, ready to be placed."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tropa.parts.shelf import Shelf
from tropa.trail import Column, Scalar, TrailBatch, absent, code_type

Int64 = NDArray[np.int64]


def gather(
    bases: Sequence[Shelf],
    tail: Sequence[Shelf],
    persons: Int64,
    names: tuple[str, ...],
    fields: Iterable[str],
    voided: Int64,
    since: Mapping[int, int] | None = None,
) -> TrailBatch:
    """The whole trails of some persons.

    Args:
        bases: shelves of the parts these persons lie in.
        tail: fresher shelves, in order.
        persons: numbers, rising.
        names: the workspace's list of event names.
        fields: properties wanted as columns.
        voided: keys of events that never were, rising; they are left out.
        since: for a person gathered anew, the first shelf of the tail that counts, from 1.
    """
    shelves = [*bases, *tail]
    rows, owner = _rows(bases, tail, persons, since or {})
    time = _joined([shelf.time for shelf in shelves], rows)
    key = _joined([shelf.key for shelf in shelves], rows)
    sequence = _joined([shelf.sequence for shelf in shelves], rows)
    order = np.lexsort((key, sequence, time, owner))
    if len(voided):
        kept = key[order]
        at = np.searchsorted(voided, kept)
        order = order[voided[np.minimum(at, len(voided) - 1)] != kept]
    counts = np.bincount(owner[order], minlength=len(persons))
    code = _joined([shelf.code for shelf in shelves], rows)
    fields = list(fields)
    for shelf, at in zip(shelves, rows, strict=True):
        if len(at):
            shelf.learn(fields)
    has_deals = any(len(shelf.deal) for shelf in shelves)
    deal = (
        _joined([_deals(shelf) for shelf in shelves], rows)[order] if has_deals else _NO_DEALS
    )
    return TrailBatch(
        persons=persons,
        offsets=np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        time=time[order],
        code=code[order].astype(np.uint16),
        names=names,
        key=key[order],
        deal=deal if deal.any() else _NO_DEALS,
        columns={name: _column(shelves, name, rows, order) for name in fields},
    )


def as_they_lie(
    shelf: Shelf, names: tuple[str, ...], fields: Iterable[str], voided: Int64
) -> TrailBatch:
    """The trails of a base, nothing copied unless some of its events never were.

    Args:
        shelf: the base.
        names: the workspace's list of event names.
        fields: properties wanted as columns.
        voided: keys of events that never were, rising.
    """
    fields = list(fields)
    shelf.learn(fields)
    if len(voided):
        return gather([shelf], [], shelf.persons, names, fields, voided)
    return TrailBatch(
        persons=shelf.persons,
        offsets=shelf.offsets,
        time=shelf.time,
        code=shelf.code,
        names=names,
        key=shelf.key,
        deal=shelf.deal,
        columns={name: shelf.column(name) for name in fields},
    )


_NO_DEALS: Int64 = np.zeros(0, np.int64)


def _rows(
    bases: Sequence[Shelf], tail: Sequence[Shelf], persons: Int64, since: Mapping[int, int]
) -> tuple[list[Int64], Int64]:
    """For each shelf the rows to take, and for all rows taken the index of their person."""
    first = np.asarray([since.get(int(person), 0) for person in persons], np.int64)
    rows: list[Int64] = []
    owners: list[Int64] = []
    for number, shelf in [*((0, base) for base in bases), *enumerate(tail, 1)]:
        begin, end = shelf.ranges(persons)
        sizes = np.where(first <= number, end - begin, 0)
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        at = np.arange(total) + np.repeat(begin - (ends - sizes), sizes)
        rows.append(at)
        owners.append(np.repeat(np.arange(len(persons)), sizes))
    return rows, np.concatenate(owners) if owners else np.zeros(0, np.int64)


def _joined(arrays: Sequence[NDArray[np.integer]], rows: Sequence[Int64]) -> Int64:
    if not arrays:
        return np.zeros(0, np.int64)
    taken = [array[at] for array, at in zip(arrays, rows, strict=True)]
    return np.concatenate(taken).astype(np.int64, copy=False)


def _deals(shelf: Shelf) -> Int64:
    return shelf.deal if len(shelf.deal) else np.zeros(shelf.events, np.int64)


def _column(
    shelves: Sequence[Shelf], name: str, rows: Sequence[Int64], order: NDArray[np.intp]
) -> Column:
    """One property over several shelves: their dictionaries are united."""
    numbers: dict[Scalar, int] = {}
    values: list[Scalar | None] = [None]
    codes: list[NDArray[np.uint32]] = []
    for shelf, at in zip(shelves, rows, strict=True):
        if not len(at):
            continue
        column = shelf.column(name)
        taken = column.codes[at]
        table = np.zeros(len(column.values), np.uint32)
        for code in map(int, np.unique(taken)):
            value = column.values[code]
            if value is None:
                continue
            number = numbers.setdefault(value, len(values))
            if number == len(values):
                values.append(value)
            table[code] = number
        codes.append(table[taken])
    if len(values) == 1:
        return absent(len(order))
    united = np.concatenate(codes)[order]
    return Column(tuple(values), united.astype(code_type(len(values))))
