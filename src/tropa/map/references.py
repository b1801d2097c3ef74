"""The names a condition uses, each with its place in the text and the kinds it may be."""

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


def names_in(tree: Condition) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Name, kinds it may be, and where its test begins in the text."""
    for node in walk(tree):
        at = node.span[0]
        match node:
            case Did(touchpoint=name, after=after):
                yield name, ("touchpoint",), at
                if after:
                    yield after, ("touchpoint",), at
            case CountOf(touchpoint=name) | SumOf(touchpoint=name) | Nth(touchpoint=name):
                yield name, ("touchpoint",), at
            case TimeAfter(name=name):
                yield name, ("touchpoint", "stage"), at
            case LostAt(stage=name) | Entered(stage=name) | InStage(stage=name):
                yield name, ("stage",), at
            case InSegment(segment=name):
                yield name, ("segment",), at
            case _:
                pass
