"""Markov: a label is worth the conversions that would not be if everyone who meets it left.

    removal(c) = 1 − P(conversion | whoever comes to c is lost) ÷ P(conversion)
    credit(c)  = conversions · removal(c) ÷ Σ removal

The chain is solved, not played through. With Q the shares between states, r those from states
to the conversion, s those from the start, and N = (I − Q)⁻¹:

    P(conversion)           = s N r
    lost by removing c      = s N[·,C] · N[C,C]⁻¹ · (N r)[C]      C the states that end with c

the chance of ever coming to c, and where first, times the chance to convert from there. Staying
where one is changes neither, so repeats of a label in a row do not count in the first order.

E. Anderl et al., «Mapping the customer journey», 2016. The value is shared in the same parts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tropa.measure.attribution.chain import Walks, counted, shares, walks
from tropa.measure.attribution.journeys import Paths

Int64 = NDArray[np.int64]
Float64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Removal:
    """What a chain says of each label."""

    probability: float
    """Of converting, from the start."""
    effect: Float64
    """For each label the part of the conversions that would be lost without it."""

    @property
    def parts(self) -> Float64:
        """The effects brought to one; all zero where nothing converts."""
        whole = self.effect.sum()
        return self.effect / whole if whole > 0 else self.effect


def removal(paths: Paths, order: int = 1) -> Removal:
    """Solve the chain of these paths.

    Raises:
        UsageFault: a chain of more states than can be solved.
    """
    walk = walks(paths, order)
    return solved(walk, counted(walk, paths.converted, paths.lost), len(paths.labels))


def solved(walk: Walks, table: Float64, labels: int) -> Removal:
    """What a counted chain says of its labels."""
    effect, states = np.zeros(labels), len(walk.last)
    share = shares(table)
    reached = np.linalg.inv(np.eye(states) - share[:states, :states])
    converts = reached @ share[:states, states]
    visits = share[states, :states] @ reached
    probability = float(share[states, :states] @ converts)
    if probability <= 0:
        return Removal(0.0, effect)
    if len(np.unique(walk.last)) == states:
        effect[walk.last] = visits * converts / reached.diagonal()
    else:
        for label in np.unique(walk.last):
            within = np.flatnonzero(walk.last == label)
            among = reached[np.ix_(within, within)]
            effect[label] = visits[within] @ np.linalg.solve(among, converts[within])
    # Rounding may leave a hair below nothing.
    return Removal(probability, np.maximum(effect / probability, 0))
