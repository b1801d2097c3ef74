"""Cells named by nodes: names may hold any sign, so a cell is read against those there are."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from tropa.measure.questions.nodes.tally import Chains


def two_names(said: str, known: Collection[str]) -> tuple[str, str] | None:
    """The two nodes of `A/B`: the first cut into two of those known."""
    pieces = said.split("/")
    for at in range(1, len(pieces)):
        left, right = "/".join(pieces[:at]), "/".join(pieces[at:])
        if left in known and right in known:
            return left, right
    return None


def same_as(chains: Chains, wanted: list[int]) -> NDArray[np.bool_]:
    """Whether each chain has these very nodes."""
    found = chains.sizes == len(wanted)
    for at, number in enumerate(wanted):
        left = np.flatnonzero(found)
        found[left] = chains.node[chains.begins[left] + at] == number
    return found
