"""The gallery of ready-made maps: what each is for, and enough of it to be drawn small."""

from functools import cache
from typing import Any, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.map.document import Map, Touchpoint
from tropa.map.read import read_map
from tropa.map.templates import TEMPLATES, Template, read_template
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.words import Language

Json = dict[str, Any]


async def templates(site: Site, request: Request) -> Response:
    """Every template in the reader's language; `POST /api/maps` makes a map of one."""
    language = site.language(request)
    return answer(await run_in_threadpool(templates_json, language), {})


@cache
def templates_json(language: Language) -> list[Json]:
    """Templates in the order of the gallery; read once, as they are part of the program."""
    return [_template(one, language) for one in TEMPLATES]


def _template(one: Template, language: Language) -> Json:
    map_ = read_map(read_template(one.id, language))
    return {
        "id": one.id,
        "title": one.title(language),
        "about": one.about(language),
        "zones": [{"name": zone.id, "title": zone.title} for zone in map_.zones],
        "stages": _stages(map_),
        "touchpoints": len(map_.touchpoints),
    }


def _stages(map_: Map) -> list[Json]:
    return [
        {
            "name": stage.id,
            "title": stage.title,
            "zone": stage.zone,
            "emotion": stage.record.get("emotion"),
            "channels": [
                _channel(point) for point in map_.touchpoints if point.stage == stage.id
            ],
        }
        for stage in map_.stages
    ]


def _channel(point: Touchpoint) -> str:
    """The first of its channels; empty where none is stated."""
    stated = cast("list[str]", point.record.get("channel") or [])
    return stated[0] if stated else ""
