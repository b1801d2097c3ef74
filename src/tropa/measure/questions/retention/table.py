"""The table of a retention: cohorts by offset, young cells told apart, the mean below."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tropa.measure.interval import Rate
from tropa.measure.questions.retention.asked import Asked
from tropa.measure.questions.telling import rate_json

Int64 = NDArray[np.int64]


def column_name(asked: Asked, column: int) -> str:
    """An offset as it is called in answers and cells: `3`, of a bracket `4-7`."""
    low, high = asked.columns[column]
    return str(low) if low == high else f"{low}-{high}"


def table_json(asked: Asked, cohorts: Int64, table: Int64) -> dict[str, Any]:
    """Cohorts that have anybody, and the means.

    Args:
        asked: the retention.
        cohorts: c numbers of periods.
        table: c × (columns + 1): who returned, and in the last column who began.
    """
    columns, now = range(len(asked.columns)), asked.units.number_of(asked.scope.as_of)
    rows: list[dict[str, Any]] = []
    ripe = np.zeros((len(asked.columns), 2), np.int64)
    for cohort, counts in zip(cohorts.tolist(), table.tolist(), strict=True):
        units = counts[-1]
        if not units:
            continue
        cells = [_cell(asked, cohort, column, counts[column], units, now) for column in columns]
        rows.append(
            {
                "period": asked.periods.label(cohort),
                "units": units,
                "partial": _is_partial(asked, cohort),
                "cells": cells,
            }
        )
        for column, cell in enumerate(cells):
            if not cell["young"]:
                ripe[column] += counts[column], units
    means = [
        {
            "offset": column_name(asked, column),
            "of": int(ripe[column, 1]),
            "count": int(ripe[column, 0]),
            "returned": rate_json(Rate(int(ripe[column, 0]), int(ripe[column, 1]))),
        }
        for column in columns
    ]
    return {"cohorts": rows, "mean": means}


def _cell(
    asked: Asked, cohort: int, column: int, count: int, units: int, now: int
) -> dict[str, Any]:
    first, last = _ends(asked, cohort, column)
    name = column_name(asked, column)
    if first > now:
        # Its time has not come: nought would be said of what nobody could do yet.
        return {"offset": name, "count": None, "returned": None, "young": True}
    rate = rate_json(Rate(count, units))
    return {"offset": name, "count": count, "returned": rate, "young": last >= now}


def _ends(asked: Asked, cohort: int, column: int) -> tuple[int, int]:
    """The first and the last period, or day, that concerns anybody of a cohort here."""
    low, high = asked.columns[column]
    if not asked.in_days:
        return cohort + low, cohort + high
    first = asked.periods.first_day(cohort)
    return first + low, asked.periods.first_day(cohort + 1) - 1 + high


def _is_partial(asked: Asked, cohort: int) -> bool:
    scope = asked.scope
    return not asked.periods.is_whole(cohort, scope.since, min(scope.until, scope.as_of))
