"""The questions as ClickHouse answers them best, from a table sorted by person and time.

Where there is a function made for it (windowFunnel, arrays of groups), it is used; of the ways
to group, the faster one is taken.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from chdb.session import Session

from benchmarks.questions.asked import (
    DAY,
    DEEP,
    LOOK_BACK_DAYS,
    RETURNS,
    TOP,
    Answer,
    Asking,
)
from benchmarks.report import timed
from benchmarks.trails import DEVICES, FUNNEL, NAMES, SALE, SOURCES, WINDOW_DAYS

NAME = "chDB"

_Told = Callable[[list[list[float]]], Answer]


def load(file: Path) -> dict[str, Asking]:
    """Everything loaded, and by question how it is asked."""
    session: Any = Session()
    run = cast("Callable[..., object]", session.query)
    run("create database if not exists bench")
    run("drop table if exists bench.q")
    run(
        "create table bench.q (person UInt32, time UInt64, code UInt16, source UInt8,"
        " device UInt8) engine = MergeTree order by (person, time)"
    )
    run(f"insert into bench.q select * from file('{file}', Parquet)")
    run("optimize table bench.q final")
    return {name: _best(run, query, told) for name, (query, told) in _QUERIES.items()}


def _best(run: Callable[..., object], query: str, told: _Told) -> Asking:
    settings = f" settings max_threads = {os.cpu_count()}, optimize_aggregation_in_order = "
    asks = [_asking(run, query + settings + way, told) for way in "01"]
    return min(asks, key=lambda ask: timed(ask, 1, warm=True))


def _asking(run: Callable[..., object], query: str, told: _Told) -> Asking:
    def ask() -> Answer:
        lines = str(run(query, "TabSeparated")).splitlines()
        return told([[float(one) for one in line.split("\t")] for line in lines])

    return ask


def _funnel(where: str, also: str = "") -> str:
    steps = ", ".join(f"code = {code}" for code in FUNNEL)
    window = WINDOW_DAYS * DAY
    return (
        f"select windowFunnel({window})(time, {steps}) as level{also} from bench.q{where}"
        " group by person"
    )


_REACHED = ", ".join(f"countIf(level >= {at})" for at in range(1, len(FUNNEL) + 1))
_MOBILE = f" where device = {DEVICES.index('mobile') + 1}"


def _funnel_by_told(rows: list[list[float]]) -> Answer:
    return {
        (SOURCES[int(source) - 1], at): n
        for source, *counts in rows
        for at, n in enumerate(counts)
    }


_TRANSITIONS = """
    select code, after, count(), quantileExactInclusive(0.5)(took) from (
        select code, leadInFrame(toInt32(code), 1, -1) over w as after,
            leadInFrame(time) over w - time as took from bench.q
        window w as (partition by person order by time
            rows between unbounded preceding and unbounded following)
    ) where after >= 0 group by code, after
"""


def _transitions_told(rows: list[list[float]]) -> Answer:
    told: dict[tuple[str | int, ...], float] = {}
    for before, after, count, median in rows:
        pair = NAMES[int(before)], NAMES[int(after)]
        told[*pair, "count"] = count
        told[*pair, "median"] = median / 1e6
    return told


_PATHS = f"""
    select n from (
        select path, count() as n from (
            select arraySlice(
                arrayMap(x -> x.2, arraySort(groupArray((time, code)))), 1, {DEEP}) as path
            from bench.q group by person
        ) group by path order by n desc limit {TOP}
    ) order by n desc
"""

_RETENTION = f"""
    select cohort, week - cohort as later, count() from (
        select minIf(time, code = 0) as begun, intDiv(intDiv(begun, {DAY}) + 3, 7) as cohort,
            arrayJoin(arrayDistinct(arrayMap(t -> intDiv(intDiv(t, {DAY}) + 3, 7),
                arrayFilter(t -> t > begun, groupArray(time))))) as week
        from bench.q group by person having countIf(code = 0) > 0
    ) where later between 1 and {RETURNS} group by cohort, later
"""

_ATTRIBUTION = f"""
    select tupleElement(shared, 1) as source, sum(tupleElement(shared, 2)) from (
        select arrayJoin(arrayFlatten(arrayMap(
            c -> arrayMap(x -> (x.2, 1 / length(arrayFilter(
                    y -> y.1 <= c and y.1 + {LOOK_BACK_DAYS * DAY} >= c, every))),
                arrayFilter(y -> y.1 <= c and y.1 + {LOOK_BACK_DAYS * DAY} >= c, every)),
            groupArrayIf(time, code = {SALE}) as sold))) as shared,
            groupArray((time, source)) as every
        from bench.q group by person having countIf(code = {SALE}) > 0
    ) group by source
"""

_QUERIES: Mapping[str, tuple[str, _Told]] = {
    "funnel": (
        f"select {_REACHED} from ({_funnel(f' where code in {FUNNEL}')})",
        lambda rows: {(at,): n for at, n in enumerate(rows[0])},
    ),
    "funnel_by": (
        f"select source, {_REACHED} from"
        f" ({_funnel(_MOBILE, ', argMin(source, time) as source')}) group by source",
        _funnel_by_told,
    ),
    "transitions": (_TRANSITIONS, _transitions_told),
    "paths": (_PATHS, lambda rows: {(at,): n for at, (n,) in enumerate(rows, 1)}),
    "retention": (
        _RETENTION,
        lambda rows: {(int(cohort), int(later)): n for cohort, later, n in rows},
    ),
    "attribution": (_ATTRIBUTION, lambda rows: {(SOURCES[int(s) - 1],): n for s, n in rows}),
}
