"""Answers as JSON: the map, the people behind a number. Read only."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa import __version__
from tropa.clock import iso
from tropa.map.document import Map
from tropa.map.finding import MapRefused
from tropa.map.read import read_map
from tropa.measure.narrowed import narrowed_json
from tropa.measure.overview import how_json, overview_json
from tropa.show.api.question import question_of
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.show.figure_words import figure_words
from tropa.workspace.answers import board_of
from tropa.workspace.comparing import ask_compared, compared_json
from tropa.workspace.people.called import called_all, someone_json
from tropa.workspace.people.figures import (
    Behind,
    deal_called,
    people_behind,
    since_json,
)
from tropa.workspace.sections.asking import ask_sections, how_sections, sections_json


async def health(site: Site, request: Request) -> Response:
    """Alive, and how far behind the log the boards are: in a home, of all its workspaces."""
    _ = request
    every = [one.workspace for one in site.beside or (site,)]
    waiting = sum(one.ledger.inbox.last() - one.live.position for one in every)
    return answer({"alive": True, "blocks_behind": waiting}, {"version": __version__})


async def maps(site: Site, request: Request) -> Response:
    """Every map: its title, edition, whether its file can be read and has stages yet.

    `how.example` says that the company is an invented one, shown to try things on.
    """
    _ = request

    def work() -> Response:
        boards, refused = site.workspace.boards, site.workspace.boards.refused
        found = [
            {
                "id": map_id,
                "title": board.edition.map.title,
                "edition": board.edition.number or "draft",
                "readable": map_id not in refused,
                "empty": False,
            }
            for map_id, board in boards.items()
        ]
        bare = [one for one in site.workspace.maps.ids() if one not in boards]
        found += [_bare(site, map_id) for map_id in bare]
        return answer(sorted(found, key=_id_of), {"example": bool(site.notice)})

    return await run_in_threadpool(work)


def _bare(site: Site, map_id: str) -> dict[str, Any]:
    """A map nobody can be placed on: just begun, or not to be read."""
    told = {"id": map_id, "title": map_id, "edition": "draft", "readable": False}
    try:
        map_ = read_map(site.workspace.maps.draft(map_id) or b"")
    except MapRefused:
        return told | {"empty": False}
    return told | {"title": map_.title, "readable": True, "empty": not map_.stages}


def _id_of(told: dict[str, Any]) -> str:
    return str(told["id"])


async def one_map(site: Site, request: Request) -> Response:
    """A map with its numbers and the sections asked for, as `tropa show --json` names them.

    With `?compare=previous`, `year` or `FROM..TO` each number is set beside that period's.
    """

    def work() -> Response:
        map_id = request.path_params["map"]
        question = question_of(request, board_of(site.workspace, map_id).edition.map)
        names = request.query_params.getlist("section")
        found, sections = ask_sections(site.workspace, map_id, question, names)
        told = overview_json(found) | sections_json(sections)
        way = request.query_params.get("compare")
        if way:
            other = ask_compared(site.workspace, map_id, question, found, way)
            told["compared"] = compared_json(other, found.asked.map)
        return answer(told, how_json(found) | how_sections(sections))

    return await run_in_threadpool(work)


async def behind(site: Site, request: Request) -> Response:
    """The people a number counts: the latest two hundred, and how many they are."""
    language = site.language(request)

    def work() -> Response:
        map_id, figure = request.path_params["map"], request.path_params["figure"]
        question = question_of(request, board_of(site.workspace, map_id).edition.map)
        found = people_behind(site.workspace, map_id, figure, question)
        title, definition = figure_words(found.asked.map, figure, language)
        how = {
            "figure": figure,
            "title": title,
            "definition": definition,
            "unit": found.asked.map.unit,
            "timezone": found.asked.map.timezone,
            "as_of": iso(found.asked.as_of, found.asked.map.zone),
            "edition": found.edition or "draft",
            "narrowed": found.narrowed and narrowed_json(found.narrowed, found.asked.map),
        }
        return answer(_behind_json(site, found, found.asked.map), how)

    return await run_in_threadpool(work)


def _behind_json(site: Site, found: Behind, map_: Map) -> dict[str, Any]:
    known = called_all(site.workspace, sorted({one.person for one in found.shown}))
    people = [
        {
            **someone_json(known[one.person]),
            "deal": one.deal or None,
            "deal_name": deal_called(site.workspace, one.deal) if one.deal else None,
            "status": one.status,
            "stage": one.stage,
            "since": since_json(one.since, map_.zone),
            "won_at": None if one.won_at is None else iso(one.won_at, map_.zone),
        }
        for one in found.shown
    ]
    return {"count": found.count, "people": people}
