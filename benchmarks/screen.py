"""Everything the map screen shows, beside part of the same counted by DuckDB.

Both begin from journeys that stand: moves, touches and payments in columns. DuckDB is asked for
most of what the screen shows, plainly: entries and exits by kind, reached and windowed
conversion, time in stages, who stands where, losses with the gap since the last touch, touches
and reach of touchpoints, touches before a purchase, the sales cycle, money, incidence of going
on with losses competing, returns. We tell that and more: what is ripe and what is not, position
of break, how a return ended, contacts by side, velocity.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import duckdb
import numpy as np
import polars as pl

from benchmarks.report import Report, timed
from benchmarks.trails import STAGES, WINDOW_DAYS, Drawn, drawn, map_of
from tropa.clock import DAY
from tropa.measure.fold import Asked
from tropa.measure.overview import Overview, overview
from tropa.measure.run import Slice
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.trail import TrailBatch

PARTS = 64  # as many as a workspace keeps
_BAR_SECONDS, _BAR_EVENTS, _BAR_RATIO = 1.5, 100e6, 15


def run(report: Report) -> None:
    """Print our time and theirs."""
    people = drawn(report.events)
    report.title(f"Everything the map screen shows, {people.events / 1e6:.1f} M events")
    edition = compile_edition(map_of())
    asked = Asked(edition.map, int(people.batch.time.max()))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        place(_part(people, 0, 1_000), [edition])
        standing = list(
            pool.map(lambda batch: place(batch, [edition])[0], _parts(people, PARTS))
        )

        def ours() -> Overview:
            # New slices every time: none remembers where people stand.
            slices = [Slice(part) for part in standing]
            return overview(asked, slices, within=WINDOW_DAYS * DAY, spread=pool.map)

        # A server has answered before; its memory takes a few answers to settle.
        found, took = ours(), timed(ours, 5, warm=True)
    moves = sum(len(part.kind) for part in standing)
    touches = sum(len(part.touch_at) for part in standing)
    report.row(
        f"Tropa: {moves / 1e6:.1f} M moves, {touches / 1e6:.1f} M touches", f"{took:.2f} s", "1"
    )
    theirs, entries = _duckdb(standing, asked.as_of)
    if entries() != sum(stage.visits for stage in found.flow.stages):
        report.line("  DuckDB DISAGREES on entries")
    other = timed(theirs, report.runs)
    report.row("DuckDB: part of it", f"{other:.2f} s", f"{other / took:.1f}")
    report.bar(
        f"at least {_BAR_RATIO} times faster ({other / took:.1f})",
        met=other / took >= _BAR_RATIO,
    )
    if people.events >= 0.99 * _BAR_EVENTS:
        report.bar(f"{_BAR_SECONDS} s at most ({took:.2f})", met=took <= _BAR_SECONDS)


def _parts(people: Drawn, parts: int) -> list[TrailBatch]:
    cuts = np.linspace(0, len(people.batch.persons), parts + 1).astype(np.int64)
    return [_part(people, int(low), int(high)) for low, high in pairwise(cuts)]


def _part(people: Drawn, low: int, high: int) -> TrailBatch:
    batch = people.batch
    begin, end = int(batch.offsets[low]), int(batch.offsets[high])
    return TrailBatch(
        batch.persons[low:high],
        batch.offsets[low : high + 1] - begin,
        batch.time[begin:end],
        batch.code[begin:end],
        batch.names,
        batch.key[begin:end],
        batch.deal,
        {
            name: type(column)(column.values, column.codes[begin:end])
            for name, column in batch.columns.items()
        },
    )


def _duckdb(
    standing: list[Placed], as_of: int
) -> tuple[Callable[[], object], Callable[[], int]]:
    base = duckdb.connect()
    base.execute(f"set threads to {os.cpu_count()}")
    first = np.cumsum([0, *(part.journeys for part in standing)])
    moves = pl.concat(_moves(part, int(at)) for part, at in zip(standing, first, strict=False))
    touches = pl.concat(
        _touches(part, int(at)) for part, at in zip(standing, first, strict=False)
    )
    paid = pl.concat(_paid(part, int(at)) for part, at in zip(standing, first, strict=False))
    base.register("moves_", moves)
    base.register("touches_", touches)
    base.register("paid_", paid)
    base.execute("create table paid as from paid_")
    base.execute('create table moves as from moves_ where "at" <= ?', [as_of])
    base.execute('create table touches as from touches_ where "at" <= ?', [as_of])
    base.unregister("moves_")
    base.unregister("touches_")

    def asked() -> list[object]:
        return [base.execute(query).fetchall() for query in _QUERIES]

    def entries() -> int:
        row = base.execute("select count(*) from moves where kind < 10 and kind <> 7")
        return int((row.fetchone() or (0,))[0])

    return asked, entries


def _moves(part: Placed, first: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "journey": part.move_journeys() + first,
            "kind": part.kind,
            "stage": part.stage,
            "at": part.at,
        }
    )


def _touches(part: Placed, first: int) -> pl.DataFrame:
    journey = np.repeat(np.arange(part.journeys), np.diff(part.journey_touches)) + first
    return pl.DataFrame({"journey": journey, "point": part.touch_point, "at": part.touch_at})


def _paid(part: Placed, first: int) -> pl.DataFrame:
    journey = np.repeat(np.arange(part.journeys), np.diff(part.journey_payments)) + first
    return pl.DataFrame({"journey": journey, "at": part.paid_at, "amount": part.paid_amount})


_STANDING = ", ".join(
    f'min(case when kind < 10 and stage = {at} then "at" end) as s{at}' for at in range(STAGES)
)
_WINDOW = WINDOW_DAYS * DAY
_PAIRS = ", ".join(
    f"count(s{at}), count(case when s{at + 1} >= s{at} then 1 end),"
    f" count(case when s{at + 1} between s{at} and s{at} + {_WINDOW} then 1 end)"
    for at in range(STAGES - 1)
)
_QUERIES = (
    # Who entered, went on, stepped back, was lost and came back.
    "select stage, kind, count(*), count(distinct journey) from moves group by all",
    # Of those who reached a stage, who reached the next one, ever and within the window.
    f"with first as (select journey, {_STANDING} from moves group by journey)"
    f" select {_PAIRS} from first",
    # How long people stand on a stage.
    "select stage, count(*), quantile_cont(took, [0.25, 0.5, 0.75, 0.9]) from ("
    ' select stage, kind, lead("at") over (partition by journey order by "at") - "at"'
    " as took from moves) where kind < 10 and took is not null group by stage",
    # The share gone on by each length of stay, losses competing (Aalen and Johansen).
    'with visits as (select stage, kind, lead("at") over w - "at" as took, lead(kind) over w'
    ' as next from moves window w as (partition by journey order by "at")),'
    " ends as (select stage, took, count(*) as n,"
    " count(case when next in (2, 3, 13) then 1 end) as gone,"
    " count(case when next between 10 and 12 then 1 end) as lost"
    " from visits where kind < 10 group by stage, took),"
    " risk as (select *, sum(n) over (partition by stage order by took"
    " rows between current row and unbounded following) as at_risk from ends),"
    " staying as (select *, exp(coalesce(sum(ln(greatest(1 - (gone + lost) / at_risk,"
    " 1e-300)))"
    " over (partition by stage order by took rows between unbounded preceding and 1 preceding),"
    " 0)) as s from risk),"
    " curve as (select stage, took, gone, sum(s * gone / at_risk) over (partition by stage"
    " order by took) as f from staying)"
    " select stage, ntile, max(took), max(f) from (select *, ntile(1000) over (partition by"
    " stage order by took) as ntile from curve where gone > 0) group by all",
    # How many came back after a loss, from which stage, and how many of them bought.
    "select stage, count(*), count(p.journey) from moves m left join (select distinct journey"
    " from paid) p on p.journey = m.journey where kind = 5 group by stage",
    # Touches and reach of touchpoints.
    "select point, count(*), count(distinct journey) from touches group by point",
    # Those standing on each stage now, and lost from it.
    'select stage, kind, count(*) from (select journey, arg_max(stage, "at") as stage,'
    ' arg_max(kind, "at") as kind from moves where kind < 20 group by journey) group by all',
    # What was paid, by how many, and how long it took from the beginning.
    "select count(distinct journey), sum(amount), quantile_cont(first_paid - begun,"
    ' [0.25, 0.5, 0.75]) from (select journey, sum(amount) as amount, min("at") as first_paid'
    ' from paid group by journey) join (select journey, min("at") as begun from moves'
    " group by journey) using (journey)",
    # How many touches it took.
    "select n, count(*) from (select t.journey, count(*) as n from touches t join (select"
    ' journey, min("at") as first_paid from paid group by journey) p on p.journey = t.journey'
    ' where t."at" <= first_paid group by t.journey) group by n',
    # From which stage people are lost, and how long nothing had passed between them and us.
    "select stage, kind, count(*), quantile_cont(gap, 0.5) from (select m.stage, m.kind,"
    ' m."at" - t."at" as gap from (select * from moves where kind between 10 and 12) m'
    ' asof left join touches t on t.journey = m.journey and t."at" <= m."at") group by all',
)
