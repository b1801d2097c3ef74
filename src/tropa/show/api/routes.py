"""Every address of the server, in one place.

The collector's addresses stand before all of these: `POST /v1/{track,page,…,batch}`, the
one-letter paths of browser clients, and `GET /v1/projects/KEY/settings`.
"""

from functools import cache
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tropa.show.api.address import Address
from tropa.show.api.board.routes import BOARD
from tropa.show.api.door.routes import COMING_IN, USERS
from tropa.show.api.drafts.commenting import COMMENTING
from tropa.show.api.drafts.comparing import COMPARING
from tropa.show.api.drafts.routes import EDITING
from tropa.show.api.intake.events_routes import EVENTS
from tropa.show.api.intake.tracking_routes import TRACKING
from tropa.show.api.maps import answers
from tropa.show.api.maps.routes import MAPS
from tropa.show.api.openapi import openapi_of
from tropa.show.api.pages.routes import PAGES
from tropa.show.api.people.routes import PERSON
from tropa.show.api.questions.routes import QUESTIONS
from tropa.show.api.site import Site


async def described(site: Site, request: Request) -> Response:
    """The addresses under `/api/` as an OpenAPI document."""
    _ = site, request
    return JSONResponse(await run_in_threadpool(openapi))


ADDRESSES: tuple[Address, ...] = (
    *PAGES,
    Address("GET", "/health", answers.health, "Alive, and how far behind.", right="anyone"),
    Address(
        "GET", "/openapi.json", described, "These addresses, for programs.", right="signed_in"
    ),
    *MAPS,
    *PERSON,
    *BOARD,
    *QUESTIONS,
    *EVENTS,
    *EDITING,
    *COMMENTING,
    *COMPARING,
    *COMING_IN,
    *USERS,
    *TRACKING,
)


@cache
def openapi() -> dict[str, Any]:
    """The addresses under `/api/` in OpenAPI's terms; they are of the program."""
    return openapi_of(ADDRESSES)
