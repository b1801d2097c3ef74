"""Files through the app: sent in pieces, looked at, tried out, taken in, taken back.

Everything is done by the functions the command uses; here it is only asked for and told. What
a file is called and what stands in it is a text like any other: told as data, never acted upon.
"""

from functools import partial
from typing import Any, Final, Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso, zone_of
from tropa.collect.dry_run import DryRun
from tropa.collect.mapping_text import mapping_text
from tropa.collect.presets import UNIVERSAL, preset_names
from tropa.collect.rows import RowReader
from tropa.errors import RequestFault, UsageFault
from tropa.show.api.incoming import read_fields
from tropa.show.api.intake.file_answers import dry_json, run_json, table_json
from tropa.show.api.questions.asking import Watch, while_awaited
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.words import Language
from tropa.workspace.intake.import_runs import Begun, ImportRun
from tropa.workspace.intake.import_wish import Wish, plan_for, roles, table_of
from tropa.workspace.intake.importing import about_rows, choose_mappings
from tropa.workspace.intake.undoing import UNDONE, undo_import
from tropa.workspace.uploads import Upload

PIECE: Final = 4 << 20
"""Bytes of one piece; a browser sends a file in many."""
_WRITE: Final = 1 << 20
_TABLES: Final = 20
_WISH: Final = 1 << 20
"""Bytes of a wish: two thousand columns with long headers fit in."""


# ---------------------------------------------------------------- a file comes


async def begin_upload(site: Site, request: Request) -> Response:
    """A new file: its name after the question mark, its first piece as the body."""
    upload = site.imports.uploads.begin(request.query_params.get("name", ""))
    return await _piece(site, request, upload, 0)


async def more(site: Site, request: Request) -> Response:
    """The next piece of a file, which belongs behind the first `at` bytes."""
    upload = _upload(site, request)
    if any(one.upload.id == upload.id and one.alive for one in site.imports.every()):
        raise RequestFault("import_running", status=409)
    at = request.query_params.get("at", "")
    if not (at.isascii() and at.isdecimal() and len(at) < 16):
        raise UsageFault("field_wrong", field="at")
    return await _piece(site, request, upload, int(at))


async def _piece(site: Site, request: Request, upload: Upload, at: int) -> Response:
    uploads, waiting, came, size = site.imports.uploads, bytearray(), 0, at
    async for chunk in request.stream():
        waiting += chunk
        came += len(chunk)
        if came > PIECE:
            raise RequestFault("body_too_large", status=413, limit=PIECE >> 10)
        if len(waiting) >= _WRITE:
            size = await run_in_threadpool(uploads.add, upload, at, bytes(waiting))
            at += len(waiting)
            waiting.clear()
    if waiting:
        size = await run_in_threadpool(uploads.add, upload, at, bytes(waiting))
    how = {"piece": PIECE, "largest": uploads.largest}
    return answer({"id": upload.id, "name": upload.name, "size": size}, how)


async def forget(site: Site, request: Request) -> Response:
    """A file that is not to be taken in after all."""
    site.imports.forget(_upload(site, request))
    return answer({}, {})


def _upload(site: Site, request: Request) -> Upload:
    return site.imports.uploads.get(request.path_params["upload"])


# ---------------------------------------------------------------- looked at, tried out


async def looked_at(site: Site, request: Request) -> Response:
    """The tables of a file: their columns with samples, and what each column may be."""
    upload, language = _upload(site, request), site.language(request)

    def work() -> Response:
        source = site.imports.uploads.source(upload)
        found = [
            table_json(chosen, language)
            for _, chosen in zip(
                range(_TABLES), choose_mappings(site.workspace, source, None), strict=False
            )
        ]
        for one, chosen in zip(
            found, choose_mappings(site.workspace, source, None), strict=False
        ):
            one["rows"] = about_rows(chosen.table, source)
        told = {"id": upload.id, "name": upload.name, "tables": found}
        how = {
            "roles": roles(),
            "presets": [one for one in preset_names() if one != UNIVERSAL],
            "timezone": site.workspace.settings.timezone,
            "size": site.imports.uploads.size(upload),
        }
        return answer(told, how)

    return await run_in_threadpool(work)


async def tried(site: Site, request: Request) -> Response:
    """What an import would do: counts of everything, the first bad rows, and nothing kept."""
    wish, upload = await read_fields(request, Wish, _WISH), _upload(site, request)
    watch, language = Watch(), site.language(request)
    found = await while_awaited(
        request, watch, partial(_dry, site, upload, wish, watch, language)
    )
    return Response() if found is None else answer(*found)


def _dry(
    site: Site, upload: Upload, wish: Wish, watch: Watch, language: Language
) -> tuple[Any, Any]:
    source = site.imports.uploads.source(upload)
    plan = plan_for(site.workspace, table_of(source, wish)[0], wish)
    total = about_rows(plan.table, source) or 0
    dry, reader = DryRun(), RowReader(plan, site.workspace.clock.now())
    for chunk in plan.table.chunks(plan.wanted):
        dry.add(reader.events_of(chunk))
        watch.told(dry.rows, total)
    return dry_json(dry, plan, language), {
        "mapping": plan.mapping.name,
        "text": mapping_text(plan.mapping),
        "timezone": plan.timezone,
        "notes": [one.message(language) for one in plan.notes],
    }


# ---------------------------------------------------------------- taken in


class Start(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A run to be begun."""

    wish: Wish
    map: str = ""
    """Whose stages are told before and after."""


async def begin_run(site: Site, request: Request) -> Response:
    """Take a file in: the answer comes at once, the work goes on without anybody waiting."""
    start, upload = await read_fields(request, Start, _WISH), _upload(site, request)

    def work() -> Response:
        run = site.imports.begin(upload, Begun(start.map, start.wish))
        return _run_answer(site, run, site.language(request))

    return await run_in_threadpool(work)


async def run_state(site: Site, request: Request) -> Response:
    """How far a run has come, and when it is over, what changed on the map."""
    run = site.imports.find(request.path_params["upload"])
    return _run_answer(site, run, site.language(request))


class Turn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to become of a run."""

    do: Literal["pause", "resume", "stop"]


async def turn_run(site: Site, request: Request) -> Response:
    """Pause a run, go on with it, or end it; what was taken in stays."""
    turn = await read_fields(request, Turn)

    def work() -> Response:
        run = site.imports.find(request.path_params["upload"])
        if turn.do == "resume":
            run = site.imports.resume(run)
        elif turn.do == "pause":
            site.imports.pause(run)
        else:
            site.imports.stop(run)
        return _run_answer(site, run, site.language(request))

    return await run_in_threadpool(work)


def _run_answer(site: Site, run: ImportRun, language: Language) -> Response:
    return answer(run_json(site, run, language), {"map": run.begun.map})


# ---------------------------------------------------------------- imports of before


async def imports(site: Site, request: Request) -> Response:
    """What was taken in, the latest first, and what is under way."""
    language = site.language(request)

    def work() -> Response:
        zone = zone_of(site.workspace.settings.timezone)
        found = [
            {
                "id": one.id,
                "file": one.name,
                "mapping": one.mapping,
                "started": iso(one.started, zone),
                "finished": iso(one.finished, zone) if one.finished else None,
                "undone": one.counts.get(UNDONE),
                **{name: one.counts.get(name, 0) for name in _COUNTS},
            }
            for one in reversed(site.workspace.ledger.catalogue.imports())
        ]
        runs = [run_json(site, one, language) for one in site.imports.every()]
        return answer({"imports": found, "runs": runs}, {})

    return await run_in_threadpool(work)


_COUNTS: Final = ("rows", "accepted", "duplicates", "refused")


async def undo(site: Site, request: Request) -> Response:
    """Take an import back as a whole."""

    def work() -> Response:
        import_id = request.path_params["import"]
        if any(
            one.alive and one.loading and one.loading.record == import_id
            for one in site.imports.every()
        ):
            raise RequestFault("import_running", status=409)
        return answer({"undone": undo_import(site.workspace, import_id)}, {})

    return await run_in_threadpool(work)
