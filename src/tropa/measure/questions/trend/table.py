"""The rows of a trend: a period a row, the whole below, and what they are compared with."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tropa.measure.questions.amounts import mean_of, sum_of, told, told_float
from tropa.measure.questions.spread import Cell, together
from tropa.measure.questions.tally import Value
from tropa.measure.questions.trend.asked import Asked
from tropa.measure.questions.trend.sums import (
    EVENTS,
    FIRST_TIME,
    LIMB,
    NEW,
    NUMBERS,
    UNITS,
    WIDTH,
    Sums,
)

Int64 = NDArray[np.int64]
_NONE = Cell(np.zeros(0, np.float64), np.zeros(0, np.int64))


def table_json(
    asked: Asked, periods: range, sums: Sums, values: Sequence[Value]
) -> dict[str, Any]:
    """The periods of some groups taken together, and their total."""
    tables = [_table(asked, which, periods, sums, values) for which in range(len(asked.spans))]
    cells = sums.amounts.cells(values) if asked.amount else {}
    rows: list[dict[str, Any]] = []
    so_far = np.cumsum(tables[0], axis=0)
    for at, number in enumerate(periods):
        row: dict[str, Any] = {
            "period": asked.periods.label(number),
            "partial": _is_partial(asked, number),
            **_figures(asked, tables[0][at], cells.get((0, number), _NONE)),
            **_so_far(asked, so_far[at]),
        }
        if asked.back:
            row["previous_period"] = asked.periods.label(number - asked.back)
            row |= _compared(asked, tables[0][at], tables[1][at])
        rows.append(row)
    # A unit met in several periods is one of the whole: it is new in the first of them.
    totals = [table.sum(axis=0) for table in tables]
    for total in totals:
        total[UNITS] = total[NEW]
    every = together(cell for (which, _), cell in cells.items() if which == 0)
    whole = _figures(asked, totals[0], every)
    return {
        "total": whole | (_compared(asked, *totals) if asked.back else {}),
        "periods": rows,
    }


def _table(
    asked: Asked, which: int, periods: range, sums: Sums, values: Sequence[Value]
) -> Int64:
    """Sums by period; of the time before, beside the period they are compared with."""
    _, keys, columns = sums.counts.rows()
    found = np.zeros((len(periods), WIDTH), np.int64)
    chosen = sums.counts.among(values) & (keys[:, 0] == which)
    at = keys[chosen, 1] - periods.start + (asked.back if which else 0)
    np.add.at(found, at, columns[chosen])
    return found


def _figures(asked: Asked, sums: Int64, cell: Cell) -> dict[str, Any]:
    events, units, numbers = (int(sums[at]) for at in (EVENTS, UNITS, NUMBERS))
    figures: dict[str, Any] = {
        "events": events,
        "units": units,
        "per_unit": events / units if units else None,
        "first_time": int(sums[FIRST_TIME]),
    }
    if asked.amount:
        figures |= {
            "sum": told(sum_of(sums[LIMB:])),
            "mean": mean_of(sums[LIMB:], numbers),
            "median": told_float(cell.quantile(0.5)),
            "p90": told_float(cell.quantile(0.9)),
            "missing": events - numbers,
        }
    return figures


def _so_far(asked: Asked, sums: Int64) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "cumulative_events": int(sums[EVENTS]),
        "cumulative_units": int(sums[NEW]),
    }
    if asked.amount:
        figures["cumulative_sum"] = told(sum_of(sums[LIMB:]))
    return figures


def _compared(asked: Asked, now: Int64, before: Int64) -> dict[str, Any]:
    pairs = {
        "events": (Fraction(int(now[EVENTS])), Fraction(int(before[EVENTS]))),
        "units": (Fraction(int(now[UNITS])), Fraction(int(before[UNITS]))),
    }
    if asked.amount:
        pairs["sum"] = (sum_of(now[LIMB:]), sum_of(before[LIMB:]))
    figures: dict[str, Any] = {}
    for name, (one, other) in pairs.items():
        figures[f"previous_{name}"] = told(other)
        figures[f"{name}_change"] = float((one - other) / other) if other else None
    return figures


def _is_partial(asked: Asked, number: int) -> bool:
    scope = asked.scope
    return not asked.periods.is_whole(number, scope.since, min(scope.until, scope.as_of))
