"""The board's inbox: whom the map does not know what to make of, and what becomes of them."""

from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso
from tropa.map.document import Map
from tropa.show.api.door.askers import asker
from tropa.show.api.incoming import read_fields
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.show.event_words import event_title
from tropa.words import Language
from tropa.workspace.answers import board_of
from tropa.workspace.board.inbox import (
    Linked,
    TurnedAway,
    Unsorted,
    ask_inbox,
    link,
    turn_away,
    unlink,
)
from tropa.workspace.people.called import called, someone_json


async def inbox(site: Site, request: Request) -> Response:
    """People with a contact whom no touchpoint of the map has met, the latest first."""
    map_id, language = request.path_params["map"], site.language(request)

    def work() -> Response:
        map_ = board_of(site.workspace, map_id).edition.map
        found = ask_inbox(site.workspace, map_id)
        people = [_json(one, map_, language) for one in found.people]
        now = iso(site.workspace.clock.now(), map_.zone)
        return answer(
            {"people": people, "more": found.more}, {"as_of": now, "timezone": map_.timezone}
        )

    return await run_in_threadpool(work)


def _json(one: Unsorted, map_: Map, language: Language) -> dict[str, Any]:
    return {
        **someone_json(one.called),
        "contacts": [{"kind": each.kind.value, "value": each.value} for each in one.contacts],
        "events": one.events,
        "event": event_title(one.event, map_, language),
        "at": iso(one.at, map_.zone),
    }


async def turned_away(site: Site, request: Request) -> Response:
    """Somebody is none of ours, with a reason."""
    said = await read_fields(request, TurnedAway)
    user = asker(request).user

    def work() -> Response:
        by = user.name if user else ""
        turn_away(site.workspace, request.path_params["map"], said, by)
        return answer({"person": said.person}, {"id": said.id})

    return await run_in_threadpool(work)


async def linked(site: Site, request: Request) -> Response:
    """Somebody is a person already known."""
    said = await read_fields(request, Linked)

    def work() -> Response:
        found = link(site.workspace, request.path_params["map"], said)
        whose = someone_json(called(site.workspace, found.person))
        told = whose | {"names": list(found.names)}
        return answer(told, {"id": said.id})

    return await run_in_threadpool(work)


class SetApart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two names that are not one person's."""

    names: tuple[int, int]


async def unlinked(site: Site, request: Request) -> Response:
    """They are two people after all."""
    said = await read_fields(request, SetApart)

    def work() -> Response:
        unlink(site.workspace, request.path_params["map"], *said.names)
        return answer({}, {})

    return await run_in_threadpool(work)
