"""Shares and lengths of time that stand in the same place of two answers of one question.

Rows of a list are the same row when they bear the same name (a step, a value, a period …), not
when they stand as far down: a value may be missing on one side. What stands for «the rest» is
of different people on each side, and is compared with nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, cast

Path = tuple[str, ...]
Node = Mapping[str, Any]

_NAMES: Final = (
    "name",
    "value",
    "label",
    "model",
    "step",
    "event",
    "stage",
    "period",
    "offset",
    "from",
    "to",
)
"""Keys that name a row, whichever it has."""


class Pair(NamedTuple):
    """What both sides say in one place."""

    path: Path
    first: Node
    second: Node


def pairs(first: object, second: object, path: Path = ()) -> Iterator[Pair]:
    """Every share and every length of time that both answers have."""
    if isinstance(first, dict) and isinstance(second, dict):
        left, right = cast("Node", first), cast("Node", second)
        if _tells(left) and _tells(right):
            yield Pair(path, left, right)
            return
        for key in left:
            if key in right:
                yield from pairs(left[key], right[key], (*path, key))
    elif isinstance(first, list) and isinstance(second, list):
        known = dict(_named(cast("list[object]", second)))
        for name, row in _named(cast("list[object]", first)):
            if name in known:
                yield from pairs(row, known[name], (*path, _said(name)))


def is_rate(node: Node) -> bool:
    """Whether it is a share with what it was made of."""
    return "numerator" in node and "denominator" in node


def is_time(node: Node) -> bool:
    """Whether it is a length of time with the interval of its median."""
    return "median_days" in node and "median_low_days" in node


def _tells(node: Node) -> bool:
    return is_rate(node) or is_time(node)


_Name = tuple[tuple[str, object], ...]


def _named(rows: Sequence[object]) -> Iterator[tuple[_Name, object]]:
    """Rows by their names; of several with one name each by its turn."""
    met: dict[_Name, int] = {}
    for row in rows:
        if not isinstance(row, dict):
            continue
        node = cast("Node", row)
        if node.get("other"):
            continue
        name = tuple(
            (key, node[key])
            for key in _NAMES
            if key in node and not isinstance(node[key], dict | list)
        )
        turn = met[name] = met.get(name, 0) + 1
        yield (name if turn == 1 else (*name, ("#", turn))), node


def _said(name: _Name) -> str:
    return " ".join("—" if value is None else str(value) for _, value in name) or "#1"
