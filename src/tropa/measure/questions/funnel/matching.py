"""Rows for steps, each row for one: whether the first so many steps can all be served.

Steps that no row can share need no care. Where a row is of several, a step that finds all its
rows taken asks those who have them to take others (augmenting paths; H. W. Kuhn, 1955).
"""

from typing import Final, NamedTuple

import numpy as np

from tropa.compiled import borrowed, part
from tropa.measure.questions.funnel.ways import Int64

NOBODY: Final = -1


class Match(NamedTuple):
    """Which row serves each step."""

    rows: Int64
    """steps × steps; rows of each step in the order of time, as many as there are steps: of
    more, there always is one to spare."""
    many: Int64
    """steps; how many of them there are."""
    served: Int64
    """steps; the row that serves each, NOBODY where none does yet."""
    asked_by: Int64
    """steps; in the search: who asked this step to take another row."""
    line: Int64
    """steps; those still to ask."""


def room_for(steps: int) -> Match:
    """Room to match rows with so many steps."""
    return Match(
        np.empty((steps, steps), np.int64),
        np.zeros(steps, np.int64),
        np.full(steps, NOBODY, np.int64),
        np.empty(steps, np.int64),
        np.empty(steps, np.int64),
    )


@part
def lent_match(match: Match) -> Match:
    """The room without counting who holds it."""
    return Match(
        borrowed(match.rows),
        borrowed(match.many),
        borrowed(match.served),
        borrowed(match.asked_by),
        borrowed(match.line),
    )


@part
def put_first(step: int, row: int, match: Match) -> None:
    """A row earlier than all known ones of a step."""
    most = len(match.many)
    kept = min(int(match.many[step]), most - 1)
    for at in range(kept, 0, -1):
        match.rows[step, at] = match.rows[step, at - 1]
    match.rows[step, 0] = row
    match.many[step] = kept + 1


@part
def put_last(step: int, row: int, match: Match) -> None:
    """A row later than all known ones of a step."""
    many = int(match.many[step])
    if many < len(match.many):
        match.rows[step, many] = row
        match.many[step] = many + 1


@part
def serve(step: int, last: int, match: Match) -> bool:
    """Find a row for one more step, none behind `last`; those served so far stay so."""
    match.asked_by[:] = NOBODY
    match.asked_by[step] = step
    match.line[0] = step
    here, end = 0, 1
    while here < end:
        asks = int(match.line[here])
        here += 1
        for at in range(match.many[asks]):
            row = int(match.rows[asks, at])
            if row > last:
                break
            has = _who_has(row, match)
            if has == NOBODY:
                _hand_on(row, asks, match)
                return True
            if match.asked_by[has] == NOBODY:
                match.asked_by[has] = asks
                match.line[end] = has
                end += 1
    return False


@part
def _who_has(row: int, match: Match) -> int:
    for step in range(len(match.served)):
        if match.served[step] == row:
            return step
    return NOBODY


@part
def _hand_on(row: int, step: int, match: Match) -> None:
    """The step takes the row, and whoever asked it takes what it had."""
    while True:
        had = int(match.served[step])
        match.served[step] = row
        if match.asked_by[step] == step:
            return
        row, step = had, int(match.asked_by[step])
