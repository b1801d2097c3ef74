"""Telling by hand over HTTP: what may be told on a map, the telling, the taking back."""

from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.map.document import Map, Touchpoint
from tropa.show.api.door.askers import asker
from tropa.show.api.incoming import read_fields
from tropa.show.api.known import known_card
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.show.field_words import field_label
from tropa.workspace.answers import board_of
from tropa.workspace.intake.asked_on_drop import asked_on, kinds_of
from tropa.workspace.intake.by_hand import Told, tell
from tropa.workspace.intake.moving import stages_to_set
from tropa.workspace.intake.taking_back import take_back
from tropa.workspace.people.called import called, someone_json


async def offered(site: Site, request: Request) -> Response:
    """What may be told by hand: touchpoints, ends, stages to be put on, reasons of the map."""

    def work() -> Response:
        map_ = board_of(site.workspace, request.path_params["map"]).edition.map
        language = site.language(request)
        found = {
            "touchpoints": [_point_json(one, map_) for one in map_.touchpoints if one.events],
            "outcomes": list(map_.outcomes),
            "stages": [{"id": one.id, "title": one.title} for one in stages_to_set(map_)],
            "asks": {one.id: asked_on(one) for one in map_.stages if asked_on(one)},
            "field_titles": {
                name: field_label(map_, name, language)
                for one in map_.stages
                for name in asked_on(one)
            },
            "reasons": [
                {"id": name, "title": one.get("title", name), "group": one.get("group")}
                for name, one in map_.records("loss_reasons").items()
            ],
        }
        return answer(found, {"currency": map_.currency, "timezone": map_.timezone})

    return await run_in_threadpool(work)


def _point_json(one: Touchpoint, map_: Map) -> dict[str, Any]:
    paid = [where[0] for where in (map_.money.paid, map_.money.refunded) if where is not None]
    return {
        "id": one.id,
        "title": one.title,
        "stage": one.stage,
        "event": one.events[0],
        "channel": one.channel,
        "from_buyer": one.from_buyer,
        "may_be_answered": not one.from_buyer and one.answered is not None,
        "money": one.id in paid,
        "fields": kinds_of(map_, one.events[0]),
    }


async def told(site: Site, request: Request) -> Response:
    """Keep what is told; where its person stands now."""
    said = await read_fields(request, Told)
    map_id, who = request.path_params["map"], asker(request)

    def work() -> Response:
        kept = tell(site.workspace, map_id, said, who.name)
        if said.stage and kept.new:
            where = {"map": map_id, "title": stage_title(site, map_id, said.stage)}
            site.workspace.users.note("person_moved", who, f"№{kept.person}", where)
        return answer(_stands(site, map_id, kept.person) | {"new": kept.new}, {"id": said.id})

    return await run_in_threadpool(work)


class TakenBack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What never was."""

    id: str
    person: int


async def taken_back(site: Site, request: Request) -> Response:
    """What was told by hand never was; where its person stands without it."""
    said = await read_fields(request, TakenBack)
    map_id = request.path_params["map"]

    def work() -> Response:
        person = take_back(site.workspace, map_id, said.id, said.person)
        return answer(_stands(site, map_id, person), {"id": said.id})

    return await run_in_threadpool(work)


def stage_title(site: Site, map_id: str, stage: str) -> str:
    """What people call a stage of the map."""
    map_ = board_of(site.workspace, map_id).edition.map
    return next((one.title for one in map_.stages if one.id == stage), stage)


def _stands(site: Site, map_id: str, person: int) -> dict[str, Any]:
    card = known_card(site, person)
    own = [one for one in card.maps if one.map.id == map_id]
    latest = own[-1] if own else None
    titles = {one.id: one.title for one in latest.map.stages} if latest else {}
    return {
        **someone_json(called(site.workspace, person)),
        "stage": latest.stage if latest else None,
        "title": titles.get(latest.stage or "") if latest else None,
        "status": latest.status if latest else None,
    }
