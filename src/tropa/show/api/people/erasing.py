"""Erasing a person over HTTP, and the acts of what was erased."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso
from tropa.keep.erasure import Erasure
from tropa.show.api.door.askers import asker
from tropa.show.api.known import known_card, number_of
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.workspace.people.erasing import erase


async def erase_person(site: Site, request: Request) -> Response:
    """Whatever is personal of somebody goes for good; what they did goes on being counted."""
    who = asker(request)

    def work() -> Response:
        card = known_card(site, number_of(request))
        return answer(erasure_json(erase(site.workspace, card.person, who)), {})

    return await run_in_threadpool(work)


async def erasures(site: Site, request: Request) -> Response:
    """Who was erased, by number, when and by whom: the acts, without anything personal."""
    _ = request

    def work() -> Response:
        return answer([erasure_json(one) for one in site.workspace.ledger.erasures.every()], {})

    return await run_in_threadpool(work)


def erasure_json(one: Erasure) -> dict[str, Any]:
    """An act of erasing."""
    return {
        "id": one.id,
        "person": one.person,
        "at": iso(one.at),
        "by": one.who or None,
        "names": one.names,
        "events": one.events,
        "finished": iso(one.finished) if one.finished else None,
    }
