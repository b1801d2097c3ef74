"""Which periods an answer tells: those of the asked time, empty ones among them too.

Where no beginning is asked, they begin with the first period that has anything; where neither
beginning nor end is, they end with the last one that has.
"""

from tropa.clock import BEFORE, FOREVER
from tropa.measure.questions.periods import Periods, check_room
from tropa.measure.questions.scope import Scope


def ends_of(periods: Periods, scope: Scope) -> tuple[int, int]:
    """The first and the last period that are asked about."""
    last = min(scope.until - 1, scope.as_of)
    return periods.number_of(scope.since), periods.number_of(last)


def told_periods(periods: Periods, scope: Scope, met: tuple[int, int] | None) -> range:
    """The periods an answer tells.

    Args:
        periods: their length and zone.
        scope: the asked time.
        met: the first and the last that have anything; None where nothing has.

    Raises:
        UsageFault: more than anybody reads.
    """
    first, last = ends_of(periods, scope)
    if scope.since == BEFORE:
        if met is None:
            return range(0)
        first = met[0]
        last = met[1] if scope.until == FOREVER else last
    check_room(last - first + 1)
    return range(first, last + 1)
