"""Diagnosis and alerts of an open workspace: its people measured, its months compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from tropa.clock import BEFORE, DAY, FOREVER, Instant, as_datetime, iso
from tropa.errors import WorkspaceFault
from tropa.live.board import Board
from tropa.map.document import Map
from tropa.measure.alert_words import alerts_json, how_alerted
from tropa.measure.alerts import Alerts, AlertsAnswer
from tropa.measure.days import midnight, month_start, month_text
from tropa.measure.diagnosis import Diagnosis, diagnose, planned_deal
from tropa.measure.diagnosis_json import diagnosis_json, how_diagnosed
from tropa.measure.flow import Flow
from tropa.measure.fold import Asked, cohort
from tropa.measure.kpis import Kpis
from tropa.measure.overview import Overview, how_json
from tropa.measure.references import Month
from tropa.measure.run import Slice, run
from tropa.measure.stall import NOTHING_PLANNED, Stall
from tropa.workspace.answers import Question, board_of, measured
from tropa.workspace.opening import Workspace
from tropa.workspace.tasks.planned import planned_steps
from tropa.workspace.threads import on_threads

MONTHS_BACK: Final = 12
"""Calendar months a step may be compared with."""


@dataclass(frozen=True)
class Diagnosed:
    """A diagnosis, and the map's numbers it was made of."""

    overview: Overview
    diagnosis: Diagnosis


@dataclass(frozen=True)
class Alerted:
    """Alerts, and whose they are."""

    asked: Asked
    edition: int
    alerts: AlertsAnswer


def ask_diagnosis(workspace: Workspace, map_id: str, question: Question) -> Diagnosed:
    """What ails the way to the sale.

    Raises:
        MapRefused: the draft cannot be read.
        WorkspaceFault: the map is not published, has no people or does not price a sale.
    """
    board = _published(workspace, map_id)
    map_ = board.edition.map
    if map_.money.paid is None and planned_deal(map_) is None:
        raise WorkspaceFault("map_without_money", found=map_id)
    overview, crowd = measured(workspace, board, question)
    asked, slices = overview.asked, crowd.slices
    if not overview.flow.journeys.valid:
        raise WorkspaceFault("nobody_to_diagnose", found=map_id)
    steps = planned_steps(workspace, slices, asked) or NOTHING_PLANNED
    folds = Kpis(), Stall(steps, leads_alone=True), Stall(steps)
    kpis, leads, everybody = run(folds, slices, asked, on_threads)
    stall = leads if leads.all.stalled.denominator else everybody
    opened = _opened(slices, asked)
    months = _months(slices, asked, *opened)
    return Diagnosed(overview, diagnose(overview, kpis, stall, opened, months))


def ask_alerts(workspace: Workspace, map_id: str, as_of: Instant | None = None) -> Alerted:
    """What has left its usual band.

    Raises:
        MapRefused: the draft cannot be read.
        WorkspaceFault: the map is not published.
    """
    board = _published(workspace, map_id)
    asked = Asked(board.edition.map, workspace.clock.now() if as_of is None else as_of)
    [found] = run((Alerts(),), board.slices(), asked, on_threads)
    return Alerted(asked, board.edition.number, found)


def _published(workspace: Workspace, map_id: str) -> Board:
    board = board_of(workspace, map_id)
    if not board.edition.number:
        raise WorkspaceFault("map_not_published", found=map_id)
    return board


def _opened(slices: Sequence[Slice], asked: Asked) -> tuple[Instant, Instant]:
    """When the first and the last of the cohort's journeys opened."""
    first, last = FOREVER, BEFORE
    for part in slices:
        standing = part.stand(asked.as_of, asked.map)
        opened = standing.placed.opened_at[standing.journey][cohort(standing, asked)]
        if len(opened):
            first = min(first, int(np.min(opened)))
            last = max(last, int(np.max(opened)))
    return first, last


def _months(
    slices: Sequence[Slice], asked: Asked, first: Instant, last: Instant
) -> list[Month]:
    """Months of the past to compare with: of before the period, or of all there is."""
    inside = asked.since == BEFORE
    end = last if inside else asked.since
    begin = first if inside else end - MONTHS_BACK * 31 * DAY
    spans = _spans(begin, end, asked.map, whole=not inside)
    found: list[Month] = []
    for name, since, until in spans:
        [flow] = run((Flow(),), slices, Asked(asked.map, asked.as_of, since, until), on_threads)
        found.append(Month(name, flow, inside))
    return found if len(found) > 1 or not inside else []


def _spans(
    begin: Instant, end: Instant, map_: Map, *, whole: bool
) -> list[tuple[str, Instant, Instant]]:
    """The latest calendar months from one instant to another."""
    begin = max(0, begin)
    if end <= begin:
        return []
    zone = map_.zone
    first = as_datetime(begin, zone)
    month = (first.year - 1970) * 12 + first.month - 1
    found: list[tuple[str, Instant, Instant]] = []
    while midnight(month_start(month), zone) <= end:
        since, until = (midnight(month_start(month + one), zone) for one in (0, 1))
        # Before a period only months that end before it begins.
        if not whole or (until <= end and since >= begin):
            found.append((month_text(month), since, until))
        month += 1
    return found[-MONTHS_BACK:]


def diagnosis_document(found: Diagnosed) -> dict[str, Any]:
    """The answer and how it was made, the same from the command and over HTTP."""
    return {
        "answer": diagnosis_json(found.diagnosis),
        "how": how_json(found.overview) | how_diagnosed(),
    }


def alerts_document(found: Alerted) -> dict[str, Any]:
    """The answer and how it was made, the same from the command and over HTTP."""
    map_ = found.asked.map
    how = {
        "map": map_.id,
        "edition": found.edition,
        "as_of": iso(found.asked.as_of, map_.zone),
        "timezone": map_.timezone,
    }
    return {
        "answer": alerts_json(found.alerts, map_),
        "how": how | how_alerted(found.alerts),
    }
