"""Pins of a map over HTTP: what they say now, put on, taken off."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import TropaError
from tropa.show.api.door.askers import asker
from tropa.show.api.incoming import read_fields
from tropa.show.api.questions.asking import Watch, while_awaited
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.words import Language
from tropa.workspace.questions.pins import Pin, Shown, number_json, pin, shown, unpin


async def of_map(site: Site, request: Request) -> Response:
    """Pins of a map, each with its question's main number of now."""
    language, watch = site.language(request), Watch()
    map_id = request.path_params["map"]

    def work() -> tuple[Any, Any]:
        every = shown(site.workspace, map_id, told=watch.told)
        return [_told(one, language) for one in every], {"map": map_id}

    found = await while_awaited(request, watch, work)
    return Response() if found is None else answer(*found)


def _told(one: Shown, language: Language) -> dict[str, Any]:
    return {
        "question": one.pin.question,
        "place": one.pin.place,
        "where": one.title,
        "title": one.question.title,
        "kind": one.question.kind,
        "text": one.question.text,
        "number": number_json(one.found),
        "fault": one.found.as_json(language) if isinstance(one.found, TropaError) else None,
    }


async def put_on(site: Site, request: Request) -> Response:
    """Pin a kept question to the map, to a stage or to a touchpoint of it."""
    wanted, map_id = await read_fields(request, Pin), request.path_params["map"]
    who = asker(request)

    def work() -> Response:
        if pin(site.workspace, map_id, wanted):
            site.workspace.users.note("pinned", who, map_id, _noted(map_id, wanted))
        return answer(wanted, {"map": map_id})

    return await run_in_threadpool(work)


async def taken_off(site: Site, request: Request) -> Response:
    """Take a pin off."""
    unwanted, map_id = await read_fields(request, Pin), request.path_params["map"]
    who = asker(request)

    def work() -> Response:
        if unpin(site.workspace, map_id, unwanted):
            site.workspace.users.note("unpinned", who, map_id, _noted(map_id, unwanted))
        return answer(unwanted, {"map": map_id})

    return await run_in_threadpool(work)


def _noted(map_id: str, one: Pin) -> dict[str, str]:
    """What the journal says of a pin: a question's name is a file's, never what it asks."""
    return {"title": one.question, "map": map_id}
