"""Attribution counted slowly: path by path, by fractions, and over all orders of labels.

A way is the labels of a path in order, then how many converted, their value, how many did not.
Credits are by label; conversions before which nobody was met stand under None.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, permutations

Label = str | None
Credit = dict[Label, Fraction]


@dataclass(frozen=True)
class Way:
    """One path."""

    labels: tuple[str, ...]
    converted: int
    value: int
    lost: int
    at: tuple[int, ...] = ()


def credit(ways: Sequence[Way], parts: Callable[[Way], list[Fraction]]) -> Credit:
    """Conversions shared way by way."""
    return _shared(ways, parts, lambda way: way.converted)


def value(ways: Sequence[Way], parts: Callable[[Way], list[Fraction]]) -> Credit:
    """Their worth shared the same."""
    return _shared(ways, parts, lambda way: way.value)


def _shared(
    ways: Sequence[Way], parts: Callable[[Way], list[Fraction]], count: Callable[[Way], int]
) -> Credit:
    found: Credit = {}
    for way in ways:
        if not way.labels:
            found[None] = found.get(None, Fraction(0)) + count(way)
            continue
        for label, part in zip(way.labels, parts(way), strict=True):
            found[label] = found.get(label, Fraction(0)) + part * count(way)
    return found


# ---------------------------------------------------------------- rules


def first(way: Way) -> list[Fraction]:
    return [Fraction(int(at == 0)) for at in range(len(way.labels))]


def last(way: Way) -> list[Fraction]:
    return first(way)[::-1]


def last_significant(way: Way, direct: frozenset[str]) -> list[Fraction]:
    plain = [at for at, label in enumerate(way.labels) if label not in direct]
    chosen = plain[-1] if plain else len(way.labels) - 1
    return [Fraction(int(at == chosen)) for at in range(len(way.labels))]


def linear(way: Way) -> list[Fraction]:
    return [Fraction(1, len(way.labels))] * len(way.labels)


def position(way: Way, ends: Fraction) -> list[Fraction]:
    steps = len(way.labels)
    if steps <= 2:
        return linear(way)
    return [ends, *[(1 - 2 * ends) / (steps - 2)] * (steps - 2), ends]


def time_decay(way: Way, converted_at: int, half_life: int) -> list[Fraction]:
    """By the time from each touch to the conversion itself."""
    kept = [Fraction(0.5 ** ((converted_at - at) / half_life)) for at in way.at]
    return [one / sum(kept) for one in kept]


def once(way: Way) -> Way:
    """The same with a label touched several times in a row touched once."""
    fresh = [
        at for at, label in enumerate(way.labels) if at == 0 or way.labels[at - 1] != label
    ]
    return Way(
        tuple(way.labels[at] for at in fresh),
        way.converted,
        way.value,
        way.lost,
        tuple(way.at[at] for at in fresh if way.at),
    )


# ---------------------------------------------------------------- Markov

State = tuple[str, ...]
CONVERTED, LOST = ("(converted)",), ("(lost)",)


def transitions(ways: Sequence[Way], order: int) -> dict[State, dict[State, Fraction]]:
    """Shares of those who left a state, by where they went; () is the start."""
    people: dict[State, dict[State, int]] = {}
    for way in ways:
        if not way.labels:
            continue
        states = [way.labels[max(0, at - order) : at] for at in range(len(way.labels) + 1)]
        moves = [(here, then, way.converted + way.lost) for here, then in pairwise(states)]
        moves += [(states[-1], CONVERTED, way.converted), (states[-1], LOST, way.lost)]
        for here, then, many in moves:
            row = people.setdefault(here, {})
            row[then] = row.get(then, 0) + many
    return {
        here: {then: Fraction(many, sum(row.values())) for then, many in row.items() if many}
        for here, row in people.items()
        if any(row.values())
    }


def converts(chain: dict[State, dict[State, Fraction]], without: str | None) -> Fraction:
    """The chance of converting from the start, when whoever comes to a label is lost."""
    states = [state for state in chain if without is None or state[-1:] != (without,)]
    rows: list[list[Fraction]] = []
    for state in states:
        # p(state) − Σ share · p(next) = share of the conversion
        row = [Fraction(int(state == other)) - chain[state].get(other, 0) for other in states]
        rows.append([*row, chain[state].get(CONVERTED, Fraction(0))])
    solution = eliminated(rows)
    return solution[states.index(())] if () in states else Fraction(0)


def eliminated(rows: list[list[Fraction]]) -> list[Fraction]:
    """Gauss and Jordan: unknowns on the left, known on the right."""
    for at in range(len(rows)):
        pivot = next(row for row in range(at, len(rows)) if rows[row][at])
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [one / rows[at][at] for one in rows[at]]
        for other in range(len(rows)):
            if other != at and rows[other][at]:
                times = rows[other][at]
                rows[other] = [
                    one - times * two for one, two in zip(rows[other], rows[at], strict=True)
                ]
    return [row[-1] for row in rows]


def removal(ways: Sequence[Way], labels: Sequence[str], order: int) -> dict[str, Fraction]:
    """For each label the part of the conversions that would be lost without it."""
    chain = transitions(ways, order)
    whole = converts(chain, None)
    if not whole:
        return dict.fromkeys(labels, Fraction(0))
    return {label: 1 - converts(chain, label) / whole for label in labels}


def markov(ways: Sequence[Way], labels: Sequence[str], order: int) -> dict[str, Fraction]:
    """The part of each label in all conversions with touches."""
    effects = removal(ways, labels, order)
    whole = sum(effects.values()) or Fraction(1)
    return {label: effect / whole for label, effect in effects.items()}


# ---------------------------------------------------------------- Shapley


def shapley(
    players: Sequence[str], worth: Callable[[frozenset[str]], Fraction]
) -> dict[str, Fraction]:
    """What each adds to those before it, on average over all orders."""
    added = dict.fromkeys(players, Fraction(0))
    orders = list(permutations(players))
    for order in orders:
        for at, player in enumerate(order):
            before = frozenset(order[:at])
            added[player] += worth(before | {player}) - worth(before)
    return {player: whole / len(orders) for player, whole in added.items()}


def shapley_by_conversions(ways: Sequence[Way], labels: Sequence[str]) -> dict[str, Fraction]:
    def worth(some: frozenset[str]) -> Fraction:
        return Fraction(
            sum(way.converted for way in ways if way.labels and some >= {*way.labels})
        )

    return shapley(labels, worth)


def shapley_by_rate(ways: Sequence[Way]) -> Credit:
    """Each path's conversions by the value of its own labels."""

    def worth(some: frozenset[str]) -> Fraction:
        within = [way for way in ways if way.labels and some >= {*way.labels}]
        people = sum(way.converted + way.lost for way in within)
        return Fraction(sum(way.converted for way in within), people or 1)

    found: Credit = {}
    for way in ways:
        players = sorted({*way.labels})
        values = shapley(players, worth) if way.converted else {}
        for label, one in values.items():
            part = one / worth(frozenset(players))
            found[label] = found.get(label, Fraction(0)) + part * way.converted
    return found


# ---------------------------------------------------------------- paths out of events


@dataclass(frozen=True)
class Row:
    """One event."""

    at: int
    label: str | None
    converts: bool
    value: int


def ways_of(
    person: Sequence[Row], within: int | None, *, cut: bool, rest: bool
) -> list[tuple[int, Way]]:
    """A person's paths and the instants they end at."""
    found: list[tuple[int, Way]] = []
    instants = sorted({row.at for row in person if row.converts})

    def touches(after: int | None, until: int) -> list[Row]:
        return [
            row
            for row in person
            if row.label is not None
            and row.at <= until
            and (within is None or until - row.at <= within)
            and (after is None or row.at > after)
        ]

    for number, instant in enumerate(instants):
        former = instants[number - 1] if cut and number else None
        made = [row.value for row in person if row.converts and row.at == instant]
        found.append((instant, _way(touches(former, instant), len(made), sum(made), 0)))
    after = instants[-1] if instants else None
    left = [
        row.at for row in person if row.label is not None and (after is None or row.at > after)
    ]
    if left and (rest or not instants):
        found.append((left[-1], _way(touches(after, left[-1]), 0, 0, 1)))
    return found


def _way(rows: Sequence[Row], converted: int, worth: int, lost: int) -> Way:
    labels = tuple(row.label for row in rows if row.label is not None)
    return Way(labels, converted, worth, lost, tuple(row.at for row in rows))
