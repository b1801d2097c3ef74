"""The questions as DuckDB answers them best, from a table sorted by person and time."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.questions.asked import (
    DAY,
    DEEP,
    LOOK_BACK_DAYS,
    RETURNS,
    TOP,
    Answer,
    Asking,
)
from benchmarks.rivals import duckdb_asof
from benchmarks.trails import DEVICES, FUNNEL, NAMES, SALE, SOURCES, WINDOW_DAYS

NAME = "DuckDB"


def load(file: Path) -> dict[str, Asking]:
    """Everything loaded, and by question how it is asked."""
    base = duckdb.connect()
    base.execute(f"set threads to {os.cpu_count()}")
    base.execute(f"set temp_directory to '{file.parent / 'spilled'}'")
    base.execute("set max_temp_directory_size to '20GB'")
    base.execute(
        f"create table e as select * from read_parquet('{file}') order by person, time"
    )
    asof = duckdb_asof(base)
    return {
        "funnel": lambda: {(at,): n for at, n in enumerate(asof())},
        "funnel_by": _asking(base, _funnel_by(), _funnel_by_told),
        "transitions": _asking(base, _TRANSITIONS, _transitions_told),
        "paths": _asking(base, _PATHS, lambda rows: {(at,): n for at, (n,) in _ranked(rows)}),
        "retention": _asking(base, _RETENTION, lambda rows: {(c, k): n for c, k, n in rows}),
        "attribution": _asking(
            base, _ATTRIBUTION, lambda rows: {(SOURCES[s - 1],): n for s, n in rows}
        ),
    }


_Rows = list[tuple[Any, ...]]


def _asking(
    base: duckdb.DuckDBPyConnection, query: str, told: Callable[[_Rows], Answer]
) -> Asking:
    return lambda: told(base.execute(query).fetchall())


def _ranked(rows: _Rows) -> list[tuple[int, tuple[Any, ...]]]:
    return list(enumerate(rows, 1))


def _funnel_by() -> str:
    window = WINDOW_DAYS * DAY
    mobile = DEVICES.index("mobile") + 1
    first, *rest = FUNNEL
    layers = [
        f"m as materialized (select person, time, code, source from e where device = {mobile})",
        "who as materialized "
        "(select person, arg_min(source, time) as source from m group by 1)",
        "c0 as materialized "
        f"(select person, time as begun, time as t from m where code = {first})",
    ]
    layers += [
        f"c{at} as materialized (select c.person, c.begun, n.time as t from c{at - 1} c"
        f" asof join (select person, time from m where code = {code}) n"
        f" on c.person = n.person and c.t <= n.time where n.time - c.begun <= {window})"
        for at, code in enumerate(rest, 1)
    ]
    counts = " union all ".join(
        f"select {at} as step, source, count(distinct person) as n"
        f" from c{at} join who using (person) group by source"
        for at in range(len(FUNNEL))
    )
    return f"with {', '.join(layers)} {counts}"


def _funnel_by_told(rows: _Rows) -> Answer:
    told = {(SOURCES[source - 1], at): n for at, source, n in rows}
    return {
        (source, at): told.get((source, at), 0)
        for source in {key[0] for key in told}
        for at in range(len(FUNNEL))
    }


_TRANSITIONS = """
    select code, after, count(*), median(took) from (
        select code, lead(code) over w as after, lead(time) over w - time as took from e
        window w as (partition by person order by time)
    ) where after is not null group by all
"""


def _transitions_told(rows: _Rows) -> Answer:
    told: dict[tuple[str | int, ...], float] = {}
    for before, after, count, median in rows:
        told[NAMES[before], NAMES[after], "count"] = count
        told[NAMES[before], NAMES[after], "median"] = median / 1e6
    return told


_PATHS = f"""
    select count(*) as n from (
        select list(code order by time)[1:{DEEP}] as path from e group by person
    ) group by path order by n desc limit {TOP}
"""

_RETENTION = f"""
    with firsts as (
        select person, min(time) as begun from e where code = 0 group by person
    )
    select cohort, week - cohort, count(*) from (
        select distinct person, (begun // {DAY} + 3) // 7 as cohort,
            (time // {DAY} + 3) // 7 as week
        from e join firsts using (person) where time > begun
    ) where week - cohort between 1 and {RETURNS} group by all
"""

_ATTRIBUTION = f"""
    with pairs as (
        select source, 1 / count(*) over (partition by c.person, c.sold) as credit
        from (select person, time as sold from e where code = {SALE}) c
        join e on e.person = c.person
            and e.time between c.sold - {LOOK_BACK_DAYS * DAY} and c.sold
    )
    select source, sum(credit) from pairs group by source
"""
