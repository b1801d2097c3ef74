"""Events to touches: which touchpoint, whose act, which signs, what amounts.

Everything that can be told from an event alone is told here, over columns, before placing
begins. Of several touchpoints that fit, the first in the map's list wins; an event may also
name its touchpoint itself, in its property `touchpoint`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Instant
from tropa.condition.over_batch import fields_in, over_batch
from tropa.condition.syntax import Condition
from tropa.event import IDENTIFY, event_name
from tropa.map.document import Map, Touchpoint
from tropa.moments import NoSuchMoment, read_moment
from tropa.money import decimal_of, minor_units
from tropa.place.program import FIRST_SIGN, INBOUND, SUM_SCALE, TWO_WAY
from tropa.place.rules import PAID_ROW, REFUNDED_ROW, Edition, value_rows
from tropa.trail import Column, Scalar, TrailBatch

Int64 = NDArray[np.int64]
Masks = NDArray[np.uint64]

TOUCHPOINT_FIELD: Final = "touchpoint"
CURRENCY_FIELD: Final = "currency"


# Columns of `Signed.sets`.
MASK, SIGN_FROM, SIGN_TO, RULE_FROM, RULE_TO = range(5)


class Signed(NamedTuple):
    """What the kernel reads of a batch's events."""

    touch: NDArray[np.uint16]
    """For each event its touchpoint's number from 1, or 0."""
    sign: NDArray[np.uint32]
    """For each event the number of its set of signs; set 0 is empty."""
    sets: Int64
    """A set of signs a row: MASK (as bits), where its SIGNs and the RULEs it may fulfil lie."""
    members: Int64
    """Signs and rules of all sets, one after another."""
    values: Int64
    """Numbers of events, a row for each kind the map reads (`rules.value_rows`), then sums."""


@dataclass(frozen=True)
class Classified:
    """A batch seen through one edition."""

    signed: Signed
    reasons: tuple[str, ...]
    """Texts of reasons; the first is empty."""
    notes: dict[str, int] = field(default_factory=dict[str, int])
    """What could not be counted, by reason: `other_currency`, `no_amount`."""


def fields_needed(edition: Edition) -> frozenset[str]:
    """The properties of events and traits this edition asks for."""
    map_, found = edition.map, {TOUCHPOINT_FIELD}
    conditions = [test for one in map_.touchpoints for test in (one.where, one.answered)]
    conditions += [sign.test for sign in edition.tables.signs]
    conditions += [test for _, _, test in edition.sales.tests]
    for condition in conditions:
        if condition is not None:
            found |= fields_in(condition)
    pairs = [
        map_.money.paid,
        map_.money.refunded,
        *(one.field for one in map_.outcomes.values()),
    ]
    found |= {pair[1] for pair in pairs if pair is not None}
    found |= {field_ for _, field_ in edition.tables.sums}
    if map_.money.paid or map_.money.refunded:
        found.add(CURRENCY_FIELD)
    return frozenset(found)


def classify(batch: TrailBatch, edition: Edition) -> Classified:
    """The batch's events as touches with signs and amounts, by one edition of a map."""
    touch = touchpoints_of(batch, edition.map)
    sign, masks = _signs(batch, edition, touch)
    notes: dict[str, int] = {}
    map_ = edition.map
    reason, reasons = _reasons(batch, map_, touch)
    readers: dict[str, Callable[[], Int64]] = {
        "paid": lambda: _amounts(batch, map_, touch, map_.money.paid, notes),
        # Some systems write money given back with a minus.
        "refunded": lambda: np.abs(_amounts(batch, map_, touch, map_.money.refunded, notes)),
        "until": lambda: _until(batch, map_, touch),
        "reason": lambda: reason,
    }
    values = [readers[name]() for name in value_rows(map_)] + _sums(batch, edition, touch)
    table = np.stack(values) if values else np.zeros((0, batch.events), np.int64)
    return Classified(Signed(touch, sign, *_sets(masks, edition), table), reasons, notes)


def amount_rows(edition: Edition) -> tuple[int, int]:
    """The rows of `Signed.values` with payments and with money given back; -1 for none."""
    numbers = edition.rules.numbers
    return int(numbers[PAID_ROW]), int(numbers[REFUNDED_ROW])


def _sets(masks: Masks, edition: Edition) -> tuple[Int64, Int64]:
    triggers = [program.triggers for program in edition.programs]
    sets: list[tuple[int, int, int, int, int]] = []
    members: list[int] = []
    for mask in masks.tolist():
        signs = [bit for bit in range(edition.signs) if mask >> bit & 1]
        rules = [rule for rule, bits in enumerate(triggers) if bits & mask]
        at, between = len(members), len(members) + len(signs)
        members += signs + rules
        sets.append((mask, at, between, between, len(members)))
    return np.asarray(sets, np.int64), np.asarray(members, np.int64)


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


class _Traits:
    """Traits as they were at each event: the latest value stated by an identify before it."""

    def __init__(self, batch: TrailBatch) -> None:
        self.batch = batch
        facts = [at for at, name in enumerate(batch.names) if name == IDENTIFY]
        self.states = np.isin(batch.code, facts)
        self.start = np.repeat(batch.offsets[:-1], np.diff(batch.offsets))

    @property
    def events(self) -> int:
        return self.batch.events

    def column(self, name: str) -> Column:
        column = self.batch.column(name)
        stated = self.states & (column.codes != 0)
        at = np.where(stated, np.arange(self.events), -1)
        latest = np.maximum.accumulate(at) if self.events else at
        known = latest >= self.start
        codes = np.where(known, column.codes[np.maximum(latest, 0)], 0)
        return Column(column.values, codes.astype(column.codes.dtype))


def touchpoints_of(batch: TrailBatch, map_: Map) -> NDArray[np.uint16]:
    """For each event its touchpoint's number from 1, or 0: the first in the list that fits."""
    fitting: list[list[int]] = [[] for _ in batch.names]
    for number, one in enumerate(map_.touchpoints, 1):
        for code, name in enumerate(batch.names):
            if event_name(name) in one.events:
                fitting[code].append(number)
    # Where one touchpoint alone can fit, and asks nothing more, a table answers.
    plain = [fits[0] if len(fits) == 1 and not _asks(map_, fits[0]) else 0 for fits in fitting]
    touch = np.asarray(plain or [0], np.uint16)[batch.code]
    for code, fits in enumerate(fitting):
        if fits and not plain[code]:
            rows = np.flatnonzero(batch.code == code)
            touch[rows] = _first_fit(SomeEvents(batch, rows), map_, fits)
    _by_name(batch, map_, touch)
    return touch


def _asks(map_: Map, number: int) -> bool:
    return map_.touchpoints[number - 1].where is not None


def _first_fit(rows: SomeEvents, map_: Map, fits: list[int]) -> NDArray[np.uint16]:
    found = np.zeros(rows.events, np.uint16)
    for number in fits:
        where = map_.touchpoints[number - 1].where
        holds = over_batch(where, rows) if where is not None else np.ones(rows.events, np.bool_)
        found[(found == 0) & holds] = number
    return found


def _by_name(batch: TrailBatch, map_: Map, touch: NDArray[np.uint16]) -> None:
    column = batch.columns.get(TOUCHPOINT_FIELD)
    if column is None:
        return
    numbers = [map_.touchpoint_index(str(value)) + 1 for value in column.values]
    named = np.asarray(numbers, np.uint16)[column.codes]
    np.copyto(touch, named, where=named != 0)


def _signs(
    batch: TrailBatch, edition: Edition, touch: NDArray[np.uint16]
) -> tuple[NDArray[np.uint32], Masks]:
    map_, tables = edition.map, edition.tables
    base = np.zeros(len(map_.touchpoints) + 1, np.uint64)
    for number, one in enumerate(map_.touchpoints, 1):
        base[number] = _own_signs(one)
    partial: list[tuple[int, Condition, int]] = []
    for at, sign in enumerate(tables.signs):
        bit = at + FIRST_SIGN
        if sign.touchpoint >= 0 and sign.test is None:
            base[sign.touchpoint + 1] |= np.uint64(1 << bit)
        elif sign.test is not None:
            partial.append((sign.touchpoint + 1, sign.test, 1 << bit))
    answered = 1 << INBOUND | 1 << TWO_WAY
    partial += [
        (number, one.answered, answered)
        for number, one in enumerate(map_.touchpoints, 1)
        if one.answered is not None and not one.from_buyer
    ]
    if not partial:
        masks, numbers = np.unique(np.append(base, np.uint64(0)), return_inverse=True)
        return numbers[:-1].astype(np.uint32)[touch], masks
    full = base[touch]
    for number, test, bits in partial:
        _add_bits(batch, touch, full, number, test, bits)
    masks, codes = np.unique(np.append(full, np.uint64(0)), return_inverse=True)
    return codes[:-1].astype(np.uint32), masks


def _add_bits(
    batch: TrailBatch,
    touch: NDArray[np.uint16],
    full: Masks,
    number: int,
    test: Condition,
    bits: int,
) -> None:
    if number == 0:
        # A test of traits concerns every touch of the map.
        full[over_batch(test, _Traits(batch)) & (touch != 0)] |= np.uint64(bits)
        return
    rows = np.flatnonzero(touch == number)
    full[rows[over_batch(test, SomeEvents(batch, rows))]] |= np.uint64(bits)


def _own_signs(one: Touchpoint) -> int:
    """Whose act a touch of this point is, before any answer is known."""
    kind = one.interaction
    if kind is not None and kind.passive:
        return 0
    if not one.from_buyer:
        return 0
    # A kind that sellers use, said of the buyer, is the buyer addressing us.
    two_way = kind is None or kind.two_way or not kind.inbound
    return 1 << INBOUND | (1 << TWO_WAY if two_way else 0)


def _amounts(
    batch: TrailBatch,
    map_: Map,
    touch: NDArray[np.uint16],
    pair: tuple[str, str] | None,
    notes: dict[str, int],
) -> Int64:
    if pair is None:
        return np.zeros(batch.events, np.int64)
    rows = np.flatnonzero(touch == map_.touchpoint_index(pair[0]) + 1)
    amounts = np.zeros(batch.events, np.int64)
    cells = SomeEvents(batch, rows)
    values = _numbers(cells.column(pair[1]), lambda value: minor_units(value, map_.currency))
    amounts[rows] = np.where(values == _NOTHING, 0, values)
    _note(notes, "no_amount", int(np.count_nonzero(values == _NOTHING)))
    currency = cells.column(CURRENCY_FIELD)
    foreign = np.asarray(
        [
            value is not None and str(value).strip().upper() not in ("", map_.currency)
            for value in currency.values
        ],
        np.bool_,
    )[currency.codes]
    amounts[rows[foreign]] = 0
    _note(notes, "other_currency", int(np.count_nonzero(foreign)))
    return amounts


def _until(batch: TrailBatch, map_: Map, touch: NDArray[np.uint16]) -> Int64:
    snooze = map_.outcomes.get("snooze")
    until = np.zeros(batch.events, np.int64)
    if snooze is None or snooze.field is None:
        return until

    def instant(value: Scalar) -> Instant | None:
        try:
            moment = read_moment(value, map_.zone)
        except NoSuchMoment:
            return None
        return moment.at if moment is not None else None

    rows = np.flatnonzero(touch == map_.touchpoint_index(snooze.field[0]) + 1)
    values = _numbers(SomeEvents(batch, rows).column(snooze.field[1]), instant)
    until[rows] = np.where(values == _NOTHING, 0, values)
    return until


def _reasons(
    batch: TrailBatch, map_: Map, touch: NDArray[np.uint16]
) -> tuple[Int64, tuple[str, ...]]:
    known: dict[str, int] = {"": 0}
    reason = np.zeros(batch.events, np.int64)
    for name, outcome in map_.outcomes.items():
        if outcome.field is None or name == "snooze":
            continue
        rows = np.flatnonzero(touch == map_.touchpoint_index(outcome.field[0]) + 1)
        column = SomeEvents(batch, rows).column(outcome.field[1])
        texts = ["" if value is None else str(value).strip() for value in column.values]
        numbers = [known.setdefault(text, len(known)) for text in texts]
        reason[rows] = np.asarray(numbers, np.int64)[column.codes]
    return reason, tuple(known)


def _sums(batch: TrailBatch, edition: Edition, touch: NDArray[np.uint16]) -> list[Int64]:
    sums: list[Int64] = []
    for sign, name in edition.tables.sums:
        number = edition.tables.signs[sign - FIRST_SIGN].touchpoint + 1
        rows = np.flatnonzero(touch == number)
        values = _numbers(SomeEvents(batch, rows).column(name), _scaled)
        row = np.zeros(batch.events, np.int64)
        row[rows] = np.where(values == _NOTHING, 0, values)
        sums.append(row)
    return sums


def _scaled(value: Scalar) -> int | None:
    exact = decimal_of(value)
    return None if exact is None or abs(exact) > 1e12 else round(exact * SUM_SCALE)


_NOTHING: Final = -(2**63)


def _numbers(column: Column, read: Callable[[Scalar], int | None]) -> Int64:
    """A column's values as whole numbers, read once per distinct value."""
    numbers = [None if value is None else read(value) for value in column.values]
    table = np.asarray([_NOTHING if number is None else number for number in numbers], np.int64)
    return table[column.codes]


def _note(notes: dict[str, int], name: str, count: int) -> None:
    if count:
        notes[name] = notes.get(name, 0) + count
