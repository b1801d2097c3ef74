"""Write keys over HTTP: whose they are, made, switched off and on."""

from typing import Any, Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import Instant, iso, zone_of
from tropa.errors import UsageFault
from tropa.keep.ledger import Source
from tropa.show.api.door.askers import asker
from tropa.show.api.incoming import read_fields
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.workspace.intake.coming import coming
from tropa.workspace.intake.write_keys import make_key, switch_key
from tropa.workspace.opening import Workspace


class NewKey(msgspec.Struct, forbid_unknown_fields=True):
    """A key for a server (`private`) or for a site (`browser`)."""

    kind: Literal["private", "browser"]
    title: str = ""


class KeySwitch(msgspec.Struct, forbid_unknown_fields=True):
    """Whether a key writes."""

    off: bool


async def keys(site: Site, request: Request) -> Response:
    """Every key, without what opens anything."""
    _ = request

    def work() -> Response:
        workspace = site.workspace
        last = _last_heard(workspace)
        found = [key_json(workspace, one, last) for one in workspace.ledger.sources.every()]
        return answer({"keys": found}, {})

    return await run_in_threadpool(work)


async def make(site: Site, request: Request) -> Response:
    """A new key; the key itself is told this once."""
    stated, who = await read_fields(request, NewKey), asker(request)

    def work() -> Response:
        workspace = site.workspace
        source, key = make_key(workspace, stated.kind, stated.title)
        about = {"title": source.title, "kind": source.kind}
        workspace.users.note("key_made", who, source.id, about)
        return answer({**key_json(workspace, source, {}), "key": key}, {})

    return await run_in_threadpool(work)


async def switch(site: Site, request: Request) -> Response:
    """A key writes no more, or again."""
    stated, who = await read_fields(request, KeySwitch), asker(request)

    def work() -> Response:
        workspace = site.workspace
        try:
            source = switch_key(workspace, request.path_params["key"], off=stated.off)
        except UsageFault as fault:
            fault.status = 404
            raise
        did = "key_switched_off" if stated.off else "key_switched_on"
        workspace.users.note(did, who, source.id, {"title": source.title})
        return answer(key_json(workspace, source, _last_heard(workspace)), {})

    return await run_in_threadpool(work)


def key_json(workspace: Workspace, one: Source, last: dict[str, Instant]) -> dict[str, Any]:
    """A key as whoever looks after keys sees it."""
    zone = zone_of(workspace.settings.timezone)
    heard = last.get(one.id)
    return {
        "id": one.id,
        "title": one.title,
        "kind": one.kind,
        "off": one.off,
        "created": iso(one.created, zone),
        "ends": one.hint,
        "last": None if heard is None else iso(heard, zone),
    }


def _last_heard(workspace: Workspace) -> dict[str, Instant]:
    found: dict[str, Instant] = {}
    for event in coming(workspace).values():
        for one in event.sources:
            found[one.source] = max(found.get(one.source, one.last), one.last)
    return found
