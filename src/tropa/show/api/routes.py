"""Every address of the server, in one place.

The collector's addresses stand before all of these: `POST /v1/{track,page,…,batch}`, the
one-letter paths of browser clients, and `GET /v1/projects/KEY/settings`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tropa import __version__
from tropa.show.api import answers, asking, diagnosis, pages
from tropa.show.api.site import Site

Handler = Callable[[Site, Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Address:
    """One address: how it is asked, what answers, what for."""

    method: str
    path: str
    handler: Handler
    about: str
    asks: tuple[str, ...] = ()
    """Values after the question mark."""


_MOMENTS = ("as_of", "from", "to", "within", "edition")


async def described(site: Site, request: Request) -> Response:
    """The addresses under `/api/` as an OpenAPI document."""
    _ = site, request
    return JSONResponse(openapi())


ADDRESSES: tuple[Address, ...] = (
    Address("GET", "/", pages.home, "The map, or the list of maps."),
    Address("GET", "/map/{map}", pages.map_page, "A map with its numbers.", _MOMENTS),
    Address("GET", "/map/{map}/picture.svg", pages.picture, "The map as SVG.", _MOMENTS),
    Address(
        "GET", "/map/{map}/people/{figure:path}", pages.people, "Who a number counts.", _MOMENTS
    ),
    Address("GET", "/person/{person:int}", pages.person, "Where a person stands, and why."),
    Address("GET", "/find", pages.find, "To a person by a name of theirs.", ("name",)),
    Address("GET", "/changes", pages.changes, "Server-sent events: the map changed."),
    Address("GET", "/login", pages.login, "Where the token is asked for."),
    Address("POST", "/login", pages.sign_in, "The token, for a browser."),
    Address("GET", "/assets/{name}", pages.asset, "Fonts, style and script of the pages."),
    Address("GET", "/health", answers.health, "Alive, and how far behind."),
    Address("GET", "/openapi.json", described, "These addresses, for programs."),
    Address("GET", "/api/maps", answers.maps, "Every map."),
    Address(
        "GET",
        "/api/map/{map}",
        answers.one_map,
        "A map with its numbers, and the sections asked for by name.",
        (*_MOMENTS, "section"),
    ),
    Address(
        "GET", "/api/map/{map}/people/{figure:path}", answers.behind, "Who it counts.", _MOMENTS
    ),
    Address(
        "POST",
        "/api/ask",
        asking.asked,
        "A question of the body's, answered; a JSON list of them in one pass. "
        "`Accept: text/event-stream` tells progress.",
        ("people",),
    ),
    Address(
        "GET", "/api/questions", asking.vocabulary, "How questions are written: JSON Schema."
    ),
    Address(
        "GET",
        "/api/diagnosis",
        diagnosis.diagnosed,
        "The weak link of a map in sentences; with `alerts=yes`, what has changed of late.",
        ("map", "as_of", "from", "to", "alerts"),
    ),
    Address("GET", "/api/person", answers.person, "A person by a name of theirs.", ("name",)),
    Address("GET", "/api/person/{person:int}", answers.person, "A person by number."),
)


def openapi() -> dict[str, Any]:
    """The addresses under `/api/` in OpenAPI's terms."""
    paths: dict[str, Any] = {}
    for one in ADDRESSES:
        if one.path.startswith("/api/"):
            paths[_plain(one.path)] = {one.method.lower(): _operation(one)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tropa", "version": __version__},
        "paths": paths,
    }


def _operation(one: Address) -> dict[str, Any]:
    names = [part.strip("{}").partition(":")[0] for part in one.path.split("/") if "{" in part]
    inside = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in names
    ]
    asked = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in one.asks]
    answered = {"description": '`{"answer": …, "how": …}`'}
    refused = {"description": '`{"code": …, "message": …, "next": …}`'}
    return {
        "summary": one.about,
        "parameters": [*inside, *asked],
        "responses": {"200": answered, "default": refused},
    }


def _plain(path: str) -> str:
    return path.replace(":path}", "}").replace(":int}", "}")
