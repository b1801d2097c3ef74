"""Decisions of a month over HTTP: told with what came of them, written down, taken back."""

from typing import Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import UsageFault
from tropa.measure.outcome import Moving
from tropa.show.api.door.askers import asker
from tropa.show.api.drafts.editing import who_asks
from tropa.show.api.incoming import read_fields
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.workspace.answers import board_of, moment_of
from tropa.workspace.month.decisions import Decision, decide, undecide
from tropa.workspace.month.outcomes import decision_json, month_decisions

LONGEST: Final = 32_768
"""Bytes; the longest decision in letters of any script fits in."""


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """A decision as it is written down."""

    change: str
    owner: str
    due: str
    moves: Moving
    target: float
    seen: str | None = None
    """`seen` of the decision this one is written over."""


class Unwanted(msgspec.Struct, forbid_unknown_fields=True):
    """Which decision is taken back."""

    seen: str


async def of_month(site: Site, request: Request) -> Response:
    """A month's decisions, and what came of those of earlier months."""

    def work() -> Response:
        map_id, stated = request.path_params["map"], request.query_params.get("as_of")
        map_ = board_of(site.workspace, map_id).edition.map
        as_of = moment_of(stated, map_) if stated else None
        month = request.path_params["month"]
        found = month_decisions(site.workspace, map_id, month, as_of)
        return answer(found, {"map": map_id, "currency": map_.currency})

    return await run_in_threadpool(work)


async def decided(site: Site, request: Request) -> Response:
    """Write a decision down."""
    said = await read_fields(request, Wanted, LONGEST)
    who, name = asker(request), who_asks(request)
    map_id, month, stage = (request.path_params[one] for one in ("map", "month", "stage"))

    def work() -> Response:
        workspace = site.workspace
        map_ = board_of(workspace, map_id).edition.map
        if map_.stage_index(stage) < 0:
            raise UsageFault("field_wrong", field="stage")
        made = Decision(
            month, stage, said.change, said.owner, said.due, said.moves, said.target,
            workspace.clock.now(), name,
        )  # fmt: skip
        kept = decide(workspace.folder, map_id, made, _instant(said.seen))
        did = "decided" if said.seen is None else "decided_anew"
        workspace.users.note(did, who, map_id, {"month": month, "title": kept.change[:200]})
        return answer(decision_json(kept, map_), {"map": map_id})

    return await run_in_threadpool(work)


async def taken_back(site: Site, request: Request) -> Response:
    """Take a decision back."""
    said, who = await read_fields(request, Unwanted), asker(request)
    map_id, month, stage = (request.path_params[one] for one in ("map", "month", "stage"))

    def work() -> Response:
        workspace = site.workspace
        map_ = board_of(workspace, map_id).edition.map
        gone = undecide(workspace.folder, map_id, month, stage, _instant(said.seen) or 0)
        about = {"month": month, "title": gone.change[:200]}
        workspace.users.note("undecided", who, map_id, about)
        return answer(decision_json(gone, map_), {"map": map_id})

    return await run_in_threadpool(work)


def _instant(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        raise UsageFault("field_wrong", field="seen")
    return int(text)
