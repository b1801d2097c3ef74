"""Everything the map's screen shows: overview, moves against its way, KPIs, the last month."""

from dataclasses import dataclass

from tropa.clock import BEFORE, FOREVER
from tropa.live.board import Board
from tropa.measure.conversion import Conversion, ConversionAnswer
from tropa.measure.flow import Flow, FlowAnswer
from tropa.measure.fold import MONTH, Asked
from tropa.measure.kpis import Kpis, KpisAnswer
from tropa.measure.moves import Moves, MovesAnswer
from tropa.measure.overview import Overview
from tropa.measure.run import run
from tropa.workspace.answers import Question, board_of, measured, once_for_all
from tropa.workspace.opening import Workspace
from tropa.workspace.threads import on_threads

"""Plans are for a month; the fact beside them is of the last thirty days."""


@dataclass(frozen=True)
class Screen:
    """Answers of one moment."""

    overview: Overview
    moves: MovesAnswer
    kpis: KpisAnswer
    month: ConversionAnswer
    """Of what happened in the last thirty days."""
    before: FlowAnswer | None
    """As everybody stood thirty days ago; None when nothing had begun by then."""


def ask_screen(workspace: Workspace, map_id: str, question: Question) -> Screen:
    """The map's screen.

    Raises:
        MapRefused: the draft cannot be read.
        WorkspaceFault: the map has no stages yet, or no such edition.
    """
    board = board_of(workspace, map_id, question.edition)
    return once_for_all(
        workspace, board, "screen", question, lambda: _screen(workspace, board, question)
    )


def _screen(workspace: Workspace, board: Board, question: Question) -> Screen:
    found, crowd = measured(workspace, board, question)
    asked, slices = found.asked, crowd.slices
    map_, as_of = asked.map, asked.as_of
    moves, kpis = run((Moves(), Kpis()), slices, asked, on_threads)
    month = Asked(map_, as_of, max(BEFORE, as_of - MONTH), FOREVER)
    (steps,) = run((Conversion(),), slices, month, on_threads)
    (flow,) = run((Flow(),), slices, Asked(map_, as_of - MONTH), on_threads)
    before = flow if flow.journeys.valid else None
    return Screen(found, moves, kpis, steps, before)
