"""Sources over HTTP: when each was last heard, and whether it is silent longer than usual."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso, zone_of
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.workspace.intake.hearing import heard


async def sources(site: Site, request: Request) -> Response:
    """Every source that sends by itself."""
    _ = request

    def work() -> Response:
        workspace = site.workspace
        zone = zone_of(workspace.settings.timezone)
        titles = {one.id: one.title for one in workspace.ledger.sources.every()}
        found = [
            {
                "id": one.source,
                "title": titles.get(one.source) or one.source,
                "last": iso(one.last, zone),
                "silent_for": workspace.clock.now() - one.last,
                "usual": one.usual,
                "silent": one.silent,
            }
            for one in heard(workspace)
        ]
        return answer(found, {"as_of": iso(workspace.clock.now(), zone)})

    return await run_in_threadpool(work)
