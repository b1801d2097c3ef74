"""Wilson's interval, from what it means.

The shares that would not be surprised by what was seen: those from which `successes / trials`
is no further than z standard errors, the error being that of the share itself. Both ends are
found by halving.
"""

from collections.abc import Callable

Z = 1.959963984540054
"""Ninety-five per cent of a normal variable lie within so many deviations."""


def wilson_by_halving(successes: int, trials: int) -> tuple[float, float]:
    """The least and the greatest share that what was seen does not rule out."""
    seen = successes / trials

    def surprises(share: float) -> bool:
        return (seen - share) ** 2 > Z * Z * share * (1 - share) / trials

    return _edge(surprises, 0.0, seen), _edge(surprises, 1.0, seen)


def _edge(surprises: Callable[[float], bool], outside: float, inside: float) -> float:
    if not surprises(outside):
        return outside
    for _ in range(200):
        middle = (outside + inside) / 2
        if surprises(middle):
            outside = middle
        else:
            inside = middle
    return inside
