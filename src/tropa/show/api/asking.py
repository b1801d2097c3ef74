"""Ad-hoc questions over HTTP: the body is a question in YAML or JSON."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import RequestFault
from tropa.measure.questions.json_schema import json_schema
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.workspace.asking import ask_question, people_of
from tropa.workspace.figures import called

LONGEST = 1 << 20
"""Bytes of a question: as much as a map may have."""


async def asked(site: Site, request: Request) -> Response:
    """The answer of a question; with `?people=CELL` who stands behind that cell."""
    text = await _body(request)
    cell = request.query_params.get("people", "")

    def work() -> Response:
        if not cell:
            found = ask_question(site.workspace, text)
            return answer(found.answer, found.how)
        count, people = people_of(site.workspace, text, cell)
        shown = [{"person": one, "name": called(site.workspace, one)} for one in people]
        return answer({"count": count, "people": shown}, {"cell": cell})

    return await run_in_threadpool(work)


async def vocabulary(site: Site, request: Request) -> Response:
    """Every kind of question as JSON Schema."""
    _ = site, request
    return answer(json_schema(), {})


async def _body(request: Request) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LONGEST:
            raise RequestFault("question_too_large", status=413, limit=LONGEST // 1024)
        chunks.append(chunk)
    return b"".join(chunks)
