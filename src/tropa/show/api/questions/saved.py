"""Questions beyond asking: kept ones, names to choose from, a text as a form has it."""

from typing import Any, Final, TypeAlias

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import RequestFault
from tropa.map.finding import MapRefused
from tropa.map.node import Node, Scalar, Sequence, TextRefused, compose, decode
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.read import read_question
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.workspace.questions.naming import names_known
from tropa.workspace.questions.saved_questions import (
    LARGEST,
    Saved,
    checked,
    forget_question,
    keep_question,
    saved_question,
    saved_questions,
)

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


class KeptText(msgspec.Struct, forbid_unknown_fields=True):
    """What is to be kept."""

    text: str
    new: bool = False
    """Refuse where there is one of that name."""


_DECODER: Final = msgspec.json.Decoder(KeptText)


async def kept(site: Site, request: Request) -> Response:
    """Every kept question."""
    _ = request

    def work() -> Response:
        return answer([_told(one) for one in saved_questions(site.workspace.folder)], {})

    return await run_in_threadpool(work)


async def one_kept(site: Site, request: Request) -> Response:
    """A kept question."""

    def work() -> Response:
        name = request.path_params["name"]
        return answer(_told(saved_question(site.workspace.folder, name)), {})

    return await run_in_threadpool(work)


async def keep(site: Site, request: Request) -> Response:
    """Keep a question: `{"text": …, "new": false}`."""
    name = checked(request.path_params["name"])
    try:
        stated = _DECODER.decode(await _body(request))
    except msgspec.DecodeError as fault:
        raise RequestFault("bad_saved_question") from fault

    def work() -> Response:
        folder = site.workspace.folder
        return answer(_told(keep_question(folder, name, stated.text, anew=stated.new)), {})

    return await run_in_threadpool(work)


async def forget(site: Site, request: Request) -> Response:
    """Remove a kept question."""

    def work() -> Response:
        name = request.path_params["name"]
        forget_question(site.workspace.folder, name)
        return answer({"name": name}, {})

    return await run_in_threadpool(work)


async def names(site: Site, request: Request) -> Response:
    """Events, properties, traits, and with `?map=` its touchpoints, stages and segments."""
    language = site.language(request)

    def work() -> Response:
        found = names_known(site.workspace, request.query_params.get("map") or None)
        return answer(found.as_json(language), {})

    return await run_in_threadpool(work)


async def read(site: Site, request: Request) -> Response:
    """A question's text as lists, mappings and texts, with everything that is wrong with it."""
    body = await _body(request)

    def work() -> Response:
        try:
            root = compose(decode(body))
        except TextRefused:
            read_question(body, KINDS)
            raise
        findings: list[dict[str, object]] = []
        try:
            read_question(body, KINDS)
        except MapRefused as fault:
            language = site.language(request)
            findings = [one.as_json("question", language) for one in fault.findings]
        return answer({"question": _plain(root), "findings": findings}, {})

    return await run_in_threadpool(work)


def _plain(node: Node) -> Plain:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(one) for one in node.items]
    return {name: _plain(value) for name, (_, value) in node.pairs.items()}


def _told(one: Saved) -> dict[str, Any]:
    return {"name": one.name, "title": one.title, "kind": one.kind, "text": one.text}


async def _body(request: Request) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        # Written as JSON a text may be several times as long.
        if size > 8 * LARGEST:
            raise RequestFault("question_too_large", status=413, limit=LARGEST >> 10)
        chunks.append(chunk)
    return b"".join(chunks)
