"""Decisions as a month's page tells them: of that month, and what came of those before it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from tropa.clock import Instant, iso
from tropa.map.document import Map
from tropa.measure.as_json import major, rate_json
from tropa.measure.days import midnight, month_start
from tropa.measure.diagnosis import links_of
from tropa.measure.kpis import Kpis, KpisAnswer
from tropa.measure.outcome import Number, number_of, verdict
from tropa.measure.overview import Overview
from tropa.measure.references import SALE
from tropa.measure.run import run
from tropa.words import LANGUAGES, say
from tropa.workspace.answers import Question, board_of, measured, on_threads
from tropa.workspace.month.decisions import Decision, decisions, month_of
from tropa.workspace.opening import Workspace

MONTHS_TOLD: Final = 12
"""Of so many earlier months what came of their decisions is told."""


@dataclass(frozen=True)
class Month:
    """The numbers of one month at one moment."""

    overview: Overview
    kpis: KpisAnswer


Months = Callable[[str], Month]


def month_decisions(
    workspace: Workspace, map_id: str, month: str, as_of: Instant | None = None
) -> dict[str, Any]:
    """A month's decisions with their numbers now, and what came of those of earlier months.

    Args:
        workspace: whose.
        map_id: of which map.
        month: `2026-11`.
        as_of: the moment; the present one when omitted.

    Raises:
        UsageFault: there can be no such month.
        MapRefused: the draft cannot be read.
        WorkspaceFault: no such map, or it has no stages yet.
    """
    board = board_of(workspace, map_id)
    map_ = board.edition.map
    moment = workspace.clock.now() if as_of is None else as_of
    begun = _span(month, map_)[0]

    @cache
    def numbers(of: str) -> Month:
        """A month at the age that the page's month has."""
        since, until = _span(of, map_)
        question = Question(min(since + moment - begun, moment), since, until)
        overview, crowd = measured(workspace, board, question)
        return Month(overview, run((Kpis(),), crowd.slices, overview.asked, on_threads)[0])

    every = decisions(workspace.folder, map_id)
    before = sorted({one.month for one in every if one.month < month})[-MONTHS_TOLD:]
    return {
        "month": month,
        "decisions": [_told(one, month, numbers, map_) for one in every if one.month == month],
        "earlier": [_told(one, month, numbers, map_) for one in every if one.month in before],
    }


def _span(month: str, map_: Map) -> tuple[Instant, Instant]:
    number = month_of(month)
    since, until = (midnight(month_start(number + more), map_.zone) for more in (0, 1))
    return since, until


def _told(one: Decision, month: str, numbers: Months, map_: Map) -> dict[str, Any]:
    now = _number(one, numbers(month), map_)
    told = {
        **decision_json(one, map_),
        "title": _title(one, numbers(month), map_),
        "now": _number_json(now),
    }
    if one.month == month:
        return told
    then = _number(one, numbers(one.month), map_)
    return told | {
        "then": _number_json(then),
        "verdict": verdict(one.moves, one.target, then, now),
    }


def decision_json(one: Decision, map_: Map) -> dict[str, Any]:
    """A decision as it was written down."""
    return {
        "month": one.month,
        "stage": one.stage,
        "change": one.change,
        "owner": one.owner,
        "due": one.due,
        "moves": one.moves,
        "target": one.target,
        "made": iso(one.made, map_.zone),
        "seen": str(one.made),
        "by": one.by,
    }


def _title(one: Decision, month: Month, map_: Map) -> dict[str, str] | None:
    """What people call the link; None where the map has it no more."""
    found = next((it for it in links_of(*_of(month)) if it.start == one.stage), None)
    if found is None:
        return None
    titles = {stage.id: stage.title for stage in map_.stages}
    return {
        language: say(
            "diagnosis.step",
            language,
            start=titles[found.start],
            end=say("diagnosis.sale", language) if found.end == SALE else titles[found.end],
        )
        for language in LANGUAGES
    }


def _of(month: Month) -> tuple[Overview, KpisAnswer]:
    return month.overview, month.kpis


def _number(one: Decision, month: Month, map_: Map) -> Number:
    found = number_of(*_of(month), one.stage, one.moves)
    # A decision speaks of money as people do.
    return Number(major(found.value, map_.currency)) if one.moves == "net" else found


def _number_json(number: Number) -> dict[str, Any]:
    return {"value": number.value, "share": rate_json(number.rate) if number.rate else None}
