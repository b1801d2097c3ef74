"""Comments on elements of a map over HTTP: each answer is the threads as they are now."""

from collections.abc import Callable

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import UsageFault
from tropa.show.api.address import Address
from tropa.show.api.door.askers import asker
from tropa.show.api.drafts.editing import read_json
from tropa.show.api.drafts.shapes import Threads
from tropa.show.api.maps.shapes import OfMap
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.workspace.drafts.comments import (
    Speaker,
    comments_json,
    rewrite,
    settle,
    speak,
    take_back,
)


class NewComment(msgspec.Struct, forbid_unknown_fields=True):
    """Something said about an element, or answered."""

    id: str
    """The speaker's own: said again under it, it is said once."""
    text: str
    path: list[str | int] = []
    """Of the element."""
    thread: str = ""
    """The first comment of the thread that is answered."""


class ChangedComment(msgspec.Struct, forbid_unknown_fields=True):
    """Other words, or a thread settled or opened again."""

    text: str | None = None
    settled: bool | None = None


async def listed(site: Site, request: Request) -> Response:
    """Every thread of a map."""
    return await _told(site, request, lambda _map, _who: None)


async def said(site: Site, request: Request) -> Response:
    """Something said about an element, or answered in a thread."""
    body = await read_json(request, NewComment)

    def work(map_id: str, who: Speaker) -> None:
        path = tuple(body.path)
        speak(site.workspace, map_id, who, path, body.text, id=body.id, thread=body.thread)

    return await _told(site, request, work)


async def changed(site: Site, request: Request) -> Response:
    """Other words of a comment, or its thread settled or opened again."""
    body = await read_json(request, ChangedComment)
    if body.text is None and body.settled is None:
        raise UsageFault("field_wrong", field="text")

    def work(map_id: str, who: Speaker) -> None:
        comment = request.path_params["comment"]
        if body.text is not None:
            rewrite(site.workspace, map_id, who, comment, body.text)
        if body.settled is not None:
            settle(site.workspace, map_id, who, comment, settled=body.settled)

    return await _told(site, request, work)


async def taken_back(site: Site, request: Request) -> Response:
    """A comment taken back by whoever said it."""

    def work(map_id: str, who: Speaker) -> None:
        take_back(site.workspace, map_id, who, request.path_params["comment"])

    return await _told(site, request, work)


async def _told(site: Site, request: Request, work: Callable[[str, Speaker], None]) -> Response:
    map_id, who = request.path_params["map"], _speaker(request)

    def act() -> Response:
        work(map_id, who)
        return answer(comments_json(site.workspace, map_id, who), {"map": map_id})

    return await run_in_threadpool(act)


def _speaker(request: Request) -> Speaker:
    """Where nobody has an account, whoever sits here speaks for all; so does an owner."""
    who = asker(request)
    name = who.user.name if who.user else ""
    return Speaker(who.id, name, over_all=who.user is None or who.user.role == "owner")


COMMENTING: tuple[Address, ...] = (
    Address(
        "GET",
        "/api/map/{map}/comments",
        listed,
        "What was said about elements of a map.",
        right="map.read",
        answers=Threads,
        how=OfMap,
    ),
    Address(
        "POST",
        "/api/map/{map}/comments",
        said,
        "Say something about an element, or answer.",
        right="map.comment",
        answers=Threads,
        how=OfMap,
        takes=NewComment,
    ),
    Address(
        "PATCH",
        "/api/map/{map}/comments/{comment}",
        changed,
        "Change the words of a comment, settle its thread or open it again.",
        right="map.comment",
        answers=Threads,
        how=OfMap,
        takes=ChangedComment,
    ),
    Address(
        "DELETE",
        "/api/map/{map}/comments/{comment}",
        taken_back,
        "Take a comment back.",
        right="map.comment",
        answers=Threads,
        how=OfMap,
    ),
)
