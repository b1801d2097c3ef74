"""Lists of people: a page of one, and the whole of it as a file."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tropa.clock import Instant, iso
from tropa.errors import RequestFault
from tropa.show.api.door.askers import asker
from tropa.show.api.question import question_of
from tropa.show.api.shapes import answer, json_bytes
from tropa.show.api.site import Site
from tropa.show.called_words import called_words
from tropa.show.figure_words import figure_words
from tropa.show.paper.spreadsheet import Cell, csv_lines
from tropa.words import Language, say
from tropa.workspace.answers import board_of
from tropa.workspace.drafts.publish import the_map
from tropa.workspace.people.figures import SHOWN, since_json
from tropa.workspace.people.listing import FIRST, Listed, Spoken, Wish, lines_json, list_people

ASKS: Final = (
    "map",
    "figure",
    "find",
    "sort",
    "down",
    "as_of",
    "from",
    "to",
    "within",
    "edition",
)
_COLUMNS: Final = (
    "name",
    "emails",
    "phones",
    "deal",
    "stage",
    "status",
    "since",
    "won",
    "number",
    "id",
)
_FILE: Final = "attachment; filename="


async def people(site: Site, request: Request) -> Response:
    """The first two hundred of a list, and how many they are."""

    def work() -> Response:
        listed, how = _listed(site, request)
        shown = lines_json(Listed(listed.asked, listed.edition, listed.lines[:SHOWN]))
        return answer({"count": len(listed.lines), "people": shown}, how)

    return await run_in_threadpool(work)


async def export(site: Site, request: Request) -> Response:
    """A whole list as a file of JSON."""

    def work() -> Response:
        listed, how = _listed(site, request)
        _noted(site, request, listed, "json")
        body = json_bytes({"answer": lines_json(listed), "how": how})
        headers = {"cache-control": "no-store", "content-disposition": f"{_FILE}people.json"}
        return Response(body, 200, headers, "application/json")

    return await run_in_threadpool(work)


async def export_csv(site: Site, request: Request) -> Response:
    """A whole list as a table for spreadsheets, in which nothing runs."""
    language = site.language(request)

    def work() -> Response:
        listed, _ = _listed(site, request)
        _noted(site, request, listed, "csv")
        headers = {"cache-control": "no-store", "content-disposition": f"{_FILE}people.csv"}
        return StreamingResponse(
            _lines(listed, language), 200, headers, "text/csv; charset=utf-8"
        )

    return await run_in_threadpool(work)


def _listed(site: Site, request: Request) -> tuple[Listed, dict[str, Any]]:
    asked, language = request.query_params, site.language(request)
    map_id = asked.get("map") or the_map(site.workspace, None)
    figure = asked.get("figure") or FIRST
    if asked.get("down", "") not in ("", "yes", "no"):
        raise RequestFault("field_wrong", status=422, field="down")
    wish = Wish(
        map=map_id,
        figure=figure,
        question=question_of(request, board_of(site.workspace, map_id).edition.map),
        find=asked.get("find", "")[:200],
        sort=asked.get("sort", ""),
        down=asked.get("down") == "yes",
    )
    spoken = Spoken(lambda one: _said(one, language), lambda one: called_words(one, language))
    listed = list_people(site.workspace, wish, spoken)
    title, definition = figure_words(listed.asked.map, figure, language)
    how = {
        "map": map_id,
        "figure": figure,
        "title": title,
        "definition": definition,
        "as_of": iso(listed.asked.as_of, listed.asked.map.zone),
        "edition": listed.edition or "draft",
    }
    return listed, how


def _noted(site: Site, request: Request, listed: Listed, form: str) -> None:
    """Who took a list away; what they looked for may be a name, and is not written down."""
    asked = request.query_params
    details = {"figure": asked.get("figure") or FIRST, "people": str(len(listed.lines))}
    site.workspace.users.note(
        "people_exported", asker(request), listed.asked.map.id, details | {"form": form}
    )


def _lines(listed: Listed, language: Language) -> Iterator[str]:
    zone = listed.asked.map.zone

    def cells() -> Iterator[list[Cell]]:
        for one in listed.lines:
            yield [
                one.shown,
                ", ".join(one.emails),
                ", ".join(one.phones),
                one.deal,
                one.stage,
                _said(one.status, language),
                _minute(one.since, zone),
                "" if one.won_at is None else _minute(one.won_at, zone),
                one.called.person,
                one.called.known_as,
            ]

    return csv_lines([say(f"people_file.{name}", language) for name in _COLUMNS], cells())


def _minute(at: Instant, zone: tzinfo) -> str:
    """As spreadsheets read and sort it."""
    return (since_json(at, zone) or "")[:16].replace("T", " ")


def _said(status: str, language: Language) -> str:
    return say(f"app.people.{status}", language) if status else ""
