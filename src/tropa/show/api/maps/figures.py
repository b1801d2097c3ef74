"""The figures of a map that have a list of people behind them, by name and by meaning."""

from collections.abc import Iterator
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.map.document import Map
from tropa.measure.kpis import is_told
from tropa.measure.members import FIGURES
from tropa.show.api.question import board_asked
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.show.figure_words import figure_words
from tropa.words import Language
from tropa.workspace.sections.people import GROUPS


async def figures(site: Site, request: Request) -> Response:
    """Every figure: its name, title, definition, and the part of the map it is of."""
    language = site.language(request)

    def work() -> Response:
        board = board_asked(site, request)
        how = {"map": board.edition.map.id, "edition": board.edition.number or "draft"}
        return answer(figures_json(board.edition.map, language), how)

    return await run_in_threadpool(work)


def figures_json(map_: Map, language: Language) -> list[dict[str, Any]]:
    """The figures of a map in the order of the map."""
    found: list[dict[str, Any]] = []
    for figure, kind, stage in _figures(map_):
        title, definition = figure_words(map_, figure, language)
        found.append(
            {
                "figure": figure,
                "kind": kind,
                "stage": stage,
                "title": title,
                "definition": definition,
            }
        )
    return found


def _figures(map_: Map) -> Iterator[tuple[str, str, str | None]]:
    """Name, kind and stage of each."""
    for name in FIGURES["map"]:
        yield f"map/{name}", "map", None
    own = [one for one in map_.stages if not one.counted_only]
    for at, stage in enumerate(own):
        for name in FIGURES["stage"]:
            yield f"stage/{stage.id}/{name}", "stage", stage.id
        if at + 1 < len(own):
            yield f"conversion/{stage.id}/{own[at + 1].id}", "conversion", stage.id
    for kpi in map_.kpis.values():
        if is_told(kpi):
            yield f"kpi/{kpi.id}", "kpi", kpi.stage
    yield from ((f"touchpoint/{one.id}", "touchpoint", one.stage) for one in map_.touchpoints)
    groups = ((section, name) for section, names in GROUPS.items() for name in names)
    yield from ((f"{section}/{name}", "section", None) for section, name in groups)
