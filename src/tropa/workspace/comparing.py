"""A map's numbers beside those of another period: asked anew as of then, and set side by side.

The other side is what the map would have answered had it been asked of that period at that
moment: of the same segment and portrait, to which people belong as of then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from tropa.clock import DAY, FOREVER, Instant, iso
from tropa.errors import UsageFault
from tropa.live.board import Board
from tropa.map.document import Map
from tropa.measure.as_json import major
from tropa.measure.compared import Change, Lengths, Missing, compared
from tropa.measure.figures import figures_of
from tropa.measure.kpis import Kpis, KpisAnswer
from tropa.measure.other_period import LONGER, Other, Span, Way, other_period
from tropa.measure.overview import Overview
from tropa.measure.run import run
from tropa.words import LANGUAGES, say
from tropa.workspace.answers import Question, board_of, measured, moment_of
from tropa.workspace.opening import Workspace
from tropa.workspace.threads import on_threads

_BETWEEN: Final = ".."
_WAYS: Final[dict[str, Way]] = {"previous": "previous", "year": "year"}


@dataclass(frozen=True)
class Compared:
    """Every figure of two periods."""

    own: Span
    other: Other
    changes: Mapping[str, Change]
    missing: Missing | None
    """Why nothing at all is set side by side."""
    journeys: int
    """Of the other side."""


def ask_compared(
    workspace: Workspace,
    map_id: str,
    question: Question,
    found: Overview,
    way: str,
    kpis: KpisAnswer | None = None,
) -> Compared:
    """Numbers beside those of another period.

    Args:
        workspace: whose people.
        map_id: of which map.
        question: what was asked.
        found: what was answered.
        way: `previous`, `year` or `FROM..TO`.
        kpis: the KPIs answered with it, where they are compared too.

    Raises:
        UsageFault: there is no such way, or the question has no period to compare.
    """
    asked = found.asked
    own = Span(asked.since, asked.until, asked.as_of)
    other = _other(own, way, asked.map)
    board = board_of(workspace, map_id, question.edition)
    span = other.span
    then = replace(question, since=span.since, until=span.until, as_of=span.as_of)
    was, crowd = measured(workspace, board, then)
    before: KpisAnswer | None = None
    if kpis is not None:
        [before] = run((Kpis(),), crowd.slices, was.asked, on_threads)
    missing = _missing(own, other, _recorded(board))
    lengths = Lengths(own.passed, span.passed, _alike(own.passed, span.passed))
    now, then_ = figures_of(found, kpis), figures_of(was, before)
    changes = compared(now, then_, lengths, missing)
    return Compared(own, other, changes, missing, was.flow.journeys.valid)


def _other(own: Span, way: str, map_: Map) -> Other:
    if way in _WAYS:
        return other_period(own, map_.zone, _WAYS[way])
    ends = way.split(_BETWEEN)
    if len(ends) != 2 or not all(ends):
        allowed = ", ".join((*_WAYS, "FROM..TO"))
        raise UsageFault("no_such_comparison", found=way[:60], allowed=allowed)
    since, until = (moment_of(one, map_) for one in ends)
    return other_period(own, map_.zone, "stated", (since, until))


def _recorded(board: Board) -> Instant:
    """When the first of all journeys opened."""
    parts = [one.placed.opened_at for one in board.slices()]
    return min((int(np.min(one)) for one in parts if len(one)), default=FOREVER)


def _missing(own: Span, other: Other, recorded: Instant) -> Missing | None:
    if other.span.meets(own):
        return "overlap"
    if other.younger:
        return "younger"
    if recorded >= other.span.end:
        return "empty"
    # In the first day of all there may have been nobody yet.
    return "unrecorded" if recorded > other.span.since + DAY else None


def _alike(one: int, other: int) -> bool:
    return min(one, other) > 0 and max(one, other) <= LONGER * min(one, other)


def compared_json(found: Compared, map_: Map) -> dict[str, Any]:
    """Figures by name with what became of them; `words` say what is compared with what."""
    zone, span = map_.zone, found.other.span
    return {
        "way": found.other.way,
        "period": {
            "from": iso(span.since, zone),
            "to": None if span.until == FOREVER else iso(span.until, zone),
        },
        "as_of": iso(span.as_of, zone),
        "journeys": found.journeys,
        "missing": found.missing,
        "figures": {
            name: _change_json(one, map_.currency) for name, one in found.changes.items()
        },
        "words": {
            language: [
                say("compared.moment", language),
                say("compared.proof", language),
                *(
                    [say(f"compared.missing.{found.missing}", language)]
                    if found.missing
                    else []
                ),
            ]
            for language in LANGUAGES
        },
    }


def _change_json(one: Change, currency: str) -> dict[str, Any]:
    def told(value: float | None) -> float | int | None:
        return major(value, currency) if one.kind in ("money", "price") else value

    return {
        "kind": one.kind,
        "now": told(one.now),
        "was": told(one.was),
        "difference": told(one.difference),
        "change": one.change,
        "low": one.low,
        "high": one.high,
        "verdict": one.verdict,
        "missing": one.missing,
    }
