"""The people behind figures of sections: `rfm/champions`, `response/unanswered`.

Each group is made by the very measure its figure is of, ended as people instead of as a count,
so that the list is as long as the number says.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.measure.fold import Asked, Ended
from tropa.measure.next_order import NextOrder, states
from tropa.measure.orders import Orders, least_order, orders_of
from tropa.measure.pressure import Pressure, at_cap
from tropa.measure.repeat import Repeat, came_again
from tropa.measure.response import Response, unanswered
from tropa.measure.rfm import SEGMENTS, Rfm, in_segments
from tropa.measure.stall import stalled
from tropa.measure.surveys import who_said
from tropa.workspace.sections.control import stall_of
from tropa.workspace.sections.ground import Ground
from tropa.workspace.sections.voices import answers_of

Int64 = NDArray[np.int64]


class Group(NamedTuple):
    """Who is behind a figure; of a measure of journeys their keys, else numbers of people."""

    numbers: Int64
    """A number as often as the figure counts it."""
    journeys: bool


def _of_orders(
    ground: Ground, fold: Any, of: Callable[[Orders, Asked], dict[str, Int64]]
) -> dict[str, Int64]:
    def end(state: Any, asked: Asked) -> dict[str, Int64]:
        return of(orders_of(state, least_order(asked)), asked)

    return ground.fold(Ended(fold, end))


def _again(ground: Ground) -> dict[str, Int64]:
    within = ground.overview.conversion.within
    return _of_orders(ground, Repeat(within), lambda one, asked: came_again(one, asked, within))


_MADE: Final[Mapping[str, Callable[[Ground], dict[str, Int64]]]] = {
    "rfm": lambda ground: _of_orders(ground, Rfm(), in_segments),
    "next_order": lambda ground: _of_orders(ground, NextOrder(), states),
    "repeat": _again,
    "response": lambda ground: ground.fold(Ended(Response(), unanswered)),
    "stalls": lambda ground: ground.fold(Ended(stall_of(ground), stalled)),
    "pressure": lambda ground: ground.fold(Ended(Pressure(), at_cap)),
    "surveys": lambda ground: who_said(answers_of(ground), ground.asked),
}
_OF_JOURNEYS: Final = ("response", "stalls")

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "rfm": tuple(SEGMENTS),
    "next_order": ("on_time", "overdue", "dormant", "lost"),
    "repeat": ("again", "once"),
    "response": ("unanswered", "late"),
    "stalls": ("stalled", "over_norm"),
    "pressure": ("at_cap",),
    "surveys": (
        "promoters",
        "passives",
        "detractors",
        "satisfied",
        "dissatisfied",
        "hard",
        "unsolved",
    ),
}
"""Sections with people behind them, and the names of their groups."""


def is_group(figure: str) -> bool:
    """Whether a name is a figure of a section with people behind it."""
    section, _, name = figure.partition("/")
    return name in GROUPS.get(section, ())


def group_of(ground: Ground, figure: str) -> Group:
    """Who is behind a figure of a section.

    Args:
        ground: whose map, and of which moment.
        figure: a name that `is_group`.
    """
    section, _, name = figure.partition("/")
    return Group(_MADE[section](ground)[name], section in _OF_JOURNEYS)
