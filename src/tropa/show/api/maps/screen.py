"""What the map's screen draws, as the picture of the map has it: one model for both."""

from datetime import tzinfo
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.measure.overview import how_json
from tropa.show.api.question import question_of
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.show.map_picture import picture_of
from tropa.workspace.answers import board_of
from tropa.workspace.comparing import ask_compared, compared_json
from tropa.workspace.screen import ask_screen
from tropa.workspace.sections.asking import ask_felt


async def map_screen(site: Site, request: Request) -> Response:
    """Stages with their numbers, cards, plans, moves back and returns.

    With `?compare=` each number is set beside another period's.
    """
    map_id = request.path_params["map"]
    language = site.language(request)

    def work() -> Response:
        board = board_of(site.workspace, map_id)
        question = question_of(request, board.edition.map)
        screen = ask_screen(site.workspace, map_id, question)
        picture = picture_of(screen.overview.asked.map, screen, language)
        found: dict[str, Any] = msgspec.to_builtins(picture, enc_hook=_zone_name)
        way = request.query_params.get("compare")
        if way:
            told = screen.overview, way, screen.kpis
            other = ask_compared(site.workspace, map_id, question, *told)
            found["compared"] = compared_json(other, screen.overview.asked.map)
        return answer(found, how_json(screen.overview))

    return await run_in_threadpool(work)


async def feelings(site: Site, request: Request) -> Response:
    """What customers feel at stages, by surveys; stages nobody was asked about are left out."""
    map_id = request.path_params["map"]

    def work() -> Response:
        question = question_of(request, board_of(site.workspace, map_id).edition.map)
        found = ask_felt(site.workspace, map_id, question)
        return answer([one.as_json() for one in found], {"map": map_id})

    return await run_in_threadpool(work)


def _zone_name(value: object) -> str:
    if isinstance(value, tzinfo):
        return str(value)
    raise NotImplementedError(type(value).__name__)
