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

from tropa.condition.over_batch import fields_in, over_batch
from tropa.condition.syntax import Condition
from tropa.event import IDENTIFY, event_name
from tropa.map.document import Map, Touchpoint
from tropa.place.program import FIRST_SIGN, INBOUND, TWO_WAY
from tropa.place.rules import PAID_ROW, REFUNDED_ROW, Edition, value_rows
from tropa.place.set_by_hand import ByHand, codes_by_hand, set_by_hand
from tropa.place.stated import (
    CURRENCY_FIELD,
    Some,
    SomeEvents,
    amounts_of,
    pauses_of,
    reasons_of,
    sums_of,
)
from tropa.trail import Column, TrailBatch

Int64 = NDArray[np.int64]
TOUCHPOINT_FIELD: Final = "touchpoint"


# Columns of `Signed.sets`.
MASK, SIGN_FROM, SIGN_TO, RULE_FROM, RULE_TO, SET_STAGE, SET_WHY = range(7)


class Signed(NamedTuple):
    """What the kernel reads of a batch's events."""

    touch: NDArray[np.uint16]
    """For each event its touchpoint's number from 1, or 0."""
    sign: NDArray[np.uint32]
    """For each event the number of its set of signs; set 0 is empty."""
    sets: Int64
    """A set of signs a row: MASK (as bits), where its SIGNs and the RULEs it may fulfil lie.

    A move made by hand has a set of its own without any sign: the stage it sets (SET_STAGE, -1
    in all other sets) and the number of its reason (SET_WHY).
    """
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
    map_, notes = edition.map, dict[str, int]()
    reason, known = reasons_of(batch, map_, touch)
    by_hand = set_by_hand(batch, map_)
    # Sets of moves by hand stand behind all others.
    sign[by_hand.rows] = by_hand.which + len(masks)
    sets, members = _sets(masks, by_hand, known, edition)
    readers: dict[str, Callable[[], Some]] = {
        "paid": lambda: amounts_of(batch, map_, touch, map_.money.paid, notes),
        "refunded": lambda: amounts_of(batch, map_, touch, map_.money.refunded, notes),
        "until": lambda: pauses_of(batch, map_, touch),
        "reason": lambda: reason,
    }
    found = [readers[name]() for name in value_rows(map_)] + sums_of(batch, edition, touch)
    values = np.zeros((len(found), batch.events), np.int64)
    for at, (rows, numbers) in enumerate(found):
        values[at, rows] = numbers
    refunded = amount_rows(edition)[1]
    if refunded >= 0:
        # Some systems write money given back with a minus.
        np.abs(values[refunded], out=values[refunded])
    return Classified(Signed(touch, sign, sets, members, values), tuple(known), notes)


def amount_rows(edition: Edition) -> tuple[int, int]:
    """The rows of `Signed.values` with payments and with money given back; -1 for none."""
    numbers = edition.rules.numbers
    return int(numbers[PAID_ROW]), int(numbers[REFUNDED_ROW])


def _sets(
    masks: list[int], by_hand: ByHand, known: dict[str, int], edition: Edition
) -> tuple[Int64, Int64]:
    """The sets of signs; reasons of moves by hand join those already known."""
    triggers = [program.triggers for program in edition.programs]
    sets: list[tuple[int, int, int, int, int, int, int]] = []
    members: list[int] = []
    for mask in masks:
        signs = [bit for bit in range(edition.signs) if mask >> bit & 1]
        rules = [rule for rule, bits in enumerate(triggers) if bits & mask]
        at, between = len(members), len(members) + len(signs)
        members += signs + rules
        sets.append((mask, at, between, between, len(members), -1, 0))
    for stage, why in by_hand.moves:
        sets.append((0, 0, 0, 0, 0, stage, known.setdefault(why, len(known))))
    return np.asarray(sets, np.int64), np.asarray(members, np.int64)


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
    for code in codes_by_hand(batch.names):
        # What the team says of a person is no act of theirs, whatever a map makes of its name.
        touch[batch.code == code] = 0
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
) -> tuple[NDArray[np.uint32], list[int]]:
    map_, tables = edition.map, edition.tables
    base = [0, *(_own_signs(one) for one in map_.touchpoints)]
    partial: list[tuple[int, Condition, int]] = []
    for at, sign in enumerate(tables.signs):
        bit = at + FIRST_SIGN
        if sign.touchpoint >= 0 and sign.test is None:
            base[sign.touchpoint + 1] |= 1 << bit
        elif sign.test is not None:
            partial.append((sign.touchpoint + 1, sign.test, 1 << bit))
    answered = 1 << INBOUND | 1 << TWO_WAY
    partial += [
        (number, one.answered, answered)
        for number, one in enumerate(map_.touchpoints, 1)
        if one.answered is not None and not one.from_buyer
    ]
    sets = {0: 0}
    plain = [sets.setdefault(mask, len(sets)) for mask in base]
    signs = np.asarray(plain, np.uint32)[touch]
    for number, test, bits in partial:
        _add_bits(signs, _passing(batch, touch, number, test), bits, sets)
    return signs, list(sets)


def _passing(
    batch: TrailBatch, touch: NDArray[np.uint16], number: int, test: Condition
) -> NDArray[np.intp]:
    """The events of a touchpoint that pass a test."""
    if number == 0:
        # A test of traits concerns every touch of the map.
        return np.flatnonzero(over_batch(test, _Traits(batch)) & (touch != 0))
    rows = np.flatnonzero(touch == number)
    return rows[over_batch(test, SomeEvents(batch, rows))]


def _add_bits(
    signs: NDArray[np.uint32], rows: NDArray[np.intp], bits: int, sets: dict[int, int]
) -> None:
    """Some events have more signs: theirs are other sets, numbered as they first occur."""
    before, masks = signs[rows], list(sets)
    after = np.zeros(len(masks), np.uint32)
    for number in np.flatnonzero(np.bincount(before)).tolist():
        after[number] = sets.setdefault(masks[number] | bits, len(sets))
    signs[rows] = after[before]


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
