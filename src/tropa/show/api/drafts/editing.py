"""Editing a map over HTTP: its document, steps of operations, the text, undo and redo."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import RequestFault, TropaError, UsageFault
from tropa.map.edit.apply import StillUsed
from tropa.map.edit.operation import read_operations
from tropa.map.finding import MapRefused
from tropa.show.api.door.askers import asker
from tropa.show.api.drafts.map_document import findings_json, root_of, state_json, text_json
from tropa.show.api.incoming import read_fields
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.words import Language, as_language
from tropa.workspace.drafts.draft import open_draft
from tropa.workspace.drafts.editing import (
    Applied,
    Asked,
    edit_elements,
    edit_json,
    edit_text,
    redo,
    undo,
)
from tropa.workspace.drafts.making import make_map

LONGEST: Final = 3 << 19
"""Bytes of a body: a map at its largest, and the quotes JSON puts into it."""
_EDITS_AT_ONCE: Final = 200
_JSON: Final = "application/json"

_T = TypeVar("_T")


class Operations(msgspec.Struct, forbid_unknown_fields=True):
    """Operations on elements, as one step."""

    base: str
    """`digest` of the draft the step was taken on."""
    operations: list[Any]
    """Each `{"op": "set", "path": …, "value": …}`; or `remove`, `add`, `move`, `rename`."""
    id: str = ""
    """The sender's own: sent again under it, the step is taken once."""


class TypedText(msgspec.Struct, forbid_unknown_fields=True):
    """The whole text, as one step."""

    base: str
    """`digest` of the draft the step was taken on."""
    text: str
    id: str = ""
    """The sender's own: sent again under it, the step is taken once."""


class StepTurn(msgspec.Struct, forbid_unknown_fields=True):
    """A step taken back, or done again."""

    base: str
    """`digest` of the draft the step was taken on."""
    id: str = ""
    """The sender's own: sent again under it, the step is taken once."""


class TextToCheck(msgspec.Struct, forbid_unknown_fields=True):
    """A text that is not written down."""

    text: str


class NewMap(msgspec.Struct, forbid_unknown_fields=True):
    """A map that is to be made."""

    title: str
    stages: str | list[str] | None = None
    """Titles, in a list or in one line with arrows."""
    template: str | None = None
    """Of the gallery, in place of stages."""
    map: str = ""
    """What it is called in addresses; made of the title where it is empty."""
    language: str = ""


async def read_json(request: Request, shape: type[_T]) -> _T:
    """The body as a record.

    Raises:
        RequestFault: it is not said to be JSON, or is too long.
        UsageFault: it is no such record.
    """
    stated = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if stated != _JSON:
        raise RequestFault("json_wanted", status=415)
    return await read_fields(request, shape, LONGEST)


def who_asks(request: Request) -> str:
    """What whoever asks is called; empty where nobody has an account."""
    user = asker(request).user
    return user.name if user else ""


# ---------------------------------------------------------------- reading


async def document(site: Site, request: Request) -> Response:
    """A map as its text says it: the draft, or an edition."""
    language = site.language(request)

    def work() -> Response:
        map_id, wanted = request.path_params["map"], request.query_params.get("edition")
        draft = open_draft(site.workspace, map_id)
        state = state_json(site.workspace, draft, language)
        if wanted in (None, "", "draft"):
            said = text_json(draft.data, f"maps/{map_id}.yaml", language)
            return _told(map_id, "draft", state | {"edition": "draft"} | said)
        number = int(wanted[:9]) if wanted and wanted.isascii() and wanted.isdecimal() else 0
        data = site.workspace.maps.edition(map_id, number)
        if data is None:
            raise UsageFault("no_such_edition", found=str(wanted)[:20], map=map_id)
        said = text_json(data, f"maps/{map_id}/{number}.yaml", language)
        return _told(map_id, number, state | {"edition": number} | said)

    return await run_in_threadpool(work)


def _told(map_id: str, edition: int | str, found: dict[str, Any]) -> Response:
    return answer(found, {"map": map_id, "edition": edition})


async def history(site: Site, request: Request) -> Response:
    """The steps of a draft, the latest first."""
    language, asked = site.language(request), request.query_params
    before, limit = _number(asked.get("before")), _number(asked.get("limit")) or 50

    def work() -> Response:
        map_id = request.path_params["map"]
        draft = open_draft(site.workspace, map_id)
        undone = {one.version for one in draft.undone}
        listed = [one for one in draft.edits if not before or one.version < before]
        shown = listed[::-1][: min(limit, _EDITS_AT_ONCE)]
        edits = [edit_json(one, language) | {"undone": one.version in undone} for one in shown]
        found = {"version": draft.version, "edits": edits}
        return answer(found, {"map": map_id, "more": len(listed) > len(shown)})

    return await run_in_threadpool(work)


async def checked(site: Site, request: Request) -> Response:
    """What is wrong with a text; nothing is written."""
    language = site.language(request)
    body = await read_json(request, TextToCheck)

    def work() -> Response:
        name = f"maps/{request.path_params['map']}.yaml"
        data = body.text.encode("utf-8", "surrogatepass")
        said = text_json(data, name, language)
        readable = said["document"] is not None
        return answer({"readable": readable, "findings": said["findings"]}, {"map": name})

    return await run_in_threadpool(work)


def _number(text: str | None) -> int:
    return int(text[:9]) if text and text.isascii() and text.isdecimal() else 0


# ---------------------------------------------------------------- writing


async def operated(site: Site, request: Request) -> Response:
    """Operations on elements, as one step."""
    body = await read_json(request, Operations)
    operations = read_operations(body.operations)
    asked = Asked(body.base, body.id, who_asks(request))
    return await _stepped(
        site, request, lambda map_id: edit_elements(site.workspace, map_id, asked, operations)
    )


async def typed_text(site: Site, request: Request) -> Response:
    """The text typed by hand, as one step."""
    body = await read_json(request, TypedText)
    asked = Asked(body.base, body.id, who_asks(request))
    return await _stepped(
        site,
        request,
        lambda map_id: edit_text(site.workspace, map_id, asked, body.text),
        body.text.encode("utf-8", "surrogatepass"),
    )


async def undone(site: Site, request: Request) -> Response:
    """The latest step taken back."""
    body = await read_json(request, StepTurn)
    asked = Asked(body.base, body.id, who_asks(request))
    return await _stepped(site, request, lambda map_id: undo(site.workspace, map_id, asked))


async def redone(site: Site, request: Request) -> Response:
    """The step last taken back done again."""
    body = await read_json(request, StepTurn)
    asked = Asked(body.base, body.id, who_asks(request))
    return await _stepped(site, request, lambda map_id: redo(site.workspace, map_id, asked))


async def _stepped(
    site: Site, request: Request, step: Callable[[str], Applied], typed: bytes | None = None
) -> Response:
    """Take a step and tell how the draft stands after it."""
    language = site.language(request)

    def work() -> Response:
        map_id = request.path_params["map"]
        try:
            done = step(map_id)
        except (MapRefused, StillUsed) as fault:
            raise _with_paths(fault, typed) from None
        found = state_json(site.workspace, done.draft, language) | {"edition": "draft"}
        if request.query_params.get("whole") != "no":
            found |= text_json(done.draft.data, f"maps/{map_id}.yaml", language)
        return _told(map_id, "draft", found | {"applied": _applied(done, language)})

    return await run_in_threadpool(work)


def _applied(done: Applied, language: Language) -> dict[str, Any]:
    edit = edit_json(done.edit, language) if done.edit else None
    return {
        "version": done.edit.version if done.edit else done.draft.version,
        "words": edit["words"] if edit else "",
        "touched": edit["touched"] if edit else [],
        "names": {str(number): name for number, name in done.names.items()},
        "rebased": done.rebased,
        "repeated": done.repeated,
        "nothing": done.edit is None,
    }


class _Pathed(TropaError):
    """A fault of a map with the paths that edits use."""

    def __init__(self, fault: MapRefused | StillUsed, more: Callable[[Language], Any]) -> None:
        super().__init__(fault.code, where=fault.where, **fault.values)
        self.fault, self.more, self.status = fault, more, 422

    def as_json(self, language: Language) -> dict[str, object]:
        return self.fault.as_json(language) | self.more(language)


def _with_paths(fault: MapRefused | StillUsed, typed: bytes | None) -> TropaError:
    """The fault, its paths by names; operations give them so themselves."""
    if isinstance(fault, StillUsed):
        used = [list(one) for one in fault.users]
        return _Pathed(fault, lambda _: {"used_by": used})
    root = root_of(typed) if typed is not None else None
    name = fault.name
    return _Pathed(
        fault,
        lambda language: {"findings": findings_json(fault.findings, root, name, language)},
    )


# ---------------------------------------------------------------- new maps


async def made(site: Site, request: Request) -> Response:
    """A new map from stages or a template."""
    body, who = await read_json(request, NewMap), asker(request)
    language = as_language(body.language, site.language(request))

    def work() -> Response:
        map_ = make_map(
            site.workspace,
            body.title,
            language,
            stages=body.stages,
            template=body.template,
            map_id=body.map,
        )
        told = {"title": map_.title[:200], "map": map_.id}
        site.workspace.users.note("map_made", who, map_.id, told)
        return answer({"map": map_.id, "title": map_.title}, {})

    return await run_in_threadpool(work)
