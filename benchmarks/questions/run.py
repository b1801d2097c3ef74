"""Asks every question of everybody, and says whose answers agree and how long they took.

Everybody's data lie in memory or in mapped files, sorted by person and time, loaded beforehand.
Times are medians of warm runs. An answer that differs from ours is said aloud.
"""

import math
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import polars as pl

from benchmarks.questions import in_chdb, in_duckdb, in_polars, in_retentioneering
from benchmarks.questions.asked import QUESTIONS, Answer, Asking, Question
from benchmarks.report import Report, timed
from benchmarks.trails import Drawn, drawn
from tropa.clock import FOREVER
from tropa.map.read import read_map
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.read import read_question
from tropa.measure.questions.run import Lazy, ask
from tropa.measure.questions.scope import bind
from tropa.measure.questions.track import Track

PARTS = 64
_UTC = read_map("map: bench\ntitle: Bench\ntimezone: UTC\n")
"""Rivals count weeks of Greenwich."""
_BAR = 10
_RIVALS: tuple[ModuleType, ...] = (in_chdb, in_duckdb, in_polars, in_retentioneering)


def run(report: Report) -> None:
    """Print our times and theirs."""
    people = drawn(report.events)
    report.title(f"Questions over {people.events / 1e6:.1f} M events")
    tracks = _tracks(people)
    ours: dict[str, tuple[Answer, float]] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for question in QUESTIONS:
            asking = _ours(question, tracks, pool)
            ours[question.name] = asking(), timed(asking, warm=True)
    read = timed(lambda: int(people.batch.code.sum()) + int(people.batch.time.sum()))
    theirs = _rivals(report, people, ours)
    for question in QUESTIONS:
        _, took = ours[question.name]
        report.line(f"  {question.title}")
        report.row("    Tropa", f"{took * 1e3:,.0f} ms", "1")
        for name, seconds in theirs[question.name].items():
            report.row(f"    {name}", f"{seconds * 1e3:,.0f} ms", f"{seconds / took:.1f}")
    best = min(theirs["funnel"].values()) / ours["funnel"][1]
    report.row(
        "  a plain read of the same bytes, one thread",
        f"{read * 1e3:.0f} ms",
        f"{read / ours['funnel'][1]:.2f}",
    )
    report.bar(
        f"the funnel at least {_BAR} times faster than the best ({best:.1f})", met=best >= _BAR
    )


def _ours(question: Question, tracks: list[Lazy], pool: ThreadPoolExecutor) -> Asking:
    def answered() -> Answer:
        written = read_question(question.text, KINDS)
        query = written.kind.bind(written.record, bind(written.record, _UTC, FOREVER - 1))
        return question.told(ask(query, tracks, pool.map))

    return answered


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
            columns={
                name: type(column)(column.values, column.codes[begin:end])
                for name, column in batch.columns.items()
            },
        )

    made = [part(int(low), int(high)) for low, high in pairwise(cuts)]
    return [lambda one=one: one for one in made]


def _rivals(
    report: Report, people: Drawn, ours: dict[str, tuple[Answer, float]]
) -> dict[str, dict[str, float]]:
    """By question and rival the seconds it took."""
    theirs: dict[str, dict[str, float]] = {question.name: {} for question in QUESTIONS}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "events.parquet"
        _written(people, file)
        for rival in _RIVALS:
            asks: dict[str, Asking] = rival.load(file)
            for name, asking in asks.items():
                try:
                    found, (expected, _) = asking(), ours[name]
                    if not _agree(name, found, expected, rival):
                        report.line(f"  {rival.NAME} DISAGREES on {name}")
                    theirs[name][rival.NAME] = timed(asking, report.runs, warm=True)
                except Exception as fault:
                    reason = str(fault).splitlines()[0][:90]
                    report.line(f"  {rival.NAME} gave up on {name}: {reason}")
            asks.clear()
    return theirs


def _written(people: Drawn, file: Path) -> None:
    columns = people.batch.columns
    pl.DataFrame(
        {
            "person": people.person.astype(np.uint32),
            "time": people.batch.time,
            "code": people.batch.code,
            "source": columns["source"].codes,
            "device": columns["device"].codes,
        }
    ).write_parquet(file)


def _agree(name: str, found: Answer, expected: Answer, rival: ModuleType) -> bool:
    if name == "retention":
        # Cohorts are the weeks in their order; whoever counts them otherwise counts from zero.
        weeks = sorted({key[0] for key in found})
        found = {(weeks.index(week), later): n for (week, later), n in found.items()}
    near = getattr(rival, "NEAR", 1e-6)
    return found.keys() == expected.keys() and all(
        math.isclose(found[key], number, rel_tol=1e-9, abs_tol=near)
        for key, number in expected.items()
    )
