"""The plan of events over HTTP: what the map needs told, what comes, what nobody asks for."""

from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import Instant, iso, zone_of
from tropa.map.document import Map
from tropa.map.titles import condition_words
from tropa.show.api.intake.collector import PREFIX
from tropa.show.api.question import board_asked
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.words import Language
from tropa.workspace.intake.coming import Coming, Mark, coming
from tropa.workspace.intake.tracking import NeededField, Planned, plan_of, unknown_to
from tropa.workspace.opening import Workspace

UNKNOWN_SHOWN: Final = 200
_BEST: Final[tuple[Mark, ...]] = ("comes", "late", "never")


async def tracking(site: Site, request: Request) -> Response:
    """Touchpoints with their events, and events without a touchpoint."""
    language = site.language(request)
    endpoint = f"{request.url.scheme}://{request.url.netloc}{PREFIX}"

    def work() -> Response:
        workspace, board = site.workspace, board_asked(site, request)
        map_ = board.edition.map
        found = tracking_of(workspace, map_, language)
        how = {
            "map": map_.id,
            "edition": board.edition.number or "draft",
            "as_of": iso(workspace.clock.now(), map_.zone),
            "timezone": map_.timezone,
        }
        return answer({"endpoint": endpoint, **found}, how)

    return await run_in_threadpool(work)


def tracking_of(workspace: Workspace, map_: Map, language: Language) -> dict[str, Any]:
    """The plan of one map beside what has come."""
    come = coming(workspace)
    titles = {one.id: one.title for one in workspace.ledger.sources.every()}
    unknown = unknown_to(map_, come)

    def event(name: str) -> dict[str, Any]:
        found = come.get(name)
        return event_json(name, found, titles, workspace)

    return {
        "touchpoints": [_point(map_, one, event, language) for one in plan_of(map_)],
        "unknown": [event(one.name) for one in unknown[:UNKNOWN_SHOWN]],
        "unknown_count": len(unknown),
    }


def _point(map_: Map, one: Planned, event: Any, language: Language) -> dict[str, Any]:
    point = one.touchpoint
    stage = next((stage for stage in map_.stages if stage.id == point.stage), None)
    events = [event(name) for name in point.events]
    met = {told["mark"] for told in events}
    return {
        "id": point.id,
        "title": point.title,
        "stage": point.stage,
        "stage_title": stage.title if stage else None,
        "channel": point.channel,
        "from": "buyer" if point.from_buyer else "seller",
        "mark": next((mark for mark in _BEST if mark in met), "unplanned"),
        "events": events,
        "steps": [event(name) for name in one.steps],
        "where": condition_words(point.where, map_, language, point.id) if point.where else "",
        "fields": [_field(field) for field in one.fields],
    }


def _field(one: NeededField) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "why": one.why,
        "of": one.of,
        "example": one.example,
    }


def event_json(
    name: str, found: Coming | None, titles: dict[str, str], workspace: Workspace
) -> dict[str, Any]:
    """One event with what is known of its coming."""
    zone = zone_of(workspace.settings.timezone)

    def at(instant: Instant | None) -> str | None:
        return None if instant is None else iso(instant, zone)

    return {
        "name": name,
        "mark": found.mark if found else "never",
        "last": at(found.last if found else None),
        "day": found.day if found else 0,
        "total": found.total if found else 0,
        "sources": [
            {"id": one.source, "title": titles.get(one.source), "last": at(one.last)}
            for one in (found.sources if found else ())
        ],
    }
