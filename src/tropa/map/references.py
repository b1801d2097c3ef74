"""The names a condition uses, each with its place in the text and the kinds it may be."""

import re
from collections.abc import Iterator

from tropa.condition.syntax import (
    Condition,
    CountOf,
    Did,
    Entered,
    InSegment,
    InStage,
    LostAt,
    Nth,
    SumOf,
    TimeAfter,
    walk,
)


def names_in(tree: Condition, text: str) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Each name, the kinds it may be, and where it stands in the text."""
    for node in walk(tree):
        for name, kinds, first in _names(node):
            places = [
                match.start()
                for match in re.finditer(rf"\b{re.escape(name)}\b", text[: node.span[1]])
                if match.start() >= node.span[0]
            ]
            yield name, kinds, places[0 if first else -1]


def _names(node: Condition) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Name, kinds, and whether the first such word of the test is meant or the last."""
    match node:
        case Did(touchpoint=name, after=after):
            yield name, ("touchpoint",), True
            if after:
                yield after, ("touchpoint",), False
        case CountOf(touchpoint=name) | SumOf(touchpoint=name) | Nth(touchpoint=name):
            yield name, ("touchpoint",), True
        case TimeAfter(name=name):
            yield name, ("touchpoint", "stage"), True
        case LostAt(stage=name) | Entered(stage=name) | InStage(stage=name):
            yield name, ("stage",), True
        case InSegment(segment=name):
            yield name, ("segment",), True
        case _:
            pass
