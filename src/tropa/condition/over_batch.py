"""Tests of fields over dictionary-coded columns: one answer per event, all at once.

Each test is answered once per distinct value and looked up per event. What a test means:

* an absent field answers no comparison, not even `!=`; `exists` tells;
* a number written as text compares as a number with a number;
* `true` and `false` are also said by people and files: yes, да, 1, нет …;
* `matches` takes `*` for any run of characters and compares without case;
* a text compares exactly.
"""

from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from tropa.condition.syntax import And, Compare, Condition, FieldTest, Not, Or
from tropa.money import decimal_of
from tropa.trail import Column, Scalar

Truth = NDArray[np.bool_]

_YES: Final = frozenset({"true", "yes", "1", "да", "истина", "y", "t"})
_NO: Final = frozenset({"false", "no", "0", "нет", "ложь", "n", "f"})


class Fields(Protocol):
    """Whatever has events with properties."""

    @property
    def events(self) -> int: ...

    def column(self, name: str) -> Column: ...


def over_batch(tree: Condition, batch: Fields) -> Truth:
    """Whether the condition on fields holds, for each event of the batch.

    Raises:
        TypeError: the tree has a test that is not of fields; `check` refuses such a map.
    """
    match tree:
        case And(parts):
            return np.logical_and.reduce([over_batch(part, batch) for part in parts])
        case Or(parts):
            return np.logical_or.reduce([over_batch(part, batch) for part in parts])
        case Not(part):
            return ~over_batch(part, batch)
        case FieldTest():
            column = batch.column(tree.field)
            answers = [answer(tree, value) for value in column.values]
            return np.asarray(answers, np.bool_)[column.codes]
        case _:
            raise TypeError(type(tree).__name__)


def fields_in(tree: Condition) -> frozenset[str]:
    """The fields a condition on fields asks for."""
    match tree:
        case And(parts) | Or(parts):
            return frozenset[str]().union(*(fields_in(part) for part in parts))
        case Not(part):
            return fields_in(part)
        case FieldTest():
            return frozenset({tree.field})
        case _:
            return frozenset()


def answer(test: FieldTest, value: Scalar | None) -> bool:
    """One test of one value."""
    if value is None:
        return False
    if test.compare == "exists":
        return value != ""
    if test.compare == "in":
        options = test.value if isinstance(test.value, tuple) else (test.value,)
        return any(_equal(value, option) for option in options if option is not None)
    if test.compare == "matches":
        return glob(str(test.value).lower(), _text(value).lower())
    if test.value is None or isinstance(test.value, tuple):
        return False
    if test.compare in ("==", "!="):
        return _equal(value, test.value) == (test.compare == "==")
    return _ordered(test.compare, value, test.value)


def glob(pattern: str, text: str) -> bool:
    """Whether the whole text fits a pattern where `*` is any run of characters.

    Linear in the text for each star: no pattern can make it slow.
    """
    first, *rest = pattern.split("*")
    if not rest:
        return text == pattern
    last = rest.pop()
    if (
        not text.startswith(first)
        or len(text) < len(first) + len(last)
        or not text.endswith(last)
    ):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in rest:
        at = text.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True


def _equal(value: Scalar, wanted: Scalar) -> bool:
    if isinstance(wanted, bool):
        said = _text(value).strip().lower()
        return said in (_YES if wanted else _NO)
    if isinstance(wanted, str):
        return _text(value) == wanted
    number = decimal_of(value)
    return number is not None and float(number) == wanted


def _ordered(compare: Compare, value: Scalar, wanted: Scalar) -> bool:
    number = decimal_of(value)
    if number is None or isinstance(wanted, str):
        return False
    left, right = float(number), float(wanted)
    if compare == "<":
        return left < right
    if compare == "<=":
        return left <= right
    return left > right if compare == ">" else left >= right


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
