"""A map beside another edition of it, or beside another map, over HTTP."""

from collections import Counter
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import UsageFault
from tropa.map.compare_words import difference_words
from tropa.show.api.address import Address
from tropa.show.api.drafts.shapes import MapsCompared
from tropa.show.api.maps.shapes import OfMap
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.words import Language
from tropa.workspace.drafts.compared_maps import Compared, Side, Which, compare, side, titles


async def compared(site: Site, request: Request) -> Response:
    """How a map differs from another edition of it, or from another map."""
    language, asked = site.language(request), request.query_params

    def work() -> Response:
        map_id = request.path_params["map"]
        this = side(site.workspace, map_id, _which(asked.get("edition"), "draft"))
        other_map = asked.get("other") or map_id
        other = side(site.workspace, other_map, _which(asked.get("other_edition"), "latest"))
        return answer(compared_json(compare(this, other), language), {"map": map_id})

    return await run_in_threadpool(work)


def _which(text: str | None, otherwise: Which) -> Which:
    if not text:
        return otherwise
    if text == "draft":
        return "draft"
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise UsageFault("field_wrong", field="edition")
    return int(text)


def compared_json(found: Compared, language: Language) -> dict[str, Any]:
    """How one text of a map differs from another, as the app reads it."""
    names = titles(found)
    many = Counter(one.how for one in found.differences)
    return {
        "this": _side_json(found.this),
        "other": _side_json(found.other),
        "names": found.names,
        "counts": {
            "added": many["added"],
            "removed": many["removed"],
            "changed": many["changed"] + many["moved"] + many["renamed"],
        },
        "changes": [
            one.as_json() | {"words": difference_words(one, language, names)}
            for one in found.differences
        ],
    }


def _side_json(one: Side) -> dict[str, Any]:
    return {"map": one.map, "edition": one.edition, "title": one.title}


COMPARING: tuple[Address, ...] = (
    Address(
        "GET",
        "/api/map/{map}/compare",
        compared,
        "How a map differs from another edition of it, or from another map.",
        ("edition", "other", "other_edition"),
        right="map.read",
        answers=MapsCompared,
        how=OfMap,
    ),
)
