"""What paths add up to: nodes by step, times between them, whole paths."""

from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.measure.questions.nodes.numbering import (
    NOBODY,
    Names,
    joined,
    met,
    pair_lengths,
    with_numbers,
)
from tropa.measure.questions.nodes.tally import Chains, Tally, tally_of
from tropa.measure.questions.nodes.took import Lengths
from tropa.measure.questions.nodes.walk import Traces
from tropa.measure.questions.paths.asked import Asked

Int64: TypeAlias = NDArray[np.int64]

COUNT, BEGAN, EARLIER, DROPPED, FURTHER = range(5)
_FIGURES: Final = 5


@dataclass(frozen=True)
class Sums:
    """Paths of any number of people."""

    names: Names
    levels: Int64
    """Step × node × (all there, paths that begin there, of those cut before it, paths that end
    there, paths that go on beyond what is told)."""
    lengths: Lengths
    tally: Tally
    paths: int = 0
    units: int = 0
    """Who has a path."""
    asked: int = 0
    """Who was looked at."""

    def merged(self, other: "Sums") -> "Sums":
        """Both together."""
        both = joined(self.names, other.names)
        levels = np.zeros((len(self.levels), len(both.names), _FIGURES), np.int64)
        levels[:, : len(self.names)] = self.levels
        levels[:, both.right] += other.levels
        return Sums(
            names=both.names,
            levels=levels,
            lengths=self.lengths.merged(with_numbers(other.lengths, both.right)),
            tally=self.tally.merged(other.tally.renumbered(both.right)),
            paths=self.paths + other.paths,
            units=self.units + other.units,
            asked=self.asked + other.asked,
        )


def nobody(asked: Asked) -> Sums:
    """The sums of no people."""
    empty = np.zeros(0, np.int64)
    chains = Chains(np.zeros(1, np.int64), np.zeros(0, np.uint16))
    return Sums(
        names=NOBODY,
        levels=np.zeros((asked.steps, 1, _FIGURES), np.int64),
        lengths=Lengths(asked.nodes.exact),
        tally=Tally(asked.side, asked.steps, chains, empty.reshape(0, 2)),
    )


def sums_of(found: Traces, names: Names, asked: Asked, looked_at: int) -> Sums:
    """The sums of some chains.

    Args:
        found: chains.
        names: of their nodes, from number 1.
        asked: what is asked.
        looked_at: how many people were looked at.
    """
    names, traces = met(found, names)
    first = first_steps(traces, asked)
    lengths = pair_lengths(
        traces,
        names,
        steps=asked.steps,
        first=first,
        since=BEFORE,
        until=FOREVER,
        exact=asked.nodes.exact,
    )
    units = np.count_nonzero(np.diff(traces.unit, prepend=-1)) if len(traces.unit) else 0
    return replace(
        nobody(asked),
        names=names,
        levels=_levels(traces, first, len(names), asked),
        lengths=lengths,
        tally=tally_of(traces, asked.side, asked.steps),
        paths=len(traces.unit),
        units=int(units),
        asked=looked_at,
    )


def first_steps(traces: Traces, asked: Asked) -> Int64:
    """The step of each path's first node: paths up to an end stand under each other by it."""
    if asked.side != "last":
        return np.zeros(len(traces.unit), np.int64)
    return asked.steps - np.diff(traces.begins)


def _levels(traces: Traces, first: Int64, width: int, asked: Asked) -> Int64:
    sizes = np.diff(traces.begins)
    steps = np.repeat(first - traces.begins[:-1], sizes) + np.arange(len(traces.node))
    place = steps * width + traces.node
    begin, last = place[traces.begins[:-1]], place[traces.begins[1:] - 1]
    further = traces.further != 0
    before = further if asked.side == "last" else np.zeros_like(further)
    beyond = further & ~before
    counted = {
        COUNT: place,
        BEGAN: begin,
        EARLIER: begin[before],
        DROPPED: last[~beyond],
        FURTHER: last[beyond],
    }
    figures = [
        np.bincount(counted[one], minlength=asked.steps * width) for one in range(_FIGURES)
    ]
    return np.stack(figures, axis=1).reshape(asked.steps, width, _FIGURES).astype(np.int64)
