"""Groups of an answer: the largest by themselves, the rest together as «other»."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from tropa.measure.questions.by import leading
from tropa.measure.questions.tally import Value


def split_json(
    sizes: Mapping[Value, int], top: int, told: Callable[[Sequence[Value]], dict[str, Any]]
) -> list[dict[str, Any]]:
    """The groups, each with what is told of it.

    Args:
        sizes: how large each value's group is; empty ones are left out.
        top: so many are shown by themselves.
        told: what is told of the union of some groups.
    """
    known = [(cast("str | None", value), size) for value, size in sizes.items() if size > 0]
    shown = leading(known, top)
    rest = [value for value, _ in known if value not in set(shown)]
    rows = [{"value": value, "other": False, **told([value])} for value in shown]
    if rest:
        rows.append({"value": None, "other": True, **told(rest)})
    return rows
