"""The five-stage windowed funnel as DuckDB and chDB answer it best.

All count people by how far they came, in order, within a window that begins with step one.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, cast

import duckdb
from chdb.session import Session

from benchmarks.report import timed
from benchmarks.trails import FUNNEL, WINDOW_DAYS

Ask: TypeAlias = Callable[[], tuple[int, ...]]
"""The funnel, asked of data that are loaded already."""

_WINDOW = WINDOW_DAYS * 86_400 * 1_000_000


def duckdb_windows(file: Path) -> Ask:
    """Stage by stage the latest begin of a chain that came so far."""
    base = _duckdb(file)
    step = " ".join(f"when {code} then {at}" for at, code in enumerate(FUNNEL))
    before = "over (partition by person order by time rows unbounded preceding)"
    layers = [
        f"c0 as (select person, time, case code {step} end as step"
        f" from e where code in {FUNNEL})",
        "f0 as (select *, case when step = 0 then time end as s0 from c0)",
    ]
    for at in range(1, len(FUNNEL)):
        layers += [
            f"r{at} as (select *, case when step = {at} then"
            f" last_value(s{at - 1} ignore nulls) {before} end as begun from f{at - 1})",
            f"f{at} as (select * exclude (begun),"
            f" case when time - begun <= {_WINDOW} then begun end as s{at} from r{at})",
        ]
    reached = ", ".join(
        f"count(distinct case when s{at} is not null then person end)"
        for at in range(len(FUNNEL))
    )
    query = f"with {', '.join(layers)} select {reached} from f{len(FUNNEL) - 1}"
    return lambda: _numbers(base.execute(query).fetchone())


def duckdb_asof(file: Path | duckdb.DuckDBPyConnection) -> Ask:
    """From every first step to the next event of each following stage."""
    base = _duckdb(file) if isinstance(file, Path) else file
    first, *rest = FUNNEL
    layers = [
        "c0 as materialized "
        f"(select person, time as begun, time as t from e where code = {first})"
    ]
    layers += [
        f"c{at} as materialized (select c.person, c.begun, n.time as t from c{at - 1} c"
        f" asof join (select person, time from e where code = {code}) n"
        f" on c.person = n.person and c.t <= n.time where n.time - c.begun <= {_WINDOW})"
        for at, code in enumerate(rest, 1)
    ]
    reached = ", ".join(
        f"(select count(distinct person) from c{at})" for at in range(len(FUNNEL))
    )
    query = f"with {', '.join(layers)} select {reached}"
    return lambda: _numbers(base.execute(query).fetchone())


def chdb_funnel(file: Path) -> Ask:
    """The function made for it, over a sorted table; the better of two ways to group."""
    session: Any = Session()
    run = cast("Callable[..., object]", session.query)
    run("create database bench")
    run(
        "create table bench.e (person UInt32, time UInt64, code UInt16)"
        " engine = MergeTree order by (person, time)"
    )
    run(f"insert into bench.e select person, time, code from file('{file}', Parquet)")
    run("optimize table bench.e final")
    steps = ", ".join(f"code = {code}" for code in FUNNEL)
    reached = ", ".join(f"countIf(level >= {at})" for at in range(1, len(FUNNEL) + 1))
    query = (
        f"select {reached} from (select windowFunnel({_WINDOW})(time, {steps}) as level"
        f" from bench.e where code in {FUNNEL} group by person)"
        f" settings max_threads = {os.cpu_count()}, optimize_aggregation_in_order = "
    )
    asks = [_asking(run, query + in_order) for in_order in "01"]
    return min(asks, key=lambda ask: timed(ask, 1))


def _asking(run: Callable[..., object], query: str) -> Ask:
    def ask() -> tuple[int, ...]:
        return _numbers(str(run(query, "TabSeparated")).split())

    return ask


def _duckdb(file: Path) -> duckdb.DuckDBPyConnection:
    base = duckdb.connect()
    base.execute(f"set threads to {os.cpu_count()}")
    base.execute(
        f"create table e as select * from read_parquet('{file}') order by person, time"
    )
    return base


def _numbers(row: Any) -> tuple[int, ...]:
    return tuple(int(number) for number in row)
