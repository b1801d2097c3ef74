"""What the bar of filters offers for a map: its segments and its buyers' portraits.

Those that cannot be counted are offered, too, and say why: a map drawn before its events came
has segments in words only.
"""

from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import UsageFault, WorkspaceFault
from tropa.map.document import Map, Segment
from tropa.map.portraits import portraits_of
from tropa.measure.questions.belonging import check_segment, segment_named
from tropa.show.api.question import board_asked
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.words import Language, say

_NOTHING: Final[dict[str, Any]] = {"segments": [], "personas": []}


async def filters(site: Site, request: Request) -> Response:
    """Segments and portraits by which the map's numbers may be narrowed."""
    language = site.language(request)

    def work() -> Response:
        map_id = request.path_params["map"]
        try:
            board = board_asked(site, request)
        except WorkspaceFault as fault:
            if fault.code != "map_without_stages":
                raise
            # Nobody stands anywhere yet: there is nothing to narrow.
            return answer(_NOTHING, {"map": map_id, "edition": "draft"})
        how = {"map": map_id, "edition": board.edition.number or "draft"}
        return answer(filters_json(board.edition.map, language), how)

    return await run_in_threadpool(work)


def filters_json(map_: Map, language: Language) -> dict[str, Any]:
    """Each by name and title; `why` says why it cannot be counted."""
    return {
        "segments": [
            {"id": one.id, "title": one.title, "why": _why(one, map_, language)}
            for one in map_.segments
        ],
        "personas": [
            {
                "id": one.id,
                "title": one.title,
                "segment": one.segment,
                "why": _why(segment_named(one.segment or "", map_), map_, language),
            }
            for one in portraits_of(map_)
        ],
    }


def _why(segment: Segment | None, map_: Map, language: Language) -> str | None:
    """Why nobody can tell who belongs; None where it can be told."""
    if segment is None:
        return say("filters.no_segment", language)
    try:
        check_segment(segment, map_)
    except UsageFault as fault:
        return str(fault.as_json(language)["message"])
    return None
