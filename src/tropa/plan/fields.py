"""The inverse of a condition on fields: values for which it holds.

A condition is spread into alternatives, each a list of tests that must hold and tests that must
not. Every field is then given the first value that passes all its tests: one the tests
themselves name, one of the hints, or none at all where the field may be absent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, product
from typing import Final, TypeAlias

from tropa.condition.over_batch import answer
from tropa.condition.syntax import And, Condition, FieldTest, Not, Or
from tropa.trail import Scalar

Literal_: TypeAlias = tuple[FieldTest, bool]
"""A test, and whether it must hold or must not."""
Hints: TypeAlias = Mapping[str, Sequence[Scalar]]

ALTERNATIVES_AT_MOST: Final = 64
"""Of a condition with more ways to hold, so many are looked at."""

_ANYTHING: Final[tuple[Scalar, ...]] = ("other", 1, 0, 1_000_000, -1, True, False)


@dataclass(frozen=True, slots=True)
class Fields:
    """Values of an event's fields, and the fields it must not have."""

    values: tuple[tuple[str, Scalar], ...]
    absent: frozenset[str]


def fitting(
    wanted: Sequence[Condition], unwanted: Sequence[Condition], hints: Hints
) -> Iterator[Fields]:
    """Values for which all of `wanted` hold and none of `unwanted`, each set once.

    Args:
        wanted: conditions on fields.
        unwanted: conditions on fields.
        hints: values worth trying before any other, by field.
    """
    parts = [_spread(one, holds=True) for one in wanted]
    parts += [_spread(one, holds=False) for one in unwanted]
    seen: set[Fields] = set()
    for joined in islice(product(*parts), ALTERNATIVES_AT_MOST):
        found = _solved(list(chain.from_iterable(joined)), hints)
        if found is not None and found not in seen:
            seen.add(found)
            yield found


def _spread(tree: Condition, *, holds: bool) -> list[list[Literal_]]:
    """The alternatives under which the condition holds, or does not."""
    match tree:
        case Not(part):
            return _spread(part, holds=not holds)
        case And(parts) | Or(parts):
            spread = [_spread(part, holds=holds) for part in parts]
            if isinstance(tree, And) == holds:
                joined = islice(product(*spread), ALTERNATIVES_AT_MOST)
                return [list(chain.from_iterable(one)) for one in joined]
            return list(chain.from_iterable(spread))[:ALTERNATIVES_AT_MOST]
        case FieldTest():
            return [[(tree, holds)]]
        case _:
            return []


def _solved(literals: list[Literal_], hints: Hints) -> Fields | None:
    values: list[tuple[str, Scalar]] = []
    absent: set[str] = set()
    by_field: dict[str, list[Literal_]] = {}
    for test, holds in literals:
        by_field.setdefault(test.field, []).append((test, holds))
    for field, tests in by_field.items():
        passing = [value for value in _candidates(field, tests, hints) if _passes(value, tests)]
        if not passing:
            return None
        if passing[0] is None:
            absent.add(field)
        else:
            values.append((field, passing[0]))
    return Fields(tuple(values), frozenset(absent))


def _passes(value: Scalar | None, tests: list[Literal_]) -> bool:
    return all(answer(test, value) == holds for test, holds in tests)


def _candidates(field: str, tests: list[Literal_], hints: Hints) -> Iterator[Scalar | None]:
    yield from hints.get(field, ())
    asked = any(holds for _, holds in tests)
    if not asked:
        yield None
    for test, _ in tests:
        yield from _named(test)
    yield from _ANYTHING
    yield None


def _named(test: FieldTest) -> Iterator[Scalar]:
    """Values the test itself speaks of, and their neighbours."""
    named = test.value if isinstance(test.value, tuple) else (test.value,)
    for value in named:
        if isinstance(value, bool):
            yield value
        elif isinstance(value, str):
            yield value.replace("*", "page") if test.compare == "matches" else value
        elif value is not None:
            # A whole number is written as one: an event never says `3.0`.
            exact = int(value) if float(value).is_integer() else value
            yield from (exact, exact + 1, exact - 1)
