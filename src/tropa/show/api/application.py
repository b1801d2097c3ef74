"""The server's application: the collector first, then everything else behind the gate."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tropa.errors import RequestFault, TropaError
from tropa.show.api.door.askers import admit
from tropa.show.api.door.entry import login_address
from tropa.show.api.door.named import is_collected, named, site_of, without_name
from tropa.show.api.door.origin import check_origin
from tropa.show.api.intake.collector import PREFIX, Collector, Door
from tropa.show.api.pages import pages
from tropa.show.api.routes import ADDRESSES, Address
from tropa.show.api.shapes import error
from tropa.show.api.site import Site

_LOG: Final = logging.getLogger("tropa.server")

_NOT_THERE: Final = frozenset(
    {"no_such_map", "no_such_edition", "nobody_known", "unknown_figure"}
)
"""What a command calls wrong or missing, an address that does not exist is asked for."""

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""Of every page but those that state a stricter one of their own."""
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


def application(*sites: Site) -> ASGIApp:
    """The ASGI application of a workspace, or of all those of a home."""
    front = sites[0]
    collector = _collector(sites, front)
    own = {one.name: _collector((one,), front) for one in sites}
    nobodys = _collector((), front)
    rest = {one.name: _rest(one, sites) for one in sites}

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await rest[front.name](scope, receive, send)
        elif scope["path"].startswith(PREFIX):
            await collector(scope, receive, send)
        elif is_collected(scope):
            # Of a workspace that is nowhere no key is known, and no more is told.
            theirs = own.get(named(scope) or "", nobodys)
            await theirs(without_name(scope), receive, send)
        else:
            site = await site_of(sites, Request(scope, receive))
            if site is None:
                await _elsewhere(front, Request(scope, receive))(scope, receive, send)
            else:
                await rest[site.name](without_name(scope), receive, send)

    return serve


def _collector(sites: Sequence[Site], front: Site) -> Collector:
    """What takes the events of these workspaces: a key opens that of its own."""
    settings = front.workspace.settings
    doors = [Door(one.workspace.ledger.sources, one.workspace.intake) for one in sites]
    return Collector(doors, front.workspace.clock, settings.rate, settings.language)


def _rest(site: Site, sites: tuple[Site, ...]) -> Starlette:
    """Everything of a workspace but what comes from its sources."""
    return Starlette(
        routes=[_route(site, one) for one in ADDRESSES],
        middleware=[Middleware(GZipMiddleware, minimum_size=1_024)],
        exception_handlers={HTTPException: _not_found(site)},
        lifespan=_lifespan(sites),
    )


def _elsewhere(site: Site, request: Request) -> ASGIApp:
    """What is asked of a workspace that is not here, or that whoever asks may not enter."""

    async def answer() -> Response:
        found = (named(request.scope) or "")[:80]
        raise RequestFault("no_such_workspace", status=404, found=found)

    async def said(scope: Scope, receive: Receive, send: Send) -> None:
        response = await _guarded(site, request, answer)
        await response(scope, receive, send)

    return said


def _lifespan(
    sites: tuple[Site, ...],
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        for one in sites:
            one.listen(asyncio.get_running_loop())
        yield

    return lifespan


def _route(site: Site, address: Address) -> Route:
    async def work(request: Request) -> Response:
        check_origin(request)
        await admit(site, request, address.right, address.besides)
        return await address.handler(site, request)

    async def endpoint(request: Request) -> Response:
        return await _guarded(site, request, lambda: work(request))

    return Route(address.path, endpoint, methods=[address.method])


async def _guarded(
    site: Site, request: Request, work: Callable[[], Awaitable[Response]]
) -> Response:
    try:
        site.gate.check(request)
        response = await work()
    except TropaError as fault:
        if fault.code in _NOT_THERE:
            fault.status = 404
        response = _said(site, request, fault)
    except Exception:
        _LOG.exception("%s %s", request.method, request.url.path)
        response = _said(site, request, RequestFault("internal", status=500))
    if "content-security-policy" not in response.headers:
        response.headers["content-security-policy"] = _POLICY
        response.headers["x-frame-options"] = "DENY"
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _not_found(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def said(request: Request, fault: Exception) -> Response:
        status = fault.status_code if isinstance(fault, HTTPException) else 404
        code = "wrong_method" if status == 405 else "no_such_address"

        async def answer() -> Response:
            # A stranger is not even told what there is not.
            await admit(site, request, "signed_in")
            raise RequestFault(code, status=status, allowed=_allowed(request))

        response = await _guarded(site, request, answer)
        if status == 405:
            response.headers["allow"] = _allowed(request)
        return response

    return said


def _allowed(request: Request) -> str:
    path = request.url.path
    methods = {one.method for one in ADDRESSES if one.path == path}
    return ", ".join(sorted(methods)) or "GET"


def _said(site: Site, request: Request, fault: TropaError) -> Response:
    """A fault in the form the asker reads: a page, or JSON."""
    wants_page = "text/html" in request.headers.get("accept", "")
    if not wants_page or request.url.path.startswith("/api/"):
        return error(fault, site.language(request))
    if fault.code in ("token_needed", "sign_in_needed"):
        return Response(status_code=303, headers={"location": login_address(request)})
    return pages.failed(site, request, fault)
