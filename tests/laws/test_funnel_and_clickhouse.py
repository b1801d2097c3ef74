"""Our funnel and ClickHouse's `windowFunnel` agree, mode by mode, on generated trails."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tropa.chance import uniform
from tropa.clock import FOREVER
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.funnel.asked import bind
from tropa.measure.questions.funnel.chain import deepest
from tropa.measure.questions.funnel.ways import Ways
from tropa.measure.questions.read import read_question
from tropa.measure.questions.scope import bind as scope_of

CASES = 1_000
STEPS = 4
WINDOWS = (0, 2, 5, 1_000)
# Their modes, and the words of a question that mean the same.
MANY = "one_event: many_steps"
THEIRS = f"{MANY}, convention: windowfunnel"
MODES: dict[str, tuple[tuple[str, ...], str]] = {
    "default": ((), MANY),
    "strict_order": (("strict_order",), f"{THEIRS}, order: strict"),
    "allow_reentry": (
        ("strict_order", "allow_reentry"),
        f"{THEIRS}, order: strict, reentry: true",
    ),
    "strict_deduplication": (("strict_deduplication",), f"{THEIRS}, repeats: end"),
    "strict_increase": (("strict_increase",), f"{THEIRS}, same_time: apart"),
    "all at once": (
        ("strict_order", "strict_deduplication", "strict_increase"),
        f"{THEIRS}, order: strict, repeats: end, same_time: apart",
    ),
}


@pytest.fixture(scope="module")
def chdb() -> Iterator[Any]:
    module = pytest.importorskip("chdb.session", reason="chDB is not installed here")
    here = Path.cwd()
    session = module.Session()
    yield session
    session.close()
    os.chdir(here)


def trails(*, ties: bool = True) -> list[list[tuple[int, int]]]:
    """Cases of a few rows: an instant and the steps it is of, as bits; dense ties, repeats."""
    made: list[list[tuple[int, int]]] = []
    for case in range(CASES):
        rows: list[tuple[int, int]] = []
        for one in range(int(uniform("rows", case) * 12)):
            at = int(uniform("at", case, one) * 9) if ties else one
            kind = uniform("kind", case, one)
            step = int(uniform("step", case, one) * STEPS)
            other = int(uniform("other", case, one) * STEPS)
            bits = 0 if kind < 0.15 else 1 << step if kind < 0.85 else 1 << step | 1 << other
            rows.append((at, bits))
        made.append(sorted(rows, key=lambda row: row[0]))
    return made


def ways_of(words: str, within: int) -> Ways:
    said = ["question: funnel", f"steps: [{', '.join('abcd')}]", words]
    written = read_question(f"{{{', '.join(said)}}}", KINDS)
    asked = bind(written.record, scope_of(written.record, None, FOREVER))
    return asked.ways(asked.required)._replace(within=within)


def ours(cases: list[list[tuple[int, int]]], ways: Ways) -> list[int]:
    sizes = [len(rows) for rows in cases]
    flat = [row for rows in cases for row in rows]
    time = np.asarray([at for at, _ in flat], np.int64)
    index = np.asarray([bits for _, bits in flat], np.uint16)
    table = np.arange(1 << STEPS, dtype=np.uint64)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    quick = deepest(offsets, time, index, table, ways, trace=False).depth.tolist()
    traced = deepest(offsets, time, index, table, ways, trace=True).depth.tolist()
    assert quick == traced
    return quick


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_both_have(chdb: Any, mode: str) -> None:
    check(chdb, trails(), *MODES[mode])


def test_an_event_that_serves_once_serves_once(chdb: Any) -> None:
    """At one instant they let rows go in any order, we in that of the steps: no ties here."""
    check(chdb, trails(ties=False), ("strict_once",), "one_event: one_step")


def check(
    chdb: Any, cases: list[list[tuple[int, int]]], theirs: tuple[str, ...], words: str
) -> None:
    rows = ", ".join(
        f"({case}, {at}, {bits})" for case, trail in enumerate(cases) for at, bits in trail
    )
    chdb.query("CREATE OR REPLACE TABLE trails (c UInt32, t UInt64, b UInt8) ENGINE = Memory")
    chdb.query(f"INSERT INTO trails VALUES {rows}")  # noqa: S608
    steps = ", ".join(f"bitTest(b, {step})" for step in range(STEPS))
    for within in WINDOWS:
        said = ", ".join([str(within), *(f"'{one}'" for one in theirs)])
        sql = f"SELECT c, windowFunnel({said})(t, {steps}) FROM trails GROUP BY c"  # noqa: S608
        told = dict.fromkeys(range(CASES), 0)
        for line in chdb.query(sql, "CSV").data().split():
            case, depth = line.split(",")
            told[int(case)] = int(depth)
        found = ours(cases, ways_of(words, within))
        wrong = [case for case in range(CASES) if found[case] != told[case]]
        assert not wrong, (within, cases[wrong[0]], found[wrong[0]], told[wrong[0]])
