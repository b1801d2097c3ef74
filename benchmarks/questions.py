"""Ad-hoc questions of the same trails, ours and the rivals' in one run, with equal answers.

Everybody's data lie in memory or in mapped files, sorted by person and time, loaded beforehand.
The funnel has five steps and a window of fourteen days, and every engine must count the same
people at every step.
"""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.report import Report, timed
from benchmarks.rivals import chdb_funnel, duckdb_asof
from benchmarks.trails import FUNNEL, WINDOW_DAYS, Drawn, drawn
from tropa.clock import FOREVER
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.read import read_question
from tropa.measure.questions.run import Lazy, ask
from tropa.measure.questions.scope import bind
from tropa.measure.questions.track import Track

PARTS = 64
_BAR = 10
_RIVALS = {"chDB, windowFunnel": chdb_funnel, "DuckDB, ASOF joins": duckdb_asof}


def run(report: Report) -> None:
    """Print our time and theirs."""
    people = drawn(report.events)
    millions = people.events / 1e6
    report.title(f"A funnel of five steps over {millions:.1f} M events")
    tracks = _tracks(people)
    steps = ", ".join(people.batch.names[code] for code in FUNNEL)
    plain = f"{{question: funnel, steps: [{steps}], within: {WINDOW_DAYS}d, times: false}}"
    with ThreadPoolExecutor(os.cpu_count()) as pool:

        def ours(text: str) -> tuple[int, ...]:
            written = read_question(text, KINDS)
            query = written.kind.bind(written.record, bind(written.record, None, FOREVER - 1))
            found = ask(query, tracks, pool.map)
            return tuple(step["count"] for step in found["steps"])

        reached = {"Tropa": ours(plain)}
        took = timed(lambda: ours(plain))
        report.row("Tropa: tropa ask, depth of everybody", f"{took * 1e3:.0f} ms", "1")
        traced = plain.replace("times: false", "times: true")
        ours(traced)
        report.row(
            "Tropa: with the times of every step", f"{timed(lambda: ours(traced)) * 1e3:.0f} ms"
        )
    read = timed(lambda: int(people.batch.code.sum()) + int(people.batch.time.sum()))
    report.row(
        "a plain read of the same bytes, one thread",
        f"{read * 1e3:.0f} ms",
        f"{read / took:.2f}",
    )
    best = _rivals(report, people, took, reached)
    agree = len(set(reached.values())) == 1
    report.line(f"  the funnels {'agree' if agree else 'DISAGREE'}: {reached['Tropa']}")
    report.bar(f"at least {_BAR} times faster than the best ({best:.1f})", met=best >= _BAR)


def _tracks(people: Drawn) -> list[Lazy]:
    batch = people.batch
    cuts = np.linspace(0, len(batch.persons), PARTS + 1).astype(np.int64)

    def part(low: int, high: int) -> Track:
        begin, end = int(batch.offsets[low]), int(batch.offsets[high])
        return Track(
            person=batch.persons[low:high],
            offsets=batch.offsets[low : high + 1] - begin,
            time=batch.time[begin:end],
            code=batch.code[begin:end],
            names=batch.names,
        )

    made = [part(int(low), int(high)) for low, high in pairwise(cuts)]
    return [lambda one=one: one for one in made]


def _rivals(
    report: Report, people: Drawn, ours: float, reached: dict[str, tuple[int, ...]]
) -> float:
    ratios: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "events.parquet"
        pl.DataFrame(
            {"person": people.person, "time": people.batch.time, "code": people.batch.code}
        ).write_parquet(file)
        for name, prepare in _RIVALS.items():
            question = prepare(file)
            reached[name] = question()
            took = timed(question)
            ratios.append(took / ours)
            report.row(name, f"{took * 1e3:.0f} ms", f"{ratios[-1]:.1f}")
    return min(ratios)
