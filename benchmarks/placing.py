"""Placing all moves of twelve stages, beside a five-stage windowed funnel of the rivals.

The rivals answer a lesser question: which of five steps people reached in order within fourteen
days. We place everybody on twelve stages: entries, skips, steps back, losses by silence with
their dates, returns, the sale, laps, touches; any funnel is then a count over a column. Data
lie in memory, sorted by person and time, in each one's best form.
"""

import tempfile
from pathlib import Path

import polars as pl

from benchmarks.report import Report, timed
from benchmarks.rivals import chdb_funnel, duckdb_asof, duckdb_windows
from benchmarks.trails import STAGES, WINDOW_DAYS, Drawn, drawn, map_of
from tropa.clock import DAY
from tropa.measure.conversion import Conversion
from tropa.measure.fold import Asked
from tropa.measure.overview import overview
from tropa.measure.run import Slice
from tropa.measure.run import run as run_folds
from tropa.place.journey import place
from tropa.place.rules import compile_edition

EVENTS = 20_000_000
_BAR = 10
_RIVALS = {
    "DuckDB, windows over windows": duckdb_windows,
    "DuckDB, ASOF joins": duckdb_asof,
    "chDB, windowFunnel": chdb_funnel,
}


def run(report: Report) -> None:
    """Print our time and theirs."""
    people = drawn(report.events)
    millions = people.events / 1e6
    report.title(f"Placing {millions:.1f} M events of {len(people.batch.persons):,} people")
    edition = compile_edition(map_of())
    found = place(people.batch, [edition])[0]
    ours = timed(lambda: place(people.batch, [edition]))
    report.row(
        f"Tropa: {STAGES} stages, {len(found.kind) / 1e6:.1f} M moves, touches",
        f"{ours:.2f} s",
        "1",
    )
    report.row("", f"{people.events / ours / 1e6:.1f} M events/s")
    asked = Asked(edition.map, int(people.batch.time.max()))
    window, slices = WINDOW_DAYS * DAY, [Slice(found)]
    answer = timed(lambda: run_folds((Conversion(window),), slices, asked))
    report.row("Tropa: windowed conversion of all stages, once they stand", f"{answer:.2f} s")
    screen = timed(lambda: overview(asked, slices, within=window), 1)
    report.row("Tropa: every measure of the map, once they stand", f"{screen:.2f} s")
    best = _rivals(report, people, ours)
    report.bar(
        f"a windowed funnel at least 10 times faster than theirs ({best * ours / answer:.2f})",
        met=best * ours / answer >= _BAR,
    )


def _rivals(report: Report, people: Drawn, ours: float) -> float:
    ratios: list[float] = []
    reached: dict[str, tuple[int, ...]] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "events.parquet"
        pl.DataFrame(
            {"person": people.person, "time": people.batch.time, "code": people.batch.code}
        ).write_parquet(file)
        for name, prepare in _RIVALS.items():
            ask = prepare(file)
            reached[name] = ask()
            took = timed(ask)
            ratios.append(took / ours)
            report.row(f"{name}: 5 stages", f"{took:.2f} s", f"{ratios[-1]:.2f}")
    agree = len(set(reached.values())) == 1
    report.line(f"  their funnels {'agree' if agree else 'DISAGREE'}: {reached}")
    return min(ratios)
