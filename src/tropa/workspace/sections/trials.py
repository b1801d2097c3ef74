"""The section of uplift: whether plays bring people back who would not have come by themselves.

Whoever runs a play tells of each person once, by an event `play_assigned` with the `play`, as
the map names it, and its `arm`: `treatment` or `holdout`. How long a return may take is the
play's `within`; what it cost are costs whose campaign is the play.
"""

import math
from typing import Any, Final, cast

import numpy as np

from tropa.clock import DAY, Duration
from tropa.measure.costs import costs
from tropa.measure.questions.by import text_of
from tropa.measure.trial import Assigned, Came, ComeBacks, trial
from tropa.measure.uplift import uplift, uplift_json, uplift_words, verdict_words
from tropa.trail import Scalar
from tropa.workspace.sections.events import Rows, told_events
from tropa.workspace.sections.ground import Ground, Told, said, told

ASSIGNED: Final = "play_assigned"
WITHIN: Final[Duration] = 30 * DAY
"""Of plays that do not state how long they wait."""
_ARMS: Final = {"treatment": 1.0, "holdout": 0.0}


def uplift_section(ground: Ground) -> Told:
    """A row a play with anybody assigned."""
    plays: list[str] = []

    def number(value: Scalar) -> float:
        name = text_of(value) or ""
        if name not in plays:
            plays.append(name)
        return float(plays.index(name))

    def arm(value: Scalar) -> float:
        return _ARMS.get((text_of(value) or "").casefold(), math.nan)

    rows = told_events(ground.everybody, ASSIGNED, {"play": number, "arm": arm})
    came: Came = ground.fold(ComeBacks())
    order = [*ground.asked.map.records("plays"), *plays]
    known = sorted(enumerate(plays), key=lambda one: order.index(one[1]))
    answer = {"plays": [_play(ground, rows, came, at, name) for at, name in known]}
    return told(answer, uplift_words)


def _play(ground: Ground, rows: Rows, came: Came, number: int, name: str) -> dict[str, Any]:
    record = ground.asked.map.records("plays").get(name, {})
    within = cast("Duration", record.get("within") or WITHIN)
    arm = rows.columns["arm"]
    mine = (rows.columns["play"] == number) & ~np.isnan(arm)
    assigned = Assigned(rows.person[mine], rows.at[mine], arm[mine] == _ARMS["treatment"])
    arms = trial(assigned, came, ground.asked, within)
    found = uplift(arms.treatment, arms.holdout, cost=_cost(ground, name))
    told_of = uplift_json(found, ground.currency)
    if ground.asked.map.money.margin is None:
        told_of |= {"margin": None, "roi": {"value": None, "missing": "no_margin"}}
    return {
        "id": name,
        "title": record.get("title") or name,
        **told_of,
        "verdict_words": said(lambda language: verdict_words(found.verdict, language)),
        "in_window": arms.in_window,
    }


def _cost(ground: Ground, play: str) -> int | None:
    """What the play cost in the period; None where nobody has told."""
    found = costs([one for one in ground.spent if one.campaign == play], ground.asked)
    return found.total if found.rows else None
