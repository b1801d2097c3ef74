"""Links by which strangers see one map: made, listed, ended. `public.py` is what they see."""

from html import escape
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso
from tropa.show.api.door.askers import asker
from tropa.show.api.incoming import read_fields
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.users.map_links import MapLink, Shown
from tropa.workspace.answers import board_of


class NewMapLink(msgspec.Struct, forbid_unknown_fields=True):
    """What a link is to show."""

    numbers: bool = False
    framed: bool = False
    title: str = ""
    days: int = 0


async def links(site: Site, request: Request) -> Response:
    """Every link that works, without what opens anything."""
    _ = request

    def work() -> list[dict[str, Any]]:
        workspace = site.workspace
        return [_link_json(site, one) for one in workspace.map_links.living()]

    return answer({"links": await run_in_threadpool(work)}, {})


async def make(site: Site, request: Request) -> Response:
    """A new link to a map; the link itself is told this once."""
    who, stated = asker(request), await read_fields(request, NewMapLink)
    map_id = request.path_params["map"]

    def work() -> dict[str, Any]:
        workspace = site.workspace
        board_of(workspace, map_id)
        shown = Shown(map_id, stated.numbers, stated.framed, stated.title.strip(), stated.days)
        link, token = workspace.map_links.make(shown, who.id)
        workspace.users.note("map_link_made", who, link.id, _told(link))
        return {**_link_json(site, link), **_addresses(site, request, link, token)}

    return answer(await run_in_threadpool(work), {})


async def end(site: Site, request: Request) -> Response:
    """A link works no more."""
    who = asker(request)

    def work() -> dict[str, Any]:
        link = site.workspace.map_links.end(request.path_params["link"])
        site.workspace.users.note("map_link_ended", who, link.id, _told(link))
        return {"id": link.id}

    return answer(await run_in_threadpool(work), {})


def _told(link: MapLink) -> dict[str, str]:
    """What the journal says of a link."""
    named = {"title": link.shown.title} if link.shown.title else {}
    return {"map": link.shown.map, **named}


def _addresses(site: Site, request: Request, link: MapLink, token: str) -> dict[str, str]:
    """The link, and what is put into a page of another site where it may stand in one."""
    address = f"{request.url.scheme}://{request.url.netloc}/p/{token}"
    if not link.shown.framed:
        return {"link": address}
    map_ = board_of(site.workspace, link.shown.map).edition.map
    title = escape(map_.title)
    frame = (
        f'<iframe src="{address}" title="{title}" width="100%" height="720" loading="lazy" '
        'style="border:0" referrerpolicy="no-referrer" sandbox></iframe>'
    )
    return {"link": address, "frame": frame}


def _link_json(site: Site, link: MapLink) -> dict[str, Any]:
    by = next((one.name for one in site.workspace.users.every() if one.id == link.by), None)
    board = site.workspace.boards.get(link.shown.map)
    return {
        "id": link.id,
        "map": link.shown.map,
        "map_title": board.edition.map.title if board else link.shown.map,
        "numbers": link.shown.numbers,
        "framed": link.shown.framed,
        "title": link.shown.title,
        "by": by,
        "created": iso(link.created),
        "expires": iso(link.expires) if link.expires else None,
    }
