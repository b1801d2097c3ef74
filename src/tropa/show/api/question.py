"""What an address asks of a map: the moment, the period, the window, the edition, whom."""

from starlette.requests import Request

from tropa.clock import BEFORE, FOREVER, duration
from tropa.errors import UsageFault
from tropa.live.board import Board
from tropa.map.document import Map
from tropa.show.api.site import Site
from tropa.workspace.answers import Question, board_of, moment_of


def question_of(request: Request, map_: Map) -> Question:
    """The question in `?as_of=&from=&to=&within=&edition=&segment=&persona=`.

    Raises:
        UsageFault: a value that is none.
    """
    asked = request.query_params
    within, edition = asked.get("within"), asked.get("edition")
    try:
        length = duration(within) if within else None
    except ValueError as fault:
        raise UsageFault("bad_duration", found=within) from fault
    if edition and not (edition.isascii() and edition.isdecimal()):
        raise UsageFault("no_such_edition", found=edition[:20], map=map_.id)
    return Question(
        as_of=moment_of(asked["as_of"], map_) if asked.get("as_of") else None,
        since=moment_of(asked["from"], map_) if asked.get("from") else BEFORE,
        until=moment_of(asked["to"], map_) if asked.get("to") else FOREVER,
        within=length,
        edition=int(edition[:9]) if edition else None,
        segment=asked.get("segment") or None,
        persona=asked.get("persona") or None,
    )


def board_asked(site: Site, request: Request) -> Board:
    """The map of the address, by the edition it asks for, or by those that lead people now.

    Raises:
        MapRefused: the draft cannot be read.
        UsageFault: a value that is none.
        WorkspaceFault: no such map, it has no stages yet, or no such edition.
    """
    map_id = request.path_params["map"]
    board = board_of(site.workspace, map_id)
    edition = question_of(request, board.edition.map).edition
    return board if edition is None else board_of(site.workspace, map_id, edition)
