"""Questions to an open workspace: the map with its numbers, for any moment and period."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from tropa.clock import BEFORE, FOREVER, Duration, Instant, as_datetime
from tropa.errors import UsageFault, WorkspaceFault
from tropa.live.board import Board
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.fold import Asked
from tropa.measure.overview import Overview, overview
from tropa.measure.questions.lasting import Between
from tropa.moments import NoSuchMoment, read_moment
from tropa.place.rules import compile_edition
from tropa.workspace.boards import outages_of
from tropa.workspace.narrowing import Crowd, crowd_of
from tropa.workspace.opening import Workspace
from tropa.workspace.threads import on_threads

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a map."""

    as_of: Instant | None = None
    since: Instant = BEFORE
    until: Instant = FOREVER
    within: Duration | None = None
    edition: int | None = None
    """Force one edition over everything."""
    segment: str | None = None
    """Only people of this segment of the map."""
    persona: str | None = None
    """Only people whose portrait this is."""

    def at(self, workspace: Workspace) -> Instant:
        """The moment of the answer."""
        return workspace.clock.now() if self.as_of is None else self.as_of


def ask_map(workspace: Workspace, map_id: str, question: Question) -> Overview:
    """The map with its numbers.

    Raises:
        MapRefused: the draft cannot be read.
        WorkspaceFault: the map has no stages yet, or no such edition.
    """
    board = board_of(workspace, map_id, question.edition)
    return once_for_all(
        workspace,
        board,
        "overview",
        question,
        lambda: measured(workspace, board, question)[0],
    )


def once_for_all(
    workspace: Workspace, board: Board, name: str, question: Question, make: Callable[[], _T]
) -> _T:
    """An answer about a past moment, kept for as long as nobody's place on the board changes.

    Of the present there is nothing to keep: every figure of it moves with the clock. What is
    kept is handed to several people, none of whom may change it.
    """
    if question.as_of is None or question.edition is not None:
        return make()
    key, stamp, at = (name, board.edition.map.id, question), board.state, question.as_of
    found = workspace.kept.get(key, stamp, at)
    if found is not None:
        return cast("_T", found.value)
    made = make()
    workspace.kept.put(key, stamp, made, Between(at, at))
    return made


def measured(workspace: Workspace, board: Board, question: Question) -> tuple[Overview, Crowd]:
    """A board's people measured, and who they are."""
    as_of = question.at(workspace)
    crowd = crowd_asked(workspace, board, question, as_of)
    asked = Asked(board.edition.map, as_of, question.since, question.until)
    number, within = board.edition.number, question.within
    return overview(asked, crowd.slices, number, within, on_threads, crowd.narrowed), crowd


def crowd_asked(
    workspace: Workspace, board: Board, question: Question, as_of: Instant
) -> Crowd:
    """Whose journeys a question is about.

    Raises:
        UsageFault: it names a segment or a portrait that cannot be counted.
    """
    return crowd_of(workspace, board, as_of, question.segment, question.persona)


def board_of(workspace: Workspace, map_id: str, edition: int | None = None) -> Board:
    """The board of a map, as it stands now.

    Raises:
        MapRefused: the draft cannot be read.
        WorkspaceFault: no such map, no such edition, or no stages yet.
    """
    known = workspace.maps.ids()
    if map_id not in known:
        listed = ", ".join(known) or "—"
        raise WorkspaceFault("no_such_map", found=map_id[:80], allowed=listed)
    if workspace.boards.behind():
        workspace.live.change_boards(lambda: workspace.boards.refresh(workspace.clock.now()))
    if map_id in workspace.boards.refused:
        raise workspace.boards.refused[map_id]
    if edition is not None:
        data = workspace.maps.edition(map_id, edition)
        if data is None:
            raise WorkspaceFault("no_such_edition", found=edition, map=map_id)
        forced = compile_edition(read_map(data), edition)
        board = Board(workspace.trails, [forced], outages_of(workspace.ledger.catalogue))
        fresh = workspace.trails.fresh_persons()
        if len(fresh):
            board.update(fresh, workspace.clock.now(), replayed=True)
        return board
    board = workspace.boards.get(map_id)
    if board is None:
        raise WorkspaceFault("map_without_stages", found=map_id)
    return board


def moment_of(text: str, map_: Map) -> Instant:
    """A moment of the command line, in the map's zone when it states none.

    Raises:
        UsageFault: it is no moment.
    """
    try:
        moment = read_moment(text, map_.zone)
        if moment is not None:
            # The last hours of the calendar are in some zones beyond it.
            as_datetime(moment.at, map_.zone)
    except (NoSuchMoment, OverflowError):
        moment = None
    if moment is None:
        raise UsageFault("bad_moment", found=text[:80])
    return moment.at
