"""Diagnosis and alerts over HTTP: the same documents as `tropa diagnose --json`."""

from dataclasses import replace
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import UsageFault
from tropa.show.api.question import question_of
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.workspace.answers import board_of
from tropa.workspace.drafts.publish import the_map
from tropa.workspace.month.diagnosing import (
    alerts_document,
    ask_alerts,
    ask_diagnosis,
    diagnosis_document,
)

_YES: Final = frozenset({"yes", "1", "true"})
_NO: Final = frozenset({"", "no", "0", "false"})


async def diagnosed(site: Site, request: Request) -> Response:
    """The diagnosis of a map, or its alerts with `?alerts=yes`."""
    alerts = _yes(request.query_params.get("alerts", ""))

    def work() -> Response:
        workspace = site.workspace
        map_id = the_map(workspace, request.query_params.get("map") or None)
        question = question_of(request, board_of(workspace, map_id).edition.map)
        # Shares with a window of the asker's are no shares the map's references are of.
        question = replace(question, within=None, edition=None)
        found = (
            alerts_document(ask_alerts(workspace, map_id, question.as_of))
            if alerts
            else diagnosis_document(ask_diagnosis(workspace, map_id, question))
        )
        return answer(found["answer"], found["how"])

    return await run_in_threadpool(work)


def _yes(stated: str) -> bool:
    if stated not in _YES | _NO:
        raise UsageFault("not_yes_or_no", found=stated[:20], allowed="yes, no")
    return stated in _YES
