"""Erasing a person over HTTP, and the acts of what was erased."""

from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso, zone_of
from tropa.keep.erasure import Erasure, Grounds
from tropa.show.api.door.askers import asker
from tropa.show.api.incoming import decoded_fields, read_small
from tropa.show.api.known import known_card, number_of
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.show.paper.act_page import POLICY, Around, act_page
from tropa.users.store import Deed
from tropa.workspace.people.acts import act, acts
from tropa.workspace.people.erasing import erase


class Stated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why somebody is erased, as it will stand in the act."""

    reason: str = ""
    basis: str = ""


async def erase_person(site: Site, request: Request) -> Response:
    """Whatever is personal of somebody goes for good; what they did goes on being counted."""
    who, body = asker(request), await read_small(request)
    stated = decoded_fields(body, Stated) if body else Stated()

    def work() -> Response:
        card = known_card(site, number_of(request))
        grounds = Grounds(stated.reason, stated.basis)
        return answer(erasure_json(erase(site.workspace, card.person, who, grounds)), {})

    return await run_in_threadpool(work)


async def erasures(site: Site, request: Request) -> Response:
    """The acts, the latest first: who was erased by number, when, by whom, why."""
    _ = request

    def work() -> Response:
        return answer([erasure_json(one) for one in acts(site.workspace)], {})

    return await run_in_threadpool(work)


async def erasure(site: Site, request: Request) -> Response:
    """One act, with the exports, lists and backups the journal has from before."""

    def work() -> Response:
        found = act(site.workspace, int(request.path_params["act"]))
        copies = {
            "taken": [_deed_json(one) for one in found.taken],
            "lists": [_deed_json(one) for one in found.lists],
            "backups": [_deed_json(one) for one in found.backups],
        }
        return answer(erasure_json(found.erasure) | copies, {})

    return await run_in_threadpool(work)


async def printed(site: Site, request: Request) -> Response:
    """An act as a page to print and to sign."""
    language, workspace = site.language(request), site.workspace

    def work() -> Response:
        found = act(workspace, int(request.path_params["act"]))
        around = Around(
            workspace.settings.operator,
            site.name,
            zone_of(workspace.settings.timezone),
            {one.id: one.name for one in workspace.users.every()},
        )
        headers = {"cache-control": "no-store", "content-security-policy": POLICY}
        if "file" in request.query_params:
            name = f"act-{found.erasure.id}.html"
            headers["content-disposition"] = f"attachment; filename={name}"
        page = act_page(found, around, language)
        return Response(page, 200, headers, "text/html; charset=utf-8")

    return await run_in_threadpool(work)


def erasure_json(one: Erasure) -> dict[str, Any]:
    """An act of erasing."""
    return {
        "id": one.id,
        "person": one.person,
        "at": iso(one.at),
        "by": one.who or None,
        "by_name": one.called,
        "reason": one.grounds.reason,
        "basis": one.grounds.basis,
        "names": one.names,
        "events": one.events,
        "what": dict(one.what),
        "finished": iso(one.finished) if one.finished else None,
    }


def _deed_json(one: Deed) -> dict[str, Any]:
    return {"at": iso(one.at), "by": one.who or None, "how": one.how, **one.details}
