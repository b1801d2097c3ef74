"""Ad-hoc questions over HTTP: one, or several answered in one pass, in YAML or JSON.

A question may take a while. Whoever goes away while it does has it given up between two parts
of the people; whoever asks for `text/event-stream` is told how far it is.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tropa.errors import RequestFault, TropaError, UsageFault
from tropa.measure.questions.json_schema import json_schema
from tropa.show.api.shapes import answer, json_bytes
from tropa.show.api.site import Site
from tropa.words import Language
from tropa.workspace.people.called import called_all, someone_json
from tropa.workspace.questions.asking import (
    Answered,
    Text,
    ask_question,
    ask_questions,
    people_of,
)

LONGEST: Final = 1 << 20
"""Bytes of a question: as much as a map may have."""
EVENTS: Final = "text/event-stream"
LOOK: Final = 0.2
"""Seconds between two looks at how far it is, and whether anybody still waits."""

_LOG: Final = logging.getLogger("tropa.server")


class GivenUp(Exception):
    """Nobody waits for the answer any more."""


class Watch:
    """How far a question is; a thread works on it, the loop looks."""

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self.given_up = False

    def told(self, done: int, total: int) -> None:
        """So many of so many are done.

        Raises:
            GivenUp: the rest need not be.
        """
        self.done, self.total = done, total
        if self.given_up:
            raise GivenUp


async def asked(site: Site, request: Request) -> Response:
    """The answer of a question; with `?people=CELL` who stands behind that cell.

    The body is one question in YAML or JSON: `{"answer": …, "how": …}` comes back. Or it is a
    JSON list of up to twenty questions, each an object or a text in YAML: they are of one
    moment, the trails are read once for all of them, and `answer` is a list in their order with
    what each would be answered alone, a refused one as `{"code": …, "message": …, "next": …}`.

    With `Accept: text/event-stream` events come back: `progress` with
    `{"done": 12, "total": 65}` every now and then, at last `answer` with what the body would be
    without it, or `fault` with the error.

    A client that disconnects has its question given up.
    """
    body, watch = await _body(request), Watch()
    work = _work(site, request, body, watch)
    if EVENTS in request.headers.get("accept", ""):
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        told = events(request, watch, work, site.language(request))
        return StreamingResponse(told, 200, headers, EVENTS)
    found = await while_awaited(request, watch, work)
    return Response() if found is None else answer(*found)


async def vocabulary(site: Site, request: Request) -> Response:
    """Every kind of question as JSON Schema."""
    _ = site, request
    return answer(json_schema(), {})


# ---------------------------------------------------------------- what is asked

Work = Callable[[], tuple[Any, Any]]
"""Gives the answer, and how it was made."""


def _work(site: Site, request: Request, body: bytes, watch: Watch) -> Work:
    cell, texts = request.query_params.get("people", ""), _several(body)
    if texts is not None:
        if cell:
            raise UsageFault("cell_of_several")
        return partial(_all, site, texts, watch, site.language(request))
    return (
        partial(_people, site, body, cell, watch) if cell else partial(_one, site, body, watch)
    )


def _one(site: Site, text: bytes, watch: Watch) -> tuple[Any, Any]:
    found = ask_question(site.workspace, text, told=watch.told)
    return found.answer, found.how


def _all(
    site: Site, texts: Sequence[Text], watch: Watch, language: Language
) -> tuple[Any, Any]:
    found = ask_questions(site.workspace, texts, told=watch.told)
    refused = sum(isinstance(one, TropaError) for one in found)
    told = [_told(one, language) for one in found]
    return told, {"questions": len(found), "refused": refused}


def _told(found: Answered | TropaError, language: Language) -> dict[str, Any]:
    if isinstance(found, TropaError):
        return found.as_json(language)
    return {"answer": found.answer, "how": found.how}


def _people(site: Site, text: bytes, cell: str, watch: Watch) -> tuple[Any, Any]:
    count, people = people_of(site.workspace, text, cell, told=watch.told)
    known = called_all(site.workspace, people)
    shown = [someone_json(known[one]) for one in people]
    return {"count": count, "people": shown}, {"cell": cell}


def _several(body: bytes) -> list[Text] | None:
    """The questions of a JSON list; None where the body is one question.

    Raises:
        UsageFault: it is a list of something else.
    """
    if not body.lstrip().startswith(b"["):
        return None
    listed: list[Any] = []
    with suppress(ValueError):
        listed = json.loads(body)
    if not listed or not all(isinstance(one, dict | str) for one in listed):
        raise UsageFault("not_a_list_of_questions")
    return [
        Text(one if isinstance(one, str) else json.dumps(one), f"question {number}")
        for number, one in enumerate(listed, 1)
    ]


async def _body(request: Request) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LONGEST:
            raise RequestFault("question_too_large", status=413, limit=LONGEST // 1024)
        chunks.append(chunk)
    return b"".join(chunks)


# ---------------------------------------------------------------- while it takes


async def while_awaited(request: Request, watch: Watch, work: Work) -> tuple[Any, Any] | None:
    """The answer; None when whoever asked has gone."""
    task = asyncio.ensure_future(run_in_threadpool(work))
    try:
        while await _goes_on(request, watch, task):
            pass
        return task.result()
    except GivenUp:
        return None
    finally:
        watch.given_up = True


async def _goes_on(request: Request, watch: Watch, task: "asyncio.Future[Any]") -> bool:
    """Whether the work is still going on a moment later; it is given up with whoever went."""
    watch.given_up = watch.given_up or await request.is_disconnected()
    done, _ = await asyncio.wait([task], timeout=LOOK)
    return not done


async def events(
    request: Request, watch: Watch, work: Work, language: Language
) -> AsyncIterator[bytes]:
    """Server-sent events of a piece of work: how far it is, at last what came of it."""
    task = asyncio.ensure_future(run_in_threadpool(work))
    shown = 0
    try:
        while await _goes_on(request, watch, task):
            if watch.done != shown:
                shown = watch.done
                yield _event("progress", {"done": watch.done, "total": watch.total})
        yield _last(task, language)
    except GivenUp:
        return
    finally:
        watch.given_up = True


def _last(task: "asyncio.Future[tuple[Any, Any]]", language: Language) -> bytes:
    """The last event: the answer, or why there is none."""
    try:
        found, how = task.result()
    except TropaError as fault:
        return _event("fault", fault.as_json(language))
    except GivenUp:
        raise
    except Exception:
        # The head has gone out long since: the fault travels as an event, too.
        _LOG.exception("POST /api/ask")
        return _event("fault", RequestFault("internal", status=500).as_json(language))
    return _event("answer", {"answer": found, "how": how})


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: ".encode() + json_bytes(data) + b"\n\n"
