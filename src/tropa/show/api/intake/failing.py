"""Failed events over HTTP: listed with their reasons, mended, tried again, dropped."""

from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso, zone_of
from tropa.errors import UsageFault
from tropa.keep.ledger import Failed
from tropa.show.api.incoming import read_fields
from tropa.show.api.shapes import answer, json_bytes
from tropa.show.api.site import Site
from tropa.words import Language
from tropa.workspace.intake.failing import as_lines, chosen_failed, mended, message_of, replay

SHOWN: Final = 50
_LARGEST: Final = 4 << 20


async def failed(site: Site, request: Request) -> Response:
    """Events that wait: how many by reason, and a page of them behind `after`."""
    asked, language = request.query_params, site.language(request)
    after = asked.get("after", "0")
    if not (after.isascii() and after.isdecimal() and len(after) < 18):
        raise UsageFault("field_wrong", field="after")

    def work() -> Response:
        waiting = site.workspace.ledger.failed
        found = waiting.find(asked.get("code") or None, int(after), SHOWN)
        shown = [_one(site, one, language) for one in found]
        counts = waiting.counts()
        return answer({"counts": counts, "shown": shown}, {"most": SHOWN})

    return await run_in_threadpool(work)


def _one(site: Site, one: Failed, language: Language) -> dict[str, Any]:
    zone = zone_of(site.workspace.settings.timezone)
    line = msgspec.json.decode(next(iter(as_lines([one]))))
    body = line.get("row", line.get("event"))
    return {
        "id": one.id,
        "code": one.code,
        "source": one.source,
        "where": one.where,
        "received": iso(one.received, zone),
        "message": message_of(one, language),
        "column": str(one.values.get("column", "")),
        "kind": "row" if "row" in line else "event",
        "body": body,
    }


class Again(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be tried again: by numbers, all of them, or as it was mended."""

    ids: list[int] = msgspec.field(default_factory=list[int])
    all: bool = False
    rows: list[dict[str, Any]] = msgspec.field(default_factory=list[dict[str, Any]])
    """Lines `{"failed": 12, "row": {…}}` or `"event"`."""


async def again(site: Site, request: Request) -> Response:
    """Take failed events in again; those that are kept wait no longer."""
    asked = await read_fields(request, Again, _LARGEST)

    def work() -> Response:
        if asked.rows:
            data = b"\n".join(json_bytes(one) for one in asked.rows)
            wanted = mended(site.workspace, data, "body")
        elif asked.all:
            wanted = chosen_failed(site.workspace, "all")
        else:
            wanted = site.workspace.ledger.failed.get(asked.ids)
        done = replay(site.workspace, wanted)
        return answer({"kept": done.kept, "waiting": done.waiting}, {})

    return await run_in_threadpool(work)


class Drop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What need not wait any more."""

    ids: list[int]


async def drop(site: Site, request: Request) -> Response:
    """Throw failed events away."""
    asked = await read_fields(request, Drop, _LARGEST)

    def work() -> Response:
        return answer({"dropped": site.workspace.ledger.failed.drop(asked.ids)}, {})

    return await run_in_threadpool(work)
