"""A question of attribution told again: one person at a time, plain lists, fractions.

A trail is a person's rows in the order of time: instant, event, properties.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reference import attribution as slowly
from reference.attribution import Credit, Row, Way
from tropa.money import decimal_of
from tropa.trail import Scalar

Event = tuple[int, str, Mapping[str, Scalar]]
Trail = Sequence[Event]


@dataclass(frozen=True)
class Asked:
    """What a question asks, in plain values."""

    conversion: str
    field: str
    """Empty where events get the credit."""
    value: str
    within: int | None
    cut: bool
    rest: bool
    once: bool
    since: float
    until: float
    as_of: int
    order: int


def ways(trails: Sequence[Trail], asked: Asked) -> list[Way]:
    """Everybody's paths that end in the period."""
    found = [
        way
        for trail in trails
        for ends, way in slowly.ways_of(
            _rows(trail, asked), asked.within, cut=asked.cut, rest=asked.rest
        )
        if asked.since <= ends < asked.until
    ]
    return [slowly.once(way) for way in found] if asked.once else found


def _rows(trail: Trail, asked: Asked) -> list[Row]:
    rows: list[Row] = []
    for at, name, fields in trail:
        if at > asked.as_of:
            continue
        converts = name == asked.conversion
        label = label_of(fields.get(asked.field)) if asked.field else name
        if name == "identify" or (converts and not asked.field):
            label = None
        rows.append(Row(at, label, converts, worth(fields.get(asked.value))))
    return rows


def label_of(value: Scalar | None) -> str | None:
    """A value as people write it; an empty one is none."""
    if value is None or value == "":
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def worth(value: Scalar | None) -> int:
    """Billionths; what is no number is worth nothing."""
    exact = None if value is None else decimal_of(value)
    return 0 if exact is None else round(exact * 10**9)


def shared(
    found: Sequence[Way], model: str, order: int, half_life: int, direct: frozenset[str]
) -> tuple[Credit, Credit]:
    """Conversions and their worth, by label."""
    if model in ("markov", "shapley"):
        return _by_data(found, model, order)
    rules: dict[str, Callable[[Way], list[Fraction]]] = {
        "first": slowly.first,
        "last": slowly.last,
        "last_significant": lambda way: slowly.last_significant(way, direct),
        "linear": slowly.linear,
        "position": lambda way: slowly.position(way, Fraction(2, 5)),
        "time_decay": lambda way: slowly.time_decay(way, way.at[-1], half_life),
    }
    sold = [way for way in found if way.converted]
    return slowly.credit(sold, rules[model]), slowly.value(sold, rules[model])


def _by_data(found: Sequence[Way], model: str, order: int) -> tuple[Credit, Credit]:
    labels = sorted({label for way in found for label in way.labels})
    touched = [way for way in found if way.labels]
    bare = [way for way in found if not way.labels]
    parts = slowly.markov(touched, labels, order) if model == "markov" else {}
    both: list[Credit] = []
    for count in ("converted", "value"):
        whole = sum(getattr(way, count) for way in touched)
        credit: Credit = {}
        for label, part in parts.items():
            credit[label] = part * whole
        if model == "shapley":
            counted = [Way(way.labels, getattr(way, count), 0, 0) for way in touched]
            credit = {**slowly.shapley_by_conversions(counted, labels)}
        if bare:
            credit[None] = Fraction(sum(getattr(way, count) for way in bare))
        both.append(credit)
    return both[0], both[1]
