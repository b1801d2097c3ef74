"""What strangers see by a link: one map, drawn on the server, with nothing to press or to ask.

There is no sign-in on the page, no script, no way to another moment or to a person; those who
answer for stages are told by their roles.
"""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import TropaError
from tropa.show.api.site import Site
from tropa.show.paper.public import no_page

_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors "
)
_ALONE: Final = {"cache-control": "no-store", "x-robots-tag": "noindex, nofollow, noarchive"}


async def shown(site: Site, request: Request) -> Response:
    """The map a link shows; whatever does not work is answered alike."""
    language = site.language(request)

    def work() -> tuple[str, str] | None:
        link = site.workspace.map_links.find(request.path_params["token"])
        if link is None:
            return None
        try:
            return site.public.page(link, language), "*" if link.shown.framed else "'none'"
        except TropaError:
            # A map that is no more, or cannot be read, is nothing a stranger is told of.
            return None

    found = await run_in_threadpool(work)
    page, framed = found or (no_page(language), "'none'")
    headers = _ALONE | {"content-security-policy": _POLICY + framed}
    if framed != "*":
        headers["x-frame-options"] = "DENY"
    return Response(page, 200 if found else 404, headers, "text/html; charset=utf-8")
